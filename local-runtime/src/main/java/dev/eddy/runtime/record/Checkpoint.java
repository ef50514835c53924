package dev.eddy.runtime.record;

import dev.eddy.model.disk.Disk;
import dev.eddy.model.problem.Problem;
import dev.eddy.model.row.Row;
import dev.eddy.model.row.ValueCodec;
import dev.eddy.operator.SplitPosition;
import dev.eddy.runtime.flow.FlowException;
import dev.eddy.runtime.flow.LoadedPlan;
import dev.eddy.runtime.flow.Network;
import dev.eddy.runtime.state.Timer;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The state of a run between two events, as it was read from disk. It does not depend on the
 * parallelism: entries are put where their key groups belong.
 */
public final class Checkpoint {
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
  private final List<StateShape> shapes;
  private final List<byte[]> states;
  private final long checksum;
  private @Nullable Checkpoint base;

  private Checkpoint(
      Path file,
      long number,
      long sequence,
      long[] registers,
      List<SplitPosition> positions,
      boolean[] ended,
      List<SinkState> sinks,
      List<StateShape> shapes,
      List<byte[]> states,
      long checksum) {
    this.shapes = List.copyOf(shapes);
    this.checksum = checksum;
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

  /** Finds the file of the checkpoint with a number. */
  interface Finder {
    @Nullable Path find(long number);
  }

  /**
   * Reads a checkpoint, and the base of an incremental one; {@link #load} reads their states.
   *
   * @throws DamagedFileException where it, or its base, is cut off or damaged
   * @throws IOException where it cannot be read, or is of another version
   */
  static Checkpoint read(Disk disk, Path file, Finder bases) throws IOException {
    List<byte[]> blocks = new ArrayList<>();
    BlockFile.Extent extent =
        BlockFile.read(
            disk, file, CheckpointFile.MAGIC, CheckpointFile.VERSION, (b, end) -> blocks.add(b));
    if (!extent.damage().isEmpty()) {
      throw new DamagedFileException(file, extent.damage());
    }
    Checkpoint c;
    long baseNumber;
    long baseChecksum;
    try {
      if (blocks.size() < 2
          || new Bytes.Reader(blocks.get(blocks.size() - 1)).getLong() != blocks.size() - 1) {
        throw new DamagedFileException(file, "is cut off at byte " + extent.end());
      }
      Bytes.Reader in = new Bytes.Reader(blocks.get(0));
      long number = in.getLong();
      long sequence = in.getLong();
      baseNumber = in.getLong();
      baseChecksum = in.getFixedLong();
      c = read(file, number, sequence, in, blocks.subList(1, blocks.size() - 1), extent.checksum());
    } catch (DamagedFileException e) {
      throw e;
    } catch (IOException e) {
      throw new DamagedFileException(file, e);
    }
    if (baseNumber > 0) {
      c.base = base(disk, file, bases, baseNumber, baseChecksum);
    }
    return c;
  }

  private static Checkpoint base(Disk disk, Path file, Finder bases, long number, long checksum)
      throws IOException {
    @Nullable Path at = bases.find(number);
    if (at == null) {
      throw new DamagedFileException(file, "builds on checkpoint " + number + ", which is missing");
    }
    try {
      // A base has none itself, whatever the file says.
      Checkpoint base = read(disk, at, n -> null);
      if (base.checksum != checksum) {
        throw new DamagedFileException(file, "builds on another " + at.getFileName());
      }
      return base;
    } catch (NoSuchFileException e) {
      throw new DamagedFileException(file, "builds on " + at + ", which is missing");
    }
  }

  private static Checkpoint read(
      Path file, long number, long sequence, Bytes.Reader in, List<byte[]> states, long checksum)
      throws IOException {
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
    List<StateShape> shapes = new ArrayList<>();
    for (int i = in.getCount(4); i > 0; i--) {
      shapes.add(StateShape.read(in));
    }
    return new Checkpoint(
        file, number, sequence, registers, positions, ended, sinks, shapes, states, checksum);
  }

  /**
   * Puts the state into a network of the same plan that has none yet.
   *
   * @throws FlowException where an operator is another one today, and what it keeps does not fit
   */
  public void load(Network network) throws IOException, FlowException {
    Migration migration = new Migration(shapes, network.loaded(), Renames.none(), false);
    List<Problem> problems = migration.problems();
    if (!problems.isEmpty()) {
      throw new FlowException(anotherVersion(problems.get(0)), null);
    }
    try {
      network.load(registers);
    } catch (RuntimeException e) {
      throw new IOException(file + " does not fit the plan: " + e.getMessage(), e);
    }
    load(migration.new Into(network, network.time(), false));
  }

  /** The plan is that of the recording: what has changed is the operator. */
  private static Problem anotherVersion(Problem found) {
    return Problem.error(
        found.code(),
        found.place(),
        "it was recorded with another version of the operator: " + found.message(),
        "Run again; or give the node a new id and go on with --from and --drop-state, so that only"
            + " its state begins anew.");
  }

  /** How what it holds goes into another plan. */
  public Migration into(LoadedPlan plan, List<Rename> renamed, boolean dropping) {
    return new Migration(
        shapes, plan, Renames.of(renamed, shapes, Migration.shapes(plan)), dropping);
  }

  /**
   * Puts the state into a network of another plan, whose moments begin anew.
   *
   * @param before a network of the plan of this, without state; it gets counts and watermarks
   * @param migration of {@link #into}, without problems
   */
  public void load(Network before, Network network, Migration migration) throws IOException {
    before.load(registers);
    network.carry(before);
    // By the gate's clock, as it stood then: another one would not say the same in a replay.
    load(migration.new Into(network, network.time(), true));
  }

  private void load(Migration.Into into) throws IOException {
    try {
      if (base != null) {
        base.loadStates(into);
      }
      loadStates(into);
      into.end();
    } catch (IOException e) {
      throw new DamagedFileException(file, e);
    } catch (RuntimeException e) {
      throw new IOException(file + " does not fit the plan: " + e.getMessage(), e);
    }
  }

  private void loadStates(Migration.Into into) throws IOException {
    int table = CheckpointFile.TIMERS;
    int rank = -1;
    for (int i = 0; i < states.size(); i++) {
      EntryReader in = new EntryReader(shapes, states.get(i));
      if (!in.isTimer() && (in.rank != rank || in.table != table)) {
        into.reserve(in.rank, in.table, entries(i));
      }
      rank = in.rank;
      table = in.table;
      load(into, in);
    }
  }

  /** About how many entries there are of the state of which a block is the first. */
  private long entries(int first) throws IOException {
    EntryReader counted = new EntryReader(shapes, states.get(first));
    long n = 0;
    while (counted.next()) {
      n++;
    }
    long bytes = 0;
    for (int i = first; i < states.size(); i++) {
      EntryReader in = new EntryReader(shapes, states.get(i));
      if (in.rank != counted.rank || in.table != counted.table) {
        break;
      }
      bytes += states.get(i).length;
    }
    return n * bytes / Math.max(1, states.get(first).length);
  }

  private void load(Migration.Into into, EntryReader in) throws IOException {
    while (in.next()) {
      if (in.isTimer()) {
        if (in.removed) {
          into.removeTimer(in.rank, in.key);
        } else {
          into.timer(in.rank, Objects.requireNonNull(in.timer));
        }
      } else if (in.removed) {
        into.removeState(in.rank, in.table, in.key);
      } else {
        into.state(in.rank, in.table, in.key, in.row, in.writer, in.step);
      }
    }
  }

  /** Goes through the entries of a block. */
  private static final class EntryReader {
    final int rank;
    final int table;
    byte[] key = new byte[0];
    boolean removed;
    long writer;
    int step;

    /** The value of an entry; written over by the next one. */
    final Row row;

    @Nullable Timer timer;
    private final Bytes.Reader in;
    private final @Nullable ValueCodec codec;

    EntryReader(List<StateShape> shapes, byte[] block) throws IOException {
      in = new Bytes.Reader(block);
      rank = (int) in.getLong();
      table = (int) in.getLong();
      if (rank < 0
          || rank >= shapes.size()
          || table != CheckpointFile.TIMERS
              && (table < 0 || table >= shapes.get(rank).states().size())) {
        throw new IOException("damaged checkpoint: state " + table + " of node " + rank);
      }
      codec =
          table == CheckpointFile.TIMERS
              ? null
              : new ValueCodec(shapes.get(rank).states().get(table).stored());
      row = new Row(codec == null ? 0 : codec.schema().size());
    }

    boolean isTimer() {
      return codec == null;
    }

    /** Whether there was one more. */
    boolean next() throws IOException {
      if (in.remaining() == 0) {
        return false;
      }
      timer = null;
      key = in.getBytes();
      writer = in.getLong();
      removed = writer == CheckpointFile.REMOVED;
      if (!removed) {
        step = (int) in.getLong();
        if (codec == null) {
          timer = new Timer(in.getText(), in.getLong(), in.getBytes(), writer, step);
        } else {
          codec.read(in.data(), row);
        }
      }
      return true;
    }
  }
}
