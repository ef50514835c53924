package dev.eddy.runtime.flow;

import dev.eddy.model.plan.Plan;
import dev.eddy.model.plan.Plan.PlanEdge;
import dev.eddy.operator.Operator;
import dev.eddy.operator.ProcessProvider;
import dev.eddy.operator.Projection;
import dev.eddy.operator.Selection;
import dev.eddy.operator.SourceProvider;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where rows of one gate event can meet again in another order than calls, depth first, would bring
 * them in. Two ways from a source on which only conditions and projections stand do not count: a
 * row goes the first way to its end before it goes the second, as if there were a channel for each.
 */
final class Meetings {
  private final LoadedPlan loaded;
  private final Plan plan;

  Meetings(LoadedPlan loaded) {
    this.loaded = loaded;
    this.plan = loaded.plan();
  }

  /** Ranks of the operators whose rows must be put in order before they are handled. */
  BitSet ranks() {
    int n = loaded.size();
    BitSet meeting = new BitSet(n);
    BitSet[] from = new BitSet[n];
    for (int i = 0; i < n; i++) {
      from[i] = new BitSet(n + 1);
      // A tick of the clock is an event of all operators that set timers by it.
      from[i].set(n, loaded.shape(i).processingTime());
      from[i].set(i, loaded.provider(i) instanceof SourceProvider);
    }
    for (int rank = 0; rank < n; rank++) {
      List<Integer> in = edgesInto(rank);
      for (int i = 0; i < in.size(); i++) {
        BitSet sources = from[plan.edges().get(in.get(i)).from()];
        for (int k = 0; k < i; k++) {
          if (from[plan.edges().get(in.get(k)).from()].intersects(sources)
              && !isInOrder(in.get(k), in.get(i))) {
            meeting.set(rank);
          }
        }
      }
      for (int e : in) {
        from[rank].or(from[plan.edges().get(e).from()]);
      }
    }
    return meeting;
  }

  /** Positions in the plan of the edges into a node, in the order of its channels. */
  private List<Integer> edgesInto(int rank) {
    List<Integer> in = new ArrayList<>();
    for (int i = 0; i < plan.edges().size(); i++) {
      if (plan.edges().get(i).to() == rank) {
        in.add(i);
      }
    }
    // Stable: those of one port stay in the order of the plan.
    in.sort((a, b) -> Integer.compare(plan.edges().get(a).toPort(), plan.edges().get(b).toPort()));
    return in;
  }

  /**
   * Whether all that a gate event sends along one edge comes before what it sends along another.
   */
  private boolean isInOrder(int first, int second) {
    List<Integer> a = wayTo(first);
    List<Integer> b = wayTo(second);
    if (a == null || b == null) {
      return false;
    }
    int common = 0;
    while (common < a.size() && common < b.size() && a.get(common).equals(b.get(common))) {
      common++;
    }
    if (common == a.size() || common == b.size()) {
      return false;
    }
    PlanEdge x = plan.edges().get(a.get(common));
    PlanEdge y = plan.edges().get(b.get(common));
    return x.from() == y.from() && (x.fromPort() != y.fromPort() || a.get(common) < b.get(common));
  }

  /**
   * The edges from a source to the end of an edge; null where an operator on the way has a second
   * input or may give several rows for one.
   */
  private @Nullable List<Integer> wayTo(int edge) {
    List<Integer> way = new ArrayList<>();
    int at = edge;
    while (true) {
      way.add(at);
      int rank = plan.edges().get(at).from();
      if (loaded.provider(rank) instanceof SourceProvider) {
        Collections.reverse(way);
        return way;
      }
      List<Integer> in = edgesInto(rank);
      if (in.size() != 1 || !isRowByRow(rank)) {
        return null;
      }
      at = in.get(0);
    }
  }

  /** Whether an operator gives at most one row for each row. */
  private boolean isRowByRow(int rank) {
    if (!(loaded.provider(rank) instanceof ProcessProvider process)
        || loaded.shape(rank).isKeyed()) {
      return false;
    }
    Operator operator;
    try {
      operator = process.create(loaded.setup(rank));
    } catch (RuntimeException | LinkageError e) {
      // Whoever builds the network will meet it again and say so.
      return false;
    }
    return operator instanceof Selection || operator instanceof Projection;
  }
}
