package dev.eddy.operator;

import dev.eddy.model.row.Row;
import dev.eddy.model.type.Schema;
import java.util.List;

/**
 * How a stored value reads as the entries that an operator packs into it for speed. People, and the
 * conditions of breakpoints, see the entries; checkpoints and last writers are of the whole value.
 * For any thread.
 */
public interface Unfolding {
  /** Columns that tell the entries of one value apart; they come behind those of its own key. */
  Schema key();

  /** Columns of an entry. */
  Schema value();

  /**
   * The columns of a stored value in which a column of its entries stands, one for each place; they
   * follow from the name alone, also of a column that entries no longer have.
   */
  List<String> columnsOf(String column);

  /** How many entries a stored value is. */
  int count(Row stored);

  /** Gives the entries of a stored value in order. */
  void unfold(Row stored, Visitor visitor);

  /** Takes entries. */
  interface Visitor {
    /** Takes an entry, whose rows are valid during the call. */
    void entry(Row key, Row value);
  }
}
