package dev.eddy.operator;

import dev.eddy.model.row.Row;
import org.jspecify.annotations.Nullable;

/**
 * The current key's value. Rows that are given are copied. A row that is got is read only, and
 * valid until the next call on this state: copy what you keep.
 */
public interface ValueState {
  @Nullable Row get();

  void set(Row value);

  void clear();
}
