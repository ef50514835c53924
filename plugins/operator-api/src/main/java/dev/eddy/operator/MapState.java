package dev.eddy.operator;

import dev.eddy.model.row.Row;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The current key's map. Rows that are given are copied. A row that {@link #get} gives is read
 * only, and valid until the next call on this state: copy what you keep.
 */
public interface MapState {
  /** An entry of the map. */
  record Entry(Row key, Row value) {}

  @Nullable Row get(Row subKey);

  void put(Row subKey, Row value);

  void remove(Row subKey);

  /**
   * All entries in the order of the canonical key bytes, on every host; a snapshot, which lasts.
   */
  List<Entry> entries();

  void clear();
}
