package dev.eddy.designer.control.form;

import dev.eddy.designer.control.expression.ExpressionAssistant;
import dev.eddy.designer.control.expression.ExpressionField;
import dev.eddy.designer.control.form.FormModel.Editor;
import dev.eddy.model.value.Value;
import java.util.function.Consumer;
import javafx.scene.layout.Region;
import org.jspecify.annotations.Nullable;

/** An expression or a condition. */
final class ExpressionEditor implements FieldEditor {
  private final ExpressionField field;
  private boolean opened;

  ExpressionEditor(ExpressionAssistant assistant, Consumer<@Nullable Value> onChange) {
    field = new ExpressionField(true, assistant, t -> onChange.accept(FormValues.text(t)));
  }

  @Override
  public void equip(FormContext context, int input) {
    context.equip(field, input);
  }

  @Override
  public Region node() {
    return field;
  }

  @Override
  public boolean isWhole() {
    return true;
  }

  @Override
  public boolean fits(FormModel.Entry entry) {
    return entry.editor() instanceof Editor.Expression;
  }

  @Override
  public void show(FormModel.Entry entry) {
    if (!(entry.editor() instanceof Editor.Expression e)) {
      return;
    }
    ExpressionField.Shown shown =
        new ExpressionField.Shown(
            entry.spec().title(),
            entry.spec().help(),
            e.text(),
            e.input(),
            e.use(),
            entry.problems());
    field.area().setId("form-" + entry.name());
    if (opened) {
      field.show(shown);
    } else {
      field.open(shown);
      opened = true;
    }
  }
}
