package dev.eddy.flink.operator;

import dev.eddy.flink.plan.PlanHandle;
import dev.eddy.flink.type.KeyBytes;
import dev.eddy.model.row.Row;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.state.KeyedStateStore;
import org.apache.flink.api.common.typeutils.base.StringSerializer;
import org.apache.flink.runtime.state.OperatorStateBackend;
import org.apache.flink.streaming.api.operators.AbstractInput;
import org.apache.flink.streaming.api.operators.AbstractStreamOperatorFactory;
import org.apache.flink.streaming.api.operators.AbstractStreamOperatorV2;
import org.apache.flink.streaming.api.operators.Input;
import org.apache.flink.streaming.api.operators.MultipleInputStreamOperator;
import org.apache.flink.streaming.api.operators.StreamOperator;
import org.apache.flink.streaming.api.operators.StreamOperatorFactory;
import org.apache.flink.streaming.api.operators.StreamOperatorParameters;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/** The Flink operator of nodes with two and more inputs, all keyed alike or none. */
final class ManyInputs extends AbstractStreamOperatorV2<Row>
    implements MultipleInputStreamOperator<Row>, HostedOperator.Flink {
  private final HostedOperator hosted;

  @SuppressWarnings("rawtypes")
  private final List<Input> inputs = new ArrayList<>();

  private ManyInputs(
      StreamOperatorParameters<Row> parameters, PlanHandle plan, int rank, int inputCount) {
    super(parameters, inputCount);
    this.hosted = new HostedOperator(plan.load(), rank, output, this);
    for (int port = 0; port < inputCount; port++) {
      inputs.add(new Port(port));
    }
  }

  /** An input port. Flink counts inputs from 1. */
  private final class Port extends AbstractInput<Row, Row> {
    private final int port;

    Port(int port) {
      super(ManyInputs.this, port + 1);
      this.port = port;
    }

    @Override
    public void processElement(StreamRecord<Row> element) throws Exception {
      hosted.onRow(port, element.getValue());
    }
  }

  @Override
  @SuppressWarnings("rawtypes")
  public List<Input> getInputs() {
    return inputs;
  }

  @Override
  public void open() throws Exception {
    super.open();
    if (hosted.isKeyed()) {
      hosted
          .timers()
          .bind(
              getInternalTimerService(
                  SingleInput.TIMERS, StringSerializer.INSTANCE, hosted.timers()));
    }
    hosted.open();
  }

  @Override
  public void processWatermark(Watermark mark) throws Exception {
    hosted.timers().watermarkIs(mark.getTimestamp());
    if (timeServiceManager != null) {
      timeServiceManager.advanceWatermark(mark);
      hosted.fireTimers();
    }
    output.emitWatermark(mark);
  }

  @Override
  public void close() throws Exception {
    try {
      hosted.close();
    } finally {
      super.close();
    }
  }

  @Override
  public KeyedStateStore stateStore() {
    return getKeyedStateStore().orElseThrow();
  }

  @Override
  public OperatorStateBackend operatorState() {
    return getOperatorStateBackend();
  }

  @Override
  public Object currentKey() {
    return getCurrentKey();
  }

  @Override
  public void switchTo(KeyBytes key) {
    setCurrentKey(key);
  }

  /** Makes the operator on a task. */
  static final class Factory extends AbstractStreamOperatorFactory<Row> {
    private static final long serialVersionUID = 1L;

    private final PlanHandle plan;
    private final int rank;
    private final int inputCount;

    Factory(PlanHandle plan, int rank, int inputCount) {
      this.plan = plan;
      this.rank = rank;
      this.inputCount = inputCount;
    }

    @Override
    @SuppressWarnings("unchecked")
    public <T extends StreamOperator<Row>> T createStreamOperator(
        StreamOperatorParameters<Row> parameters) {
      return (T) new ManyInputs(parameters, plan, rank, inputCount);
    }

    @Override
    @SuppressWarnings("rawtypes")
    public Class<? extends StreamOperator> getStreamOperatorClass(ClassLoader loader) {
      return ManyInputs.class;
    }
  }

  static StreamOperatorFactory<Row> factory(PlanHandle plan, int rank, int inputCount) {
    return new Factory(plan, rank, inputCount);
  }
}
