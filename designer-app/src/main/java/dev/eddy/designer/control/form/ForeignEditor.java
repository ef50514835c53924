package dev.eddy.designer.control.form;

import dev.eddy.designer.control.form.FormModel.Editor;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;

/** A value that this form cannot edit: shown as it stands in the file, and kept. */
final class ForeignEditor implements FieldEditor {
  private final Label value = new Label();
  private final HBox box = new HBox(value);

  ForeignEditor() {
    value.getStyleClass().addAll("eddy-code", "eddy-foreign");
    value.setWrapText(true);
  }

  @Override
  public Region node() {
    return box;
  }

  @Override
  public boolean fits(FormModel.Entry entry) {
    return entry.editor() instanceof Editor.Foreign;
  }

  @Override
  public void show(FormModel.Entry entry) {
    value.setText(entry.editor() instanceof Editor.Foreign f ? f.value() : "");
  }
}
