package dev.eddy.runtime.record;

import dev.eddy.model.io.AtomicFile;
import dev.eddy.model.io.PlanFiles;
import dev.eddy.model.plan.Plan;
import dev.eddy.operator.SplitPosition;
import dev.eddy.runtime.flow.Network;
import dev.eddy.runtime.io.RecordingInfo;
import dev.eddy.runtime.io.RecordingInfo.Status;
import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The folder of a recording: {@code recording.json}, {@code plan}, {@code journal}, {@code
 * digests}, {@code checkpoints/N}. One that is written to is locked against other processes. Used
 * by one thread.
 */
public final class Recording implements Closeable {
  private static final String JOURNAL = "EDDYJRNL";
  private static final String DIGESTS = "EDDYDGST";
  private static final int VERSION = 1;
  private static final int KEPT_CHECKPOINTS = 16;

  private final Path folder;
  private final Plan plan;
  private RecordingInfo info;
  private final List<Block> blocks = new ArrayList<>();
  private final List<DigestBlock> digests = new ArrayList<>();
  private final TreeMap<Long, Path> checkpoints = new TreeMap<>();
  private @Nullable FileChannel lock;
  private @Nullable BlockFile journal;
  private @Nullable BlockFile digestFile;

  private Recording(Path folder, Plan plan, RecordingInfo info) {
    this.folder = folder;
    this.plan = plan;
    this.info = info;
  }

  /** A new recording; the folder must not exist, or be empty. */
  public static Recording create(Path folder, Plan plan, List<String> splits) throws IOException {
    Files.createDirectories(folder);
    try (Stream<Path> there = Files.list(folder)) {
      if (there.findAny().isPresent()) {
        throw new IOException("the folder " + folder + " is not empty");
      }
    }
    RecordingInfo info =
        new RecordingInfo(plan.project(), plan.pipeline(), Status.RUNNING, "", splits);
    Recording r = new Recording(folder, plan, info);
    try {
      r.lock();
      Files.createDirectories(folder.resolve("checkpoints"));
      AtomicFile.write(folder.resolve("plan"), PlanFiles.write(plan));
      r.journal = BlockFile.create(folder.resolve("journal"), JOURNAL, VERSION);
      r.digestFile = BlockFile.create(folder.resolve("digests"), DIGESTS, VERSION);
      info.write(folder.resolve("recording.json"));
    } catch (IOException | RuntimeException e) {
      r.close();
      throw e;
    }
    return r;
  }

  /** Opens a recording to look at; a journal that is cut off ends where it is good. */
  public static Recording open(Path folder) throws IOException {
    Recording r = describe(folder);
    r.readJournal();
    r.readDigests();
    r.findCheckpoints();
    return r;
  }

  /**
   * Opens a recording to go on with it; what stands behind its newest good checkpoint is cut off.
   */
  public static Resumed resume(Path folder) throws IOException {
    Recording r = describe(folder);
    try {
      r.lock();
      List<Long> journalEnds = r.readJournal();
      List<Long> digestEnds = r.readDigests();
      r.findCheckpoints();
      @Nullable Checkpoint checkpoint = null;
      while (checkpoint == null && !r.checkpoints.isEmpty()) {
        var newest = r.checkpoints.lastEntry();
        try {
          Checkpoint c = Checkpoint.read(newest.getValue());
          if (c.sequence() == r.lastEnd() || r.hasBlockEnd(c.sequence())) {
            checkpoint = c;
          }
        } catch (IOException e) {
          System.getLogger(Recording.class.getName())
              .log(System.Logger.Level.WARNING, "{0}; an older one is taken", e.getMessage());
        }
        if (checkpoint == null) {
          Files.deleteIfExists(newest.getValue());
          r.checkpoints.remove(newest.getKey());
        }
      }
      long end = checkpoint == null ? 1 : checkpoint.sequence();
      while (!r.blocks.isEmpty() && r.lastEnd() > end) {
        r.blocks.remove(r.blocks.size() - 1);
      }
      while (!r.digests.isEmpty() && r.digests.get(r.digests.size() - 1).end() > end) {
        r.digests.remove(r.digests.size() - 1);
      }
      r.journal =
          BlockFile.append(
              folder.resolve("journal"),
              r.blocks.isEmpty() ? 0 : journalEnds.get(r.blocks.size() - 1));
      r.digestFile =
          BlockFile.append(
              folder.resolve("digests"),
              r.digests.isEmpty() ? 0 : digestEnds.get(r.digests.size() - 1));
      return new Resumed(r, checkpoint);
    } catch (IOException | RuntimeException e) {
      r.close();
      throw e;
    }
  }

  /**
   * A recording that goes on.
   *
   * @param checkpoint where from; null for the start
   */
  public record Resumed(Recording recording, @Nullable Checkpoint checkpoint) {}

  private static Recording describe(Path folder) throws IOException {
    RecordingInfo info;
    try {
      info = RecordingInfo.read(folder.resolve("recording.json"));
    } catch (NoSuchFileException e) {
      throw new IOException("there is no recording in " + folder, e);
    }
    return new Recording(folder, PlanFiles.read(Files.readAllBytes(folder.resolve("plan"))), info);
  }

  private void lock() throws IOException {
    FileChannel c =
        FileChannel.open(
            folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    try {
      @Nullable FileLock l = c.tryLock();
      if (l == null) {
        throw new IOException("the recording " + folder + " is in use by another process");
      }
      lock = c;
    } catch (OverlappingFileLockException e) {
      c.close();
      throw new IOException("the recording " + folder + " is in use", e);
    } catch (IOException e) {
      c.close();
      throw e;
    }
  }

  private List<Long> readJournal() throws IOException {
    List<Long> ends = new ArrayList<>();
    BlockFile.read(
        folder.resolve("journal"),
        JOURNAL,
        VERSION,
        (bytes, end) -> {
          Block b = Block.read(new Bytes.Reader(bytes));
          boolean follows = b.first() == lastEnd() && b.hashes().length == info.splits().size();
          if (follows) {
            blocks.add(b);
            ends.add(end);
          }
          return follows;
        });
    return ends;
  }

  private List<Long> readDigests() throws IOException {
    List<Long> ends = new ArrayList<>();
    BlockFile.read(
        folder.resolve("digests"),
        DIGESTS,
        VERSION,
        (bytes, end) -> {
          DigestBlock d = DigestBlock.read(bytes);
          long expected = digests.isEmpty() ? 1 : digests.get(digests.size() - 1).end();
          boolean follows =
              d.first() == expected
                  && d.end() <= lastEnd()
                  && d.nodes().size() == plan.nodes().size();
          if (follows) {
            digests.add(d);
            ends.add(end);
          }
          return follows;
        });
    return ends;
  }

  private long lastEnd() {
    return blocks.isEmpty() ? 1 : blocks.get(blocks.size() - 1).end();
  }

  private boolean hasBlockEnd(long sequence) {
    return sequence == 1 || blocks.stream().anyMatch(b -> b.end() == sequence);
  }

  /** Checkpoints are named {@code NUMBER-SEQUENCE}. */
  private void findCheckpoints() throws IOException {
    Path dir = folder.resolve("checkpoints");
    if (!Files.isDirectory(dir)) {
      return;
    }
    try (Stream<Path> files = Files.list(dir)) {
      for (Path p : (Iterable<Path>) files::iterator) {
        String name = String.valueOf(p.getFileName());
        int dash = name.indexOf('-');
        try {
          if (dash > 0 && Long.parseLong(name.substring(0, dash)) > 0) {
            checkpoints.put(Long.parseLong(name.substring(dash + 1)), p);
          }
        } catch (NumberFormatException e) {
          // A file that a crash left behind, or somebody else's: none of ours.
          continue;
        }
      }
    }
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

  public List<DigestBlock> digests() {
    return Collections.unmodifiableList(digests);
  }

  /** Files of the checkpoints by the sequence of the first event after them. */
  public NavigableMap<Long, Path> checkpoints() {
    return Collections.unmodifiableNavigableMap(checkpoints);
  }

  /**
   * Gives the recorded events to a history that has none.
   *
   * @param positions by split, where the first row after them begins
   */
  public void restore(History history, List<SplitPosition> positions) {
    history.restore(blocks, positions);
  }

  /**
   * Ends the open block of a history and writes it; what the nodes did in it is taken from the
   * network, whose moment is just after the block.
   *
   * @param hashes by rank, short hashes of the rows of the block
   */
  public void append(
      History history, List<SplitPosition> positions, Network network, List<int[]> hashes)
      throws IOException {
    Block b = history.cut(positions);
    if (b == null || journal == null || digestFile == null) {
      return;
    }
    Bytes out = new Bytes();
    b.write(out);
    journal.add(out);
    List<NodeDigest> nodes = new ArrayList<>();
    for (int rank = 0; rank < plan.nodes().size(); rank++) {
      var d = network.digest(rank);
      nodes.add(
          new NodeDigest(
              network.rowsIn(rank),
              network.watermark(rank),
              d.count(),
              d.first(),
              d.second(),
              hashes.get(rank)));
    }
    DigestBlock block = new DigestBlock(b.first(), b.end(), nodes);
    out.clear();
    block.write(out);
    digestFile.add(out);
  }

  /** As {@link #append} for a block in whose middle the run failed: it has no digest. */
  public void appendTorn(History history, List<SplitPosition> positions) throws IOException {
    Block b = history.cut(positions);
    if (b != null && journal != null) {
      Bytes out = new Bytes();
      b.write(out);
      journal.add(out);
    }
  }

  /** Writes a checkpoint durably, the journal before it. */
  public void checkpoint(
      Network network,
      long number,
      long sequence,
      List<SplitPosition> positions,
      boolean[] ended,
      List<Checkpoint.SinkState> sinks)
      throws IOException {
    if (journal == null || digestFile == null) {
      throw new IOException("the recording is only looked at");
    }
    // Digests are not forced: where a power cut takes some, only that much cannot be verified.
    journal.force();
    Path file = folder.resolve("checkpoints").resolve(number + "-" + sequence);
    Checkpoint.write(file, network, number, sequence, positions, ended, sinks);
    @Nullable Path before = checkpoints.put(sequence, file);
    if (before != null && !before.equals(file)) {
      Files.deleteIfExists(before);
    }
    thinOut();
  }

  /** Keeps the newest and, of the others, such that the gaps stay as even as they can. */
  private void thinOut() throws IOException {
    while (checkpoints.size() > KEPT_CHECKPOINTS) {
      List<Long> at = new ArrayList<>(checkpoints.keySet());
      int least = -1;
      for (int i = 0; i < at.size() - 2; i++) {
        long gap = at.get(i + 1) - (i == 0 ? 0 : at.get(i - 1));
        if (least < 0 || gap < at.get(least + 1) - (least == 0 ? 0 : at.get(least - 1))) {
          least = i;
        }
      }
      Path gone = checkpoints.remove(at.get(least));
      if (gone != null) {
        Files.deleteIfExists(gone);
      }
    }
  }

  /** Notes how the run stands. */
  public void status(Status status, String failure) throws IOException {
    info = info.with(status, failure);
    info.write(folder.resolve("recording.json"));
  }

  @Override
  public void close() throws IOException {
    try {
      if (journal != null) {
        journal.close();
      }
      if (digestFile != null) {
        digestFile.close();
      }
    } finally {
      if (lock != null) {
        lock.close();
        lock = null;
      }
    }
  }
}
