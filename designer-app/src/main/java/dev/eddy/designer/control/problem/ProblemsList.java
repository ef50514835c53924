package dev.eddy.designer.control.problem;

import dev.eddy.designer.control.ControlStyles;
import dev.eddy.designer.control.EmptyState;
import dev.eddy.designer.control.Icons;
import dev.eddy.designer.control.KeptNodes;
import dev.eddy.model.problem.Problem;
import dev.eddy.model.refactor.QuickFix;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import javafx.css.PseudoClass;
import javafx.geometry.Pos;
import javafx.scene.AccessibleRole;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ScrollPane;
import javafx.scene.input.KeyCode;
import javafx.scene.input.MouseButton;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.scene.text.Text;
import javafx.scene.text.TextFlow;

/** The problems of a pipeline; a click or Enter goes to the place, a button mends it. */
public final class ProblemsList extends StackPane {
  private static final PseudoClass FIRST = PseudoClass.getPseudoClass("first");

  private final Consumer<Problem> onGoTo;
  private static final int MOST = 300;

  /** A problem with what mends it. */
  private record Row(ProblemsModel.Entry entry, List<QuickFix> fixes) {}

  private final Fixer fixer;
  private final VBox rows = new VBox();
  private final ScrollPane scroll = new ScrollPane(rows);
  private final KeptNodes<Row, Node> nodes = KeptNodes.ofEqual(this::row);
  private ProblemsModel shown = new ProblemsModel(List.of());
  private int shownOperators = -1;

  public ProblemsList(Consumer<Problem> onGoTo, Fixer fixer) {
    this.onGoTo = onGoTo;
    this.fixer = fixer;
    getStyleClass().add("eddy-problems");
    rows.getStyleClass().add("eddy-problem-rows");
    scroll.setFitToWidth(true);
    scroll.getStyleClass().add("eddy-scroll");
    ControlStyles.apply(this);
    show(List.of(), 0);
  }

  /**
   * Shows problems, errors first.
   *
   * @param operators how many operators were checked, for the empty state
   */
  public void show(List<Problem> problems, int operators) {
    ProblemsModel model = ProblemsModel.of(problems);
    if (model.equals(shown) && operators == shownOperators) {
      return;
    }
    shown = model;
    shownOperators = operators;
    if (model.entries().isEmpty()) {
      getChildren().setAll(new EmptyState(EmptyState.noProblems(operators), w -> {}));
      return;
    }
    List<Node> now =
        new ArrayList<>(
            nodes.of(
                model.entries().stream()
                    .limit(MOST)
                    .map(e -> new Row(e, fixer.of(e.problem())))
                    .toList()));
    int more = model.entries().size() - MOST;
    if (more > 0) {
      now.add(new TextFlow(text(more + " more are shown when these are mended.", "eddy-text")));
    }
    now.forEach(n -> n.pseudoClassStateChanged(FIRST, n == now.get(0)));
    KeptNodes.put(rows.getChildren(), now);
    KeptNodes.put(getChildren(), List.of(scroll));
  }

  private Node row(Row shownRow) {
    ProblemsModel.Entry entry = shownRow.entry();
    TextFlow sentence = new TextFlow();
    if (!entry.where().isEmpty()) {
      sentence
          .getChildren()
          .addAll(text(entry.where(), "eddy-problem-where"), text(" · ", "eddy-text"));
    }
    sentence.getChildren().add(text(entry.message(), "eddy-text"));
    VBox body = new VBox(sentence);
    body.getStyleClass().add("eddy-problem-body");
    HBox.setHgrow(body, Priority.ALWAYS);
    if (!entry.remedy().isEmpty()) {
      body.getChildren().add(new TextFlow(text(entry.remedy(), "eddy-problem-remedy")));
    }
    List<QuickFix> fixes = shownRow.fixes();
    if (!fixes.isEmpty()) {
      FlowPane buttons = new FlowPane(6, 4);
      buttons.getStyleClass().add("eddy-problem-fixes");
      buttons.setAlignment(Pos.CENTER_LEFT);
      boolean first = true;
      for (QuickFix fix : fixes) {
        Button b = new Button(fix.title());
        b.setMnemonicParsing(false);
        b.getStyleClass().add(first ? "eddy-button" : "eddy-link");
        if (first) {
          b.setGraphic(Icons.view("edit-2", 12));
        }
        b.setOnAction(e -> fixer.apply(fix));
        buttons.getChildren().add(b);
        first = false;
      }
      body.getChildren().add(buttons);
    }
    HBox row = new HBox(Icons.view(entry.icon(), 16), body);
    row.getStyleClass()
        .addAll(
            "eddy-problem",
            "eddy-severity-" + entry.problem().severity().name().toLowerCase(Locale.ROOT));
    row.setFocusTraversable(true);
    row.setAccessibleRole(AccessibleRole.LIST_ITEM);
    row.setAccessibleText(entry.problem().toString());
    row.setOnMouseClicked(
        e -> {
          if (e.getButton() == MouseButton.PRIMARY) {
            row.requestFocus();
            onGoTo.accept(entry.problem());
          }
        });
    row.setOnKeyPressed(
        e -> {
          if (e.getCode() == KeyCode.ENTER) {
            onGoTo.accept(entry.problem());
            e.consume();
          }
        });
    return row;
  }

  private static Text text(String text, String style) {
    Text t = new Text(text);
    t.getStyleClass().add(style);
    return t;
  }
}
