package dev.eddy.designer.canvas;

import dev.eddy.designer.state.Message;
import dev.eddy.designer.state.Selection;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * Selects what a rubber band holds: dragged right what lies whole in it, dragged left what it
 * touches. With Shift it adds to the selection, with the shortcut key it turns each around.
 */
final class BandGesture implements Gesture {
  private final CanvasScene scene;
  private final Selection before;
  private final Modifiers pressed;
  private final Point start;
  private Point now;

  BandGesture(CanvasScene scene, Selection before, Point start, Modifiers pressed) {
    this.scene = scene;
    this.before = before;
    this.pressed = pressed;
    this.start = start;
    this.now = start;
  }

  @Override
  public void drag(Point p, Modifiers held) {
    now = p;
  }

  @Override
  public Outcome release(Point p, Modifiers held) {
    now = p;
    Set<String> nodes = new LinkedHashSet<>();
    Box band = Box.spanning(start, now);
    for (NodeShape n : scene.nodesIn(band)) {
      if (takes(band, n.box())) {
        nodes.add(n.id());
      }
    }
    Set<String> notes = new LinkedHashSet<>();
    for (NoteShape n : scene.notes().values()) {
      if (takes(band, n.box())) {
        notes.add(n.id());
      }
    }
    return new Outcome.Send(
        new Message.Select(
            new Selection(joined(before.nodes(), nodes), null, joined(before.notes(), notes))));
  }

  private boolean takes(Box band, Box box) {
    return now.x() >= start.x() ? band.contains(box) : band.intersects(box);
  }

  private Set<String> joined(Set<String> was, Set<String> found) {
    if (!pressed.shift() && !pressed.shortcut()) {
      return found;
    }
    Set<String> out = new LinkedHashSet<>(was);
    for (String id : found) {
      if (!out.add(id) && pressed.shortcut()) {
        out.remove(id);
      }
    }
    return out;
  }

  @Override
  public Overlay overlay() {
    return new Overlay.Band(Box.spanning(start, now));
  }
}
