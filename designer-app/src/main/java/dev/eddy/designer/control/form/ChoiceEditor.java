package dev.eddy.designer.control.form;

import dev.eddy.designer.control.form.FormModel.Editor;
import dev.eddy.model.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import org.jspecify.annotations.Nullable;

/** One of several options. A value that is none of them is shown too, and stays until changed. */
final class ChoiceEditor implements FieldEditor {
  private final ComboBox<String> combo = new ComboBox<>();
  private final HBox box = new HBox(combo);
  private Map<String, String> details = Map.of();
  private boolean taking;

  ChoiceEditor(Consumer<@Nullable Value> onChange) {
    combo.getStyleClass().add("eddy-combo");
    combo.setMaxWidth(Double.MAX_VALUE);
    HBox.setHgrow(combo, Priority.ALWAYS);
    combo.setCellFactory(l -> new OptionCell());
    combo.setButtonCell(new OptionCell());
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
    details = choice.details();
    List<String> options = options(choice);
    if (!options.equals(combo.getItems())) {
      combo.getItems().setAll(options);
    }
    combo.setPromptText(entry.mixed() ? "several values" : "");
    combo.setValue(choice.chosen().isEmpty() && entry.mixed() ? null : choice.chosen());
    taking = false;
  }

  /** An option, and what stands beside it at the right. */
  private final class OptionCell extends ListCell<String> {
    @Override
    protected void updateItem(@Nullable String option, boolean empty) {
      super.updateItem(option, empty);
      if (empty || option == null) {
        setText(getListView() == null ? combo.getPromptText() : null);
        setGraphic(null);
        return;
      }
      String detail = details.getOrDefault(option, "");
      setText(detail.isEmpty() ? option : null);
      if (detail.isEmpty()) {
        setGraphic(null);
        return;
      }
      Label name = new Label(option);
      name.getStyleClass().add("eddy-option");
      Label right = new Label(detail);
      right.getStyleClass().add("eddy-option-detail");
      Region gap = new Region();
      HBox.setHgrow(gap, Priority.ALWAYS);
      setGraphic(new HBox(8, name, gap, right));
    }
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
