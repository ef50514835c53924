package dev.eddy.operator;

import dev.eddy.model.row.Row;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The current key's list, in the order of adding. Rows are copied in and read only out. */
public interface ListState {
  /** What becomes of a value that {@link #edit} has shown. */
  enum Edit {
    KEEP,

    /** It becomes what the row holds now. */
    WRITE,

    REMOVE
  }

  /** Looks at values. It may emit rows, but not use the same state. */
  interface Editor {
    /**
     * Takes a value.
     *
     * @param value valid during the call; written to only where {@link Edit#WRITE} is returned
     */
    Edit edit(Row value);
  }

  void add(Row value);

  /** All values, a list that later changes do not touch. */
  List<Row> all();

  void clear();

  /** Whether the list has no values. */
  default boolean isEmpty() {
    return last() == null;
  }

  /** The value that was added last, valid until the next use of this state; null where none is. */
  default @Nullable Row last() {
    List<Row> all = all();
    return all.isEmpty() ? null : all.get(all.size() - 1);
  }

  /** Shows all values in their order; what stays keeps its place and its last writer. */
  default void edit(Editor editor) {
    List<Row> all = all();
    List<Row> kept = new ArrayList<>(all.size());
    boolean changed = false;
    for (Row value : all) {
      Row copy = value.copy();
      Edit e = editor.edit(copy);
      changed |= e != Edit.KEEP;
      if (e != Edit.REMOVE) {
        kept.add(copy);
      }
    }
    if (changed) {
      clear();
      kept.forEach(this::add);
    }
  }
}
