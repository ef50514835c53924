package dev.eddy.designer.control.form;

import dev.eddy.designer.control.Icons;
import dev.eddy.designer.control.TypedText;
import dev.eddy.designer.control.form.FormModel.Editor;
import dev.eddy.model.value.Value;
import java.util.function.Consumer;
import javafx.css.PseudoClass;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.TextField;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import org.jspecify.annotations.Nullable;

/** A line of text, a number, a duration, or a path with a button that chooses it. */
final class LineEditor implements FieldEditor {
  private static final PseudoClass INVALID = PseudoClass.getPseudoClass("invalid");

  private final TextField field = new TextField();
  private final HBox box = new HBox(4, field);
  private final TypedText typed = new TypedText("");
  private final Class<? extends Editor> kind;
  private Editor shown;
  private boolean taking;

  LineEditor(Editor first, Consumer<@Nullable Value> onChange, PathChooser chooser) {
    shown = first;
    kind = first.getClass();
    field.getStyleClass().add("eddy-field");
    box.setAlignment(Pos.CENTER_LEFT);
    HBox.setHgrow(field, Priority.ALWAYS);
    field
        .textProperty()
        .addListener(
            (o, was, is) -> {
              if (!taking) {
                typed.typed(is);
                onChange.accept(value(is));
              }
            });
    field.addEventFilter(KeyEvent.KEY_PRESSED, this::onKey);
    if (first instanceof Editor.Path) {
      Button choose = new Button(null, Icons.view("folder", 16));
      choose.getStyleClass().add("eddy-icon-button");
      choose.setTooltip(new Tooltip("Choose a file"));
      choose.setAccessibleText("Choose a file");
      choose.setOnAction(
          e -> {
            if (shown instanceof Editor.Path p) {
              chooser.choose(p.type(), field.getText()).ifPresent(field::setText);
            }
          });
      box.getChildren().add(choose);
    }
  }

  /** Up and down count, in the unit that stands there; with Shift by ten. */
  private void onKey(KeyEvent e) {
    int by = e.getCode() == KeyCode.UP ? 1 : e.getCode() == KeyCode.DOWN ? -1 : 0;
    if (by == 0 || !(shown instanceof Editor.Line line) || line.kind() == Editor.Line.Kind.TEXT) {
      return;
    }
    String start = field.getText().isBlank() ? line.text() : field.getText();
    String next = FormValues.stepped(start, e.isShiftDown() ? by * 10 : by);
    if (next != null) {
      field.setText(next);
      field.positionCaret(next.length());
    }
    e.consume();
  }

  private @Nullable Value value(String text) {
    if (!(shown instanceof Editor.Line line)) {
      return FormValues.text(text);
    }
    return switch (line.kind()) {
      case INTEGER -> FormValues.integer(text);
      case TEXT -> FormValues.exact(text);
      case DURATION -> FormValues.text(text);
    };
  }

  @Override
  public Region node() {
    return box;
  }

  @Override
  public boolean fits(FormModel.Entry entry) {
    return kind == entry.editor().getClass();
  }

  @Override
  public void show(FormModel.Entry entry) {
    shown = entry.editor();
    field.setId("form-" + entry.name());
    field.setAccessibleText(entry.spec().title());
    field.pseudoClassStateChanged(INVALID, entry.problems().stream().anyMatch(p -> p.isError()));
    String text = "";
    if (shown instanceof Editor.Line line) {
      // A default stands in the empty field as a prompt: typing replaces it, clearing brings it
      // back.
      text = entry.set() ? line.text() : "";
      field.setPromptText(line.whenEmpty());
    } else if (shown instanceof Editor.Path path) {
      text = path.text();
    }
    if (typed.shown(text) && !text.equals(field.getText())) {
      taking = true;
      int caret = Math.min(field.getCaretPosition(), text.length());
      field.setText(text);
      field.positionCaret(caret);
      taking = false;
    }
  }
}
