package dev.eddy.designer.state;

import dev.eddy.model.edit.EditException;
import dev.eddy.model.edit.GraphEdit;
import dev.eddy.model.edit.History;
import dev.eddy.model.edit.PipelineDocument;
import dev.eddy.model.graph.Graph;
import dev.eddy.model.graph.Layout;
import dev.eddy.model.graph.Node;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Changes of the document: every one goes through the history. */
final class ChangeUpdate {
  private ChangeUpdate() {}

  static Next update(AppState s, Message.Change message) {
    try {
      return change(s, message);
    } catch (EditException e) {
      // A wish that was made on an older picture: what it speaks of is gone.
      return Next.of(s.withNote("Not done: " + e.getMessage() + "."));
    }
  }

  private static Next change(AppState s, Message.Change message) {
    OpenProject open = s.open();
    if (open == null) {
      return Next.of(s);
    }
    History h = open.history();
    PipelineDocument d = open.document();
    if (message instanceof Message.Apply m) {
      Next next =
          changed(
              s,
              open,
              h.apply(d, m.edit(), m.key()),
              m.select() == null ? s.selection() : m.select());
      Next placed = ShellUpdate.used(next.state(), placed(d, next.state().graph()));
      return new Next(placed.state(), next.effects()).and(placed.effects());
    }
    if (message instanceof Message.Undo) {
      return h.canUndo() ? changed(s, open, h.undo(d), s.selection()) : Next.of(s);
    }
    if (message instanceof Message.Redo) {
      return h.canRedo() ? changed(s, open, h.redo(d), s.selection()) : Next.of(s);
    }
    if (message instanceof Message.DeleteSelection) {
      List<GraphEdit> edits = Edits.delete(open.document(), s.selection());
      return edits.isEmpty()
          ? Next.of(s)
          : changed(s, open, h.apply(d, Edits.all("Delete the selection", edits)), Selection.NONE);
    }
    if (message instanceof Message.DuplicateSelection) {
      Set<String> ids = new LinkedHashSet<>(s.selection().nodes());
      ids.addAll(s.selection().notes());
      Edits.Copy copy = Edits.duplicate(d, ids, 32, 32);
      return copy.edits().isEmpty()
          ? Next.of(s)
          : changed(
              s,
              open,
              h.apply(d, Edits.all("Duplicate", copy.edits())),
              new Selection(copy.ids(), null, copy.notes()));
    }
    Message.Nudge m = (Message.Nudge) message;
    Map<String, Layout.Position> moved = new LinkedHashMap<>();
    Set<String> ids = new LinkedHashSet<>(s.selection().nodes());
    for (String id : s.selection().notes()) {
      Layout.Frame frame = open.layout().frames().get(id);
      ids.addAll(frame == null ? Set.of(id) : frame.members());
    }
    for (String id : ids) {
      Layout.Note note = open.layout().notes().get(id);
      Layout.Position p = note == null ? open.layout().positions().get(id) : note.at();
      if (p != null) {
        moved.put(id, new Layout.Position(p.x() + m.dx(), p.y() + m.dy()));
      }
    }
    return moved.isEmpty()
        ? Next.of(s)
        : changed(
            s,
            open,
            h.apply(
                d, Edits.all("Move", Edits.place(open.layout(), moved)), "nudge " + moved.keySet()),
            s.selection());
  }

  /** Operators of the nodes that a graph has and a document before it has not. */
  private static List<String> placed(PipelineDocument before, Graph graph) {
    return graph == before.graph() || graph.nodes().size() <= before.graph().nodes().size()
        ? List.of()
        : graph.nodes().values().stream()
            .filter(n -> !before.graph().nodes().containsKey(n.id()))
            .map(Node::operator)
            .toList();
  }

  static Next changed(AppState s, OpenProject open, History.Change change, Selection wanted) {
    OpenProject next = open.with(change);
    return ViewUpdate.observing(s, with(s, next, wanted).withNote("")).and(Update.check(next));
  }

  /** With other documents, and of the selection what is still there. */
  static AppState with(AppState s, OpenProject next, Selection wanted) {
    return s.withOpen(next).withSelection(ViewUpdate.existing(next.graph(), next.layout(), wanted));
  }
}
