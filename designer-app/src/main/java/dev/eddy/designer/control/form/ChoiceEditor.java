package dev.eddy.designer.control.form;

import dev.eddy.designer.control.form.FormModel.Editor;
import dev.eddy.model.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import javafx.scene.control.ComboBox;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import org.jspecify.annotations.Nullable;

/** One of several options. A value that is none of them is shown too, and stays until changed. */
final class ChoiceEditor implements FieldEditor {
  private final ComboBox<String> combo = new ComboBox<>();
  private final HBox box = new HBox(combo);
  private boolean taking;

  ChoiceEditor(Consumer<@Nullable Value> onChange) {
    combo.getStyleClass().add("eddy-combo");
    combo.setMaxWidth(Double.MAX_VALUE);
    HBox.setHgrow(combo, Priority.ALWAYS);
    combo
        .valueProperty()
        .addListener(
            (o, was, is) -> {
              if (!taking) {
                onChange.accept(is == null || is.isEmpty() ? null : Value.of(is));
              }
            });
  }

  @Override
  public Region node() {
    return box;
  }

  @Override
  public boolean fits(FormModel.Entry entry) {
    return entry.editor() instanceof Editor.Choice;
  }

  @Override
  public void show(FormModel.Entry entry) {
    if (!(entry.editor() instanceof Editor.Choice choice)) {
      return;
    }
    combo.setId("form-" + entry.name());
    combo.setAccessibleText(entry.spec().title());
    taking = true;
    List<String> options = options(choice);
    if (!options.equals(combo.getItems())) {
      combo.getItems().setAll(options);
    }
    combo.setValue(choice.chosen());
    taking = false;
  }

  static List<String> options(Editor.Choice choice) {
    List<String> options = new ArrayList<>(choice.options());
    if (!choice.chosen().isEmpty() && !options.contains(choice.chosen())) {
      options.add(choice.chosen());
    }
    if (choice.mayBeEmpty()) {
      options.add(0, "");
    }
    return options;
  }
}
