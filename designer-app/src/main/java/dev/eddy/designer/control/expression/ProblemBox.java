package dev.eddy.designer.control.expression;

import dev.eddy.model.problem.Problem;
import java.util.Locale;
import java.util.function.Consumer;
import javafx.scene.control.Button;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.VBox;
import javafx.scene.text.Text;
import javafx.scene.text.TextFlow;

/** A problem of an expression in words, with its ready-made replacements as links. */
final class ProblemBox extends VBox {
  /**
   * @param onFix the replacement that was chosen
   */
  ProblemBox(Problem p, Consumer<String> onFix) {
    Text message = new Text(p.message());
    message.getStyleClass().add("eddy-problem-message");
    Text remedy = new Text(p.remedy().isEmpty() ? "" : " " + p.remedy());
    remedy.getStyleClass().add("eddy-problem-remedy");
    getChildren().add(new TextFlow(message, remedy));
    getStyleClass()
        .addAll(
            "eddy-expression-message",
            "eddy-severity-" + p.severity().name().toLowerCase(Locale.ROOT));
    if (!p.fixes().isEmpty()) {
      FlowPane fixes = new FlowPane();
      for (String fix : p.fixes()) {
        Button b = new Button(fix);
        b.setMnemonicParsing(false);
        b.getStyleClass().addAll("eddy-link", "eddy-fix");
        b.setFocusTraversable(false);
        b.setOnAction(e -> onFix.accept(fix));
        fixes.getChildren().add(b);
      }
      getChildren().add(fixes);
    }
  }
}
