package dev.eddy.designer.state;

import dev.eddy.model.subgraph.SubGraphs;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The way from a pipeline into its sub-graphs that led to what is shown. Ids of what is shown are
 * those of its own drawing; among all that runs they have the {@link #prefix} before them.
 *
 * @param steps outermost first; empty where a pipeline is shown for itself
 * @param over the sub-graph that a step passes over or leaves as one; null where none does
 */
public record Inside(List<Step> steps, @Nullable Over over) {
  public static final Inside NONE = new Inside(List.of(), null);

  public Inside {
    steps = List.copyOf(steps);
  }

  /**
   * A node that was entered.
   *
   * @param pipeline that it is a node of
   * @param checks of that pipeline when it was left
   * @param pins of that pipeline
   */
  public record Step(String pipeline, String node, Checks checks, Map<String, Pin> pins) {}

  /**
   * Steps go on until execution stands outside of it.
   *
   * @param within prefix of the ids in the sub-graph
   * @param left steps after which it is given up
   */
  public record Over(String within, boolean back, int left) {
    Over next() {
      return new Over(within, back, left - 1);
    }
  }

  public boolean isEmpty() {
    return steps.isEmpty();
  }

  /** Before the ids of what is shown, in all that runs. */
  public String prefix() {
    StringBuilder b = new StringBuilder();
    steps.forEach(s -> b.append(s.node()).append(SubGraphs.SEPARATOR));
    return b.toString();
  }

  /** The pipeline where the way begins. */
  public String root(String shown) {
    return steps.isEmpty() ? shown : steps.get(0).pipeline();
  }

  Inside into(Step step) {
    List<Step> more = new ArrayList<>(steps);
    more.add(step);
    return new Inside(more, over);
  }

  Inside upTo(int depth) {
    return new Inside(steps.subList(0, depth), over);
  }

  Inside over(@Nullable Over value) {
    return new Inside(steps, value);
  }
}
