package dev.eddy.designer.state;

import dev.eddy.model.check.ParameterScope;
import dev.eddy.model.graph.Graph;
import dev.eddy.model.graph.Node;
import dev.eddy.model.value.Value;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Names of parameters: those that the project declares, and those that texts refer to. Pure. */
public final class ParameterNames {
  private ParameterNames() {}

  /** All names of the pipeline that is shown, in order; also those that nothing declares. */
  public static List<String> of(AppState s) {
    OpenProject open = s.open();
    Set<String> out = new TreeSet<>();
    if (open != null) {
      out.addAll(open.project().parameters().keySet());
      open.project().environments().values().forEach(e -> out.addAll(e.parameters().keySet()));
      open.graph().nodes().values().forEach(n -> add(n.parameters(), out));
    }
    return List.copyOf(out);
  }

  /** Names that the texts of a node refer to, in order. */
  public static List<String> of(Graph graph, String node) {
    Node n = graph.nodes().get(node);
    Set<String> out = new TreeSet<>();
    if (n != null) {
      add(n.parameters(), out);
    }
    return List.copyOf(out);
  }

  private static void add(Value value, Set<String> out) {
    if (value instanceof Value.Text t) {
      out.addAll(ParameterScope.references(t.text()).keySet());
    } else if (value instanceof Value.Items i) {
      i.items().forEach(v -> add(v, out));
    } else if (value instanceof Value.Struct s) {
      s.fields().values().forEach(v -> add(v, out));
    }
  }
}
