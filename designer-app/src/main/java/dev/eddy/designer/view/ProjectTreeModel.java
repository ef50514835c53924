package dev.eddy.designer.view;

import dev.eddy.designer.state.OpenProject;
import dev.eddy.model.operator.Catalog;
import dev.eddy.model.operator.OperatorType;
import dev.eddy.model.operator.ParameterType;
import dev.eddy.model.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/** What the tree of the project shows. Pure. */
final class ProjectTreeModel {
  private ProjectTreeModel() {}

  /**
   * A line of the tree.
   *
   * @param level 0 for headings
   * @param pipeline what a click shows; empty for nothing
   */
  record Line(int level, String icon, String text, String pipeline, boolean shown, boolean dirty) {}

  static List<Line> lines(OpenProject open, Catalog catalog) {
    List<Line> out = new ArrayList<>();
    out.add(new Line(0, "", "Pipelines", "", false, false));
    TreeSet<String> files = new TreeSet<>();
    for (String name : open.documents().keySet()) {
      out.add(new Line(1, "share-2", name, name, name.equals(open.pipeline()), open.isDirty(name)));
      open.document(name)
          .graph()
          .nodes()
          .values()
          .forEach(
              n ->
                  catalog
                      .find(n.operator())
                      .ifPresent(
                          (OperatorType t) ->
                              t.descriptor().parameters().stream()
                                  .filter(p -> p.type() instanceof ParameterType.Path)
                                  .map(p -> n.parameters().get(p.name()))
                                  .filter(Value.Text.class::isInstance)
                                  .map(v -> ((Value.Text) v).text())
                                  .filter(f -> !f.isBlank())
                                  .forEach(files::add)));
    }
    if (!files.isEmpty()) {
      out.add(new Line(0, "", "Files", "", false, false));
      files.forEach(f -> out.add(new Line(1, "file-text", f, "", false, false)));
    }
    if (!open.project().environments().isEmpty()) {
      out.add(new Line(0, "", "Environments", "", false, false));
      open.project()
          .environments()
          .keySet()
          .forEach(e -> out.add(new Line(1, "globe", e, "", false, false)));
    }
    return out;
  }
}
