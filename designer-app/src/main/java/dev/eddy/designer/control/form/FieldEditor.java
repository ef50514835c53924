package dev.eddy.designer.control.form;

import dev.eddy.model.problem.Problem;
import javafx.scene.layout.Region;

/** The part of a field in which its value is edited. */
interface FieldEditor {
  Region node();

  /** Shows the entry; keeps what the user is typing. */
  void show(FormModel.Entry entry);

  /** Whether it shows label, hint and errors itself. */
  default boolean isWhole() {
    return false;
  }

  /** Whether the editor shows a problem where it is, so that it need not stand below too. */
  default boolean shows(Problem problem) {
    return false;
  }

  /** Called when what {@link #shows} says may have changed. */
  default void onShownChanged(Runnable listener) {}

  /** Gives it what is known of the input that its parameter is about. */
  default void equip(FormContext context, int input) {}

  /** Whether this kind of editor can show the entry. */
  boolean fits(FormModel.Entry entry);
}
