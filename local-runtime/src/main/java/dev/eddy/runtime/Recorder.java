package dev.eddy.runtime;

import dev.eddy.model.plan.Plan;
import dev.eddy.runtime.flow.Burst;
import dev.eddy.runtime.flow.Digest;
import dev.eddy.runtime.flow.FlowException;
import dev.eddy.runtime.flow.Gate;
import dev.eddy.runtime.flow.GateEvent;
import dev.eddy.runtime.flow.LoadedPlan;
import dev.eddy.runtime.flow.Network;
import dev.eddy.runtime.flow.NetworkSnapshot;
import dev.eddy.runtime.io.RecordingInfo;
import dev.eddy.runtime.record.Checkpoint;
import dev.eddy.runtime.record.CheckpointData;
import dev.eddy.runtime.record.DigestBlock;
import dev.eddy.runtime.record.History;
import dev.eddy.runtime.record.Recording;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * What a run keeps while it makes new ground: the journal's open block with its digests,
 * checkpoints with the commits of the sinks, samples of counts, the rows of sparse edges.
 * Everything here speaks of the live edge; on old ground only {@link #stash} is called. Owned by
 * the run's thread.
 */
final class Recorder {
  /** Events of a block at first. */
  private static final int BLOCK_EVENTS = 1000;

  /** Events of a block where a run goes on for long: a block costs more than its events. */
  private static final int LARGE_BLOCK_EVENTS = 8_000;

  /** So many blocks at the start of a recording hold hashes of the rows of all operators. */
  private static final int THOROUGH_AT_FIRST = 4;

  /** Of so many blocks after them one does. */
  private static final int THOROUGH_EVERY = 16;

  private static final long BLOCK_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final LoadedPlan loaded;
  private final Plan plan;
  private final Recording recording;
  private final History history;
  private final @Nullable Gate gate;
  private final @Nullable Checkpoint resumedFrom;
  private final Samples samples = new Samples();
  private final SparseRows sparse;
  private @Nullable Sinks sinks;
  private @Nullable List<short[]> stash;
  private long blockStarted = System.nanoTime();
  private final TreeSet<Long> taken = new TreeSet<>();
  private long blocks;
  private long checkpoint;
  private final CheckpointPace pace;
  private Map<String, String> edgeDigests = Map.of();

  /**
   * @param gate null for a recording that is only looked at
   * @param from the checkpoint from which the run goes on; null for the start
   */
  Recorder(
      LoadedPlan loaded,
      Recording recording,
      History history,
      RunOptions options,
      @Nullable Gate gate,
      @Nullable Checkpoint from) {
    this.loaded = loaded;
    this.plan = loaded.plan();
    this.recording = recording;
    this.history = history;
    this.gate = gate;
    this.resumedFrom = from;
    this.sparse = new SparseRows(plan.edges().size());
    for (DigestBlock d : recording.digests()) {
      sampleOf(d);
    }
    this.blocks = recording.digests().size();
    taken.addAll(recording.checkpoints().keySet());
    if (gate != null) {
      recording.checkpointing(options.asynchronous(), options.incrementalFrom());
    }
    checkpoint = from == null ? 0 : from.number();
    pace =
        new CheckpointPace(
            options.checkpointRows(), from == null ? 1 : from.sequence(), System::nanoTime);
  }

  private void sampleOf(DigestBlock d) {
    long[] rows = new long[plan.nodes().size()];
    for (int i = 0; i < rows.length; i++) {
      boolean source = loaded.sources().contains(i);
      rows[i] = source ? d.nodes().get(i).count() : d.nodes().get(i).rowsIn();
    }
    int timed = timedSource();
    long watermark = timed < 0 ? Long.MIN_VALUE : d.nodes().get(timed).watermark();
    samples.add(new Samples.Sample(d.end(), rows, watermark, Long.MIN_VALUE));
  }

  /** Rank of the first source that makes watermarks, or -1. */
  private int timedSource() {
    for (int rank : loaded.sources()) {
      if (loaded.node(rank).functions().containsKey("watermark")) {
        return rank;
      }
    }
    return loaded.sources().isEmpty() ? -1 : loaded.sources().get(0);
  }

  Samples samples() {
    return samples;
  }

  SparseRows sparse() {
    return sparse;
  }

  Recording recording() {
    return recording;
  }

  /** Gate events until the next checkpoint is due; Long.MAX_VALUE for none. */
  long untilCheckpoint(long sequence) {
    return pace.until(sequence);
  }

  /** Gate events until a block or a checkpoint is due. */
  long untilDue(long sequence) {
    return Math.min(untilCheckpoint(sequence), blockEvents() - history.openCount());
  }

  private int blockEvents() {
    return blocks < THOROUGH_AT_FIRST ? BLOCK_EVENTS : LARGE_BLOCK_EVENTS;
  }

  // Sinks.

  /** Opens the sinks, unless they are; after a resume what was prepared is committed again. */
  void openSinks(Network network) throws FlowException {
    if (sinks == null) {
      Sinks opened = Sinks.open(loaded, resumedFrom == null ? null : resumedFrom.sinks());
      opened.attach(network);
      sinks = opened;
    }
  }

  /** Lets the sinks, if they are open, write what a network gives. */
  void attach(Network network) {
    if (sinks != null) {
      sinks.attach(network);
    }
  }

  void closeSinks() {
    if (sinks != null) {
      try {
        commit();
      } catch (FlowException | IOException | RuntimeException e) {
        // It is committed when the recording is resumed; a run that ends by this says so itself.
        System.getLogger(Recorder.class.getName())
            .log(System.Logger.Level.DEBUG, "the last checkpoint is not committed", e);
      }
      sinks.close();
      sinks = null;
    }
  }

  // Sparse edges.

  /** Whether rows of edges that few rows pass are kept from now on. */
  void watch(Network network, boolean on) {
    network.hashing().thorough(thorough());
    network.probe(null);
    if (on && network.parallelism() == 1) {
      for (int edge = 0; edge < plan.edges().size(); edge++) {
        if (sparse.wants(edge)) {
          network.probe(
              edge,
              (e, sequence, step, row) -> {
                sparse.add(e, network.gauges().rowsOfEdge(e) - 1, sequence, step, row);
                if (!sparse.wants(e)) {
                  network.probe(e, null);
                }
              });
        }
      }
    }
  }

  // The journal.

  /** Whether all operators are hashed in the open block, and not only those with state. */
  private boolean thorough() {
    return blocks < THOROUGH_AT_FIRST || blocks % THOROUGH_EVERY == 0;
  }

  /** Keeps the present event of the gate, which is about to be delivered. */
  void append(Gate from) {
    if (from.port() == GateEvent.TICK) {
      history.appendTick(from.row().getLong(0));
    } else {
      history.append(from.number(), from.port() == GateEvent.END, from.hash());
    }
  }

  /** As {@link #append(Gate)} for rows of one split, which were delivered. */
  void append(int number, Burst burst) {
    history.appendRows(number, burst.read(), burst.hash());
  }

  /** As {@link #append(int, Burst)} for rows that a burst has read which does not come back. */
  void appendAgain(int number, int rows) throws FlowException, IOException {
    history.appendAgain(number, rows);
  }

  /** Hash of the rows of a split in the open block. */
  long carried(int number) {
    return history.hash(number);
  }

  /** Leaves new ground: keeps what belongs to the open block. */
  void stash(Network network) {
    keepDigests(network);
    stash = join(stash, network.hashing().take());
  }

  /** By rank, how many rows it gave (a sink: took). */
  long[] given(Network network) {
    long[] out = new long[plan.nodes().size()];
    for (int i = 0; i < out.length; i++) {
      out[i] =
          loaded.sinks().contains(i) ? network.gauges().rowsIn(i) : network.gauges().rowsOut(i);
    }
    return out;
  }

  /**
   * Forgets of what was {@linkplain #stash stashed} the rows of an event that was given up.
   *
   * @param network stands before the event
   * @param after what {@link #given} said when it was given up
   */
  void takeBack(Network network, long[] after) {
    long[] before = given(network);
    List<short[]> kept = new ArrayList<>();
    List<short[]> all = java.util.Objects.requireNonNull(stash);
    for (int i = 0; i < after.length; i++) {
      short[] hashes = all.get(i);
      // Of operators that are not hashed in this block there are none.
      int length = (int) Math.max(0, hashes.length - (after[i] - before[i]));
      kept.add(Arrays.copyOf(hashes, length));
    }
    stash = kept;
  }

  private static List<short[]> join(@Nullable List<short[]> a, List<short[]> b) {
    if (a == null) {
      return b;
    }
    List<short[]> out = new ArrayList<>();
    for (int i = 0; i < b.size(); i++) {
      short[] both = Arrays.copyOf(a.get(i), a.get(i).length + b.get(i).length);
      System.arraycopy(b.get(i), 0, both, a.get(i).length, b.get(i).length);
      out.add(both);
    }
    return out;
  }

  /** What is due between two events on new ground; {@code sequence} is the next one's. */
  void settle(Network network, long sequence) throws FlowException, IOException {
    if (samples.wants(sequence)) {
      sample(network, sequence);
    }
    if (history.openCount() >= blockEvents() || System.nanoTime() - blockStarted > BLOCK_NANOS) {
      flush(network);
    }
    if (pace.isDue(sequence)) {
      checkpoint(network, sequence);
    } else {
      commitIfDone();
    }
  }

  void sample(Network network, long sequence) {
    samples.add(sampled(network, sequence));
  }

  /** The counts of a network as they are, as those before an event; not kept. */
  Samples.Sample sampled(Network network, long sequence) {
    long[] rows = new long[plan.nodes().size()];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = network.isSource(i) ? network.gauges().rowsOut(i) : network.gauges().rowsIn(i);
    }
    int timed = timedSource();
    long watermark = timed < 0 ? Long.MIN_VALUE : network.gauges().watermark(timed);
    return new Samples.Sample(sequence, rows, watermark, network.gauges().clock());
  }

  /** Ends the open block, at the live edge. */
  void flush(Network network) throws FlowException, IOException {
    if (gate != null && history.openCount() > 0) {
      List<short[]> hashes = join(stash, network.hashing().take());
      stash = null;
      recording.append(history, gate.positions(), network, hashes);
      blocks++;
      network.hashing().thorough(thorough());
    }
    blockStarted = System.nanoTime();
  }

  /**
   * At the live edge, between two events: begins a checkpoint. Its rows are committed when it is on
   * the disk, by one of the next calls. Waits for the checkpoint before it.
   */
  void checkpoint(Network network, long sequence) throws FlowException, IOException {
    long started = System.nanoTime();
    commit();
    flush(network);
    Gate g = java.util.Objects.requireNonNull(gate);
    openSinks(network);
    Sinks open = java.util.Objects.requireNonNull(sinks);
    checkpoint++;
    List<Checkpoint.SinkState> states = open.prepare(checkpoint);
    NetworkSnapshot snapshot = network.snapshot();
    recording.beginCheckpoint(
        new CheckpointData(checkpoint, sequence, snapshot, g.positions(), g.endedSplits(), states));
    pace.taken(sequence, snapshot.entries(), System.nanoTime() - started);
    taken.add(sequence);
    commitIfDone();
  }

  /** Waits for the checkpoint that was begun, and commits its rows. */
  void commit() throws FlowException, IOException {
    CheckpointData done = recording.takeCheckpoint();
    if (done != null && sinks != null) {
      sinks.commit(done.sinks());
    }
  }

  /** Commits the rows of a checkpoint that has come to the disk meanwhile. */
  private void commitIfDone() throws FlowException, IOException {
    if (recording.isCheckpointDone()) {
      commit();
    }
  }

  /**
   * Whether a checkpoint was taken before the event of a sequence, as far as is known: of a
   * recording that was opened, those that are kept.
   */
  boolean hasCheckpoint(long sequence) {
    return taken.contains(sequence);
  }

  /** Whether a checkpoint was taken after one sequence and up to another. */
  boolean checkpointsWithin(long after, long upTo) {
    Long next = taken.higher(after);
    return next != null && next <= upTo;
  }

  // Ending.

  /** The run is over: a last checkpoint, unless one stands here, and the recording is complete. */
  void seal(Network network, long sequence, RecordingInfo.Status status)
      throws FlowException, IOException {
    sample(network, sequence);
    if (pace.latest() != sequence || checkpoint == 0) {
      checkpoint(network, sequence);
    }
    commit();
    keepDigests(network);
    recording.status(status, "");
    closeSinks();
  }

  /** The run failed: keeps the events up to the failure. */
  void failed(String reason) throws IOException {
    if (gate != null && history.openCount() > 0) {
      try {
        recording.appendTorn(history, gate.positions());
      } catch (FlowException e) {
        throw new IOException(e);
      }
    }
    recording.status(RecordingInfo.Status.FAILED, reason);
  }

  // Digests.

  /** Remembers the digests of the sinks at the live edge, where the network stands. */
  void keepDigests(Network network) {
    edgeDigests = sinkDigests(network);
  }

  /** Takes the digests at the live edge from what was recorded. */
  void recordedDigests() {
    List<DigestBlock> blocks = recording.digests();
    Map<String, String> out = new LinkedHashMap<>();
    for (int rank : loaded.sinks()) {
      String id = plan.nodes().get(rank).id();
      if (blocks.isEmpty()) {
        out.put(id, Digest.hex(0, 0));
      } else {
        var d = blocks.get(blocks.size() - 1).nodes().get(rank);
        out.put(id, Digest.hex(d.first(), d.second()));
      }
    }
    edgeDigests = out;
  }

  /** By id of each sink, the digests at the live edge that were last kept. */
  Map<String, String> edgeDigests() {
    return edgeDigests;
  }

  Map<String, String> sinkDigests(Network network) {
    Map<String, String> out = new LinkedHashMap<>();
    for (int rank : loaded.sinks()) {
      Digest d = network.gauges().digest(rank);
      out.put(plan.nodes().get(rank).id(), Digest.hex(d.first(), d.second()));
    }
    return out;
  }
}
