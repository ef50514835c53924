package dev.eddy.runtime.record;

import dev.eddy.model.disk.Disk;
import dev.eddy.model.row.ValueCodec;
import dev.eddy.operator.SplitPosition;
import dev.eddy.operator.StateSpec;
import dev.eddy.runtime.flow.LoadedPlan;
import dev.eddy.runtime.flow.Network;
import dev.eddy.runtime.state.Stored;
import dev.eddy.runtime.state.Timer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The state of a run between two events, on disk. It does not depend on the parallelism: entries
 * are put where their key groups belong.
 */
public final class Checkpoint {
  private static final String MAGIC = "EDDYCHKP";
  private static final int VERSION = 2;
  private static final int BLOCK_BYTES = 1 << 18;
  private static final int TIMERS = -1;

  /**
   * What a sink gave for a checkpoint.
   *
   * @param rank of the sink
   */
  public record SinkState(int rank, byte[] snapshot, byte[] committable) {}

  private final Path file;
  private final long number;
  private final long sequence;
  private final long[] registers;
  private final List<SplitPosition> positions;
  private final boolean[] ended;
  private final List<SinkState> sinks;
  private final List<byte[]> states;

  private Checkpoint(
      Path file,
      long number,
      long sequence,
      long[] registers,
      List<SplitPosition> positions,
      boolean[] ended,
      List<SinkState> sinks,
      List<byte[]> states) {
    this.file = file;
    this.number = number;
    this.sequence = sequence;
    this.registers = registers;
    this.positions = positions;
    this.ended = ended;
    this.sinks = sinks;
    this.states = states;
  }

  public long number() {
    return number;
  }

  /** Sequence of the first event after it. */
  public long sequence() {
    return sequence;
  }

  /** By split, where to go on reading. */
  public List<SplitPosition> positions() {
    return positions;
  }

  /** By split, whether its end has been delivered. */
  public boolean[] ended() {
    return ended;
  }

  public List<SinkState> sinks() {
    return sinks;
  }

  /** Writes a checkpoint so that it is there whole or not at all. */
  static void write(
      Disk disk,
      Path file,
      Network network,
      long number,
      long sequence,
      List<SplitPosition> positions,
      boolean[] ended,
      List<SinkState> sinks)
      throws IOException {
    Bytes head = new Bytes();
    head.putLong(number);
    head.putLong(sequence);
    long[] registers = network.registers();
    head.putLong(registers.length);
    for (long r : registers) {
      head.putLong(r);
    }
    head.putLong(positions.size());
    for (int i = 0; i < ended.length; i++) {
      Block.writePosition(head, positions.get(i));
      head.write(ended[i] ? 1 : 0);
    }
    head.putLong(sinks.size());
    for (SinkState s : sinks) {
      head.putLong(s.rank());
      head.putBytes(s.snapshot());
      head.putBytes(s.committable());
    }
    disk.writeWhole(
        file,
        out -> {
          Blocks blocks = new Blocks(BlockFile.on(out, MAGIC, VERSION));
          blocks.add(head);
          writeStates(network, blocks);
          Bytes end = new Bytes();
          end.putLong(blocks.count);
          blocks.add(end);
        });
  }

  /** Writes one block after the other. */
  private static final class Blocks {
    private final BlockFile file;
    private long count;

    Blocks(BlockFile file) {
      this.file = file;
    }

    void add(Bytes block) throws IOException {
      file.add(block);
      count++;
    }
  }

  private static void writeStates(Network network, Blocks blocks) throws IOException {
    LoadedPlan plan = network.loaded();
    for (int rank = 0; rank < plan.size(); rank++) {
      List<StateSpec> specs = plan.shape(rank).states();
      for (int table = 0; table < specs.size(); table++) {
        ValueCodec codec = new ValueCodec(specs.get(table).value());
        Writer w = new Writer(blocks, rank, table);
        network.scanState(
            rank,
            table,
            (key, stored) -> {
              Bytes out = w.begin();
              out.putBytes(key);
              out.putLong(stored.sequence());
              out.putLong(stored.step());
              try {
                codec.write(stored.value(), out);
              } catch (IOException e) {
                throw new IllegalStateException("memory takes every row", e);
              }
              return w.isGood();
            });
        w.end();
      }
      Writer w = new Writer(blocks, rank, TIMERS);
      network.scanTimers(
          rank,
          (key, timer) -> {
            Bytes out = w.begin();
            out.putText(timer.name());
            out.putLong(timer.time());
            out.putBytes(timer.key());
            out.putLong(timer.sequence());
            out.putLong(timer.step());
            return w.isGood();
          });
      w.end();
    }
  }

  /** Begins a new block whenever one is full; no entry is in two. */
  private static final class Writer {
    private final Blocks blocks;
    private final int rank;
    private final int table;
    private final Bytes block = new Bytes();
    private @Nullable IOException failure;

    Writer(Blocks blocks, int rank, int table) {
      this.blocks = blocks;
      this.rank = rank;
      this.table = table;
    }

    /** Where the next entry is written to. */
    Bytes begin() {
      if (block.size() > BLOCK_BYTES) {
        flush();
      }
      if (block.size() == 0) {
        block.putLong(rank);
        block.putLong(table);
      }
      return block;
    }

    private void flush() {
      try {
        if (block.size() > 0 && failure == null) {
          blocks.add(block);
        }
      } catch (IOException e) {
        // Thrown by end(): a visitor cannot throw it.
        failure = e;
      }
      block.clear();
    }

    boolean isGood() {
      return failure == null;
    }

    void end() throws IOException {
      flush();
      if (failure != null) {
        throw failure;
      }
    }
  }

  /**
   * Reads a checkpoint; {@link #load} reads its states.
   *
   * @throws DamagedFileException where it is cut off or damaged
   * @throws IOException where it cannot be read, or is of another version
   */
  public static Checkpoint read(Disk disk, Path file) throws IOException {
    List<byte[]> blocks = new ArrayList<>();
    BlockFile.Extent extent = BlockFile.read(disk, file, MAGIC, VERSION, (b, end) -> blocks.add(b));
    if (!extent.damage().isEmpty()) {
      throw new DamagedFileException(file, extent.damage());
    }
    try {
      if (blocks.size() < 2
          || new Bytes.Reader(blocks.get(blocks.size() - 1)).getLong() != blocks.size() - 1) {
        throw new DamagedFileException(file, "is cut off at byte " + extent.end());
      }
      return read(file, blocks);
    } catch (DamagedFileException e) {
      throw e;
    } catch (IOException e) {
      throw new DamagedFileException(file, e);
    }
  }

  private static Checkpoint read(Path file, List<byte[]> blocks) throws IOException {
    Bytes.Reader in = new Bytes.Reader(blocks.get(0));
    long number = in.getLong();
    long sequence = in.getLong();
    long[] registers = new long[in.getCount(1)];
    for (int i = 0; i < registers.length; i++) {
      registers[i] = in.getLong();
    }
    int splits = in.getCount(4);
    List<SplitPosition> positions = new ArrayList<>();
    boolean[] ended = new boolean[splits];
    for (int i = 0; i < splits; i++) {
      positions.add(Block.readPosition(in));
      ended[i] = in.data().readByte() != 0;
    }
    List<SinkState> sinks = new ArrayList<>();
    for (int i = in.getCount(3); i > 0; i--) {
      sinks.add(new SinkState((int) in.getLong(), in.getBytes(), in.getBytes()));
    }
    return new Checkpoint(
        file,
        number,
        sequence,
        registers,
        positions,
        ended,
        sinks,
        blocks.subList(1, blocks.size() - 1));
  }

  /** Puts the state into a network that has none yet. */
  public void load(Network network) throws IOException {
    LoadedPlan plan = network.loaded();
    try {
      network.load(registers);
      for (byte[] block : states) {
        Bytes.Reader in = new Bytes.Reader(block);
        int rank = (int) in.getLong();
        int table = (int) in.getLong();
        if (table == TIMERS) {
          while (in.remaining() > 0) {
            network.putTimer(
                rank,
                new Timer(
                    in.getText(), in.getLong(), in.getBytes(), in.getLong(), (int) in.getLong()));
          }
        } else {
          ValueCodec codec = new ValueCodec(plan.shape(rank).states().get(table).value());
          while (in.remaining() > 0) {
            byte[] key = in.getBytes();
            long writer = in.getLong();
            int step = (int) in.getLong();
            network.putState(rank, table, key, new Stored(codec.read(in.data()), writer, step));
          }
        }
      }
    } catch (RuntimeException e) {
      throw new IOException(file + " does not fit the plan: " + e.getMessage(), e);
    }
  }
}
