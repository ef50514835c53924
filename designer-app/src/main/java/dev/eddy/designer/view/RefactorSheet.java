package dev.eddy.designer.view;

import dev.eddy.designer.control.Icons;
import dev.eddy.designer.control.KeptNodes;
import dev.eddy.designer.control.problem.ProblemsModel;
import dev.eddy.designer.state.AppState;
import dev.eddy.designer.state.FormsMessage;
import dev.eddy.designer.state.Message;
import dev.eddy.designer.state.ParameterNames;
import dev.eddy.designer.state.Refactor;
import dev.eddy.designer.state.RefactorWish;
import dev.eddy.model.operator.Catalog;
import dev.eddy.model.problem.Place;
import dev.eddy.model.problem.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import javafx.scene.text.Text;
import javafx.scene.text.TextFlow;
import org.jspecify.annotations.Nullable;

/** The preview of a refactoring at the right: what it would change, and what would break. */
final class RefactorSheet extends BorderPane {
  private static final double WIDTH = 480;

  private final Store store;
  private final Catalog catalog;
  private final Label title = Parts.label("", "sheet-title");
  private final Label fieldLabel = Parts.label("", "strong");
  private final TextField field = new TextField();
  private final ComboBox<String> column = new ComboBox<>();
  private final Label columnLabel = Parts.label("Column", "strong");
  private String typed = "";
  private boolean filling;
  private @Nullable Node focusBefore;
  private final Label summary = Parts.label("", "small", "dim");
  private final VBox lines = new VBox();
  private final VBox problems = new VBox(8);
  private final Label step = Parts.label("One undo step.", "small", "dim");
  private final Button cancel = Parts.text("", "Cancel");
  private final Button carry = Parts.text("", "", "primary");
  private final KeptNodes<RefactorModel.Line, HBox> lineNodes =
      new KeptNodes<>(RefactorModel.Line::taken, this::line, this::mark);
  private @Nullable RefactorModel shown;

  RefactorSheet(Store store, Catalog catalog) {
    this.store = store;
    this.catalog = catalog;
    setId("refactor-sheet");
    getStyleClass().add("sheet");
    setPrefWidth(WIDTH);
    setMaxWidth(WIDTH);
    Button close = Parts.icon("x", 16, "Close");
    close.setOnAction(e -> close());
    HBox head = new HBox(title, Parts.gap(), close);
    head.setAlignment(Pos.CENTER_LEFT);
    head.getStyleClass().add("sheet-head");
    field.setId("refactor-field");
    field.getStyleClass().add("eddy-field");
    field.textProperty().addListener((o, was, is) -> onText(is));
    field.setOnAction(e -> carryOut());
    VBox body = new VBox(8, columnLabel, column, fieldLabel, field, problems, summary, lines);
    body.getStyleClass().add("sheet-body");
    ScrollPane scroll = new ScrollPane(body);
    scroll.setFitToWidth(true);
    scroll.getStyleClass().add("eddy-scroll");
    column.setMaxWidth(Double.MAX_VALUE);
    column.setId("refactor-column");
    column.getStyleClass().add("eddy-combo");
    column.setAccessibleText("Column");
    column
        .valueProperty()
        .addListener(
            (o, was, is) -> {
              Refactor now = store.state().refactor();
              if (!filling && is != null && now != null) {
                store.send(new FormsMessage.Preview(now.wish().about(is)));
                field.requestFocus();
              }
            });
    carry.setId("refactor-carry");
    carry.setOnAction(e -> carryOut());
    carry.setFocusTraversable(true);
    cancel.setOnAction(e -> close());
    HBox buttons = new HBox(8, step, Parts.gap(), cancel, carry);
    buttons.setAlignment(Pos.CENTER_LEFT);
    buttons.getStyleClass().add("sheet-foot");
    setTop(head);
    setCenter(scroll);
    setBottom(buttons);
    setOnKeyPressed(
        e -> {
          if (e.getCode() == KeyCode.ESCAPE) {
            close();
            e.consume();
          }
        });
    setVisible(false);
    setManaged(false);
  }

  private void close() {
    store.send(new FormsMessage.ClosePreview());
  }

  private void carryOut() {
    RefactorModel m = shown;
    if (m != null && m.ready()) {
      store.send(new FormsMessage.Carry());
    }
  }

  private void onText(String text) {
    Refactor now = store.state().refactor();
    if (now == null || filling || typed.equals(text)) {
      return;
    }
    typed = text;
    if (now.wish() instanceof RefactorWish.RenameColumn w) {
      store.send(
          new FormsMessage.Preview(
              new RefactorWish.RenameColumn(w.column(), text.strip(), w.skipped())));
    } else if (now.wish() instanceof RefactorWish.RetypeColumn w) {
      store.send(new FormsMessage.Preview(new RefactorWish.RetypeColumn(w.column(), text)));
    }
  }

  void show(AppState s) {
    Refactor r = s.refactor();
    boolean open = r != null && s.open() != null;
    boolean opens = open && !isVisible();
    if (opens && getScene() != null) {
      focusBefore = getScene().getFocusOwner();
    } else if (!open && isVisible() && focusBefore != null) {
      // Where the user came from, they go on.
      focusBefore.requestFocus();
      focusBefore = null;
    }
    setVisible(open);
    setManaged(open);
    if (r == null || s.open() == null) {
      shown = null;
      return;
    }
    RefactorModel m =
        RefactorModel.of(
            r,
            s.open().revision(),
            s.checks(),
            s.graph(),
            catalog,
            r.wish() instanceof RefactorWish.ParameterUses ? ParameterNames.of(s) : List.of());
    boolean parameter = r.wish() instanceof RefactorWish.ParameterUses;
    columnLabel.setText(parameter ? "Parameter" : "Column");
    column.setAccessibleText(parameter ? "Parameter" : "Column");
    if (!m.equals(shown)) {
      RefactorModel before = shown;
      shown = m;
      fill(m, before == null || !before.title().equals(m.title()));
    }
    if (opens && !m.field().isEmpty()) {
      field.requestFocus();
      field.selectAll();
    }
  }

  private void fill(RefactorModel m, boolean another) {
    title.setText(m.title());
    fieldLabel.setText(m.field());
    for (Node n : List.of(fieldLabel, field)) {
      n.setVisible(!m.field().isEmpty());
      n.setManaged(!m.field().isEmpty());
    }
    field.setAccessibleText(m.field());
    filling = true;
    if (another) {
      typed = m.value();
      field.setText(m.value());
    }
    if (!column.getItems().equals(m.columns())) {
      column.getItems().setAll(m.columns());
    }
    column.setValue(m.column());
    for (Node n : List.of(column, columnLabel)) {
      n.setVisible(m.columns().size() > 1);
      n.setManaged(m.columns().size() > 1);
    }
    filling = false;
    summary.setText(m.summary());
    problems.getChildren().setAll(m.problems().stream().map(this::problem).toList());
    KeptNodes.put(lines.getChildren(), lineNodes.of(m.lines()));
    // A list of uses changes nothing that could be cancelled or undone.
    step.setVisible(!m.carry().isEmpty());
    cancel.setText(m.carry().isEmpty() ? "Close" : "Cancel");
    carry.setText(m.carry());
    carry.setVisible(!m.carry().isEmpty());
    carry.setManaged(!m.carry().isEmpty());
    carry.setDisable(!m.ready());
  }

  private Node problem(Problem p) {
    List<Node> parts = new ArrayList<>();
    if (p.place().nodeName() != null) {
      parts.add(text(p.place().nodeName() + " · ", "eddy-problem-where"));
    }
    parts.add(text(p.message(), "eddy-text"));
    if (!p.remedy().isEmpty()) {
      parts.add(text(" " + p.remedy(), "eddy-problem-remedy"));
    }
    TextFlow words = new TextFlow(parts.toArray(new Node[0]));
    HBox.setHgrow(words, Priority.ALWAYS);
    HBox box = new HBox(8, Icons.view(ProblemsModel.icon(p.severity()), 16), words);
    box.getStyleClass().addAll("eddy-severity-" + p.severity().name().toLowerCase(Locale.ROOT));
    return box;
  }

  private void mark(HBox row, RefactorModel.Line l) {
    CheckBox check = (CheckBox) row.getChildren().get(0);
    check.setSelected(l.chosen());
    Parts.shown(check, !l.fixed() || !Objects.requireNonNull(shown).field().isEmpty());
  }

  private HBox line(RefactorModel.Line l) {
    CheckBox check = new CheckBox();
    check.setDisable(l.fixed());
    check.setAccessibleText(l.where());
    check.setOnAction(e -> store.send(new FormsMessage.Toggle(l.site())));
    Label where = Parts.label(l.where(), "small");
    Label what = Parts.label(l.what(), "small", "dim");
    HBox head = new HBox(8, where, Parts.gap(), what);
    VBox texts = new VBox(2, head, code(l.before(), "refactor-before"));
    if (!l.before().equals(l.after())) {
      texts.getChildren().add(code(l.after(), "refactor-after"));
    }
    HBox.setHgrow(texts, Priority.ALWAYS);
    HBox row = new HBox(8, check, texts);
    row.getStyleClass().add("refactor-line");
    row.setOnMouseClicked(
        e -> {
          if (e.getClickCount() == 2) {
            Place place = Place.node(l.site().nodeId(), "").withParameter(l.site().place());
            store.send(new Message.GoTo(Problem.warning("use", place, "", "")));
          }
        });
    return row;
  }

  private static TextFlow code(RefactorModel.Parts p, String style) {
    TextFlow flow =
        new TextFlow(
            text(p.head(), "refactor-code"),
            text(p.part(), "refactor-code", style),
            text(p.tail(), "refactor-code"));
    return flow;
  }

  private static Text text(String text, String... styles) {
    Text t = new Text(text);
    t.getStyleClass().addAll(styles);
    return t;
  }
}
