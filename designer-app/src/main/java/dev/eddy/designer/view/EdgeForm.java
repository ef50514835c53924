package dev.eddy.designer.view;

import dev.eddy.designer.control.schema.SchemaModel;
import dev.eddy.designer.control.schema.SchemaView;
import dev.eddy.designer.state.AppState;
import dev.eddy.designer.state.Checks;
import dev.eddy.designer.state.Message;
import dev.eddy.designer.state.Panels;
import dev.eddy.designer.state.Stop;
import dev.eddy.model.edit.GraphEdit;
import dev.eddy.model.graph.Edge;
import dev.eddy.model.graph.Graph;
import dev.eddy.model.graph.Partitioning;
import dev.eddy.model.problem.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/** The form of an edge: partitioning, breakpoint, how it is drawn, and what is on it. */
final class EdgeForm extends StackPane {
  private final Store store;
  private final List<Choice> choices = new ArrayList<>();
  private final Label meaning = Parts.label("", "eddy-hint");
  private final VBox problems = new VBox(2);
  private final CheckBox on = new CheckBox("Stop before a row");
  private final Button remove = Parts.icon("x", 14, "Remove the breakpoint");
  private final TextField condition = new TextField();
  private final Label drawn = Parts.label("", "eddy-hint");
  private final Button straight = Parts.text("", "Straighten it", "small-button");
  private final Button label = Parts.text("", "Put the label back", "small-button");
  private final VBox drawing;
  private final VBox figures = new VBox();
  private final SchemaView schema;
  private @Nullable Checks checks;
  private @Nullable Graph graph;
  private @Nullable Edge of;
  private EdgeModel shown = new EdgeModel("", null, List.of(), null, false, 0, List.of());

  /** A partitioning and its button. */
  private record Choice(@Nullable Partitioning partitioning, ToggleButton button) {}

  EdgeForm(Store store, Columns columns) {
    this.store = store;
    schema = new SchemaView(columns);
    HBox segments = new HBox(-1);
    ToggleGroup group = new ToggleGroup();
    segments(segments, group, null);
    for (Partitioning p : Partitioning.values()) {
      segments(segments, group, p);
    }
    meaning.setWrapText(true);
    on.getStyleClass().add("eddy-check");
    on.setId("edge-stop");
    on.setOnAction(e -> toggle());
    remove.setOnAction(e -> store.send(new Message.RemoveStop(store.state().inRun(shown.edge()))));
    HBox first = new HBox(8, on, Parts.gap(), remove);
    first.setAlignment(Pos.CENTER_LEFT);
    condition.setPromptText("every one, or such as origin = 'PHX'");
    condition.setAccessibleText("Condition of the breakpoint");
    condition.getStyleClass().add("eddy-field");
    condition.setId("edge-condition");
    condition.setOnAction(e -> commit());
    condition
        .focusedProperty()
        .addListener(
            (o, was, is) -> {
              if (!is) {
                commit();
              }
            });
    Hyperlink more = new Hyperlink("Hits and log lines are in Breakpoints");
    more.getStyleClass().addAll("eddy-link", "edge-more");
    more.setOnAction(e -> store.send(new Message.ShowBottom(Panels.Bottom.BREAKPOINTS)));
    straight.setOnAction(
        e -> store.send(new Message.Apply(new GraphEdit.SetBends(shown.edge(), List.of()))));
    label.setOnAction(
        e -> store.send(new Message.Apply(new GraphEdit.SetLabel(shown.edge(), null))));
    straight.setFocusTraversable(true);
    label.setFocusTraversable(true);
    drawing = field("Drawn with", drawn, new HBox(8, straight, label));
    VBox form =
        new VBox(
            field("Partitioning", segments, meaning, problems),
            field("Breakpoint", first, condition, more),
            drawing);
    form.getStyleClass().add("eddy-form");
    ScrollPane scroll = new ScrollPane(new VBox(form, figures, schema));
    scroll.setFitToWidth(true);
    scroll.getStyleClass().add("eddy-scroll");
    getStyleClass().add("edge-form");
    getChildren().add(scroll);
  }

  private static VBox field(String title, Node... parts) {
    VBox box = new VBox(Parts.label(title, "eddy-form-label"));
    box.getChildren().addAll(parts);
    box.getStyleClass().add("eddy-form-field");
    return box;
  }

  private void segments(HBox box, ToggleGroup group, @Nullable Partitioning p) {
    ToggleButton b = new ToggleButton(EdgeModel.title(p));
    b.getStyleClass().setAll("segment");
    b.setToggleGroup(group);
    b.setId("edge-" + (p == null ? "planned" : p.word()));
    b.setAccessibleText("Partitioning: " + EdgeModel.title(p) + ". " + EdgeModel.meaning(p));
    b.setTooltip(Parts.tooltip(EdgeModel.meaning(p)));
    b.setMaxWidth(Double.MAX_VALUE);
    HBox.setHgrow(b, Priority.ALWAYS);
    b.setOnAction(
        e -> {
          // One of them is always chosen.
          b.setSelected(true);
          if (shown.partitioning() != p) {
            store.send(new Message.Apply(new GraphEdit.SetPartitioning(shown.edge(), p)));
          }
        });
    choices.add(new Choice(p, b));
    box.getChildren().add(b);
  }

  private void toggle() {
    Stop stop = shown.stop();
    store.send(
        stop == null
            ? new Message.AddStop(new Stop(shown.edge(), condition.getText().strip(), true))
            : new Message.SetStop(stop.withEnabled(on.isSelected())));
  }

  // A condition alone is a wish for the breakpoint, too.
  private void commit() {
    String text = condition.getText().strip();
    Stop stop = shown.stop();
    if (stop == null && !text.isEmpty()) {
      store.send(new Message.AddStop(new Stop(shown.edge(), text, true)));
    } else if (stop != null && !stop.condition().equals(text)) {
      store.send(new Message.SetStop(stop.withCondition(text)));
    }
  }

  /**
   * @param rows what flows along it; asked only where it may have changed
   */
  void show(AppState s, Edge edge, Supplier<SchemaModel> rows) {
    if (s.checks() != checks || s.graph() != graph || edge != of) {
      checks = s.checks();
      graph = s.graph();
      of = edge;
      schema.show(rows.get());
    }
    EdgeModel m = EdgeModel.of(s, edge);
    boolean other = !m.edge().equals(shown.edge());
    if (other && condition.isFocused()) {
      commit();
    }
    if (m.equals(shown)) {
      return;
    }
    shown = m;
    choices.forEach(c -> c.button().setSelected(c.partitioning() == m.partitioning()));
    meaning.setText(EdgeModel.meaning(m.partitioning()));
    problems.getChildren().setAll(m.problems().stream().map(EdgeForm::problem).toList());
    Parts.shown(problems, !m.problems().isEmpty());
    Stop stop = m.stop();
    on.setSelected(stop != null && stop.enabled());
    remove.setVisible(stop != null);
    String text = stop == null ? "" : stop.condition();
    if (other || !condition.isFocused() && !condition.getText().equals(text)) {
      condition.setText(text);
    }
    drawn.setText(m.drawn());
    Parts.shown(drawing, !m.drawn().isEmpty());
    Parts.shown(straight, m.bends() > 0);
    Parts.shown(label, m.labelMoved());
    figures.getChildren().setAll(m.figures().stream().map(EdgeForm::figure).toList());
  }

  /** Puts the caret to the first choice. */
  void focusFirst() {
    choices.stream()
        .filter(c -> c.button().isSelected())
        .findFirst()
        .ifPresent(c -> c.button().requestFocus());
  }

  private static Node problem(Problem p) {
    Label l = Parts.label(p.message() + " " + p.remedy(), "edge-problem");
    l.setWrapText(true);
    l.getStyleClass().add(p.severity().name().toLowerCase(Locale.ROOT));
    return l;
  }

  private static Node figure(EdgeModel.Figure f) {
    HBox box =
        new HBox(
            Parts.label(f.name(), "figure-name"),
            Parts.gap(),
            Parts.label(f.value(), "figure-value"));
    box.setAlignment(Pos.CENTER_LEFT);
    box.getStyleClass().add("figure-line");
    return box;
  }
}
