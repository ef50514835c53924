package dev.eddy.designer.control.form;

import dev.eddy.designer.control.Icons;
import dev.eddy.designer.control.KeptNodes;
import dev.eddy.designer.control.problem.Fixer;
import dev.eddy.model.problem.Problem;
import dev.eddy.model.refactor.QuickFix;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.scene.text.Text;
import javafx.scene.text.TextFlow;
import org.jspecify.annotations.Nullable;

/** A field of the form: label over the editor, below it the hint, which an error replaces. */
final class FieldView extends VBox {
  private final FieldEditor editor;
  private final Label label = new Label();
  private final Button reset = new Button(null, Icons.view("rotate-ccw", 12));
  private final HBox head;
  private FormModel.@Nullable Entry shown;
  private final VBox below = new VBox();
  private final KeptNodes<Said, Node> said = KeptNodes.ofEqual(this::said);
  private final Fixer fixer;

  /** A problem with what mends it, or without one a hint. */
  private record Said(@Nullable Problem problem, List<QuickFix> fixes, String hint) {}

  FieldView(FieldEditor editor, Runnable onReset, Fixer fixer) {
    this.editor = editor;
    this.fixer = fixer;
    getStyleClass().add("eddy-form-field");
    editor.onShownChanged(
        () -> {
          FormModel.Entry entry = shown;
          if (entry != null) {
            say(entry);
          }
        });
    label.getStyleClass().add("eddy-form-label");
    reset.getStyleClass().addAll("eddy-icon-button", "eddy-reset");
    reset.setTooltip(new Tooltip("Back to the default"));
    reset.setAccessibleText("Back to the default");
    reset.setFocusTraversable(false);
    reset.setOnAction(e -> onReset.run());
    Region gap = new Region();
    HBox.setHgrow(gap, Priority.ALWAYS);
    head = new HBox(4, label, gap, reset);
    head.setAlignment(Pos.CENTER_LEFT);
    head.getStyleClass().add("eddy-form-head");
    if (editor.isWhole()) {
      getChildren().add(editor.node());
    } else {
      getChildren().addAll(head, editor.node(), below);
    }
  }

  FieldEditor editor() {
    return editor;
  }

  void show(FormModel.Entry entry) {
    boolean check = entry.editor() instanceof FormModel.Editor.Check;
    label.setText(check ? "" : entry.spec().title());
    head.setVisible(!check);
    head.setManaged(!check);
    reset.setVisible(entry.canReset());
    shown = entry;
    editor.show(entry);
    say(entry);
  }

  private void say(FormModel.Entry entry) {
    Optional<Problem> worst =
        entry.problems().stream()
            .filter(p -> !editor.shows(p))
            .min(java.util.Comparator.comparing(Problem::severity));
    String hint =
        entry.editor() instanceof FormModel.Editor.Foreign
            ? "This form cannot edit the value; it stays as it is in the file."
            : entry.spec().help();
    List<Said> now =
        worst.isPresent()
            ? List.of(new Said(worst.get(), fixer.of(worst.get()), ""))
            : hint.isEmpty() ? List.of() : List.of(new Said(null, List.of(), hint));
    KeptNodes.put(below.getChildren(), said.of(now));
  }

  private Node said(Said what) {
    Problem p = what.problem();
    if (p != null) {
      return message(p, what.fixes());
    }
    Label hint = new Label(what.hint());
    hint.setWrapText(true);
    hint.getStyleClass().add("eddy-hint");
    return hint;
  }

  private Node message(Problem p, List<QuickFix> known) {
    Text message = new Text(p.message());
    message.getStyleClass().add("eddy-problem-message");
    Text remedy = new Text(p.remedy().isEmpty() ? "" : " " + p.remedy());
    remedy.getStyleClass().add("eddy-problem-remedy");
    VBox box = new VBox(new TextFlow(message, remedy));
    box.getStyleClass().add("eddy-severity-" + p.severity().name().toLowerCase(Locale.ROOT));
    if (!known.isEmpty()) {
      FlowPane fixes = new FlowPane();
      for (QuickFix fix : known) {
        Button b = new Button(fix.title());
        b.setMnemonicParsing(false);
        b.getStyleClass().addAll("eddy-link", "eddy-fix");
        b.setOnAction(e -> fixer.apply(fix));
        fixes.getChildren().add(b);
      }
      box.getChildren().add(fixes);
    }
    return box;
  }
}
