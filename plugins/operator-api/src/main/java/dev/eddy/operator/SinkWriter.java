package dev.eddy.operator;

import dev.eddy.model.row.Row;
import java.io.IOException;

/**
 * Writes rows so that a kill at any point neither loses nor doubles any: rows are pending until the
 * checkpoint that covers them is complete. Used by one thread. The host calls, at each checkpoint,
 * {@code prepare}, then {@code snapshot}; stores both durably; then {@code commit}. After the end
 * of the input comes a last checkpoint.
 */
public interface SinkWriter extends AutoCloseable {
  void write(Row row) throws IOException;

  /** Makes what was written since the last prepare durable, and names it; empty for nothing. */
  byte[] prepare(long checkpoint) throws IOException;

  /** What {@link Sink#open} needs to go on after this checkpoint. */
  byte[] snapshot() throws IOException;

  /** Makes prepared rows visible. Idempotent: after a restore it comes again. */
  void commit(byte[] committable) throws IOException;

  @Override
  void close() throws IOException;
}
