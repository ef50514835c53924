package dev.eddy.flink.operator;

import dev.eddy.flink.plan.PlanHandle;
import dev.eddy.flink.type.EddyType;
import dev.eddy.flink.type.PortRow;
import dev.eddy.model.contract.Contract;
import dev.eddy.model.plan.Plan.PlanNode;
import dev.eddy.model.row.Row;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.AbstractStreamOperatorFactory;
import org.apache.flink.streaming.api.operators.ChainingStrategy;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperatorFactory;
import org.apache.flink.streaming.api.operators.StreamOperator;
import org.apache.flink.streaming.api.operators.StreamOperatorParameters;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.runtime.tasks.ProcessingTimeService;

/**
 * Parts the output ports of a source, since a Flink source has but one output. Chained to it, so
 * that a row takes one more call.
 */
public final class SourcePorts extends AbstractStreamOperator<Row>
    implements OneInputStreamOperator<PortRow, Row> {
  private static final long serialVersionUID = 1L;

  private final transient Ports ports;

  private SourcePorts(
      StreamOperatorParameters<Row> parameters, ProcessingTimeService clock, PlanNode node) {
    // Public in Flink 1.20, protected in 2.x: a call from within works on both.
    setup(parameters.getContainingTask(), parameters.getStreamConfig(), parameters.getOutput());
    setProcessingTimeService(clock);
    this.ports = new Ports(output, node.outputs().stream().map(Contract::schema).toList());
  }

  /** The source's main output; its other ports are side outputs, see {@link Ports#tag}. */
  public static SingleOutputStreamOperator<Row> part(
      DataStream<PortRow> source, PlanHandle plan, int rank, PlanNode node) {
    return source
        .transform(
            node.name(), EddyType.rows(node.outputs().get(0).schema()), new Factory(plan, rank))
        .uid(node.id() + "-ports");
  }

  @Override
  public void processElement(StreamRecord<PortRow> element) {
    PortRow value = element.getValue();
    ports.emit(value.port, value.row);
  }

  /** Makes the operator on a task. */
  private static final class Factory extends AbstractStreamOperatorFactory<Row>
      implements OneInputStreamOperatorFactory<PortRow, Row> {
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
      return (T) new SourcePorts(parameters, processingTimeService, plan.load().node(rank));
    }

    @Override
    @SuppressWarnings("rawtypes")
    public Class<? extends StreamOperator> getStreamOperatorClass(ClassLoader loader) {
      return SourcePorts.class;
    }
  }
}
