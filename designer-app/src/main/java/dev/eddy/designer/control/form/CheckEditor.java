package dev.eddy.designer.control.form;

import dev.eddy.designer.control.form.FormModel.Editor;
import dev.eddy.model.value.Value;
import java.util.function.Consumer;
import javafx.scene.control.CheckBox;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import org.jspecify.annotations.Nullable;

/** Yes or no. */
final class CheckEditor implements FieldEditor {
  private final CheckBox check = new CheckBox();
  private final HBox box = new HBox(check);

  CheckEditor(Consumer<@Nullable Value> onChange) {
    check.getStyleClass().add("eddy-check");
    check.setMnemonicParsing(false);
    check.setOnAction(e -> onChange.accept(Value.of(check.isSelected())));
  }

  @Override
  public Region node() {
    return box;
  }

  @Override
  public boolean fits(FormModel.Entry entry) {
    return entry.editor() instanceof Editor.Check;
  }

  @Override
  public void show(FormModel.Entry entry) {
    check.setId("form-" + entry.name());
    check.setText(entry.spec().title());
    check.setSelected(entry.editor() instanceof Editor.Check c && c.on());
  }
}
