package dev.eddy.designer.view;

import dev.eddy.designer.control.EmptyState;
import dev.eddy.designer.control.Figures;
import dev.eddy.designer.control.plot.PlotModel;
import dev.eddy.designer.control.plot.PlotView;
import dev.eddy.designer.state.AppState;
import dev.eddy.designer.state.Run;
import dev.eddy.designer.state.Selection;
import dev.eddy.designer.state.Series;
import dev.eddy.model.graph.Edge;
import dev.eddy.model.graph.Graph;
import dev.eddy.model.graph.Node;
import dev.eddy.model.protocol.Reply;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/** How fast rows flow: of the selected operator or edge, or of the whole run. */
final class MetricsPanel extends StackPane {
  private static final EmptyState.Words NONE =
      new EmptyState.Words(
          "bar-chart-2",
          "No numbers yet",
          "Rates and latency are drawn while a run goes on.",
          "Run",
          "");

  /** From here on milliseconds are read more easily. */
  private static final double LONG_MICROS = 10_000;

  private final Store store;
  private final PlotView rate = new PlotView(List.of("fam-source", "fam-window"));
  private final PlotView latency = new PlotView(List.of("accent", "warn"));
  private final VBox figures = new VBox();
  private final Label whose = Parts.label("", "strong");
  private final ScrollPane scroll;
  private @Nullable Shown shown;

  /** What was painted; most messages change none of it. */
  record Shown(Reply.@Nullable MetricsOf metrics, Series series, Selection selection, Graph graph) {
    static Shown of(AppState s) {
      Run run = s.run();
      return new Shown(
          run == null ? null : run.looks().metrics(),
          run == null ? Series.EMPTY : run.looks().series(),
          s.selection(),
          s.graph());
    }

    boolean isSame(@Nullable Shown o) {
      return o != null
          && metrics == o.metrics
          && series == o.series
          && selection.equals(o.selection)
          && graph == o.graph;
    }
  }

  MetricsPanel(Store store) {
    this.store = store;
    getStyleClass().add("metrics-panel");
    rate.setId("plot-rate");
    latency.setId("plot-latency");
    whose.setId("metrics-of");
    whose.getStyleClass().add("metrics-of");
    whose.setMaxWidth(Double.MAX_VALUE);
    scroll = new ScrollPane(new VBox(whose, rate, latency, figures));
    scroll.setFitToWidth(true);
    scroll.getStyleClass().add("eddy-scroll");
  }

  void show(AppState s) {
    Run run = s.run();
    Reply.MetricsOf metrics = run == null ? null : run.looks().metrics();
    Shown now = Shown.of(s);
    if (now.isSame(shown)) {
      return;
    }
    shown = now;
    if (run == null || metrics == null) {
      if (getChildren().isEmpty() || getChildren().get(0) == scroll) {
        getChildren()
            .setAll(
                Parts.empty(KeyWords.of(s).in(NONE, "run.run"), w -> Parts.send("run.run", store)));
      }
      return;
    }
    if (!getChildren().contains(scroll)) {
      getChildren().setAll(scroll);
    }
    whose.setText(whose(s));
    rate.show(rate(s, run.looks().series()));
    latency.show(latency(run.looks().series()));
    List<String[]> lines = figures(s, metrics);
    figures.getChildren().setAll(lines.stream().map(MetricsPanel::line).toList());
  }

  private static HBox line(String[] words) {
    Label name = Parts.label(words[0], "figure-name");
    Label value = Parts.label(words[1], "figure-value");
    HBox box = new HBox(name, Parts.gap(), value);
    box.setAlignment(Pos.CENTER_LEFT);
    box.getStyleClass().add("figure-line");
    return box;
  }

  /** What the numbers are of. */
  static String whose(AppState s) {
    Node node = s.selectedNode();
    Edge edge = s.selectedEdge();
    return node != null
        ? node.name()
        : edge != null ? BreakpointsPanel.title(edge, s.graph()) : "The whole run";
  }

  /** Rows a second into and out of what is selected; of nothing: out of the sources. */
  static PlotModel rate(AppState s, Series series) {
    List<String> in = new ArrayList<>();
    List<String> out = new ArrayList<>();
    String node = s.selection().single();
    String edge = s.selection().edge();
    if (edge != null) {
      out.add(edge);
    } else if (node != null) {
      s.graph().into(node).forEach(e -> in.add(e.id()));
      s.graph().outOf(node).forEach(e -> out.add(e.id()));
    } else {
      for (Edge e : s.graph().edges().values()) {
        if (s.graph().into(e.from().node()).isEmpty()) {
          out.add(e.id());
        }
      }
    }
    List<PlotModel.Line> lines = new ArrayList<>();
    if (!in.isEmpty()) {
      lines.add(line("in", "fam-source", false, series.rate(in)));
    }
    if (!out.isEmpty()) {
      String name = edge != null ? "rows" : node != null ? "out" : "sources";
      lines.add(line(name, "fam-window", !in.isEmpty(), series.rate(out)));
    }
    return PlotModel.of("Rate", "rows/s", lines);
  }

  static PlotModel latency(Series series) {
    Series.Line half = series.latency(Series.Point::p50);
    Series.Line most = series.latency(Series.Point::p99);
    boolean inMillis =
        Arrays.stream(most.values()).filter(v -> !Double.isNaN(v)).anyMatch(v -> v >= LONG_MICROS);
    return PlotModel.of(
        "Latency",
        inMillis ? "ms" : "µs",
        List.of(
            line("half", "accent", false, inMillis ? thousandth(half) : half),
            line("99 %", "warn", true, inMillis ? thousandth(most) : most)));
  }

  private static Series.Line thousandth(Series.Line l) {
    return new Series.Line(l.seconds(), Arrays.stream(l.values()).map(v -> v / 1e3).toArray());
  }

  private static PlotModel.Line line(String name, String token, boolean dashed, Series.Line l) {
    return new PlotModel.Line(name, token, dashed, l.seconds(), l.values());
  }

  /** Names and values for what is selected. */
  static List<String[]> figures(AppState s, Reply.MetricsOf m) {
    List<String[]> out = new ArrayList<>();
    String node = s.selection().single();
    Reply.NodeMetrics n = node == null ? null : of(m, node);
    if (node != null && n == null) {
      out.add(new String[] {"This run", "has no such operator"});
      return out;
    }
    if (n != null) {
      out.add(new String[] {"Rows in", Figures.number(n.rowsIn())});
      out.add(new String[] {"Rows out", Figures.number(n.rowsOut())});
      out.add(
          new String[] {
            "Share of the time",
            m.sampled() == 0
                ? "not measured"
                : String.format(Locale.ROOT, "%.1f %%", n.cpuShare() / 10.0)
          });
      latencies(out, "Half of its steps are done in", n.latencyP50(), n.latencyP99());
      if (n.stateEntries() >= 0) {
        out.add(new String[] {"Entries of state", Figures.number(n.stateEntries())});
        out.add(new String[] {"Size of state, about", bytes(n.stateBytes())});
        out.add(new String[] {"Timers that wait", Figures.number(n.timers())});
      }
      return out;
    }
    String edge = s.selection().edge();
    for (Reply.EdgeMetrics e : m.edges()) {
      if (e.edgeId().equals(edge)) {
        out.add(new String[] {"Rows", Figures.number(e.rows())});
        out.add(new String[] {"Bytes, about", bytes(e.bytes())});
        out.add(new String[] {"Rows that wait", Figures.number(e.queued())});
        latencies(out, "Half of its rows arrive in", e.latencyP50(), e.latencyP99());
      }
    }
    if (out.isEmpty() && edge != null) {
      out.add(new String[] {"This run", "has no such edge"});
      return out;
    }
    if (out.isEmpty()) {
      out.add(new String[] {"Half of the rows are through in", micros(m.latencyP50())});
      out.add(new String[] {"99 of 100 are through in", micros(m.latencyP99())});
      out.add(new String[] {"Measured events", Figures.number(m.sampled())});
    }
    return out;
  }

  private static void latencies(List<String[]> out, String name, long p50, long p99) {
    if (p50 >= 0) {
      out.add(new String[] {name, micros(p50)});
      out.add(new String[] {"99 of 100 in", micros(p99)});
    }
  }

  private static Reply.@Nullable NodeMetrics of(Reply.MetricsOf m, String node) {
    for (Reply.NodeMetrics n : m.nodes()) {
      if (n.nodeId().equals(node)) {
        return n;
      }
    }
    return null;
  }

  static String micros(long nanos) {
    if (nanos < 0) {
      return "not measured";
    }
    return nanos / 1e3 >= LONG_MICROS
        ? PlotModel.short3(nanos / 1e6) + " ms"
        : PlotModel.short3(nanos / 1e3) + " µs";
  }

  /** {@code 14.3 KB}; of two units the one in which it has three digits at most. */
  static String bytes(long n) {
    if (n < 0) {
      return "not measured";
    }
    if (n < 1_000) {
      return n + " B";
    }
    double v = n;
    String unit = " B";
    for (String next : List.of(" KB", " MB", " GB", " TB")) {
      // 999 950 would be written as a thousand.
      if (v < 999.95) {
        break;
      }
      v /= 1e3;
      unit = next;
    }
    return String.format(Locale.ROOT, "%.1f", v) + unit;
  }
}
