package dev.eddy.designer.view;

import dev.eddy.designer.control.EmptyState;
import dev.eddy.designer.control.Figures;
import dev.eddy.designer.control.table.DataTable;
import dev.eddy.designer.control.table.TableContent;
import dev.eddy.designer.control.table.TableContent.Column;
import dev.eddy.designer.control.table.TableContent.Line;
import dev.eddy.designer.control.table.TableContent.Look;
import dev.eddy.designer.control.table.TableContent.Mark;
import dev.eddy.designer.state.AppState;
import dev.eddy.designer.state.Message;
import dev.eddy.designer.state.Run;
import dev.eddy.designer.state.Selection;
import dev.eddy.model.graph.Edge;
import dev.eddy.model.graph.Graph;
import dev.eddy.model.graph.Node;
import dev.eddy.model.protocol.Reply;
import dev.eddy.model.protocol.Status;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javafx.scene.control.Button;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/** Watermarks of all operators with who holds them, and what waits on the edges. */
final class WatermarksPanel extends StackPane {
  private static final EmptyState.Words NONE =
      new EmptyState.Words(
          "droplet", "No watermarks yet", "A run shows how event time moves.", "Run", "");

  private final Store store;
  private final DataTable watermarks = new DataTable();
  private final DataTable queues = new DataTable();
  private final Button why = Parts.text("help-circle", "Why is there no output?", "small-button");
  private final VBox content;
  private Reply.@Nullable MetricsOf shown;
  private @Nullable String shownNode;
  private Graph shownGraph = Graph.EMPTY;
  private List<String> shownNodes = List.of();

  WatermarksPanel(Store store) {
    this.store = store;
    watermarks.setId("watermarks");
    queues.setId("queues");
    why.setOnAction(
        e -> {
          String node = store.state().observedNode();
          if (node != null) {
            store.send(new Message.AskWhySilent(node));
          }
        });
    watermarks.setOnSelect(line -> select());
    watermarks.setFollowing(false);
    queues.setFollowing(false);
    HBox head = new HBox(8, Parts.label("Watermarks", "strong"), Parts.gap(), why);
    head.getStyleClass().add("section-head");
    head.setAlignment(javafx.geometry.Pos.CENTER_LEFT);
    HBox second = new HBox(Parts.label("Queues", "strong"));
    second.getStyleClass().add("section-head");
    second.setAlignment(javafx.geometry.Pos.CENTER_LEFT);
    VBox.setVgrow(watermarks, Priority.ALWAYS);
    VBox.setVgrow(queues, Priority.ALWAYS);
    content = new VBox(head, watermarks, second, queues);
    getStyleClass().add("watermarks-panel");
  }

  private void select() {
    int i = watermarks.table().getSelectionModel().getSelectedIndex();
    // The lines are those of the metrics that are shown, whatever has come since.
    if (i >= 0 && i < shownNodes.size()) {
      store.send(new Message.Select(Selection.node(shownNodes.get(i))));
    }
  }

  void show(AppState s) {
    Run run = s.run();
    Reply.MetricsOf m = run == null ? null : run.looks().metrics();
    if (run == null || m == null) {
      if (getChildren().isEmpty() || getChildren().get(0) == content) {
        getChildren()
            .setAll(
                Parts.empty(KeyWords.of(s).in(NONE, "run.run"), w -> Parts.send("run.run", store)));
      }
      return;
    }
    if (!getChildren().contains(content)) {
      getChildren().setAll(content);
    }
    why.setDisable(!run.isStopped() || s.observedNode() == null);
    String node = s.observedNode();
    if (m != shown || s.graph() != shownGraph || !java.util.Objects.equals(node, shownNode)) {
      shown = m;
      shownGraph = s.graph();
      shownNodes = nodes(s);
      shownNode = node;
      long clock = run.status() == null ? Long.MIN_VALUE : run.status().clock();
      watermarks.show(watermarks(s, m, clock, node));
      queues.show(queues(s, m, run.status()));
    }
  }

  private static List<String> nodes(AppState s) {
    List<String> out = new ArrayList<>();
    Run run = s.run();
    Reply.MetricsOf m = run == null ? null : run.looks().metrics();
    if (m != null) {
      m.nodes().stream()
          .map(Reply.NodeMetrics::nodeId)
          .filter(s.graph().nodes()::containsKey)
          .forEach(out::add);
    }
    return out;
  }

  static TableContent watermarks(
      AppState s, Reply.MetricsOf m, long clock, @Nullable String observed) {
    List<Line> lines = new ArrayList<>();
    for (Reply.NodeMetrics n : m.nodes()) {
      Node node = s.graph().nodes().get(n.nodeId());
      if (node == null) {
        continue;
      }
      Reply.Holder h = n.holder();
      Node source = h == null ? null : s.graph().nodes().get(h.sourceId());
      lines.add(
          new Line(
              java.util.Arrays.asList(
                  node.name(),
                  Figures.dateTime(n.watermark()),
                  behind(n.watermark(), clock),
                  h == null
                      ? ""
                      : (source == null ? h.sourceId() : source.name())
                          + (h.watermark() == Long.MIN_VALUE ? ", which has none yet" : ""),
                  String.valueOf(n.timers())),
              Map.of(),
              n.nodeId().equals(observed) ? Mark.CURRENT : Mark.NORMAL,
              Set.of()));
    }
    return new TableContent(
        List.of(
            new Column("operator", "", Look.WORD),
            new Column("watermark", "", Look.TIME),
            new Column("behind", "clock", Look.WORD),
            new Column("held by", "source", Look.WORD),
            new Column("timers", "wait", Look.NUMBER)),
        lines,
        "");
  }

  /** How far a watermark is behind the greatest event time; empty where one of both is none. */
  static String behind(long watermark, long clock) {
    boolean known =
        watermark != Long.MIN_VALUE && watermark != Long.MAX_VALUE && clock != Long.MIN_VALUE;
    return known ? Figures.duration(Math.max(0, clock - watermark)) : "";
  }

  static TableContent queues(AppState s, Reply.MetricsOf m, @Nullable Status status) {
    List<Line> lines = new ArrayList<>();
    for (Reply.EdgeMetrics e : m.edges()) {
      Edge edge = s.graph().edges().get(e.edgeId());
      if (edge != null) {
        boolean here = status != null && e.edgeId().equals(status.edgeId());
        lines.add(
            new Line(
                List.of(
                    BreakpointsPanel.title(edge, s.graph()),
                    String.valueOf(e.queued() + (here ? 1 : 0)),
                    String.valueOf(e.rows()),
                    e.bytes() < 0 ? "" : MetricsPanel.bytes(e.bytes())),
                Map.of(),
                here ? Mark.CURRENT : Mark.NORMAL,
                Set.of()));
      }
    }
    return new TableContent(
        List.of(
            new Column("edge", "", Look.WORD),
            new Column("waiting", "rows", Look.NUMBER),
            new Column("passed", "rows", Look.NUMBER),
            new Column("size", "about", Look.WORD)),
        lines,
        "");
  }
}
