package dev.eddy.operator;

import java.io.IOException;
import java.util.List;

/** Where rows come from: splits that are read from positions. */
public interface Source {
  /**
   * The splits, in a fixed order with stable ids. Throws with a message for the user (what, where,
   * how to mend it) where the outside cannot be read.
   */
  List<String> splits() throws IOException;

  /**
   * Opens a split at a position that one of its readers gave, or at {@link SplitPosition#START}.
   */
  SplitReader open(String split, SplitPosition position) throws IOException;
}
