package dev.eddy.model.row;

import java.io.DataOutput;
import java.io.IOException;

/** An output in memory that can write at once what {@link ValueCodec} writes byte by byte. */
public interface CompactOutput extends DataOutput {
  /** The same bytes as {@link ValueCodec#writeVarLong}. */
  void writeVarLong(long value) throws IOException;

  /** The length in bytes as {@link #writeVarLong}, then the text in UTF-8. */
  void writeText(String text) throws IOException;
}
