package dev.eddy.designer.view;

import dev.eddy.designer.control.EmptyState;
import dev.eddy.designer.state.AppState;
import dev.eddy.designer.state.Message;
import dev.eddy.designer.state.Selection;
import dev.eddy.designer.state.Stop;
import dev.eddy.model.graph.Edge;
import dev.eddy.model.graph.Graph;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TextField;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

/** All breakpoints with their conditions. */
final class BreakpointsPanel extends StackPane {
  private static final EmptyState.Words NONE =
      EmptyState.Words.of(
          "disc", "No breakpoints", "Click the middle of an edge: a run stops before rows on it.");

  private final Store store;
  private final VBox list = new VBox();
  private Map<String, Stop> shown = Map.of();
  private Graph shownGraph = Graph.EMPTY;

  BreakpointsPanel(Store store) {
    this.store = store;
    ScrollPane scroll = new ScrollPane(list);
    scroll.setFitToWidth(true);
    scroll.getStyleClass().add("eddy-scroll");
    getChildren().addAll(scroll);
    fill();
  }

  void show(AppState s) {
    if (s.stops().equals(shown) && s.graph().nodes().equals(shownGraph.nodes())) {
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
    if (!typing) {
      fill();
    }
  }

  private void fill() {
    List<Node> rows = new ArrayList<>();
    shown.values().forEach(stop -> rows.add(row(stop)));
    if (rows.isEmpty()) {
      rows.add(Parts.empty(NONE, w -> {}));
    }
    list.getChildren().setAll(rows);
  }

  private Node row(Stop stop) {
    Edge e = shownGraph.edges().get(stop.edgeId());
    CheckBox on = new CheckBox();
    on.setSelected(stop.enabled());
    on.setAccessibleText("Breakpoint on");
    on.setOnAction(a -> store.send(new Message.SetStop(now(stop).withEnabled(on.isSelected()))));
    Hyperlink where = new Hyperlink(e == null ? stop.edgeId() : title(e, shownGraph));
    where.getStyleClass().add("eddy-link");
    where.setOnAction(a -> store.send(new Message.Select(Selection.edge(stop.edgeId()))));
    where.setMinWidth(USE_PREF_SIZE);
    TextField condition = new TextField(stop.condition());
    condition.setPromptText("every row, or a condition such as origin = 'PHX'");
    condition.getStyleClass().add("eddy-field");
    condition.setId("stop-condition");
    HBox.setHgrow(condition, Priority.ALWAYS);
    condition.setOnAction(a -> commit(stop, condition.getText()));
    condition
        .focusedProperty()
        .addListener(
            (o, was, is) -> {
              if (!is) {
                commit(stop, condition.getText());
              }
            });
    Button remove = Parts.icon("x", 14, "Remove the breakpoint");
    remove.setOnAction(a -> store.send(new Message.RemoveStop(stop.edgeId())));
    HBox row = new HBox(8, on, where, condition, remove);
    row.setAlignment(Pos.CENTER_LEFT);
    row.getStyleClass().add("breakpoint-row");
    return row;
  }

  private void commit(Stop stop, String text) {
    Stop now = now(stop);
    if (store.state().stops().containsKey(stop.edgeId()) && !now.condition().equals(text.strip())) {
      store.send(new Message.SetStop(now.withCondition(text.strip())));
    }
  }

  private Stop now(Stop stop) {
    return store.state().stops().getOrDefault(stop.edgeId(), stop);
  }

  /** {@code valid rows → hourly delay by origin}. */
  static String title(Edge e, Graph g) {
    return name(g, e.from().node()) + " → " + name(g, e.to().node());
  }

  private static String name(Graph g, String id) {
    return g.nodes().containsKey(id) ? g.nodes().get(id).name() : id;
  }
}
