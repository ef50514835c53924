package dev.eddy.designer.canvas;

import dev.eddy.designer.state.CanvasMessage;
import dev.eddy.model.edit.GraphEdit;
import javafx.scene.control.TextArea;
import javafx.scene.control.TextField;
import javafx.scene.control.TextInputControl;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import org.jspecify.annotations.Nullable;

/**
 * Edits the text of a note, or the title of a frame, in its place. Leaving it is one edit, Escape
 * none. FX thread only.
 */
final class NoteEditor {
  private final CanvasView view;
  private @Nullable TextInputControl field;
  private @Nullable NoteShape note;
  private @Nullable FrameShape frame;
  private String pipeline = "";

  NoteEditor(CanvasView view) {
    this.view = view;
  }

  boolean isOpen() {
    return field != null;
  }

  void edit(NoteShape shape) {
    commit();
    note = shape;
    TextArea area = new TextArea(shape.note().text());
    area.setWrapText(true);
    open(area, "note-editor", "Text of the note");
  }

  void edit(FrameShape shape) {
    commit();
    frame = shape;
    open(new TextField(shape.frame().title()), "frame-editor", "Title of the frame");
    if (field != null) {
      field.selectAll();
    }
  }

  private void open(TextInputControl control, String id, String spoken) {
    field = control;
    pipeline = view.pipeline();
    control.setId(id);
    control.setAccessibleText(spoken);
    control.addEventFilter(
        KeyEvent.KEY_PRESSED,
        e -> {
          if (e.getCode() == KeyCode.ESCAPE) {
            close();
            e.consume();
          } else if (e.getCode() == KeyCode.ENTER
              && (control instanceof TextField || e.isShortcutDown())) {
            commit();
            e.consume();
          }
        });
    control
        .focusedProperty()
        .addListener(
            (o, was, is) -> {
              if (!is) {
                commit();
              }
            });
    control.setOnMousePressed(javafx.event.Event::consume);
    view.getChildren().add(control);
    follow();
    control.requestFocus();
  }

  /** Keeps the field over what it edits. */
  void follow() {
    if (field == null) {
      return;
    }
    Camera c = view.camera();
    Box b = note != null ? note.box() : frame != null ? frame.title() : Box.EMPTY;
    Point p = c.toScreen(b.x(), b.y());
    double w = Math.max(160, b.width() * c.zoom());
    double h = note != null ? Math.max(64, b.height() * c.zoom()) : 28;
    field.resizeRelocate(p.x(), p.y(), w, h);
    field.setPrefSize(w, h);
  }

  /** Ends the editing with what was typed. */
  void commit() {
    TextInputControl f = field;
    if (f == null) {
      return;
    }
    String text = f.getText();
    NoteShape n = note;
    FrameShape fr = frame;
    close();
    if (n != null && !text.equals(n.note().text())) {
      edit(new GraphEdit.SetNote(n.id(), n.note().withText(text)));
    } else if (fr != null && !text.isBlank() && !text.equals(fr.frame().title())) {
      edit(new GraphEdit.SetFrame(fr.id(), fr.frame().withTitle(text.strip())));
    }
  }

  // Where it was begun: another pipeline may be shown by now.
  private void edit(GraphEdit edit) {
    view.send(new CanvasMessage.EditIn(pipeline, edit));
  }

  /** Ends the editing and forgets what was typed. */
  void close() {
    TextInputControl f = field;
    field = null;
    note = null;
    frame = null;
    if (f != null) {
      view.getChildren().remove(f);
      view.requestFocus();
    }
  }
}
