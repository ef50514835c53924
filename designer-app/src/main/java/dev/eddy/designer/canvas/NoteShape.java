package dev.eddy.designer.canvas;

import dev.eddy.model.graph.Layout;

/** A note as it is drawn. */
public record NoteShape(Layout.Note note, Box box) {
  static NoteShape of(Layout.Note n) {
    return new NoteShape(n, new Box(n.at().x(), n.at().y(), n.width(), n.height()));
  }

  public String id() {
    return note.id();
  }
}
