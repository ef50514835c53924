package dev.eddy.flink.operator;

import dev.eddy.flink.plan.PlanHandle;
import dev.eddy.flink.type.KeyBytes;
import dev.eddy.model.row.Row;
import org.apache.flink.api.common.state.KeyedStateStore;
import org.apache.flink.api.common.typeutils.base.StringSerializer;
import org.apache.flink.runtime.state.OperatorStateBackend;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.AbstractStreamOperatorFactory;
import org.apache.flink.streaming.api.operators.ChainingStrategy;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperatorFactory;
import org.apache.flink.streaming.api.operators.StreamOperator;
import org.apache.flink.streaming.api.operators.StreamOperatorParameters;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.runtime.tasks.ProcessingTimeService;

/** The Flink operator of nodes with one input, keyed or not. */
final class SingleInput extends AbstractStreamOperator<Row>
    implements OneInputStreamOperator<Row, Row>, HostedOperator.Flink {
  private static final long serialVersionUID = 1L;

  static final String TIMERS = "timers";

  private final transient HostedOperator hosted;

  private SingleInput(
      StreamOperatorParameters<Row> parameters,
      ProcessingTimeService clock,
      PlanHandle plan,
      int rank) {
    // Public in Flink 1.20, protected in 2.x: a call from within works on both.
    setup(parameters.getContainingTask(), parameters.getStreamConfig(), parameters.getOutput());
    setProcessingTimeService(clock);
    this.hosted = new HostedOperator(plan.load(), rank, parameters.getOutput(), this);
  }

  @Override
  public void open() throws Exception {
    super.open();
    if (hosted.isKeyed()) {
      hosted
          .timers()
          .bind(getInternalTimerService(TIMERS, StringSerializer.INSTANCE, hosted.timers()));
    }
    hosted.open();
  }

  @Override
  public void processElement(StreamRecord<Row> element) throws Exception {
    hosted.onRow(0, element.getValue());
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
    return getKeyedStateStore();
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
  static final class Factory extends AbstractStreamOperatorFactory<Row>
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
      return (T) new SingleInput(parameters, processingTimeService, plan, rank);
    }

    @Override
    @SuppressWarnings("rawtypes")
    public Class<? extends StreamOperator> getStreamOperatorClass(ClassLoader loader) {
      return SingleInput.class;
    }
  }
}
