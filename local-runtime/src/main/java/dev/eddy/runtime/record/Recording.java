package dev.eddy.runtime.record;

import dev.eddy.model.disk.Disk;
import dev.eddy.model.io.JsonException;
import dev.eddy.model.io.PlanFiles;
import dev.eddy.model.plan.Plan;
import dev.eddy.model.problem.Place;
import dev.eddy.model.problem.Problem;
import dev.eddy.operator.SplitPosition;
import dev.eddy.runtime.flow.Network;
import dev.eddy.runtime.flow.Sources;
import dev.eddy.runtime.io.RecordingInfo;
import dev.eddy.runtime.io.RecordingInfo.Status;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The folder of a recording: {@code recording.json}, {@code plan}, {@code journal}, {@code
 * digests}, {@code checkpoints/N}. One that is written to is locked against other processes. What
 * is damaged is told by {@link #notices}, or, where nothing can be done without it, refused. Used
 * by one thread.
 */
public final class Recording implements Closeable {
  private static final String JOURNAL = "EDDYJRNL";
  private static final String DIGESTS = "EDDYDGST";
  private static final String PLAN = "EDDYPLAN";
  private static final String START = "start";
  static final int VERSION = 4;
  private static final Set<String> REMAINS =
      Set.of(
          "lock",
          "plan",
          ".plan.tmp",
          START,
          ".start.tmp",
          "journal",
          "digests",
          "checkpoints",
          ".recording.json.tmp",
          "spill");

  private final Disk disk;
  private final Path folder;
  private final Plan plan;
  private RecordingInfo info;
  private final BlockLog<Block> journal;
  private final BlockLog<DigestBlock> digests;
  private final Checkpoints checkpoints;
  private final List<Problem> notices = new ArrayList<>();

  /** Why checkpoints could not be used. */
  private final Set<String> givenUp = new LinkedHashSet<>();

  /** For blocks, one at a time. */
  private final Bytes scratch = new Bytes();

  private @Nullable Closeable lock;
  private @Nullable KeptRows kept;
  private @Nullable CheckpointWriter writer;

  private Recording(Disk disk, Path folder, Plan plan, RecordingInfo info) {
    this.disk = disk;
    this.folder = folder;
    this.plan = plan;
    this.info = info;
    this.journal = new BlockLog<>(disk, folder.resolve("journal"), JOURNAL, VERSION, Block::end);
    this.digests =
        new BlockLog<>(disk, folder.resolve("digests"), DIGESTS, VERSION, DigestBlock::end);
    this.checkpoints = new Checkpoints(disk, folder.resolve("checkpoints"));
  }

  /**
   * A new recording; the folder must not exist, or be empty.
   *
   * @param options as {@link RecordingInfo#options}
   */
  public static Recording create(
      Disk disk, Path folder, Plan plan, List<String> splits, Map<String, String> options)
      throws IOException {
    disk.createFolders(folder);
    if (!isFree(disk, folder)) {
      throw new IOException("the folder " + folder + " is not empty");
    }
    RecordingInfo info =
        new RecordingInfo(plan.project(), plan.pipeline(), Status.RUNNING, "", splits, options);
    Recording r = new Recording(disk, folder, plan, info);
    try {
      r.lock();
      r.checkpoints.create();
      Bytes bytes = new Bytes();
      bytes.write(PlanFiles.write(plan));
      disk.writeWhole(folder.resolve("plan"), out -> BlockFile.on(out, PLAN, VERSION).add(bytes));
      r.journal.create();
      r.digests.create();
      // Written last: without it there is no recording.
      info.write(disk, folder.resolve("recording.json"));
    } catch (IOException | RuntimeException e) {
      closeAfter(r, e);
      throw e;
    }
    return r;
  }

  /**
   * The state with which the run began, where it went on from another run; null where it began with
   * none. Its sequence is 1.
   */
  public @Nullable Checkpoint start() throws IOException {
    try {
      return Checkpoint.read(disk, folder.resolve(START), n -> null);
    } catch (NoSuchFileException e) {
      return null;
    }
  }

  /** Keeps the state with which the run begins; to be called once, before everything else. */
  public void startWith(CheckpointData data) throws IOException {
    CheckpointFile.write(disk, folder.resolve(START), data, null);
  }

  /**
   * Takes rows over that another recording kept; before {@link #startWith}.
   *
   * @param split its number here
   * @return where the split goes on
   */
  public SplitPosition inherit(int split, InheritedRows rows) throws IOException {
    return rows.write(disk, folder, split);
  }

  /** The newest checkpoint that can be read, of a recording that is only looked at. */
  public @Nullable Checkpoint newest() throws IOException {
    for (Path p : checkpoints.files().descendingMap().values()) {
      try {
        return checkpoints.read(p);
      } catch (DamagedFileException e) {
        notice(p, String.valueOf(e.getMessage()) + ".", "An older checkpoint is used.");
      }
    }
    return start();
  }

  /** Whether a folder is empty, or has what a start left behind that was killed at once. */
  private static boolean isFree(Disk disk, Path folder) throws IOException {
    for (Path p : disk.list(folder, "")) {
      if (!REMAINS.contains(String.valueOf(p.getFileName()))) {
        return false;
      }
    }
    return disk.list(folder.resolve("checkpoints"), "").isEmpty();
  }

  /** Opens a recording to look at; a journal that is cut off ends where it is good. */
  public static Recording open(Disk disk, Path folder) throws IOException {
    Recording r = describe(disk, folder);
    r.readJournal();
    r.readDigests();
    r.checkpoints.find();
    var newest = r.checkpoints.files().lastEntry();
    if (newest != null && newest.getKey() > r.journal.end()) {
      r.notice(
          r.journal.path(),
          r.journal.damage() + "; the events from " + r.journal.end() + " on are lost to history.",
          "The rows that the sinks wrote stand. Resume to make the lost history again.");
    }
    String undigested = r.undigested();
    if (!undigested.isEmpty() && r.digests.end() < r.journal.end()) {
      r.notice(
          r.digests.path(),
          undigested + ".",
          "They can be gone to, but not be verified; run again to have all of them verified.");
    }
    return r;
  }

  /**
   * Why a replay of all that is kept would not be compared with all that the run did: events are
   * lost, or have no digests. Empty where nothing is missing. The last events of a run that was
   * killed or failed need have none.
   */
  public String undigested() {
    var newest = checkpoints.files().lastEntry();
    long forced = newest == null ? 1 : newest.getKey();
    if (forced > journal.end() || isOver() && journal.isDamaged()) {
      return journal.damage() + "; the events from " + journal.end() + " on are lost to history";
    }
    return digests.end() < (isOver() ? journal.end() : forced)
        ? digests.damage() + "; the events from " + digests.end() + " on have no digests"
        : "";
  }

  /** Whether the run came to an end of its own, up to which everything was written. */
  private boolean isOver() {
    return info.status() == Status.FINISHED || info.status() == Status.STOPPED;
  }

  /**
   * Opens a recording to go on with it; what stands behind its newest good checkpoint is cut off.
   */
  public static Resumed resume(Disk disk, Path folder) throws IOException {
    Recording r = describe(disk, folder);
    try {
      r.lock();
      r.readJournal();
      r.readDigests();
      r.checkpoints.find();
      return new Resumed(r, r.goOn());
    } catch (IOException | RuntimeException e) {
      closeAfter(r, e);
      throw e;
    }
  }

  /**
   * Gives the newest checkpoint up, from which the run cannot go on, and takes the one before.
   *
   * @param why a sentence's beginning for the user
   * @return null for the start
   */
  public @Nullable Checkpoint fallBack(String why) throws IOException {
    closeFiles();
    checkpoints.remove(checkpoints.files().lastKey());
    givenUp.add(why);
    return goOn();
  }

  private @Nullable Checkpoint goOn() throws IOException {
    @Nullable Checkpoint checkpoint = newestGood();
    long end = checkpoint == null ? 1 : checkpoint.sequence();
    journal.goOnAt(end);
    digests.goOnAt(end);
    if (digests.end() < end) {
      notice(
          digests.path(),
          digests.damage()
              + "; the events from "
              + digests.end()
              + " on can no longer be verified.",
          "No row is lost. Run again to have all of them verified; look at the disk.");
    }
    return checkpoint;
  }

  private static void closeAfter(Recording r, Exception e) {
    try {
      r.close();
    } catch (IOException x) {
      e.addSuppressed(x);
    }
  }

  /**
   * Takes away what stands behind the newest checkpoint that can be used, and says why. A
   * checkpoint that cannot be read for another reason than damage stays, and the failure is thrown:
   * it may be readable tomorrow.
   */
  private @Nullable Checkpoint newestGood() throws IOException {
    while (!checkpoints.files().isEmpty()) {
      var newest = checkpoints.files().lastEntry();
      try {
        Checkpoint c = checkpoints.read(newest.getValue());
        boolean fits = c.positions().size() == info.splits().size();
        if (fits && journal.hasEnd(c.sequence())) {
          explain("goes on from checkpoint " + c.number() + ", at event " + c.sequence());
          return c;
        }
        givenUp.add(
            c.sequence() > journal.end()
                ? journal.damage() + ", so that checkpoint " + c.number() + " behind it is no use"
                : newest.getValue() + " does not fit the journal");
      } catch (DamagedFileException e) {
        givenUp.add(String.valueOf(e.getMessage()));
      }
      checkpoints.remove(newest.getKey());
    }
    explain("starts again at the first event");
    return null;
  }

  /** Says once why checkpoints were given up, and what came of it in the end. */
  private void explain(String consequence) {
    if (!givenUp.isEmpty()) {
      notices.removeIf(n -> n.place().equals(Place.file(checkpoints.folder().toString())));
      notice(
          checkpoints.folder(),
          String.join("; ", givenUp) + ": the run " + consequence + ".",
          "Nothing is lost, for the rows in between are read again. Look at the disk.");
    }
  }

  private void notice(Path file, String message, String remedy) {
    notices.add(Problem.warning("recording-damaged", Place.file(file.toString()), message, remedy));
  }

  /**
   * A recording that goes on.
   *
   * @param checkpoint where from; null for the start
   */
  public record Resumed(Recording recording, @Nullable Checkpoint checkpoint) {}

  private static Recording describe(Disk disk, Path folder) throws IOException {
    Path description = folder.resolve("recording.json");
    RecordingInfo info;
    try {
      info = RecordingInfo.read(disk, description);
    } catch (NoSuchFileException e) {
      throw new IOException("there is no recording in " + folder, e);
    } catch (JsonException e) {
      throw new DamagedFileException(description, e);
    }
    return new Recording(disk, folder, readPlan(disk, folder.resolve("plan")), info);
  }

  private static Plan readPlan(Disk disk, Path file) throws IOException {
    List<byte[]> found = new ArrayList<>();
    BlockFile.Extent extent;
    try {
      extent = BlockFile.read(disk, file, PLAN, VERSION, (b, end) -> found.add(b));
    } catch (NoSuchFileException e) {
      throw new DamagedFileException(file, "is missing");
    }
    if (found.size() != 1 || !extent.damage().isEmpty()) {
      throw new DamagedFileException(
          file, extent.damage().isEmpty() ? "is damaged" : extent.damage());
    }
    return PlanFiles.read(found.get(0));
  }

  private void lock() throws IOException {
    lock = disk.lock(folder.resolve("lock"));
    if (lock == null) {
      throw new IOException("the recording " + folder + " is in use by another process");
    }
  }

  private void readJournal() throws IOException {
    journal.read(
        in -> {
          Block b = Block.read(in);
          boolean follows = b.first() == journal.end() && b.hashes().length == info.splits().size();
          return follows ? b : null;
        });
  }

  private void readDigests() throws IOException {
    digests.read(
        in -> {
          DigestBlock d = DigestBlock.read(in, false);
          boolean follows =
              d.first() == digests.end()
                  && d.end() <= journal.end()
                  && d.nodes().size() == plan.nodes().size();
          return follows ? d : null;
        });
  }

  public Path folder() {
    return folder;
  }

  public Plan plan() {
    return plan;
  }

  public RecordingInfo info() {
    return info;
  }

  /** Of all blocks, without the hashes of their rows. */
  public List<DigestBlock> digests() {
    return digests.blocks();
  }

  /** As {@link #digests}, with the hashes, which are read from the disk. */
  public List<DigestBlock> hashedDigests() throws IOException {
    List<DigestBlock> out = new ArrayList<>();
    int known = digests.blocks().size();
    digests.look(
        (in, end) -> {
          if (out.size() < known) {
            out.add(DigestBlock.read(in, true));
            return true;
          }
          return false;
        });
    if (out.size() < known) {
      throw new DamagedFileException(digests.path(), "has changed since it was opened");
    }
    return out;
  }

  /** Files of the checkpoints by the sequence of the first event after them. */
  public NavigableMap<Long, Path> checkpoints() {
    return checkpoints.files();
  }

  /** Bytes that must be read for one of the checkpoints. */
  public long checkpointBytes(Path file) throws IOException {
    return checkpoints.bytes(file);
  }

  /** Reads one of the checkpoints. */
  public Checkpoint readCheckpoint(Path file) throws IOException {
    return checkpoints.read(file);
  }

  /** Adds something that the user is to be told. */
  public void tell(Problem notice) {
    notices.add(notice);
  }

  /** What was found damaged, and what was done about it, and what else is to be told the user. */
  public List<Problem> notices() {
    return Collections.unmodifiableList(notices);
  }

  /**
   * Gives the recorded events to a history that has none.
   *
   * @param positions by split, where the first row after them begins
   */
  public void restore(History history, List<SplitPosition> positions) {
    history.restore(journal.blocks(), positions);
  }

  /**
   * Ends the open block of a history and writes it; what the nodes did in it is taken from the
   * network, whose moment is just after the block.
   *
   * @param hashes by rank, short hashes of the rows of the block
   */
  public void append(
      History history, List<SplitPosition> positions, Network network, List<short[]> hashes)
      throws IOException {
    Block b = history.cut(positions);
    BlockFile j = journal.file();
    BlockFile d = digests.file();
    if (b == null || j == null || d == null) {
      return;
    }
    flushRows();
    Bytes out = scratch;
    out.clear();
    b.write(out);
    j.add(out);
    List<NodeDigest> nodes = new ArrayList<>();
    for (int rank = 0; rank < plan.nodes().size(); rank++) {
      var digest = network.gauges().digest(rank);
      nodes.add(
          new NodeDigest(
              network.gauges().rowsIn(rank),
              network.gauges().watermark(rank),
              digest.count(),
              digest.first(),
              digest.second(),
              hashes.get(rank)));
    }
    DigestBlock block = new DigestBlock(b.first(), b.end(), nodes);
    out.clear();
    block.write(out);
    d.add(out);
  }

  /** As {@link #append} for a block in whose middle the run failed: it has no digest. */
  public void appendTorn(History history, List<SplitPosition> positions) throws IOException {
    Block b = history.cut(positions);
    BlockFile j = journal.file();
    if (b != null && j != null) {
      flushRows();
      Bytes out = new Bytes();
      b.write(out);
      j.add(out);
    }
  }

  /** The journal never names rows that are not there. */
  private void flushRows() throws IOException {
    if (kept != null) {
      kept.flush();
    }
  }

  /**
   * Keeps the rows of sources that cannot be read again from now on, and gives those that were. To
   * be called before anything is read from the sources.
   *
   * @param cap bytes that are kept, about
   */
  public void keep(Sources sources, long cap) throws IOException {
    if (sources.areFleeting()) {
      if (kept != null) {
        kept.close();
      }
      kept = new KeptRows(disk, folder, sources, cap);
      sources.keeping(kept);
    }
  }

  /**
   * How checkpoints are written from now on.
   *
   * @param asynchronous by another thread
   * @param incrementalFrom entries of state from which on they hold changes only
   */
  public void checkpointing(boolean asynchronous, int incrementalFrom) {
    if (writer != null) {
      writer.close();
    }
    writer = new CheckpointWriter(disk, checkpoints, asynchronous, incrementalFrom);
  }

  /**
   * Begins to write a checkpoint, the journal before it. What was begun before must have been
   * {@linkplain #takeCheckpoint taken}.
   */
  public void beginCheckpoint(CheckpointData data) {
    BlockFile j = journal.file();
    BlockFile d = digests.file();
    @Nullable KeptRows rows = kept;
    if (j == null || d == null || writer == null) {
      throw new IllegalStateException("the recording is only looked at");
    }
    writer.begin(
        data,
        () -> {
          // Digests as well: those that were lost could not be verified, nor any after them.
          j.force();
          d.force();
          if (rows != null) {
            rows.force();
          }
        });
  }

  /** Whether a checkpoint was begun and is on the disk, or has failed. */
  public boolean isCheckpointDone() {
    return writer != null && writer.isDone();
  }

  /**
   * Waits until the checkpoint that was begun is on the disk.
   *
   * @return null where none was begun
   */
  public @Nullable CheckpointData takeCheckpoint() throws IOException {
    CheckpointWriter.@Nullable Done done = writer == null ? null : writer.take();
    if (done == null) {
      return null;
    }
    checkpoints.add(done.data().sequence(), done.file());
    return done.data();
  }

  /**
   * Notes that the run goes on.
   *
   * @param options as {@link RecordingInfo#options}
   */
  public void goesOn(Map<String, String> options) throws IOException {
    info = info.withOptions(options);
    status(Status.RUNNING, "");
  }

  /** Notes how the run stands. */
  public void status(Status status, String failure) throws IOException {
    info = info.with(status, failure);
    info.write(disk, folder.resolve("recording.json"));
  }

  private void closeFiles() throws IOException {
    try (BlockLog<Block> a = journal;
        BlockLog<DigestBlock> b = digests;
        KeptRows c = kept) {
      kept = null;
    }
  }

  @Override
  public void close() throws IOException {
    try (Closeable l = lock;
        CheckpointWriter w = writer) {
      lock = null;
      writer = null;
      if (w != null) {
        w.await();
      }
      closeFiles();
    }
  }
}
