package dev.eddy.cluster;

import dev.eddy.model.expression.AggregateCall;
import dev.eddy.model.operator.Dependence;
import dev.eddy.model.plan.Plan;
import dev.eddy.model.plan.Plan.PlanEdge;
import dev.eddy.model.plan.Plan.PlanNode;
import dev.eddy.model.type.DataType;
import dev.eddy.model.type.TypeRoot;
import dev.eddy.operator.Providers;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/**
 * How alike the rows of a sink are on two hosts.
 *
 * @param because name of the node that keeps the rows from being the same; null where they are
 */
public record Fidelity(Kind kind, @Nullable String because) {
  /** From the strictest to the loosest. */
  public enum Kind {
    /** The same rows, in any order. */
    SAME_ROWS("same rows"),
    /** The same table at the end; the changes on the way may differ. */
    SAME_FINAL_TABLE("same final table"),
    /** As before, but for the last digits of floating sums. */
    WITHIN_TOLERANCE("within tolerance"),
    /** Lateness depends on how the inputs of several tasks interleave. */
    DEPENDS_ON_ARRIVAL("depends on arrival"),
    /** State is forgotten after a time by the clock, which no two runs share. */
    DEPENDS_ON_CLOCK("depends on the wall clock");

    private final String words;

    Kind(String words) {
      this.words = words;
    }

    public String words() {
      return words;
    }
  }

  /**
   * The class of a sink.
   *
   * @param providers of the operators of the plan, whose descriptors say what their rows depend on
   * @param parallelism of the host that is less strict
   */
  public static Fidelity of(Plan plan, Providers providers, int sink, int parallelism) {
    Kind base =
        plan.nodes().get(sink).inputs().get(0).isUpdating()
            ? Kind.SAME_FINAL_TABLE
            : Kind.SAME_ROWS;
    BitSet above = upstream(plan, sink);
    String arrival = null;
    String floating = null;
    String clock = null;
    for (int rank = above.nextSetBit(0); rank >= 0; rank = above.nextSetBit(rank + 1)) {
      PlanNode node = plan.nodes().get(rank);
      // What makes windows judges rows by the watermark, which several tasks make together.
      boolean lateness =
          node.outputs().stream().anyMatch(c -> c.window() != null)
              && node.inputs().stream().allMatch(c -> c.window() == null);
      if (depends(Dependence.On.CLOCK, node, providers) && clock == null) {
        clock = node.name();
      }
      if (depends(Dependence.On.ARRIVAL, node, providers) && arrival == null) {
        arrival = node.name();
      }
      if (lateness && (parallelism > 1 || severalSources(plan, rank)) && arrival == null) {
        arrival = node.name();
      }
      if (parallelism > 1 && sumsFloats(node) && floating == null) {
        floating = node.name();
      }
    }
    if (clock != null) {
      return new Fidelity(Kind.DEPENDS_ON_CLOCK, clock);
    }
    if (arrival != null) {
      return new Fidelity(Kind.DEPENDS_ON_ARRIVAL, arrival);
    }
    return floating != null
        ? new Fidelity(Kind.WITHIN_TOLERANCE, floating)
        : new Fidelity(base, null);
  }

  private static boolean depends(Dependence.On on, PlanNode node, Providers providers) {
    return providers
        .find(node.operator())
        .map(p -> p.descriptor().depends(on, node.parameters()))
        .orElse(false);
  }

  private static boolean sumsFloats(PlanNode node) {
    for (var calls : node.aggregates().values()) {
      for (AggregateCall call : calls) {
        DataType t = call.argumentType();
        if (t != null && (t.root() == TypeRoot.DOUBLE || t.root() == TypeRoot.FLOAT)) {
          return true;
        }
      }
    }
    return false;
  }

  private static boolean severalSources(Plan plan, int rank) {
    BitSet above = upstream(plan, rank);
    return above.stream().filter(r -> plan.nodes().get(r).inputs().isEmpty()).count() > 1;
  }

  private static BitSet upstream(Plan plan, int of) {
    BitSet found = new BitSet();
    found.set(of);
    for (int rank = of; rank >= 0; rank--) {
      if (found.get(rank)) {
        for (PlanEdge e : plan.edges()) {
          if (e.to() == rank) {
            found.set(e.from());
          }
        }
      }
    }
    return found;
  }
}
