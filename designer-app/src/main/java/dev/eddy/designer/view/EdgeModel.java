package dev.eddy.designer.view;

import dev.eddy.designer.canvas.Marks;
import dev.eddy.designer.control.Figures;
import dev.eddy.designer.state.AppState;
import dev.eddy.designer.state.Run;
import dev.eddy.designer.state.Stop;
import dev.eddy.designer.text.Texts;
import dev.eddy.model.graph.Edge;
import dev.eddy.model.graph.Layout;
import dev.eddy.model.graph.Partitioning;
import dev.eddy.model.problem.Problem;
import dev.eddy.model.protocol.Status;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What can be set at an edge, and what is known of its rows. Pure.
 *
 * @param edge id in the pipeline that is shown
 * @param partitioning null where it follows from the operator behind it
 * @param problems of the edge
 * @param stop the breakpoint at its rows; null for none
 * @param labelMoved whether its words stand where the user has put them
 * @param bends points that it goes through
 * @param figures what a run knows of it now; empty without one
 */
record EdgeModel(
    String edge,
    @Nullable Partitioning partitioning,
    List<Problem> problems,
    @Nullable Stop stop,
    boolean labelMoved,
    int bends,
    List<Figure> figures) {
  /** A name and what it is. */
  record Figure(String name, String value) {}

  EdgeModel {
    problems = List.copyOf(problems);
    figures = List.copyOf(figures);
  }

  static EdgeModel of(AppState s, Edge e) {
    Layout layout = s.open() == null ? Layout.EMPTY : s.open().layout();
    return new EdgeModel(
        e.id(),
        e.partitioning(),
        s.checks().problems().stream().filter(p -> e.id().equals(p.place().edgeId())).toList(),
        s.stops().get(s.inRun(e.id())),
        layout.labels().containsKey(e.id()),
        layout.bends().getOrDefault(e.id(), List.of()).size(),
        figures(s.run(), e.id()));
  }

  private static List<Figure> figures(@Nullable Run run, String edge) {
    List<Figure> out = new ArrayList<>();
    if (run == null || run.status() == null) {
      return out;
    }
    for (Status.EdgeCounts c : run.status().edges()) {
      if (c.edgeId().equals(edge)) {
        out.add(new Figure("Rows so far", Figures.number(c.rows())));
      }
    }
    Double rate = run.rates().get(edge);
    if (run.isRunning() && rate != null && rate > 0) {
      out.add(new Figure("Rate", Texts.compact(rate) + " rows/s"));
    }
    Integer fill = Marks.fills(run).get(edge);
    if (fill != null) {
      out.add(new Figure("Queue", fill / 10 + " % full"));
    }
    return out;
  }

  /** What a choice of partitioning means, as a hint. */
  static String meaning(@Nullable Partitioning p) {
    return p == null
        ? "As the operator behind it needs them: by its key, to all, or forward."
        : switch (p) {
          case FORWARD -> "From each subtask to the one of the same number, without an exchange.";
          case REBALANCE ->
              "In turn to all subtasks, such as behind a source that gives all rows from one.";
        };
  }

  static String title(@Nullable Partitioning p) {
    return p == null
        ? "As planned"
        : switch (p) {
          case FORWARD -> "Forward";
          case REBALANCE -> "Rebalance";
        };
  }

  /** What is drawn otherwise than by itself; empty for nothing. */
  String drawn() {
    List<String> out = new ArrayList<>();
    if (bends > 0) {
      out.add(Figures.count(bends, "bend", "bends"));
    }
    if (labelMoved) {
      out.add("a moved label");
    }
    return String.join(", ", out);
  }
}
