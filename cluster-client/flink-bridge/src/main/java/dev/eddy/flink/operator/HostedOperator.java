package dev.eddy.flink.operator;

import dev.eddy.flink.plan.LoadedPlan;
import dev.eddy.flink.plan.NodeFailure;
import dev.eddy.flink.type.KeyBytes;
import dev.eddy.model.contract.Contract;
import dev.eddy.model.plan.Plan.PlanNode;
import dev.eddy.model.row.KeyCodec;
import dev.eddy.model.row.Row;
import dev.eddy.operator.ListState;
import dev.eddy.operator.MapState;
import dev.eddy.operator.Operator;
import dev.eddy.operator.OperatorContext;
import dev.eddy.operator.PlanSetup;
import dev.eddy.operator.ProcessProvider;
import dev.eddy.operator.Shape;
import dev.eddy.operator.ValueState;
import java.util.function.Supplier;
import org.apache.flink.api.common.state.KeyedStateStore;
import org.apache.flink.runtime.state.OperatorStateBackend;
import org.apache.flink.streaming.api.operators.Output;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.jspecify.annotations.Nullable;

/**
 * An Eddy operator on a Flink task: what the Flink operators of all arities share. Used by the
 * task's thread alone.
 */
final class HostedOperator implements OperatorContext {
  /** Steps of a Flink operator that this needs and that differ between arities. */
  interface Flink {
    KeyedStateStore stateStore();

    OperatorStateBackend operatorState();

    Object currentKey();

    void switchTo(KeyBytes key);
  }

  private final PlanNode node;
  private final Flink flink;
  private final Operator operator;
  private final Shape shape;
  private final Ports ports;
  private final Row[] outputs;
  private final Timers timers;
  private final @Nullable KeyCodec keys;
  private @Nullable HostedState state;

  /** Whether a row of a broadcast input is handled. */
  private boolean broadcasting;

  private @Nullable KeyBytes decoded;
  private @Nullable Row key;

  /** What the clock said when this call of the operator asked first; null before. */
  private @Nullable Long now;

  HostedOperator(LoadedPlan plan, int rank, Output<StreamRecord<Row>> output, Flink flink) {
    this.node = plan.node(rank);
    this.flink = flink;
    PlanSetup setup = plan.setup(rank);
    ProcessProvider provider = (ProcessProvider) plan.provider(rank);
    this.shape = provider.shape(setup);
    this.operator = provider.create(setup);
    this.ports = new Ports(output, node.outputs().stream().map(Contract::schema).toList());
    this.outputs = node.outputs().stream().map(c -> new Row(c.schema().size())).toArray(Row[]::new);
    this.timers =
        new Timers(
            plan.plan().maxParallelism(),
            (at, name, time) -> fire(() -> operator.onProcessingTimer(name, time, this)));
    this.keys =
        shape.isKeyed() ? new KeyCodec(setup.inputSchema(0).select(shape.keys().get(0))) : null;
  }

  Timers timers() {
    return timers;
  }

  boolean isKeyed() {
    return shape.isKeyed();
  }

  void open() throws Exception {
    state = new HostedState(shape.states(), flink, () -> broadcasting);
    try {
      operator.open(this);
    } catch (Exception e) {
      throw PassedOn.outOf(e, own -> NodeFailure.outside(node, own));
    }
  }

  void onRow(int port, Row row) throws Exception {
    broadcasting = shape.isBroadcast(port);
    now = null;
    try {
      operator.onRow(port, row, this);
    } catch (Exception e) {
      throw PassedOn.outOf(
          e, own -> NodeFailure.atRow(node, row, node.inputs().get(port).schema(), own));
    } finally {
      broadcasting = false;
    }
  }

  /** Fires the timers that the advance has made due. */
  void fireTimers() throws Exception {
    timers.fireGathered(
        (at, name, time) -> {
          flink.switchTo(at);
          fire(() -> operator.onTimer(name, time, this));
        });
  }

  /** A call of the operator at a timer of the current key. */
  private interface Firing {
    void go() throws Exception;
  }

  private void fire(Firing firing) throws Exception {
    now = null;
    try {
      firing.go();
    } catch (Exception e) {
      throw PassedOn.outOf(e, own -> NodeFailure.atRow(node, key(), keySchema().schema(), own));
    }
  }

  void close() throws Exception {
    operator.close();
  }

  @Override
  public Row output(int port) {
    outputs[port].clear();
    return outputs[port];
  }

  @Override
  public void emit(int port, Row row) {
    if (broadcasting) {
      throw new IllegalStateException("a row of a broadcast input emits nothing");
    }
    try {
      ports.emit(port, row);
    } catch (RuntimeException e) {
      throw PassedOn.of(e);
    }
  }

  @Override
  public long watermark() {
    return timers.watermark();
  }

  @Override
  public Row key() {
    KeyBytes now = currentKey();
    Row row = key;
    if (row == null || !now.equals(decoded)) {
      row = keySchema().decode(now.bytes());
      decoded = now;
      key = row;
    }
    return row;
  }

  @Override
  public void registerTimer(String name, long time) {
    timers.register(currentKey(), name, time);
  }

  @Override
  public void deleteTimer(String name, long time) {
    timers.delete(currentKey(), name, time);
  }

  @Override
  public long processingTime() {
    requireClock();
    Long time = now;
    if (time == null) {
      time = timers.processingTime();
      now = time;
    }
    return time;
  }

  @Override
  public void registerProcessingTimer(String name, long time) {
    requireClock();
    currentKey();
    timers.registerByClock(name, time);
  }

  @Override
  public void deleteProcessingTimer(String name, long time) {
    requireClock();
    currentKey();
    timers.deleteByClock(name, time);
  }

  private void requireClock() {
    if (!shape.processingTime()) {
      throw new IllegalStateException("processing time is not declared in the shape");
    }
  }

  @Override
  public ValueState valueState(String name) {
    return state().get(name, ValueState.class);
  }

  @Override
  public ListState listState(String name) {
    return state().get(name, ListState.class);
  }

  @Override
  public MapState mapState(String name) {
    return state().get(name, MapState.class);
  }

  private HostedState state() {
    return required(state, () -> "state can be had from open on");
  }

  private KeyCodec keySchema() {
    return required(keys, () -> node.name() + " is not keyed");
  }

  private KeyBytes currentKey() {
    keySchema();
    if (broadcasting) {
      throw new IllegalStateException("a row of a broadcast input has no key");
    }
    return (KeyBytes) flink.currentKey();
  }

  private static <T> T required(@Nullable T value, Supplier<String> otherwise) {
    if (value == null) {
      throw new IllegalStateException(otherwise.get());
    }
    return value;
  }
}
