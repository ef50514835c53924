package dev.eddy.designer.control.form;

import dev.eddy.designer.control.ColumnKeys;
import dev.eddy.designer.control.expression.ExpressionField;
import dev.eddy.designer.control.expression.ExpressionMenu;
import dev.eddy.designer.control.expression.SampleRows;
import java.util.Optional;

/** What is known around a form: of the columns of a node's inputs, by {@code ParameterType}. */
public interface FormContext {
  /** What is known of a column, such as its last value; for completions. */
  Optional<String> about(int input, String column);

  /** Rows of an input to try expressions on; {@link SampleRows#NONE} where there are none. */
  SampleRows samples(int input);

  /** Renames a column of an input everywhere. */
  void rename(int input, String column);

  /** Shows who uses a column of an input. */
  void findUses(int input, String column);

  /** Keys for both. */
  default ColumnKeys keys() {
    return ColumnKeys.NONE;
  }

  FormContext NONE =
      new FormContext() {
        @Override
        public Optional<String> about(int input, String column) {
          return Optional.empty();
        }

        @Override
        public SampleRows samples(int input) {
          return SampleRows.NONE;
        }

        @Override
        public void rename(int input, String column) {}

        @Override
        public void findUses(int input, String column) {}
      };

  /** Gives it to a field whose text is about an input. */
  default void equip(ExpressionField field, int input) {
    field.setAbout(c -> about(input, c));
    field.setSamples(samples(input));
    field.setColumns(
        new ExpressionMenu.Columns() {
          @Override
          public void rename(String column) {
            FormContext.this.rename(input, column);
          }

          @Override
          public void findUses(String column) {
            FormContext.this.findUses(input, column);
          }

          @Override
          public ColumnKeys keys() {
            return FormContext.this.keys();
          }
        });
  }
}
