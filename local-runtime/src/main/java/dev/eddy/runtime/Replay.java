package dev.eddy.runtime;

import dev.eddy.model.disk.Disk;
import dev.eddy.model.io.CellText;
import dev.eddy.model.plan.Plan.PlanNode;
import dev.eddy.model.row.Row;
import dev.eddy.model.time.Moment;
import dev.eddy.model.type.Schema;
import dev.eddy.operator.Providers;
import dev.eddy.runtime.flow.FlowException;
import dev.eddy.runtime.flow.GateEvent;
import dev.eddy.runtime.flow.LoadedPlan;
import dev.eddy.runtime.flow.Network;
import dev.eddy.runtime.flow.RowHash;
import dev.eddy.runtime.flow.Sources;
import dev.eddy.runtime.record.Checkpoint;
import dev.eddy.runtime.record.DigestBlock;
import dev.eddy.runtime.record.History;
import dev.eddy.runtime.record.NodeDigest;
import dev.eddy.runtime.record.Recording;
import dev.eddy.runtime.state.StateBackend;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Replays recordings to check them. */
public final class Replay {
  private final Recording recording;
  private final LoadedPlan loaded;
  private final History history;
  private final Network network;
  private long sequence = 1;

  private Replay(Recording recording, LoadedPlan loaded, History history, Network network) {
    this.recording = recording;
    this.loaded = loaded;
    this.history = history;
    this.network = network;
  }

  /**
   * Replays a recording from its start with sinks muted and compares the rows that every operator
   * emits with the digests of the recording.
   *
   * @throws RunException where the recording or its sources cannot be read
   */
  public static Verification verify(Path recording, Providers providers, ClassLoader plugins)
      throws RunException {
    try {
      Recording opened = Recording.open(Disk.LOCAL, recording);
      LoadedPlan loaded = LoadedPlan.load(opened.plan(), providers, plugins);
      Sources sources = Opening.sources(opened, loaded);
      History history = new History(sources);
      opened.keep(sources, 0);
      opened.restore(history, Collections.nCopies(sources.total(), SPLIT_START));
      try (StateBackend backend = Networks.backend(Opening.options(opened), false);
          Network network = Network.build(loaded, sources.counts(), 1, backend)) {
        network.mute(true);
        Checkpoint start = opened.start();
        if (start != null) {
          start.load(network);
        }
        return new Replay(opened, loaded, history, network).run();
      } finally {
        history.close();
      }
    } catch (FlowException e) {
      throw new RunException(e.problem(), e);
    } catch (IOException e) {
      throw Opening.badRecording(recording, e);
    }
  }

  private static final dev.eddy.operator.SplitPosition SPLIT_START =
      dev.eddy.operator.SplitPosition.START;

  private Verification run() throws FlowException, IOException {
    long rows = 0;
    List<Long> before = Collections.nCopies(loaded.size(), 0L);
    List<DigestBlock> blocks = recording.hashedDigests();
    for (int i = 0; i < blocks.size(); i++) {
      DigestBlock block = blocks.get(i);
      Network.Frame frame = network.frame();
      @Nullable Verification differs = compare(block, frame, before);
      if (differs == null && isPlayedTwice(i)) {
        // What an operator keeps outside of its state is not put back with the frame.
        network.seek(frame);
        differs = compare(block, frame, before);
      }
      if (differs != null) {
        return differs;
      }
      before = block.nodes().stream().map(NodeDigest::count).toList();
    }
    for (long n : before) {
      rows += n;
    }
    String missing = recording.undigested();
    return missing.isEmpty()
        ? new Verification.Same(sequence - 1, rows)
        : new Verification.Incomplete(sequence - 1, rows, missing);
  }

  /**
   * A static counter gives the same in a fresh process, so some blocks are played a second time:
   * the first few, then ever fewer.
   */
  private static boolean isPlayedTwice(int block) {
    return block < 4 || Integer.bitCount(block) == 1;
  }

  /** Plays a block; null where all nodes emit what was recorded. */
  private @Nullable Verification compare(DigestBlock block, Network.Frame frame, List<Long> before)
      throws FlowException {
    boolean thorough = isThorough(block);
    network.hashing().thorough(thorough);
    play(block);
    List<short[]> hashes = network.hashing().take();
    for (int rank = 0; rank < loaded.size(); rank++) {
      NodeDigest recorded = block.nodes().get(rank);
      var replayed = network.gauges().digest(rank);
      if (recorded.count() != replayed.count()
          || recorded.first() != replayed.first()
          || recorded.second() != replayed.second()
          || thorough && !Arrays.equals(recorded.hashes(), hashes.get(rank))) {
        return difference(
            block, frame, rank, recorded.hashes(), hashes.get(rank), before.get(rank));
      }
    }
    return null;
  }

  /** Whether the block holds hashes of all nodes, and not only of those with state and of sinks. */
  private boolean isThorough(DigestBlock block) {
    for (int rank = 0; rank < loaded.size(); rank++) {
      if (!network.hashing().isSummed(rank) && block.nodes().get(rank).hashes().length > 0) {
        return true;
      }
    }
    return false;
  }

  private void play(DigestBlock block) throws FlowException {
    History.Cursor cursor = history.cursor(block.first());
    for (sequence = block.first(); sequence < block.end(); sequence++) {
      GateEvent e = cursor.next();
      network.push(sequence, e.source(), e.split(), e.port(), e.row());
    }
  }

  private Verification difference(
      DigestBlock block,
      Network.Frame frame,
      int rank,
      short[] recorded,
      short[] replayed,
      long before)
      throws FlowException {
    int at = Arrays.mismatch(recorded, replayed);
    // Hashes of two bytes may agree by chance; then only the block is known.
    int index = at < 0 ? Math.max(0, recorded.length - 1) : at;
    PlanNode node = loaded.node(rank);
    Moment[] moment = {Moment.before(block.end())};
    String[] text = {"no such row"};
    int[] seen = {0};
    Schema[] schemas =
        node.outputs().isEmpty()
            ? new Schema[] {node.inputs().get(0).schema()}
            : node.outputs().stream().map(c -> c.schema()).toArray(Schema[]::new);
    network.seek(frame);
    network.emissions(
        rank,
        (s, step, row) -> {
          if (seen[0]++ == index) {
            moment[0] = new Moment(s, step);
            text[0] = describe(row, schemas);
          }
        });
    play(block);
    network.emissions(rank, null);
    return new Verification.Differs(
        node.id(),
        node.name(),
        before + index + 1,
        moment[0],
        index < recorded.length
            ? String.format(Locale.ROOT, "a row with hash %04x", recorded[index])
            : "no such row",
        text[0]);
  }

  private static String describe(Row row, Schema[] schemas) {
    @Nullable Schema schema = null;
    for (Schema s : schemas) {
      if (schema == null && s.size() == row.columns()) {
        schema = s;
      }
    }
    return String.format(Locale.ROOT, "a row with hash %04x: ", (short) RowHash.of(row))
        + row.kind().shortName()
        + " "
        + (schema == null ? row.toString() : String.valueOf(CellText.ofRow(row, schema)));
  }
}
