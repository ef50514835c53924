package dev.eddy.runtime.flow;

import dev.eddy.model.expression.RowFunction;
import dev.eddy.model.operator.Parameters;
import dev.eddy.model.plan.Plan;
import dev.eddy.model.plan.Plan.PlanEdge;
import dev.eddy.model.plan.Plan.PlanNode;
import dev.eddy.model.row.KeyCodec;
import dev.eddy.model.type.Schema;
import dev.eddy.operator.Operator;
import dev.eddy.operator.OperatorProvider;
import dev.eddy.operator.OperatorSetup;
import dev.eddy.operator.ProcessProvider;
import dev.eddy.operator.Projection;
import dev.eddy.operator.Selection;
import dev.eddy.operator.Shape;
import dev.eddy.operator.SinkProvider;
import dev.eddy.operator.SourceProvider;
import dev.eddy.runtime.state.KeyedStore;
import dev.eddy.runtime.state.StateBackend;
import dev.eddy.runtime.state.Ticks;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes the subtasks of a plan and joins them. */
final class NetworkBuilder {
  /** So many places of a chain are compiled as one, at most. */
  private static final int COMPILED_TOGETHER = 5;

  private final LoadedPlan loaded;
  private final Plan plan;
  private final int[] depths;
  private final Topology topology;
  private final Turn[] turns;
  private final StateBackend backend;
  private final Ticks ticks;
  private final @Nullable SpillSpace spill;
  final Tasks tasks = new Tasks(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());

  NetworkBuilder(
      LoadedPlan loaded,
      Topology topology,
      Turn[] turns,
      StateBackend backend,
      Ticks ticks,
      @Nullable SpillSpace spill) {
    this.spill = spill;
    this.ticks = ticks;
    this.backend = backend;
    this.loaded = loaded;
    this.plan = loaded.plan();
    this.depths = depths(plan);
    this.topology = topology;
    this.turns = turns;
  }

  /**
   * Makes everything and opens the operators. What was made stands in {@link #tasks}, after a
   * failure too, so that it can be closed.
   *
   * @param splits for each source, in rank order, how many splits it has
   */
  void build(int[] splits) throws FlowException {
    for (int rank = 0; rank < plan.nodes().size(); rank++) {
      PlanNode node = plan.nodes().get(rank);
      List<Subtask> subtasks = new ArrayList<>();
      tasks.operators().add(subtasks);
      OperatorSetup setup = loaded.setup(rank);
      OperatorProvider provider = loaded.provider(rank);
      try {
        if (provider instanceof SourceProvider) {
          tasks.sources().add(source(node, rank, splits[tasks.sources().size()], setup));
        } else if (provider instanceof SinkProvider) {
          KeyedStore none = new KeyedStore(List.of(), null, plan.maxParallelism(), backend);
          subtasks.add(
              SinkTask.of(new Subtask.Parts(node, rank, null, null, none, turns[0], false, false)));
        } else if (provider instanceof ProcessProvider process) {
          Shape shape = loaded.shape(rank);
          Schema key = shape.isKeyed() ? keySchema(node, shape) : null;
          for (int i = 0; i < topology.width(rank); i++) {
            Operator operator = process.create(setup);
            subtasks.add(
                subtask(
                    new Subtask.Parts(
                        node,
                        rank,
                        operator,
                        key == null ? null : new KeyCodec(key),
                        new KeyedStore(
                            shape.states(),
                            key,
                            plan.maxParallelism(),
                            backend,
                            ticks,
                            shape.processingTime()),
                        turns[i],
                        topology.isPlaced(rank),
                        topology.width(rank) > 1)));
          }
        }
      } catch (RuntimeException | LinkageError | OutOfMemoryError e) {
        throw Failures.ofOpening(node, e);
      }
    }
    for (int i = 0; i < plan.edges().size(); i++) {
      connect(i, plan.edges().get(i));
    }
    if (spill != null) {
      overflow(spill);
    }
    open();
  }

  private static Subtask subtask(Subtask.Parts parts) {
    if (parts.keyCodec() == null && parts.operator() instanceof Selection) {
      return SelectionTask.of(parts);
    }
    if (parts.keyCodec() == null && parts.operator() instanceof Projection) {
      return ProjectionTask.of(parts);
    }
    return OperatorTask.of(parts);
  }

  /** Lets the channels at exchanges go to disk. Direct edges never hold a row. */
  private void overflow(SpillSpace space) {
    int count = 0;
    for (int i = 0; i < tasks.channels().size(); i++) {
      count += topology.isDirect(plan.edges().get(i)) ? 0 : tasks.channels().get(i).size();
    }
    for (int i = 0; i < tasks.channels().size(); i++) {
      PlanEdge e = plan.edges().get(i);
      if (!topology.isDirect(e)) {
        Schema schema = plan.nodes().get(e.to()).inputs().get(e.toPort()).schema();
        for (int c = 0; c < tasks.channels().get(i).size(); c++) {
          tasks
              .channels()
              .get(i)
              .get(c)
              .overflowInto(new Overflow(space, i + "-" + c, schema), space.bytesOf(count));
        }
      }
    }
  }

  private void open() throws FlowException {
    for (List<Subtask> subtasks : tasks.operators()) {
      for (Subtask t : subtasks) {
        try {
          t.open();
        } catch (Exception | LinkageError | OutOfMemoryError e) {
          throw Failures.ofOpening(t.node, e);
        }
        t.settleMode();
      }
    }
  }

  private SourceTask source(PlanNode node, int rank, int splits, OperatorSetup setup) {
    Parameters p = setup.parameters();
    int timeColumn = -1;
    RowFunction generator = null;
    if (p.descriptor().parameter("event_time").isPresent() && p.has("event_time")) {
      timeColumn = setup.outputSchema(0).indexOf(p.text("event_time"));
    }
    if (p.descriptor().parameter("watermark").isPresent()) {
      generator = setup.function("watermark").orElse(null);
    }
    return SourceLoop.of(new SourceTask.Parts(node, rank, splits, timeColumn, generator, turns[0]));
  }

  /** Schema of a keyed node's key. */
  static Schema keySchema(PlanNode node, Shape shape) {
    return node.inputs().get(0).schema().select(shape.keys().get(0));
  }

  /**
   * Whether a chain is cut here for the compiler, which else compiles every place of it with all
   * that are behind.
   */
  private boolean apart(PlanEdge edge) {
    return depths[edge.to()] % COMPILED_TOGETHER == 0
        || loaded.shape(edge.to()).isKeyed(edge.toPort());
  }

  /** By rank, over how many edges a row comes there at most. */
  private static int[] depths(Plan plan) {
    int[] depths = new int[plan.nodes().size()];
    // Ranks are in topological order.
    plan.edges().stream()
        .sorted(Comparator.comparingInt(PlanEdge::to))
        .forEach(e -> depths[e.to()] = Math.max(depths[e.to()], depths[e.from()] + 1));
    return depths;
  }

  private void connect(int index, PlanEdge edge) {
    List<Channel> all = new ArrayList<>();
    tasks.channels().add(all);
    List<Subtask> targets = tasks.of(edge.to());
    PlanNode to = plan.nodes().get(edge.to());
    Shape shape = loaded.shape(edge.to());
    int columns = to.inputs().get(edge.toPort()).schema().size();
    int order = order(index, edge);
    boolean forward = topology.isForward(edge);
    boolean broadcast = topology.isBroadcast(edge);
    boolean keyed = shape.isKeyed(edge.toPort());
    for (int u = 0; u < topology.width(edge.from()); u++) {
      List<Subtask> reached = forward ? List.of(targets.get(u)) : targets;
      Channel[] channels = new Channel[reached.size()];
      for (int d = 0; d < channels.length; d++) {
        channels[d] = new Channel(index, edge.toPort(), order, columns, broadcast, forward ? u : d);
        reached.get(d).inbox.add(channels[d]);
        all.add(channels[d]);
      }
      Route route =
          new Route(
              turns[u],
              channels,
              topology.isDirect(edge) ? reached.get(0) : null,
              apart(edge),
              keyed ? shape.keys().get(edge.toPort()) : null,
              keyed ? new KeyCodec(keySchema(to, shape)) : null,
              plan.maxParallelism(),
              broadcast);
      if (tasks.isSource(edge.from())) {
        tasks.source(edge.from()).addRoute(edge.fromPort(), route);
      } else {
        tasks.of(edge.from()).get(u).addRoute(edge.fromPort(), route);
      }
    }
  }

  /** Position of an edge among those into its target: by port, then by position in the plan. */
  private int order(int index, PlanEdge edge) {
    int order = 0;
    for (int i = 0; i < plan.edges().size(); i++) {
      PlanEdge other = plan.edges().get(i);
      if (other.to() == edge.to()
          && (other.toPort() < edge.toPort() || other.toPort() == edge.toPort() && i < index)) {
        order++;
      }
    }
    return order;
  }
}
