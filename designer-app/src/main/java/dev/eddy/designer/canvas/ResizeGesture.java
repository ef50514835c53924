package dev.eddy.designer.canvas;

import dev.eddy.model.edit.GraphEdit;

/** Drags the lower right corner of a note. */
final class ResizeGesture implements Gesture {
  static final double CORNER = 12;

  private static final double LEAST_WIDTH = 96;
  private static final double LEAST_HEIGHT = 48;

  private final NoteShape note;
  private Box box;

  ResizeGesture(NoteShape note) {
    this.note = note;
    this.box = note.box();
  }

  static boolean holds(NoteShape note, Point p) {
    Box b = note.box();
    return p.x() >= b.right() - CORNER && p.y() >= b.bottom() - CORNER && b.contains(p);
  }

  @Override
  public void drag(Point p, Modifiers held) {
    Box b = note.box();
    box =
        new Box(
            b.x(),
            b.y(),
            Math.max(LEAST_WIDTH, NodeGeometry.snap(p.x() - b.x())),
            Math.max(LEAST_HEIGHT, NodeGeometry.snap(p.y() - b.y())));
  }

  @Override
  public Outcome release(Point p, Modifiers held) {
    drag(p, held);
    return box.equals(note.box())
        ? NOTHING
        : Outcome.edit(
            new GraphEdit.SetNote(note.id(), note.note().sized(box.width(), box.height())));
  }

  @Override
  public Overlay overlay() {
    return new Overlay.Band(box);
  }
}
