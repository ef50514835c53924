package dev.eddy.runtime.record;

import dev.eddy.model.disk.Disk;
import dev.eddy.model.row.Row;
import dev.eddy.model.row.ValueCodec;
import dev.eddy.operator.StateSpec;
import dev.eddy.runtime.flow.LoadedPlan;
import dev.eddy.runtime.flow.NetworkSnapshot;
import dev.eddy.runtime.record.Checkpoint.SinkState;
import dev.eddy.runtime.state.Entries;
import dev.eddy.runtime.state.Timer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes one checkpoint: a head, then blocks of entries by node and table in the order of key group
 * and key, then a block that says how many there are. Whole, or incremental: then only what has
 * changed since another, its base. Used by one thread.
 */
final class CheckpointFile {
  static final String MAGIC = "EDDYCHKP";
  static final int VERSION = 5;

  /** In place of a table. */
  static final int TIMERS = -1;

  /** In place of the sequence of an entry's last writer: it was removed since the base. */
  static final int REMOVED = -1;

  private static final int BLOCK_BYTES = 1 << 18;

  /**
   * What was written.
   *
   * @param checksum of the whole file, which an incremental checkpoint keeps of its base
   * @param entries in the file
   */
  record Written(long checksum, long entries) {}

  /** A whole checkpoint that stands on the disk. */
  record Base(CheckpointData data, long checksum) {}

  private final CheckpointData data;
  private final @Nullable Base base;
  private long entries;
  private long blocks;

  private CheckpointFile(CheckpointData data, @Nullable Base base) {
    this.data = data;
    this.base = base;
  }

  /**
   * Writes a checkpoint so that it is there whole or not at all.
   *
   * @param base null for a whole one
   */
  static Written write(Disk disk, Path file, CheckpointData data, @Nullable Base base)
      throws IOException {
    CheckpointFile f = new CheckpointFile(data, base);
    long[] checksum = new long[1];
    disk.writeWhole(
        file,
        out -> {
          BlockFile to = BlockFile.on(out, MAGIC, VERSION);
          f.head(to);
          f.states(to);
          Bytes end = new Bytes();
          end.putLong(f.blocks);
          to.add(end);
          checksum[0] = to.checksum();
        });
    return new Written(checksum[0], f.entries);
  }

  private void head(BlockFile to) throws IOException {
    Bytes head = new Bytes();
    head.putLong(data.number());
    head.putLong(data.sequence());
    head.putLong(base == null ? 0 : base.data().number());
    head.writeLong(base == null ? 0 : base.checksum());
    long[] registers = data.network().registers();
    head.putLong(registers.length);
    for (long r : registers) {
      head.putLong(r);
    }
    head.putLong(data.positions().size());
    for (int i = 0; i < data.ended().length; i++) {
      Block.writePosition(head, data.positions().get(i));
      head.write(data.ended()[i] ? 1 : 0);
    }
    head.putLong(data.sinks().size());
    for (SinkState s : data.sinks()) {
      head.putLong(s.rank());
      head.putBytes(s.snapshot());
      head.putBytes(s.committable());
    }
    List<StateShape> shapes = Migration.shapes(data.network().loaded());
    head.putLong(shapes.size());
    shapes.forEach(s -> s.write(head));
    to.add(head);
    blocks++;
  }

  private void states(BlockFile to) throws IOException {
    NetworkSnapshot now = data.network();
    LoadedPlan plan = now.loaded();
    for (int rank = 0; rank < plan.size(); rank++) {
      List<StateSpec> specs = plan.shape(rank).states();
      for (int table = 0; table < specs.size(); table++) {
        Writer w = new Writer(to, rank, table);
        ValueCodec codec = new ValueCodec(specs.get(table).stored());
        Entries into = (k, length, v, at, step) -> w.entry(k, length, v, at, step, codec);
        if (base == null) {
          now.scanState(rank, table, into);
        } else {
          now.stateChanges(base.data().network(), rank, table, into);
        }
        w.end();
      }
      Writer w = new Writer(to, rank, TIMERS);
      if (base == null) {
        now.scanTimers(rank, w::timer);
      } else {
        now.timerChanges(base.data().network(), rank, w::timer);
      }
      w.end();
    }
  }

  /** Begins a new block whenever one is full; no entry is in two. */
  private final class Writer {
    private final BlockFile to;
    private final int rank;
    private final int table;
    private final Bytes block = new Bytes();
    private @Nullable IOException failure;

    Writer(BlockFile to, int rank, int table) {
      this.to = to;
      this.rank = rank;
      this.table = table;
    }

    boolean entry(
        byte[] key, int length, @Nullable Row now, long sequence, int step, ValueCodec codec) {
      Bytes out = begin(key, length);
      if (now == null) {
        out.putLong(REMOVED);
      } else {
        out.putLong(sequence);
        out.putLong(step);
        try {
          codec.write(now, out);
        } catch (IOException e) {
          throw new IllegalStateException("memory takes every row", e);
        }
      }
      return failure == null;
    }

    boolean timer(byte[] key, @Nullable Timer now) {
      Bytes out = begin(key, key.length);
      if (now == null) {
        out.putLong(REMOVED);
      } else {
        out.putLong(now.sequence());
        out.putLong(now.step());
        out.putText(now.name());
        out.putLong(now.time());
        out.putBytes(now.key());
      }
      return failure == null;
    }

    private Bytes begin(byte[] key, int length) {
      if (block.size() > BLOCK_BYTES) {
        flush();
      }
      if (block.size() == 0) {
        block.putLong(rank);
        block.putLong(table);
      }
      block.putLong(length);
      block.write(key, 0, length);
      entries++;
      return block;
    }

    private void flush() {
      try {
        if (block.size() > 0 && failure == null) {
          to.add(block);
          blocks++;
        }
      } catch (IOException e) {
        // Thrown by end(): a visitor cannot throw it.
        failure = e;
      }
      block.clear();
    }

    void end() throws IOException {
      flush();
      if (failure != null) {
        throw failure;
      }
    }
  }
}
