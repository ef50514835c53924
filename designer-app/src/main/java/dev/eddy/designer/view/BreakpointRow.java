package dev.eddy.designer.view;

import dev.eddy.designer.control.KeptNodes;
import dev.eddy.designer.state.AppState;
import dev.eddy.designer.state.Message;
import dev.eddy.designer.state.Selection;
import dev.eddy.designer.state.Stop;
import dev.eddy.model.subgraph.SubGraphs;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
import javafx.scene.control.Labeled;
import javafx.scene.control.TextField;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

/** A breakpoint in the list: whether it is on, where it stands, and the fields of its kind. */
final class BreakpointRow extends VBox {
  private final Store store;
  private final String id;
  private final CheckBox on = new CheckBox();
  private final StackPane place = new StackPane();
  private final KeptNodes<Place, Labeled> places = KeptNodes.ofEqual(this::link);
  private final List<StopField> fields = new ArrayList<>();

  /**
   * Where a breakpoint stands.
   *
   * @param target what a click selects; empty where it cannot be gone to
   */
  private record Place(String words, String target, boolean onEdge) {}

  private interface With {
    Stop set(Stop stop, String text);
  }

  private record StopField(TextField field, Function<Stop, String> get) {}

  BreakpointRow(Store store, Stop stop) {
    super(2);
    this.store = store;
    id = stop.id();
    Stop.Kind kind = stop.kind();
    on.setAccessibleText("Breakpoint on");
    on.setOnAction(a -> store.send(new Message.SetStop(now(stop).withEnabled(on.isSelected()))));
    Label title = Parts.label(kind.title(), "breakpoint-kind");
    title.setTooltip(new Tooltip("Stops " + kind.words()));
    title.setMinWidth(USE_PREF_SIZE);
    place.setMinWidth(60);
    place.setAlignment(Pos.CENTER_LEFT);
    Button remove = Parts.icon("x", 14, "Remove the breakpoint");
    remove.setOnAction(a -> store.send(new Message.RemoveStop(id)));
    HBox first = new HBox(8, on, title, place, Parts.gap(), remove);
    first.setAlignment(Pos.CENTER_LEFT);
    HBox second = new HBox(8);
    if (!kind.detailHint().isEmpty()) {
      second
          .getChildren()
          .add(field(stop, "stop-detail", kind.detailHint(), Stop::detail, Stop::withDetail, 170));
    }
    if (kind.takesCondition()) {
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
      second.getChildren().add(condition);
    } else {
      second.getChildren().add(Parts.gap());
    }
    second
        .getChildren()
        .addAll(
            field(stop, "stop-hits", "hits: all", Stop::hits, Stop::withHits, 84),
            field(stop, "stop-log", "log line, instead of a stop", Stop::log, Stop::withLog, 170));
    second.setAlignment(Pos.CENTER_LEFT);
    second.getStyleClass().add("breakpoint-fields");
    getChildren().addAll(first, second);
    getStyleClass().add("breakpoint-row");
  }

  /** Shows the breakpoint as it is now; what is being typed stays. */
  void show(Stop stop) {
    on.setSelected(stop.enabled());
    for (StopField f : fields) {
      String text = f.get().apply(stop);
      if (!f.field().isFocused() && !f.field().getText().equals(text)) {
        f.field().setText(text);
      }
    }
    KeptNodes.put(place.getChildren(), places.of(List.of(place(stop))));
  }

  private Place place(Stop stop) {
    AppState s = store.state();
    String prefix = s.inside().prefix();
    String target =
        stop.isWithin(prefix) ? stop.target().substring(prefix.length()) : SubGraphs.SEPARATOR;
    boolean onEdge = stop.kind().isOnEdge();
    boolean there =
        onEdge
            ? s.graph().edges().containsKey(target)
            : stop.kind().isOnNode() && s.graph().nodes().containsKey(target);
    return new Place(BreakpointsPanel.where(s, stop), there ? target : "", onEdge);
  }

  /** The place as a link, where there is one that can be gone to. */
  private Labeled link(Place p) {
    if (p.target().isEmpty()) {
      return Parts.label(p.words(), "small", "dim");
    }
    Hyperlink link = new Hyperlink(p.words());
    link.getStyleClass().add("eddy-link");
    link.setOnAction(
        a ->
            store.send(
                new Message.Select(
                    p.onEdge() ? Selection.edge(p.target()) : Selection.node(p.target()))));
    return link;
  }

  private TextField field(
      Stop stop, String name, String prompt, Function<Stop, String> get, With set, double width) {
    TextField f = new TextField(get.apply(stop));
    f.setPromptText(prompt);
    f.setAccessibleText(prompt);
    f.setTooltip(Parts.tooltip(hint(name, prompt)));
    f.getStyleClass().add("eddy-field");
    f.setId(name);
    f.setPrefWidth(width);
    f.setMinWidth(60);
    Runnable commit =
        () -> {
          Stop now = now(stop);
          String text = f.getText().strip();
          if (store.state().stops().containsKey(id) && !get.apply(now).equals(text)) {
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
    fields.add(new StopField(f, get));
    return f;
  }

  private static String hint(String name, String prompt) {
    return switch (name) {
      case "stop-hits" ->
          "Which of the moments count, numbered from the start of the run: 5, >= 5 or every 5";
      case "stop-log" ->
          "Written to the log instead of stopping; {column}, {moment}, {node} and {key} are"
              + " replaced";
      default -> prompt;
    };
  }

  private Stop now(Stop stop) {
    return store.state().stops().getOrDefault(id, stop);
  }
}
