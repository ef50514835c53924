package dev.eddy.designer.view;

import dev.eddy.designer.control.Figures;
import dev.eddy.designer.state.AppState;
import dev.eddy.designer.state.Versions;
import dev.eddy.model.edit.Differences;
import dev.eddy.model.io.Json;
import dev.eddy.model.value.Value;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the panel of changes shows. Pure.
 *
 * @param head what is compared with what, and how much differs
 * @param rows nodes, then edges, then properties of the pipeline
 */
record ChangesModel(String head, List<Row> rows) {
  static final ChangesModel NONE = new ChangesModel("", List.of());
  private static final int LONGEST = 80;

  /**
   * A change.
   *
   * @param node id of the node, which can be shown and taken back; null for an edge or a property
   * @param gone whether there is nothing to show on the canvas
   */
  record Row(
      Differences.Kind kind,
      @Nullable String node,
      boolean gone,
      String title,
      String note,
      List<Line> lines) {
    Row {
      lines = List.copyOf(lines);
    }
  }

  /** A value that has changed. */
  record Line(String name, String was, String is) {}

  ChangesModel {
    rows = List.copyOf(rows);
  }

  static ChangesModel of(AppState s) {
    Versions.Compared c = s.versions().shown();
    if (c == null || s.open() == null || !c.pipeline().equals(s.open().pipeline())) {
      return NONE;
    }
    Differences d = c.changes();
    List<Row> rows = new ArrayList<>();
    for (Differences.OfNode n : d.nodes()) {
      boolean changed = n.kind() == Differences.Kind.CHANGED;
      rows.add(
          new Row(
              n.kind(),
              n.id(),
              n.kind() == Differences.Kind.REMOVED,
              n.name(),
              n.operator(),
              changed ? n.values().stream().map(ChangesModel::line).toList() : List.of()));
    }
    for (Differences.OfEdge e : d.edges()) {
      rows.add(
          new Row(
              e.kind(),
              null,
              e.kind() == Differences.Kind.REMOVED,
              String.valueOf(e.is() == null ? e.was() : e.is()),
              "edge",
              lines(e)));
    }
    for (Differences.OfValue v : d.properties()) {
      rows.add(
          new Row(Differences.Kind.CHANGED, null, true, "Pipeline", "property", List.of(line(v))));
    }
    return new ChangesModel(head(c, d), rows);
  }

  private static List<Line> lines(Differences.OfEdge e) {
    List<Line> out = new ArrayList<>();
    if (e.was() != null && e.is() != null && !e.was().equals(e.is())) {
      out.add(new Line("ends", e.was(), e.is()));
    }
    e.values().forEach(v -> out.add(line(v)));
    return out;
  }

  private static String head(Versions.Compared c, Differences d) {
    String with = "Compared with " + c.source().words();
    String detail = c.detail().isEmpty() ? "" : " (" + c.detail() + ")";
    String moved =
        d.moved() == 0
            ? ""
            : " · " + Figures.count(d.moved(), "operator stands", "operators stand") + " elsewhere";
    return with
        + detail
        + ": "
        + (d.isEmpty() ? "no difference" : Figures.count(d.size(), "difference", "differences"))
        + moved;
  }

  private static Line line(Differences.OfValue v) {
    return new Line(v.name(), shown(v.was()), shown(v.is()));
  }

  private static String shown(@Nullable Value v) {
    if (v == null) {
      return "not set";
    }
    String text = v instanceof Value.Text t ? t.text() : Json.writeLine(v);
    String line = text.replace('\n', ' ');
    return line.length() <= LONGEST ? line : line.substring(0, LONGEST - 1) + "…";
  }
}
