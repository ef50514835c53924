package dev.eddy.flink.operator;

import dev.eddy.flink.plan.LoadedPlan;
import dev.eddy.flink.plan.PlanHandle;
import dev.eddy.flink.type.EddyType;
import dev.eddy.flink.type.RowKeySelector;
import dev.eddy.model.plan.Plan.PlanNode;
import dev.eddy.model.row.Row;
import dev.eddy.model.type.Schema;
import dev.eddy.operator.PlanSetup;
import dev.eddy.operator.ProcessProvider;
import dev.eddy.operator.Shape;
import java.util.List;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.MultipleConnectedStreams;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.transformations.KeyedMultipleInputTransformation;
import org.apache.flink.streaming.api.transformations.MultipleInputTransformation;

/** Adds nodes that turn rows into rows to a Flink job. */
public final class ProcessNodes {
  private ProcessNodes() {}

  /**
   * Adds a node.
   *
   * @param inputs one stream for each input port
   */
  public static SingleOutputStreamOperator<Row> add(
      StreamExecutionEnvironment env,
      PlanHandle handle,
      LoadedPlan plan,
      int rank,
      List<DataStream<Row>> inputs) {
    PlanNode node = plan.node(rank);
    PlanSetup setup = plan.setup(rank);
    Shape shape = ((ProcessProvider) plan.provider(rank)).shape(setup);
    EddyType<Row> type =
        EddyType.rows(node.outputs().isEmpty() ? Schema.EMPTY : setup.outputSchema(0));
    SingleOutputStreamOperator<Row> added =
        inputs.size() == 1
            ? single(handle, node, rank, setup, shape, type, inputs.get(0))
            : many(env, handle, node, rank, setup, shape, type, inputs);
    return added.name(node.name()).uid(node.id());
  }

  private static SingleOutputStreamOperator<Row> single(
      PlanHandle handle,
      PlanNode node,
      int rank,
      PlanSetup setup,
      Shape shape,
      EddyType<Row> type,
      DataStream<Row> input) {
    DataStream<Row> in =
        shape.isKeyed() ? input.keyBy(selector(setup, shape, 0), EddyType.keys()) : input;
    return in.transform(node.name(), type, new SingleInput.Factory(handle, rank));
  }

  private static SingleOutputStreamOperator<Row> many(
      StreamExecutionEnvironment env,
      PlanHandle handle,
      PlanNode node,
      int rank,
      PlanSetup setup,
      Shape shape,
      EddyType<Row> type,
      List<DataStream<Row>> inputs) {
    var factory = ManyInputs.factory(handle, rank, inputs.size());
    MultipleConnectedStreams connected = new MultipleConnectedStreams(env);
    if (!shape.isKeyed()) {
      var t = new MultipleInputTransformation<>(node.name(), factory, type, env.getParallelism());
      for (int port = 0; port < inputs.size(); port++) {
        DataStream<Row> in = inputs.get(port);
        t.addInput((shape.isBroadcast(port) ? in.broadcast() : in).getTransformation());
      }
      return connected.transform(t);
    }
    var t =
        new KeyedMultipleInputTransformation<>(
            node.name(), factory, type, env.getParallelism(), EddyType.keys());
    for (int port = 0; port < inputs.size(); port++) {
      if (shape.isBroadcast(port)) {
        t.addInput(inputs.get(port).broadcast().getTransformation(), null);
        continue;
      }
      RowKeySelector selector = selector(setup, shape, port);
      t.addInput(inputs.get(port).keyBy(selector, EddyType.keys()).getTransformation(), selector);
    }
    return connected.transform(t);
  }

  private static RowKeySelector selector(PlanSetup setup, Shape shape, int port) {
    return new RowKeySelector(setup.inputSchema(port), shape.keys().get(port));
  }
}
