package dev.eddy.designer.control.palette;

import dev.eddy.model.operator.OperatorDescriptor;
import javafx.scene.input.MouseEvent;

/**
 * An operator dragged out of the palette by plain mouse events. The palette keeps receiving the
 * events until the button is released; the listener reads the scene coordinates.
 */
public interface OperatorDrag {
  /** The mouse has left the spot where it was pressed. */
  void started(OperatorDescriptor operator, MouseEvent event);

  void moved(OperatorDescriptor operator, MouseEvent event);

  void dropped(OperatorDescriptor operator, MouseEvent event);

  /** Esc was pressed; no drop follows. */
  void cancelled(OperatorDescriptor operator);
}
