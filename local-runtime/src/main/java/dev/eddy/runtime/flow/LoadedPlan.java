package dev.eddy.runtime.flow;

import dev.eddy.model.disk.Disk;
import dev.eddy.model.plan.Plan;
import dev.eddy.model.plan.Plan.PlanEdge;
import dev.eddy.model.plan.Plan.PlanNode;
import dev.eddy.model.problem.Place;
import dev.eddy.model.problem.Problem;
import dev.eddy.operator.OperatorProvider;
import dev.eddy.operator.OperatorSetup;
import dev.eddy.operator.PlanClassLoader;
import dev.eddy.operator.PlanSetup;
import dev.eddy.operator.ProcessProvider;
import dev.eddy.operator.Providers;
import dev.eddy.operator.Shape;
import dev.eddy.operator.SinkProvider;
import dev.eddy.operator.SourceProvider;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A plan with the code of its operators. Immutable. */
public final class LoadedPlan {
  private final Plan plan;
  private final ClassLoader generated;
  private final List<OperatorProvider> providers = new ArrayList<>();
  private final List<OperatorSetup> setups = new ArrayList<>();
  private final List<Shape> shapes = new ArrayList<>();
  private final List<Integer> sources = new ArrayList<>();
  private final List<Integer> sinks = new ArrayList<>();

  private LoadedPlan(Plan plan, ClassLoader plugins) {
    this.plan = plan;
    this.generated = new PlanClassLoader(plan, plugins);
  }

  /**
   * Finds the provider of every node.
   *
   * @param plugins the loader that sees the providers' classes
   */
  public static LoadedPlan load(Plan plan, Providers providers, ClassLoader plugins)
      throws FlowException {
    return load(plan, providers, plugins, Disk.LOCAL);
  }

  /**
   * Finds the provider of every node.
   *
   * @param plugins the loader that sees the providers' classes
   * @param disk what sinks write to
   */
  public static LoadedPlan load(Plan plan, Providers providers, ClassLoader plugins, Disk disk)
      throws FlowException {
    LoadedPlan loaded = new LoadedPlan(plan, plugins);
    for (int rank = 0; rank < plan.nodes().size(); rank++) {
      loaded.add(rank, plan.nodes().get(rank), providers, disk);
    }
    for (PlanEdge e : plan.edges()) {
      if (e.from() >= e.to()) {
        throw new IllegalArgumentException("edge " + e.id() + " leads backwards");
      }
      loaded.requirePartitioning(e);
    }
    return loaded;
  }

  /** Rows of a keyed or broadcast input go where the operator needs them, and nowhere else. */
  private void requirePartitioning(PlanEdge e) throws FlowException {
    Shape shape = shapes.get(e.to());
    if (e.partitioning() != null && (shape.isKeyed() || shape.isBroadcast(e.toPort()))) {
      PlanNode node = plan.nodes().get(e.to());
      throw new FlowException(
          Problem.error(
              "bad-partitioning",
              new Place(null, node.id(), node.name(), e.id(), null, null),
              "It needs its rows "
                  + (shape.isBroadcast(e.toPort()) ? "in every subtask" : "by key")
                  + ": the edge into it cannot be "
                  + e.partitioning().word()
                  + ".",
              "Take the partitioning of the edge away."),
          null);
    }
  }

  private void add(int rank, PlanNode node, Providers all, Disk disk) throws FlowException {
    @Nullable OperatorProvider p = all.find(node.operator()).orElse(null);
    if (p == null) {
      throw new FlowException(
          Problem.error(
              "unknown-operator",
              Place.node(node.id(), node.name()),
              "needs the operator " + node.operator() + ", which is not installed.",
              "Install the plugin that brings it."),
          null);
    }
    OperatorSetup setup = new PlanSetup(node, p.descriptor(), generated, disk);
    Shape shape = Shape.STATELESS;
    try {
      if (p instanceof ProcessProvider process) {
        shape = process.shape(setup);
      } else if (p instanceof SourceProvider) {
        sources.add(rank);
      } else if (p instanceof SinkProvider) {
        sinks.add(rank);
      } else {
        throw new IllegalArgumentException(p.getClass() + " is no kind of provider that is known");
      }
    } catch (RuntimeException e) {
      throw Failures.ofOpening(node, e);
    }
    providers.add(p);
    setups.add(setup);
    shapes.add(shape);
  }

  public Plan plan() {
    return plan;
  }

  /** Sees the generated classes of the plan. */
  public ClassLoader generated() {
    return generated;
  }

  public PlanNode node(int rank) {
    return plan.nodes().get(rank);
  }

  public int size() {
    return plan.nodes().size();
  }

  public OperatorProvider provider(int rank) {
    return providers.get(rank);
  }

  public OperatorSetup setup(int rank) {
    return setups.get(rank);
  }

  public Shape shape(int rank) {
    return shapes.get(rank);
  }

  /** Whether a clock has to tick: some operator asks it, or some state has a time to live. */
  public boolean needsClock() {
    return shapes.stream().anyMatch(Shape::needsClock);
  }

  /** Ranks of the sources, ascending. */
  public List<Integer> sources() {
    return sources;
  }

  /** Ranks of the sinks, ascending. */
  public List<Integer> sinks() {
    return sinks;
  }

  /** Ranks of the operators where rows of one gate event can meet in another order, see there. */
  BitSet meeting() {
    return new Meetings(this).ranks();
  }

  /** Ranks of the operators from which one of the given ones can be reached, with these. */
  BitSet above(BitSet ranks) {
    BitSet above = (BitSet) ranks.clone();
    for (int rank = size() - 1; rank >= 0; rank--) {
      for (PlanEdge e : plan.edges()) {
        if (e.from() == rank && above.get(e.to())) {
          above.set(rank);
        }
      }
    }
    return above;
  }
}
