package dev.eddy.model.edit;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What was done to a document, and what was undone of it. Immutable. Holds the last {@value #LIMIT}
 * entries.
 *
 * @param done oldest first
 * @param undone the next to redo last
 */
public record History(List<Entry> done, List<Entry> undone) {
  public static final History EMPTY = new History(List.of(), List.of());

  private static final int LIMIT = 1_000;

  public History {
    done = List.copyOf(done);
    undone = List.copyOf(undone);
  }

  /**
   * An edit that was made.
   *
   * @param key edits of one key that follow each other become one entry; null for none
   */
  public record Entry(String label, GraphEdit edit, GraphEdit inverse, @Nullable String key) {}

  /** A new history beside the document that it belongs to. */
  public record Change(History history, PipelineDocument document) {}

  /** Makes an edit with its own words as label. */
  public Change apply(PipelineDocument document, GraphEdit edit) {
    return apply(document, edit, null);
  }

  /**
   * Makes an edit and forgets what was undone. Where the entry before has the same key, both become
   * one, such as the strokes of a word typed into a field.
   */
  public Change apply(PipelineDocument document, GraphEdit edit, @Nullable String key) {
    PipelineDocument after = edit.apply(document);
    Entry entry = new Entry(edit.describe(document), edit, edit.inverse(document), key);
    List<Entry> entries = new ArrayList<>(done);
    Entry last = entries.isEmpty() ? null : entries.get(entries.size() - 1);
    if (last != null && key != null && key.equals(last.key()) && undone.isEmpty()) {
      entries.set(entries.size() - 1, joined(last, entry));
    } else {
      entries.add(entry);
    }
    int from = Math.max(0, entries.size() - LIMIT);
    return new Change(new History(entries.subList(from, entries.size()), List.of()), after);
  }

  private static Entry joined(Entry first, Entry second) {
    if (replaces(second.edit(), first.edit())) {
      return new Entry(first.label(), second.edit(), first.inverse(), first.key());
    }
    return new Entry(
        first.label(),
        new GraphEdit.Composite(first.label(), List.of(first.edit(), second.edit())),
        new GraphEdit.Composite(first.label(), List.of(second.inverse(), first.inverse())),
        first.key());
  }

  /** Whether what the earlier edit set is all set anew by the later one. */
  private static boolean replaces(GraphEdit later, GraphEdit earlier) {
    if (later instanceof GraphEdit.SetParameter b && earlier instanceof GraphEdit.SetParameter a) {
      return a.nodeId().equals(b.nodeId()) && a.parameter().equals(b.parameter());
    } else if (later instanceof GraphEdit.MoveNodes b && earlier instanceof GraphEdit.MoveNodes a) {
      return a.positions().keySet().equals(b.positions().keySet());
    } else if (later instanceof GraphEdit.RenameNode b
        && earlier instanceof GraphEdit.RenameNode a) {
      return a.nodeId().equals(b.nodeId());
    } else if (later instanceof GraphEdit.SetProperty b
        && earlier instanceof GraphEdit.SetProperty a) {
      return a.name().equals(b.name());
    } else if (later instanceof GraphEdit.SetNote b && earlier instanceof GraphEdit.SetNote a) {
      return a.noteId().equals(b.noteId()) && a.note() != null && b.note() != null;
    } else if (later instanceof GraphEdit.SetFrame b && earlier instanceof GraphEdit.SetFrame a) {
      return a.frameId().equals(b.frameId()) && a.frame() != null && b.frame() != null;
    } else if (later instanceof GraphEdit.SetBends b && earlier instanceof GraphEdit.SetBends a) {
      return a.edgeId().equals(b.edgeId());
    } else if (later instanceof GraphEdit.SetLabel b && earlier instanceof GraphEdit.SetLabel a) {
      return a.edgeId().equals(b.edgeId());
    }
    return false;
  }

  /** Ends an entry that more edits might join, as when a field loses the focus. */
  public History seal() {
    if (done.isEmpty() || done.get(done.size() - 1).key() == null) {
      return this;
    }
    List<Entry> entries = new ArrayList<>(done);
    Entry last = entries.get(entries.size() - 1);
    entries.set(entries.size() - 1, new Entry(last.label(), last.edit(), last.inverse(), null));
    return new History(entries, undone);
  }

  public boolean canUndo() {
    return !done.isEmpty();
  }

  public boolean canRedo() {
    return !undone.isEmpty();
  }

  /** What undo would undo. */
  public Optional<String> undoLabel() {
    return canUndo() ? Optional.of(done.get(done.size() - 1).label()) : Optional.empty();
  }

  /** What redo would redo. */
  public Optional<String> redoLabel() {
    return canRedo() ? Optional.of(undone.get(undone.size() - 1).label()) : Optional.empty();
  }

  /** Takes the last entry back; the same where there is none. */
  public Change undo(PipelineDocument document) {
    if (!canUndo()) {
      return new Change(this, document);
    }
    Entry last = done.get(done.size() - 1);
    List<Entry> more = new ArrayList<>(undone);
    more.add(last);
    return new Change(
        new History(done.subList(0, done.size() - 1), more), last.inverse().apply(document));
  }

  /** Makes the entry again that was undone last; the same where there is none. */
  public Change redo(PipelineDocument document) {
    if (!canRedo()) {
      return new Change(this, document);
    }
    Entry next = undone.get(undone.size() - 1);
    List<Entry> more = new ArrayList<>(done);
    more.add(next);
    return new Change(
        new History(more, undone.subList(0, undone.size() - 1)), next.edit().apply(document));
  }
}
