package dev.eddy.operator;

import dev.eddy.model.row.Row;
import java.util.List;

/** The current key's list, in the order of adding. Rows are copied in and read only out. */
public interface ListState {
  void add(Row value);

  /** All values, a list that later changes do not touch. */
  List<Row> all();

  void clear();
}
