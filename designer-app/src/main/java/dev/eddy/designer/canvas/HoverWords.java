package dev.eddy.designer.canvas;

import dev.eddy.designer.command.Command;
import dev.eddy.designer.command.Commands;
import dev.eddy.designer.command.KeyMap;
import dev.eddy.designer.control.Figures;
import dev.eddy.designer.state.AppState;
import dev.eddy.designer.state.Stop;
import dev.eddy.designer.text.Texts;
import dev.eddy.model.contract.Contract;
import dev.eddy.model.problem.Problem;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What a tooltip says about what is under the pointer. Pure. */
final class HoverWords {
  private static final int COLUMNS = 12;

  private HoverWords() {}

  static String of(AppState s, OverlayPainter.Hover hover, Camera camera) {
    if (hover.port() != null) {
      return port(s, hover.port());
    }
    if (hover.node() != null) {
      return node(s, hover.node(), camera);
    }
    if (hover.edge() == null) {
      return "";
    }
    return hover.middle() ? middle(s, hover.edge()) : edge(s, hover.edge());
  }

  private static String port(AppState s, PortShape p) {
    Contract c =
        p.input()
            ? s.checks().input(p.ref().node(), p.ref().port())
            : s.checks().output(p.ref().node(), p.ref().port());
    if (c == null) {
      return p.ref().port()
          + (p.input() ? ", an input" : ", an output")
          + ": its columns are not known";
    }
    return p.ref().port()
        + " · "
        + Figures.count(c.schema().fields().size(), "column", "columns")
        + mode(c)
        + "\n"
        + columns(c);
  }

  private static String node(AppState s, NodeShape n, Camera camera) {
    List<Problem> problems = s.problemsByNode().getOrDefault(n.id(), List.of());
    if (!problems.isEmpty()) {
      Problem p = problems.get(0);
      String fix = p.fixes().isEmpty() ? "" : "\n" + fixKeys(s) + ": " + p.fixes().get(0);
      return p.message() + "\n" + p.remedy() + fix;
    }
    if (n.node().bypassed()) {
      return n.name() + "\nBypassed: rows pass it by.";
    }
    // Where the node says it itself there is nothing to add.
    return Detail.at(camera.zoom()) == Detail.FULL ? "" : n.name();
  }

  private static String fixKeys(AppState s) {
    Command fix = Commands.get("types.fix");
    String keys = KeyMap.of(s).shown(fix);
    return keys.isEmpty() ? fix.title() : keys;
  }

  /** What a click on the dot does: it sets a breakpoint, turns it off, takes it away. */
  private static String middle(AppState s, EdgeShape e) {
    Stop stop = s.stops().get(s.inRun(e.id()));
    if (stop == null) {
      return "Breakpoint\nclick: a run stops before each row of this edge";
    }
    String words =
        (stop.enabled() ? "Breakpoint: " : "Breakpoint, off: ")
            + stop.words()
            + (stop.log().isBlank() ? "" : "\nlogs: " + stop.log());
    return words
        + (stop.enabled()
            ? "\nclick: turn it off · condition and hits: panel Breakpoints"
            : "\nclick: remove it");
  }

  private static String edge(AppState s, EdgeShape e) {
    StringBuilder b = new StringBuilder();
    Contract c = s.checks().outputs().get(e.from().toString());
    if (c != null) {
      b.append(Figures.count(c.schema().fields().size(), "column", "columns"))
          .append(mode(c))
          .append('\n')
          .append(columns(c))
          .append('\n');
    }
    Double rate = s.run() == null ? null : s.run().rates().get(e.id());
    if (rate != null && rate > 0) {
      b.append(Texts.compact(rate)).append(" rows/s\n");
    }
    Integer fill = Marks.fills(s.run()).get(e.id());
    if (fill != null) {
      b.append("queue ").append(fill / 10).append(" % full\n");
    }
    Long rows = rows(s, e.id());
    if (rows != null) {
      b.append(Figures.count(rows, "row", "rows")).append(" so far\n");
    }
    return b.append("click the middle: breakpoint · double click: bend").toString();
  }

  private static @Nullable Long rows(AppState s, String edge) {
    if (s.run() == null || s.run().status() == null) {
      return null;
    }
    return s.run().status().edges().stream()
        .filter(x -> x.edgeId().equals(edge))
        .map(x -> x.rows())
        .findFirst()
        .orElse(null);
  }

  private static String mode(Contract c) {
    return c.isUpdating()
        ? " · "
            + c.changelog().name().toLowerCase(Locale.ROOT)
            + " by "
            + String.join(", ", c.upsertKeys())
        : "";
  }

  private static String columns(Contract c) {
    StringBuilder b = new StringBuilder();
    c.schema().fields().stream()
        .limit(COLUMNS)
        .forEach(f -> b.append(f.name()).append("  ").append(f.type()).append('\n'));
    int more = c.schema().fields().size() - COLUMNS;
    return b.append(more > 0 ? "and " + more + " more" : "").toString().stripTrailing();
  }
}
