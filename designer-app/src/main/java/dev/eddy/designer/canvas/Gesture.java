package dev.eddy.designer.canvas;

import dev.eddy.designer.state.Message;
import dev.eddy.model.edit.GraphEdit;
import dev.eddy.model.graph.Layout;
import dev.eddy.model.graph.PortRef;
import java.util.Map;
import java.util.Set;

/**
 * A dialogue with the mouse: owns it from press to release and ends in one outcome. Until then
 * nothing but the picture changes, so that dropping the gesture is all that Escape has to do.
 * Places are in canvas units.
 */
sealed interface Gesture
    permits BandGesture,
        BendGesture,
        ConnectGesture,
        CutGesture,
        DuplicateGesture,
        LabelGesture,
        MoveGesture,
        ResizeGesture,
        RewireGesture {
  /** What a gesture ends in. */
  sealed interface Outcome {
    record Send(Message message) implements Outcome {}

    /** Ask which operator to put there, and connect it to the port. */
    record QuickAdd(Point at, PortRef from, boolean fromOutput, Point start) implements Outcome {}

    record Nothing() implements Outcome {}

    static Outcome edit(GraphEdit edit) {
      return new Send(new Message.Apply(edit));
    }

    /** A sentence for the status bar. */
    static Outcome say(String words) {
      return new Send(new Message.ShowNote(words));
    }
  }

  Outcome NOTHING = new Outcome.Nothing();

  void drag(Point p, Modifiers held);

  Outcome release(Point p, Modifiers held);

  default Overlay overlay() {
    return Overlay.NONE;
  }

  /** Where nodes and notes are painted meanwhile, by id. */
  default Map<String, Layout.Position> moved() {
    return Map.of();
  }

  /** Edges that are not painted meanwhile. */
  default Set<String> hiddenEdges() {
    return Set.of();
  }
}
