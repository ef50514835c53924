package dev.eddy.model.refactor;

import dev.eddy.model.check.Checked;
import dev.eddy.model.check.ParameterScope;
import dev.eddy.model.edit.GraphEdit;
import dev.eddy.model.edit.PipelineDocument;
import dev.eddy.model.graph.Edge;
import dev.eddy.model.graph.Graph;
import dev.eddy.model.graph.Layout;
import dev.eddy.model.graph.Node;
import dev.eddy.model.problem.Problem;
import dev.eddy.model.value.Value;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Who uses a node, a column or a parameter of the project, and what would break without it. */
public final class Usages {
  private Usages() {}

  /** The edges by which a node's rows go on, in file order. */
  public static List<Edge> ofNode(Graph graph, String nodeId) {
    return graph.outOf(nodeId);
  }

  /** Texts that refer to a parameter of the project as {@code ${name}}. */
  public static List<Use> ofParameter(Graph graph, String name) {
    List<Use> out = new ArrayList<>();
    for (Node n : graph.nodes().values()) {
      n.parameters().fields().forEach((parameter, v) -> references(n, parameter, v, name, out));
    }
    return out;
  }

  private static void references(Node n, String parameter, Value v, String name, List<Use> out) {
    if (v instanceof Value.Text t) {
      reference(n, Site.of(n.id(), parameter), t.text(), name, out);
    } else if (v instanceof Value.Items items) {
      for (int i = 0; i < items.items().size(); i++) {
        Value item = items.items().get(i);
        if (item instanceof Value.Text t) {
          reference(n, Site.item(n.id(), parameter, i), t.text(), name, out);
        } else if (item instanceof Value.Struct s) {
          for (Map.Entry<String, Value> e : s.fields().entrySet()) {
            if (e.getValue() instanceof Value.Text t) {
              reference(n, Site.field(n.id(), parameter, i, e.getKey()), t.text(), name, out);
            }
          }
        }
      }
    }
  }

  private static void reference(Node n, Site site, String text, String name, List<Use> out) {
    if (ParameterScope.references(text).containsKey(name)) {
      out.add(new Use(site, n.name(), Use.Kind.REFERENCE, text, text));
    }
  }

  /** What would be wrong without some nodes that is not wrong with them. */
  public static Refactoring deleteNodes(CheckedGraph in, Set<String> nodeIds) {
    List<GraphEdit> edits = new ArrayList<>();
    for (String id : nodeIds) {
      if (in.graph().nodes().containsKey(id)) {
        edits.add(new GraphEdit.RemoveNode(id));
      }
    }
    String title =
        edits.size() == 1
            ? "Delete " + in.node(((GraphEdit.RemoveNode) edits.get(0)).nodeId()).name()
            : "Delete " + edits.size() + " nodes";
    return deletion(in, title, List.of(), edits);
  }

  /** What would be wrong without a column, which is taken away where it is defined. */
  public static Refactoring deleteColumn(CheckedGraph in, ColumnRef column) {
    String title = "Delete column " + column.column();
    List<Use> uses = ColumnChange.uses(in, column);
    List<GraphEdit> edits = new ArrayList<>();
    for (Use u : uses) {
      if (u.kind() == Use.Kind.DEFINITION
          && u.site().index() >= 0
          && in.node(u.site().nodeId()).parameters().get(u.site().parameter())
              instanceof Value.Items items) {
        List<Value> rest = new ArrayList<>(items.items());
        rest.remove(u.site().index());
        edits.add(
            new GraphEdit.SetParameter(
                u.site().nodeId(), u.site().parameter(), new Value.Items(rest)));
      }
    }
    if (edits.isEmpty()) {
      return ColumnChange.refusedDeletion(in, column, title);
    }
    return deletion(in, title, uses, edits);
  }

  private static Refactoring deletion(
      CheckedGraph in, String title, List<Use> uses, List<GraphEdit> edits) {
    if (edits.isEmpty()) {
      return new Refactoring(title, uses, List.of(), null, null);
    }
    GraphEdit edit = new GraphEdit.Composite(title, edits);
    Graph after = edit.apply(new PipelineDocument(in.graph(), Layout.EMPTY)).graph();
    Checked checked = in.with(after).checked();
    Set<String> before = new HashSet<>();
    in.checked().problems().forEach(p -> before.add(key(p)));
    List<Problem> conflicts =
        checked.problems().stream().filter(p -> !before.contains(key(p))).toList();
    return new Refactoring(title, uses, conflicts, edit, null);
  }

  private static String key(Problem p) {
    return p.code() + " " + p.place().nodeId() + " " + p.place().parameter();
  }
}
