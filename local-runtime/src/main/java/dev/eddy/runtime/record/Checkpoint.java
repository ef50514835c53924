package dev.eddy.runtime.record;

import dev.eddy.model.io.AtomicFile;
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

/**
 * The state of a run between two events, on disk. It does not depend on the parallelism: entries
 * are put where their key groups belong.
 */
public final class Checkpoint {
  private static final String MAGIC = "EDDYCHKP";
  private static final int VERSION = 1;
  private static final int BLOCK_BYTES = 1 << 18;
  private static final int TIMERS = -1;

  /**
   * What a sink gave for a checkpoint.
   *
   * @param rank of the sink
   */
  public record SinkState(int rank, byte[] snapshot, byte[] committable) {}

  private final long number;
  private final long sequence;
  private final long[] registers;
  private final List<SplitPosition> positions;
  private final boolean[] ended;
  private final List<SinkState> sinks;
  private final List<byte[]> states;

  private Checkpoint(
      long number,
      long sequence,
      long[] registers,
      List<SplitPosition> positions,
      boolean[] ended,
      List<SinkState> sinks,
      List<byte[]> states) {
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
  public static void write(
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
    List<Bytes> blocks = new ArrayList<>();
    blocks.add(head);
    writeStates(network, blocks);
    Bytes end = new Bytes();
    end.putLong(blocks.size());
    blocks.add(end);
    AtomicFile.write(file, BlockFile.whole(MAGIC, VERSION, blocks));
  }

  private static void writeStates(Network network, List<Bytes> blocks) {
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
              Bytes out = w.next();
              out.putBytes(key);
              out.putLong(stored.sequence());
              out.putLong(stored.step());
              try {
                codec.write(stored.value(), out);
              } catch (IOException e) {
                throw new IllegalStateException("memory takes every row", e);
              }
              return true;
            });
      }
      Writer w = new Writer(blocks, rank, TIMERS);
      network.scanTimers(
          rank,
          (key, timer) -> {
            Bytes out = w.next();
            out.putText(timer.name());
            out.putLong(timer.time());
            out.putBytes(timer.key());
            out.putLong(timer.sequence());
            out.putLong(timer.step());
            return true;
          });
    }
  }

  /** Begins a new block whenever one is full; a block runs to its end. */
  private static final class Writer {
    private final List<Bytes> blocks;
    private final int rank;
    private final int table;
    private final Bytes first = new Bytes();
    private Bytes out = first;

    Writer(List<Bytes> blocks, int rank, int table) {
      this.blocks = blocks;
      this.rank = rank;
      this.table = table;
    }

    Bytes next() {
      if (out == first && out.size() == 0 || out.size() > BLOCK_BYTES) {
        out = new Bytes();
        out.putLong(rank);
        out.putLong(table);
        blocks.add(out);
      }
      return out;
    }
  }

  /**
   * Reads a checkpoint; {@link #load} reads its states.
   *
   * @throws IOException where it is cut off, damaged, or of another version
   */
  public static Checkpoint read(Path file) throws IOException {
    List<byte[]> blocks = new ArrayList<>();
    BlockFile.read(file, MAGIC, VERSION, (b, end) -> blocks.add(b));
    if (blocks.size() < 2
        || new Bytes.Reader(blocks.get(blocks.size() - 1)).getLong() != blocks.size() - 1) {
      throw new IOException("checkpoint " + file.getFileName() + " is cut off or damaged");
    }
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
        number, sequence, registers, positions, ended, sinks, blocks.subList(1, blocks.size() - 1));
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
      throw new IOException(
          "checkpoint " + number + " does not fit the plan: " + e.getMessage(), e);
    }
  }
}
