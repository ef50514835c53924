package dev.eddy.flink;

import dev.eddy.flink.operator.Ports;
import dev.eddy.flink.operator.ProcessNodes;
import dev.eddy.flink.operator.SourcePorts;
import dev.eddy.flink.plan.LoadedPlan;
import dev.eddy.flink.plan.NodeFailure;
import dev.eddy.flink.plan.PlanHandle;
import dev.eddy.flink.sink.SinkHost;
import dev.eddy.flink.source.HostedSource;
import dev.eddy.model.graph.Partitioning;
import dev.eddy.model.plan.Plan;
import dev.eddy.model.plan.Plan.PlanEdge;
import dev.eddy.model.plan.Plan.PlanNode;
import dev.eddy.model.row.Row;
import dev.eddy.operator.OperatorProvider;
import dev.eddy.operator.ProcessProvider;
import dev.eddy.operator.Shape;
import dev.eddy.operator.SinkProvider;
import dev.eddy.operator.SourceProvider;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** Builds a Flink job out of a plan. Uses what Flink 1.20 and 2.x have in common. */
public final class EddyJob {
  private EddyJob() {}

  /**
   * The job jar's entry; runs in the JobManager.
   *
   * @param args {@code --parallelism N}, {@code --checkpoint-interval MILLISECONDS}
   */
  public static void main(String[] args) throws Exception {
    JobOptions options = JobOptions.parse(args);
    StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
    PlanHandle handle = PlanHandle.inJar();
    build(env, handle, options);
    Plan plan = handle.load().plan();
    env.execute(plan.project() + " · " + plan.pipeline());
  }

  /** Adds all nodes of the plan to an environment. */
  public static void build(StreamExecutionEnvironment env, PlanHandle handle, JobOptions options) {
    LoadedPlan loaded = handle.load();
    Plan plan = loaded.plan();
    configure(env, plan, options);
    Map<Integer, SingleOutputStreamOperator<Row>> made = new HashMap<>();
    for (int rank = 0; rank < plan.nodes().size(); rank++) {
      PlanNode node = loaded.node(rank);
      OperatorProvider provider = loaded.provider(rank);
      if (provider instanceof SourceProvider) {
        DataStream<dev.eddy.flink.type.PortRow> rows = HostedSource.add(env, handle, rank, node);
        made.put(rank, SourcePorts.part(rows, handle, rank, node));
      } else if (provider instanceof ProcessProvider process) {
        requirePartitioning(plan, rank, node, process.shape(loaded.setup(rank)));
        made.put(rank, ProcessNodes.add(env, handle, loaded, rank, inputs(plan, rank, node, made)));
      } else if (provider instanceof SinkProvider) {
        SinkHost.add(handle, rank, node, inputs(plan, rank, node, made).get(0));
      } else {
        throw new IllegalStateException(
            node.name() + ": not supported: providers of " + provider.getClass());
      }
    }
  }

  /** Rows of a keyed or broadcast input go where the operator needs them, and nowhere else. */
  private static void requirePartitioning(Plan plan, int rank, PlanNode node, Shape shape) {
    for (PlanEdge e : plan.edges()) {
      Partitioning how = e.partitioning();
      if (e.to() == rank && how != null && (shape.isKeyed() || shape.isBroadcast(e.toPort()))) {
        throw new NodeFailure(
            node, "the edge into it cannot be " + how.word() + ": it needs its rows by key", null);
      }
    }
  }

  private static void configure(StreamExecutionEnvironment env, Plan plan, JobOptions options) {
    Configuration c = new Configuration();
    c.setString("execution.runtime-mode", "STREAMING");
    c.setString("execution.checkpointing.interval", options.checkpointMillis() + " ms");
    c.setString("execution.checkpointing.mode", "EXACTLY_ONCE");
    // A row belongs to its giver and is valid during the call: exactly what object reuse asks.
    c.setString("pipeline.object-reuse", "true");
    // A lost TaskManager may take a minute to come back; failures of rows end the job at once.
    c.setString("restart-strategy.type", "exponential-delay");
    c.setString("restart-strategy.exponential-delay.initial-backoff", "500 ms");
    c.setString("restart-strategy.exponential-delay.max-backoff", "10 s");
    c.setString("restart-strategy.exponential-delay.attempts-before-reset-backoff", "20");
    env.configure(c, EddyJob.class.getClassLoader());
    env.setParallelism(options.parallelism());
    env.setMaxParallelism(plan.maxParallelism());
  }

  /** A stream for each input port; where several edges end at a port, their union. */
  private static List<DataStream<Row>> inputs(
      Plan plan, int rank, PlanNode node, Map<Integer, SingleOutputStreamOperator<Row>> made) {
    List<DataStream<Row>> out = new ArrayList<>();
    for (int port = 0; port < node.inputs().size(); port++) {
      DataStream<Row> all = null;
      for (PlanEdge edge : plan.edges()) {
        if (edge.to() == rank && edge.toPort() == port) {
          DataStream<Row> one = stream(plan, edge, made);
          all = all == null ? one : all.union(one);
        }
      }
      if (all == null) {
        throw new IllegalStateException(node.name() + ": nothing arrives at input " + port);
      }
      out.add(all);
    }
    return out;
  }

  private static DataStream<Row> stream(
      Plan plan, PlanEdge edge, Map<Integer, SingleOutputStreamOperator<Row>> made) {
    SingleOutputStreamOperator<Row> from = made.get(edge.from());
    if (from == null) {
      throw new IllegalStateException(
          plan.nodes().get(edge.from()).name() + " stands behind the node that it feeds");
    }
    DataStream<Row> rows =
        edge.fromPort() == 0
            ? from
            : from.getSideOutput(
                Ports.tag(
                    edge.fromPort(),
                    plan.nodes().get(edge.from()).outputs().get(edge.fromPort()).schema()));
    Partitioning how = edge.partitioning();
    return how == null ? rows : how == Partitioning.REBALANCE ? rows.rebalance() : rows.forward();
  }
}
