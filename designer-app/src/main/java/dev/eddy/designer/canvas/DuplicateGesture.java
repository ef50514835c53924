package dev.eddy.designer.canvas;

import dev.eddy.designer.state.Edits;
import dev.eddy.designer.state.Message;
import dev.eddy.designer.state.Selection;
import dev.eddy.model.edit.PipelineDocument;
import dev.eddy.model.graph.Layout;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Drags copies of nodes and notes away from where they stand. */
final class DuplicateGesture implements Gesture {
  private final CanvasScene scene;
  private final PipelineDocument document;
  private final Map<String, Layout.Position> before;
  private final Layout.Position lead;
  private final Point start;
  private double dx;
  private double dy;

  DuplicateGesture(
      CanvasScene scene,
      PipelineDocument document,
      Map<String, Layout.Position> before,
      String lead,
      Point start) {
    this.scene = scene;
    this.document = document;
    this.before = before;
    this.lead = Objects.requireNonNull(before.get(lead), lead);
    this.start = start;
  }

  @Override
  public void drag(Point p, Modifiers held) {
    dx = NodeGeometry.snap(lead.x() + p.x() - start.x()) - lead.x();
    dy = NodeGeometry.snap(lead.y() + p.y() - start.y()) - lead.y();
  }

  @Override
  public Outcome release(Point p, Modifiers held) {
    drag(p, held);
    if (dx == 0 && dy == 0) {
      return NOTHING;
    }
    Edits.Copy copy = Edits.duplicate(document, before.keySet(), dx, dy);
    return new Outcome.Send(
        new Message.Apply(
            Edits.all("Duplicate", copy.edits()),
            null,
            new Selection(copy.ids(), null, copy.notes())));
  }

  @Override
  public Overlay overlay() {
    List<NodeShape> nodes = new ArrayList<>();
    List<NoteShape> notes = new ArrayList<>();
    before.forEach(
        (id, at) -> {
          NodeShape n = scene.nodes().get(id);
          NoteShape note = scene.notes().get(id);
          if (n != null) {
            nodes.add(n.at(at.x() + dx, at.y() + dy));
          } else if (note != null) {
            notes.add(NoteShape.of(note.note().at(new Layout.Position(at.x() + dx, at.y() + dy))));
          }
        });
    return new Overlay.Copies(nodes, notes);
  }
}
