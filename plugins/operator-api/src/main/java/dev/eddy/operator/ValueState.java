package dev.eddy.operator;

import dev.eddy.model.row.Row;
import org.jspecify.annotations.Nullable;

/** The current key's value. Rows that are given are copied; rows that are got are read only. */
public interface ValueState {
  @Nullable Row get();

  void set(Row value);

  void clear();
}
