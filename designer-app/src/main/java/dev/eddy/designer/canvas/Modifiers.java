package dev.eddy.designer.canvas;

import javafx.scene.input.MouseEvent;

/** Keys that are held while the mouse does something. Shortcut is Ctrl, or Cmd on a Mac. */
record Modifiers(boolean shift, boolean shortcut, boolean alt) {
  static final Modifiers NONE = new Modifiers(false, false, false);

  static Modifiers of(MouseEvent e) {
    return new Modifiers(e.isShiftDown(), e.isShortcutDown(), e.isAltDown());
  }
}
