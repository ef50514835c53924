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
   * Whether a reader that is opened at a position gives what one gave there before. Where it does
   * not, as of a socket, the engine keeps all rows in the recording and opens each split once for a
   * run, or for each time that it is gone on with: at the position behind the last row that was
   * kept.
   */
  default boolean canBeReadAgain() {
    return true;
  }

  /**
   * Opens a split at a position that one of its readers gave, or at {@link SplitPosition#START}.
   */
  SplitReader open(String split, SplitPosition position) throws IOException;
}
