package dev.eddy.designer.control.problem;

import dev.eddy.designer.control.Icons;
import dev.eddy.model.problem.Problem;
import dev.eddy.model.refactor.QuickFix;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import javafx.geometry.Pos;
import javafx.scene.AccessibleRole;
import javafx.scene.control.Button;
import javafx.scene.input.KeyCode;
import javafx.scene.input.MouseButton;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import javafx.scene.text.Text;
import javafx.scene.text.TextFlow;

/** One problem; a click or Enter goes to the place, a button mends it. FX thread only. */
final class ProblemRow extends HBox {
  /**
   * @param fixes what mends it, the safest first
   * @param named whether it says of what it is, as in a list of all
   */
  ProblemRow(
      ProblemsModel.Entry entry,
      List<QuickFix> fixes,
      boolean named,
      Fixer fixer,
      Consumer<Problem> onGoTo) {
    TextFlow sentence = new TextFlow();
    if (named && !entry.where().isEmpty()) {
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
    if (!fixes.isEmpty()) {
      body.getChildren().add(buttons(fixes, fixer));
    }
    getChildren().addAll(Icons.view(entry.icon(), 16), body);
    getStyleClass()
        .addAll(
            "eddy-problem",
            "eddy-severity-" + entry.problem().severity().name().toLowerCase(Locale.ROOT));
    setFocusTraversable(true);
    setAccessibleRole(AccessibleRole.LIST_ITEM);
    setAccessibleText(entry.problem().toString());
    setOnMouseClicked(
        e -> {
          if (e.getButton() == MouseButton.PRIMARY) {
            requestFocus();
            onGoTo.accept(entry.problem());
          }
        });
    setOnKeyPressed(
        e -> {
          if (e.getCode() == KeyCode.ENTER) {
            onGoTo.accept(entry.problem());
            e.consume();
          }
        });
  }

  private static FlowPane buttons(List<QuickFix> fixes, Fixer fixer) {
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
    return buttons;
  }

  static Text text(String text, String style) {
    Text t = new Text(text);
    t.getStyleClass().add(style);
    return t;
  }
}
