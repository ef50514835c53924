package dev.eddy.flink.sink;

import dev.eddy.flink.plan.LoadedPlan;
import dev.eddy.flink.plan.NodeFailure;
import dev.eddy.flink.plan.PlanHandle;
import dev.eddy.flink.type.EddyType;
import dev.eddy.model.plan.Plan.PlanNode;
import dev.eddy.model.row.Row;
import dev.eddy.model.type.Schema;
import dev.eddy.operator.SinkProvider;
import dev.eddy.operator.SinkWriter;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.typeutils.base.array.BytePrimitiveArraySerializer;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.AbstractStreamOperatorFactory;
import org.apache.flink.streaming.api.operators.ChainingStrategy;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperatorFactory;
import org.apache.flink.streaming.api.operators.StreamOperator;
import org.apache.flink.streaming.api.operators.StreamOperatorParameters;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.runtime.tasks.ProcessingTimeService;
import org.jspecify.annotations.Nullable;

/**
 * An Eddy sink in a Flink operator of one subtask: rows are prepared when a checkpoint is taken,
 * what was prepared is kept in operator state, and committed when the checkpoint is complete, or,
 * after a failure in between, when the job is restored. The rows at the end of the input are
 * covered by the checkpoint that Flink takes after it.
 */
public final class SinkHost extends AbstractStreamOperator<Row>
    implements OneInputStreamOperator<Row, Row> {
  private static final long serialVersionUID = 1L;

  /** Prepared at a checkpoint and not known to be committed. */
  private record Pending(long checkpoint, byte[] committable) {
    byte[] toBytes() {
      return ByteBuffer.allocate(8 + committable.length)
          .putLong(checkpoint)
          .put(committable)
          .array();
    }

    static Pending of(byte[] bytes) {
      byte[] committable = new byte[bytes.length - 8];
      ByteBuffer in = ByteBuffer.wrap(bytes);
      long checkpoint = in.getLong();
      in.get(committable);
      return new Pending(checkpoint, committable);
    }
  }

  private final transient PlanNode node;
  private final transient LoadedPlan plan;
  private final int rank;
  private final transient List<Pending> pending = new ArrayList<>();
  private transient @Nullable ListState<byte[]> pendingState;
  private transient @Nullable ListState<byte[]> writerState;
  private transient byte @Nullable [] restored;
  private transient @Nullable SinkWriter writer;

  private SinkHost(
      StreamOperatorParameters<Row> parameters,
      ProcessingTimeService clock,
      LoadedPlan plan,
      int rank) {
    // Public in Flink 1.20, protected in 2.x: a call from within works on both.
    setup(parameters.getContainingTask(), parameters.getStreamConfig(), parameters.getOutput());
    setProcessingTimeService(clock);
    this.plan = plan;
    this.rank = rank;
    this.node = plan.node(rank);
  }

  /** Adds a sink node to a job. */
  public static void add(PlanHandle plan, int rank, PlanNode node, DataStream<Row> input) {
    input
        .transform(node.name(), EddyType.rows(Schema.EMPTY), new Factory(plan, rank))
        .name(node.name())
        .uid(node.id())
        // Its greatest parallelism is the pipeline's: one of its own could not be restored where
        // the sink is chained to others, or is no more.
        .setParallelism(1);
  }

  @Override
  public void initializeState(StateInitializationContext context) throws Exception {
    super.initializeState(context);
    pendingState = context.getOperatorStateStore().getListState(bytes("pending"));
    writerState = context.getOperatorStateStore().getListState(bytes("writer"));
    for (byte[] entry : pendingState.get()) {
      pending.add(Pending.of(entry));
    }
    for (byte[] snapshot : writerState.get()) {
      restored = snapshot;
    }
  }

  private static ListStateDescriptor<byte[]> bytes(String name) {
    return new ListStateDescriptor<>(name, BytePrimitiveArraySerializer.INSTANCE);
  }

  @Override
  public void open() throws Exception {
    super.open();
    try {
      SinkProvider provider = (SinkProvider) plan.provider(rank);
      SinkWriter opened = provider.create(plan.setup(rank)).open(restored);
      writer = opened;
      for (Pending p : pending) {
        opened.commit(p.committable());
      }
    } catch (IOException | RuntimeException e) {
      throw NodeFailure.outside(node, e);
    }
  }

  @Override
  public void processElement(StreamRecord<Row> element) throws Exception {
    try {
      writer().write(element.getValue());
    } catch (IOException | RuntimeException e) {
      throw NodeFailure.outside(node, e);
    }
  }

  @Override
  public void snapshotState(StateSnapshotContext context) throws Exception {
    super.snapshotState(context);
    try {
      byte[] committable = writer().prepare(context.getCheckpointId());
      if (committable.length > 0) {
        pending.add(new Pending(context.getCheckpointId(), committable));
      }
      state(writerState).update(List.of(writer().snapshot()));
      state(pendingState).update(pending.stream().map(Pending::toBytes).toList());
    } catch (IOException e) {
      throw NodeFailure.outside(node, e);
    }
  }

  @Override
  public void notifyCheckpointComplete(long checkpoint) throws Exception {
    super.notifyCheckpointComplete(checkpoint);
    try {
      for (Iterator<Pending> i = pending.iterator(); i.hasNext(); ) {
        Pending next = i.next();
        if (next.checkpoint() <= checkpoint) {
          writer().commit(next.committable());
          i.remove();
        }
      }
    } catch (IOException e) {
      throw NodeFailure.outside(node, e);
    }
  }

  @Override
  public void close() throws Exception {
    try {
      if (writer != null) {
        writer.close();
      }
    } finally {
      super.close();
    }
  }

  private SinkWriter writer() {
    if (writer == null) {
      throw new IllegalStateException("the sink is not open");
    }
    return writer;
  }

  private static ListState<byte[]> state(@Nullable ListState<byte[]> state) {
    if (state == null) {
      throw new IllegalStateException("the sink's state is not initialized");
    }
    return state;
  }

  /** Makes the operator on a task. */
  private static final class Factory extends AbstractStreamOperatorFactory<Row>
      implements OneInputStreamOperatorFactory<Row, Row> {
    private static final long serialVersionUID = 1L;

    private final PlanHandle plan;
    private final int rank;

    Factory(PlanHandle plan, int rank) {
      this.plan = plan;
      this.rank = rank;
      setChainingStrategy(ChainingStrategy.ALWAYS);
    }

    @Override
    @SuppressWarnings("unchecked")
    public <T extends StreamOperator<Row>> T createStreamOperator(
        StreamOperatorParameters<Row> parameters) {
      return (T) new SinkHost(parameters, processingTimeService, plan.load(), rank);
    }

    @Override
    @SuppressWarnings("rawtypes")
    public Class<? extends StreamOperator> getStreamOperatorClass(ClassLoader loader) {
      return SinkHost.class;
    }
  }
}
