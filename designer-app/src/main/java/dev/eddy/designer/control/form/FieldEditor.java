package dev.eddy.designer.control.form;

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

  /** Whether another kind of editor must be made for the entry. */
  boolean fits(FormModel.Entry entry);
}
