package dev.eddy.designer.view;

import dev.eddy.designer.control.EmptyState;
import dev.eddy.designer.control.KeptNodes;
import dev.eddy.designer.state.AppState;
import dev.eddy.designer.state.DeskGraph;
import dev.eddy.designer.state.Message;
import dev.eddy.designer.state.Stop;
import dev.eddy.model.graph.Edge;
import dev.eddy.model.graph.Graph;
import dev.eddy.model.graph.PortRef;
import dev.eddy.model.subgraph.SubGraphs;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/** All breakpoints: what each waits for, under which condition, at which hits, and what it logs. */
final class BreakpointsPanel extends StackPane {
  private static final EmptyState.Words NONE =
      EmptyState.Words.of(
          "disc", "No breakpoints", "Click the middle of an edge: a run stops before rows on it.");

  private final Store store;
  private final VBox list = new VBox();
  private final MenuButton add = new MenuButton("Add");
  // A field that is typed in says what the state will say: it must not be rebuilt under the caret.
  private final KeptNodes<Stop, BreakpointRow> rows;
  private final Node none = new StackPane(Parts.empty(NONE, w -> {}));
  private Map<String, Stop> shown = Map.of();
  private Graph shownGraph = Graph.EMPTY;

  BreakpointsPanel(Store store) {
    this.store = store;
    rows = new KeptNodes<>(Stop::id, stop -> new BreakpointRow(store, stop), BreakpointRow::show);
    ScrollPane scroll = new ScrollPane(list);
    scroll.setFitToWidth(true);
    scroll.getStyleClass().add("eddy-scroll");
    VBox.setVgrow(scroll, Priority.ALWAYS);
    add.getStyleClass().addAll("tool-button", "small-button");
    add.setId("add-breakpoint");
    add.getItems().add(new MenuItem("…"));
    add.setOnShowing(e -> kinds());
    HBox tools = new HBox(8, add, Parts.label("at the selected operator or edge", "small", "dim"));
    tools.setAlignment(Pos.CENTER_LEFT);
    tools.getStyleClass().add("data-tools");
    getChildren().addAll(new VBox(tools, scroll));
    fill();
  }

  private void kinds() {
    add.getItems().clear();
    for (Stop.Kind kind : Stop.Kind.values()) {
      Stop stop = offered(store.state(), kind);
      MenuItem item = new MenuItem(kind.title() + ": " + kind.words());
      AppState s = store.state();
      item.setDisable(stop == null || s.stops().containsKey(stop.within(s.inside().prefix()).id()));
      if (stop != null) {
        item.setOnAction(e -> store.send(new Message.AddStop(stop)));
      }
      add.getItems().add(item);
    }
  }

  /** The breakpoint of a kind at what is selected; null where nothing fits. */
  static @Nullable Stop offered(AppState s, Stop.Kind kind) {
    if (kind.isOnEdge()) {
      String edge = s.observedEdge();
      return edge == null || !s.graph().edges().containsKey(edge) ? null : Stop.of(kind, edge);
    }
    if (!kind.isOnNode()) {
      return Stop.of(kind, "");
    }
    String node = s.observedNode();
    return node == null || !s.graph().nodes().containsKey(node) ? null : Stop.of(kind, node);
  }

  void show(AppState s) {
    boolean same =
        s.stops().equals(shown)
            && (s.graph() == shownGraph
                || s.graph().nodes().equals(shownGraph.nodes())
                    && s.graph().edges().equals(shownGraph.edges()));
    if (same) {
      return;
    }
    shown = s.stops();
    shownGraph = s.graph();
    fill();
  }

  private void fill() {
    List<Node> now = new ArrayList<>(rows.of(List.copyOf(shown.values())));
    if (now.isEmpty()) {
      now.add(none);
    }
    KeptNodes.put(list.getChildren(), now);
  }

  /** Where it stands in all that runs: within a sub-graph after the names that lead there. */
  static String where(AppState s, Stop stop) {
    if (s.open() == null) {
      return where(stop, s.graph());
    }
    StringBuilder path = new StringBuilder();
    Graph g = s.open().document(s.rootPipeline()).graph();
    Stop rest = stop;
    while (rest.target().contains(SubGraphs.SEPARATOR)) {
      String outer = SubGraphs.outer(rest.target());
      dev.eddy.model.graph.Node n = g.nodes().get(outer);
      if (n == null
          || !SubGraphs.isSubGraph(n)
          || !s.open().documents().containsKey(SubGraphs.pipelineOf(n))) {
        return "its sub-graph is gone";
      }
      path.append(n.name()).append(" › ");
      g = s.open().document(SubGraphs.pipelineOf(n)).graph();
      rest = rest.outOf(outer + SubGraphs.SEPARATOR);
    }
    return path + where(rest, g);
  }

  /** Where it stands, in words; what is no longer in the pipeline is said to be gone. */
  static String where(Stop stop, Graph g) {
    if (!stop.kind().isOnEdge()) {
      return !stop.kind().isOnNode()
          ? "anywhere"
          : g.nodes().containsKey(stop.target()) ? name(g, stop.target()) : "its operator is gone";
    }
    Edge e = g.edges().get(stop.target());
    if (e != null) {
      return title(e, g);
    }
    PortRef tapped = DeskGraph.tapped(stop.target());
    return tapped != null && g.nodes().containsKey(tapped.node())
        ? "output of " + name(g, tapped.node())
        : "its edge is gone";
  }

  /** {@code valid rows → hourly delay by origin}. */
  static String title(Edge e, Graph g) {
    return name(g, e.from().node()) + " → " + name(g, e.to().node());
  }

  private static String name(Graph g, String id) {
    return g.nodes().containsKey(id) ? g.nodes().get(id).name() : id;
  }
}
