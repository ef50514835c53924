package dev.eddy.operator;

import dev.eddy.model.row.Row;
import java.io.IOException;

/** Reads one split; used by one thread. */
public interface SplitReader extends AutoCloseable {
  /** What {@link #next} gives when the split has ended. */
  int END = -1;

  /**
   * Reads the next row into {@code outputs[port]} (one row for each output port) and gives the
   * port, or {@link #END}. Throws {@link RowException} where the error policy is to fail.
   */
  int next(Row[] outputs) throws IOException;

  /** Where the next row begins. */
  SplitPosition position();

  /**
   * A hash of the raw bytes of the rows given since the reader was opened or since the last call:
   * the journal keeps it to notice a file that was edited.
   */
  long takeHash();

  @Override
  void close() throws IOException;
}
