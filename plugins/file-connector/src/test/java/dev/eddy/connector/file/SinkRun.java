package dev.eddy.connector.file;

import dev.eddy.model.disk.Disk;
import dev.eddy.model.row.Row;
import dev.eddy.operator.OperatorSetup;
import dev.eddy.operator.Sink;
import dev.eddy.operator.SinkWriter;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * Drives a sink as a host does: a checkpoint after every so many rows, stored between prepare and
 * commit, a last one at the end. What is stored survives a kill.
 */
final class SinkRun {
  private final BiFunction<OperatorSetup, Disk, Sink> sink;
  private final OperatorSetup setup;
  private final List<Row> rows;
  private final int every;

  private int stored;
  private byte @Nullable [] snapshot;
  private List<byte[]> committables = List.of();

  SinkRun(
      BiFunction<OperatorSetup, Disk, Sink> sink, OperatorSetup setup, List<Row> rows, int every) {
    this.sink = sink;
    this.setup = setup;
    this.rows = rows;
    this.every = every;
  }

  /** Runs to the end, or until the storage dies; then it may be called again. */
  void run(Disk disk) throws IOException {
    SinkWriter writer = sink.apply(setup, disk).open(snapshot);
    try {
      for (byte[] c : committables) {
        writer.commit(c);
      }
      for (int i = stored; i <= rows.size(); i++) {
        if (i > stored && (i % every == 0 || i == rows.size()) || i == rows.size()) {
          checkpoint(writer, i);
        }
        if (i < rows.size()) {
          writer.write(rows.get(i));
        }
      }
    } finally {
      writer.close();
    }
  }

  private void checkpoint(SinkWriter writer, int at) throws IOException {
    byte[] prepared = writer.prepare(at);
    byte[] state = writer.snapshot();
    List<byte[]> pending = new ArrayList<>();
    if (prepared.length > 0) {
      pending.add(prepared);
    }
    snapshot = state;
    committables = pending;
    stored = at;
    for (byte[] c : pending) {
      writer.commit(c);
    }
  }
}
