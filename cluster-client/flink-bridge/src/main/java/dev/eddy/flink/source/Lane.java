package dev.eddy.flink.source;

import dev.eddy.model.row.Row;
import dev.eddy.operator.SplitPosition;
import dev.eddy.operator.SplitReader;
import java.io.IOException;

/** An open split, one row ahead. */
final class Lane implements AutoCloseable {
  private static final int UNREAD = -2;

  final PlannedSplit split;
  private final SplitReader reader;
  private final Row[] rows;
  private int port = UNREAD;
  private SplitPosition beforeHead;
  long watermark;

  Lane(PlannedSplit split, SplitReader reader, Row[] rows) {
    this.split = split;
    this.reader = reader;
    this.rows = rows;
    this.beforeHead = split.position();
    this.watermark = split.watermark();
  }

  /** Reads the next row unless one is waiting; false at the end. */
  boolean hasHead() throws IOException {
    if (port == UNREAD) {
      port = reader.next(rows);
    }
    return port != SplitReader.END;
  }

  int headPort() {
    return port;
  }

  Row head() {
    return rows[port];
  }

  /** The head has been given away; its row is valid until the next {@link #hasHead}. */
  void taken() {
    port = UNREAD;
    beforeHead = reader.position();
  }

  /** From where to read on so that the head comes again. */
  PlannedSplit now() {
    return new PlannedSplit(split.id(), split.ordinal(), split.count(), beforeHead, watermark);
  }

  @Override
  public void close() throws IOException {
    reader.close();
  }
}
