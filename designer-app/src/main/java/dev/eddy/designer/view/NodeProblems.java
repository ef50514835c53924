package dev.eddy.designer.view;

import dev.eddy.designer.state.AppState;
import dev.eddy.designer.state.Panels;
import dev.eddy.model.graph.Edge;
import dev.eddy.model.graph.Node;
import dev.eddy.model.operator.OperatorDescriptor;
import dev.eddy.model.problem.Problem;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is wrong with what the inspector shows, as it says it above its tabs: all that no field of
 * the form that is in view says itself. Pure.
 *
 * @param shown the gravest first
 * @param more how many are only in the list of all problems
 */
record NodeProblems(List<Problem> shown, int more) {
  static final NodeProblems NONE = new NodeProblems(List.of(), 0);

  private static final int MOST = 2;

  NodeProblems {
    shown = List.copyOf(shown);
  }

  /**
   * @param node what the inspector shows; null for an edge, or nothing
   * @param type of the node; null for one that no plugin knows
   */
  static NodeProblems of(AppState s, @Nullable Node node, @Nullable OperatorDescriptor type) {
    boolean form = s.panels().inspector() == Panels.Inspector.SETTINGS;
    Edge edge = s.selectedEdge();
    List<Problem> all = new ArrayList<>();
    for (Problem p : s.checks().problems()) {
      boolean here =
          node != null
              ? node.id().equals(p.place().nodeId()) && !(form && isAtAField(p, type))
              // The form of an edge has a place for its own.
              : edge != null && !form && edge.id().equals(p.place().edgeId());
      if (here) {
        all.add(p);
      }
    }
    if (all.isEmpty()) {
      return NONE;
    }
    all.sort((a, b) -> a.severity().compareTo(b.severity()));
    int some = Math.min(MOST, all.size());
    return new NodeProblems(all.subList(0, some), all.size() - some);
  }

  private static boolean isAtAField(Problem p, @Nullable OperatorDescriptor type) {
    String at = p.place().parameter();
    if (at == null || type == null) {
      return false;
    }
    int item = at.indexOf('[');
    return type.parameter(item < 0 ? at : at.substring(0, item)).isPresent();
  }
}
