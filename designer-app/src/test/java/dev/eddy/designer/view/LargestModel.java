package dev.eddy.designer.view;

import dev.eddy.designer.state.AppState;
import dev.eddy.model.graph.Node;
import java.util.Comparator;
import java.util.List;

/** Which operators have most connections. Pure. */
final class LargestModel {
  private LargestModel() {}

  // [model]
  record Row(String node, String name, int edges) {}

  static List<Row> rows(AppState s) {
    return s.graph().nodes().values().stream()
        .map(n -> new Row(n.id(), n.name(), edges(s, n)))
        .sorted(Comparator.comparing(Row::edges).reversed().thenComparing(Row::name))
        .toList();
  }

  private static int edges(AppState s, Node n) {
    return s.graph().into(n.id()).size() + s.graph().outOf(n.id()).size();
  }
  // [/model]
}
