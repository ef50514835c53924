package dev.eddy.designer.control.expression;

import dev.eddy.designer.control.ControlStyles;
import dev.eddy.designer.control.Icons;
import dev.eddy.model.expression.Expressions.Completion;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import javafx.css.PseudoClass;
import javafx.geometry.Bounds;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.scene.text.Text;
import javafx.stage.Popup;
import org.fxmisc.richtext.CodeArea;

/** The list of completions at the caret, with help of the chosen one at its foot. */
final class CompletionPopup {
  private static final PseudoClass SELECTED = PseudoClass.getPseudoClass("selected");

  private final CodeArea area;
  private final Region frame;
  private final Popup popup = new Popup();
  private CompletionModel model = new CompletionModel(List.of(), 0, 0);
  private Function<String, Optional<String>> about = c -> Optional.empty();
  private Consumer<Completion> onChosen = c -> {};

  CompletionPopup(CodeArea area, Region frame) {
    this.area = area;
    this.frame = frame;
    popup.setAutoHide(true);
  }

  void setAbout(Function<String, Optional<String>> source) {
    about = source;
  }

  void onChosen(Consumer<Completion> listener) {
    onChosen = listener;
  }

  boolean isShowing() {
    return popup.isShowing();
  }

  void hide() {
    popup.hide();
  }

  /** Where the completions were asked for. */
  int caret() {
    return model.caret();
  }

  /**
   * @param asked whether the user asked, so that even what stands there already is shown
   */
  void offer(List<Completion> offers, int caret, boolean asked) {
    model = new CompletionModel(offers, 0, caret);
    if (asked ? model.isEmpty() : !model.helps(area.getText())) {
      hide();
    } else {
      show();
    }
  }

  /** Whether the key was one of the list's. */
  boolean onKey(KeyEvent e) {
    switch (e.getCode()) {
      case DOWN -> model = model.move(1);
      case UP -> model = model.move(-1);
      case PAGE_DOWN -> model = model.move(8);
      case PAGE_UP -> model = model.move(-8);
      case ENTER, TAB -> {
        choose(model.chosen());
        return true;
      }
      case ESCAPE -> {
        hide();
        return true;
      }
      default -> {
        return false;
      }
    }
    show();
    return true;
  }

  private void choose(Completion c) {
    hide();
    onChosen.accept(c);
  }

  private void show() {
    VBox box = new VBox();
    box.getStyleClass().addAll("eddy-popup", "eddy-completions");
    int first = model.firstShown();
    for (int i = first; i < first + model.shown(); i++) {
      box.getChildren().add(row(model.offers().get(i), i == model.selected()));
    }
    box.getChildren().add(foot());
    ControlStyles.inherit(box, area.getScene());
    box.setPrefWidth(Math.max(280, frame.getWidth()));
    box.setMaxWidth(Math.max(280, frame.getWidth()));
    popup.getContent().setAll(box);
    // The caret's line may have moved since the popup was opened.
    Optional<Bounds> caret = area.getCaretBounds();
    Bounds bounds = frame.localToScreen(frame.getBoundsInLocal());
    if (bounds != null) {
      double y =
          Math.max(caret.map(Bounds::getMaxY).orElse(bounds.getMaxY()), bounds.getMinY()) + 6;
      if (popup.isShowing()) {
        popup.setY(y);
      } else {
        popup.show(frame, bounds.getMinX(), y);
      }
    }
  }

  private Node foot() {
    VBox foot = new VBox();
    foot.getStyleClass().add("eddy-popup-foot");
    Completion chosen = model.chosen();
    if (chosen.kind() == Completion.Kind.FUNCTION) {
      Label help = new Label(chosen.detail());
      help.setWrapText(true);
      foot.getChildren().add(help);
    } else {
      about.apply(chosen.insert()).ifPresent(t -> foot.getChildren().add(new Label(t)));
    }
    HBox keys =
        new HBox(
            6, keys("Enter"), new Label("insert"), keys("Ctrl+Space"), new Label("all functions"));
    keys.setAlignment(Pos.CENTER_LEFT);
    foot.getChildren().add(keys);
    return foot;
  }

  private static Label keys(String text) {
    Label l = new Label(text);
    l.getStyleClass().add("eddy-keys");
    return l;
  }

  private Node row(Completion c, boolean selected) {
    String icon =
        switch (c.kind()) {
          case COLUMN -> "columns";
          case FUNCTION -> "zap";
          case KEYWORD -> "hash";
        };
    String text = area.getText();
    String typed =
        text.substring(Math.min(c.from(), text.length()), Math.min(model.caret(), text.length()));
    HBox name = new HBox();
    name.setAlignment(Pos.CENTER_LEFT);
    name.setMinWidth(Region.USE_PREF_SIZE);
    List<String> parts = CompletionModel.cut(c.label(), typed);
    for (int i = 0; i < parts.size(); i++) {
      Text t = new Text(parts.get(i));
      t.getStyleClass().add(i == 1 ? "eddy-completion-match" : "eddy-completion-name");
      name.getChildren().add(t);
    }
    HBox.setHgrow(name, Priority.ALWAYS);
    // The signature alone fits into the line; the help is at the foot.
    String detail =
        c.kind() == Completion.Kind.FUNCTION ? c.detail().split(" — ", 2)[0] : c.detail();
    Label right = new Label(detail);
    right.getStyleClass().add("eddy-completion-detail");
    right.setMinWidth(0);
    HBox row = new HBox(8, Icons.view(icon, 12), name, right);
    row.getStyleClass().add("eddy-completion");
    row.setAlignment(Pos.CENTER_LEFT);
    row.pseudoClassStateChanged(SELECTED, selected);
    row.setOnMousePressed(
        e -> {
          choose(c);
          e.consume();
        });
    return row;
  }
}
