package dev.eddy.designer.view;

import dev.eddy.designer.control.EmptyState;
import dev.eddy.designer.state.AppState;
import dev.eddy.designer.state.DeskGraph;
import dev.eddy.designer.state.Message;
import dev.eddy.designer.state.Selection;
import dev.eddy.designer.state.Stop;
import dev.eddy.model.graph.Edge;
import dev.eddy.model.graph.Graph;
import dev.eddy.model.graph.PortRef;
import dev.eddy.model.subgraph.SubGraphs;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
import javafx.scene.control.Labeled;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TextField;
import javafx.scene.control.Tooltip;
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
  private Map<String, Stop> shown = Map.of();
  private Graph shownGraph = Graph.EMPTY;
  private boolean late;

  BreakpointsPanel(Store store) {
    this.store = store;
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
    if (same && !late) {
      return;
    }
    // A field that is being typed in says what the state says: it must not be rebuilt under the
    // caret.
    boolean typing =
        getScene() != null
            && getScene().getFocusOwner() instanceof TextField f
            && list.lookupAll(".text-field").contains(f)
            && s.stops().keySet().equals(shown.keySet());
    shown = s.stops();
    shownGraph = s.graph();
    late = typing;
    if (!typing) {
      fill();
    }
  }

  private void fill() {
    List<Node> rows = new ArrayList<>();
    shown.values().forEach(stop -> rows.add(row(stop)));
    if (rows.isEmpty()) {
      rows.add(new StackPane(Parts.empty(NONE, w -> {})));
    }
    list.getChildren().setAll(rows);
  }

  private Node row(Stop stop) {
    CheckBox on = new CheckBox();
    on.setSelected(stop.enabled());
    on.setAccessibleText("Breakpoint on");
    on.setOnAction(a -> store.send(new Message.SetStop(now(stop).withEnabled(on.isSelected()))));
    Label kind = Parts.label(stop.kind().title(), "breakpoint-kind");
    kind.setTooltip(new Tooltip("Stops " + stop.kind().words()));
    kind.setMinWidth(USE_PREF_SIZE);
    Labeled where = where(stop);
    where.setMinWidth(60);
    Button remove = Parts.icon("x", 14, "Remove the breakpoint");
    remove.setOnAction(a -> store.send(new Message.RemoveStop(stop.id())));
    HBox first = new HBox(8, on, kind, where, Parts.gap(), remove);
    first.setAlignment(Pos.CENTER_LEFT);
    HBox row = new HBox(8);
    if (!stop.kind().detailHint().isEmpty()) {
      row.getChildren()
          .add(
              field(
                  stop,
                  "stop-detail",
                  stop.kind().detailHint(),
                  Stop::detail,
                  Stop::withDetail,
                  170));
    }
    if (stop.kind().takesCondition()) {
      TextField condition =
          field(
              stop,
              "stop-condition",
              "every one, or a condition such as origin = 'PHX'",
              Stop::condition,
              Stop::withCondition,
              200);
      HBox.setHgrow(condition, Priority.ALWAYS);
      condition.setMaxWidth(Double.MAX_VALUE);
      row.getChildren().add(condition);
    } else {
      row.getChildren().add(Parts.gap());
    }
    row.getChildren()
        .addAll(
            field(stop, "stop-hits", "hits: all", Stop::hits, Stop::withHits, 84),
            field(stop, "stop-log", "log line, instead of a stop", Stop::log, Stop::withLog, 170));
    row.setAlignment(Pos.CENTER_LEFT);
    row.getStyleClass().add("breakpoint-fields");
    VBox both = new VBox(2, first, row);
    both.getStyleClass().add("breakpoint-row");
    return both;
  }

  /** The place as a link, where there is one that can be gone to. */
  private Labeled where(Stop stop) {
    AppState s = store.state();
    String words = where(s, stop);
    String prefix = s.inside().prefix();
    String target =
        stop.isWithin(prefix) ? stop.target().substring(prefix.length()) : SubGraphs.SEPARATOR;
    boolean there =
        stop.kind().isOnEdge()
            ? shownGraph.edges().containsKey(target)
            : stop.kind().isOnNode() && shownGraph.nodes().containsKey(target);
    if (!there) {
      return Parts.label(words, "small", "dim");
    }
    Hyperlink link = new Hyperlink(words);
    link.getStyleClass().add("eddy-link");
    link.setOnAction(
        a ->
            store.send(
                new Message.Select(
                    stop.kind().isOnEdge() ? Selection.edge(target) : Selection.node(target))));
    return link;
  }

  private interface With {
    Stop set(Stop stop, String text);
  }

  private TextField field(
      Stop stop, String id, String prompt, Function<Stop, String> get, With set, double width) {
    TextField f = new TextField(get.apply(stop));
    f.setPromptText(prompt);
    f.setAccessibleText(prompt);
    f.setTooltip(Parts.tooltip(hint(id, prompt)));
    f.getStyleClass().add("eddy-field");
    f.setId(id);
    f.setPrefWidth(width);
    f.setMinWidth(60);
    Runnable commit =
        () -> {
          Stop now = now(stop);
          String text = f.getText().strip();
          if (store.state().stops().containsKey(stop.id()) && !get.apply(now).equals(text)) {
            store.send(new Message.SetStop(set.set(now, text)));
          }
        };
    f.setOnAction(a -> commit.run());
    f.focusedProperty()
        .addListener(
            (o, was, is) -> {
              if (!is) {
                commit.run();
              }
            });
    return f;
  }

  private static String hint(String id, String prompt) {
    return switch (id) {
      case "stop-hits" ->
          "Which of the moments count, numbered from the start of the run: 5, >= 5 or every 5";
      case "stop-log" ->
          "Written to the log instead of stopping; {column}, {moment}, {node} and {key} are"
              + " replaced";
      default -> prompt;
    };
  }

  private Stop now(Stop stop) {
    return store.state().stops().getOrDefault(stop.id(), stop);
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
