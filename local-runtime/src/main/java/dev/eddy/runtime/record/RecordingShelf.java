package dev.eddy.runtime.record;

import dev.eddy.model.disk.Disk;
import dev.eddy.runtime.io.RecordingInfo;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The recordings of a folder: what is there, which of them are to go, and how they go. What is not
 * a recording's own is never touched.
 */
public final class RecordingShelf {
  private static final Set<String> FILES =
      Set.of(
          "recording.json",
          ".recording.json.tmp",
          "plan",
          ".plan.tmp",
          "journal",
          "digests",
          "lock");

  private final Path folder;

  public RecordingShelf(Path folder) {
    this.folder = folder;
  }

  /**
   * A recording, or what is left of one.
   *
   * @param info null where it cannot be read
   * @param bytes of all its files
   * @param changed when it was last written to
   * @param inUse whether somebody writes to it
   */
  public record Entry(
      Path folder, @Nullable RecordingInfo info, long bytes, Instant changed, boolean inUse) {}

  /** All recordings, the oldest first. Folders that are none are passed over. */
  public List<Entry> entries() throws IOException {
    List<Entry> out = new ArrayList<>();
    if (!Files.isDirectory(folder)) {
      return out;
    }
    try (Stream<Path> all = Files.list(folder)) {
      for (Path p : (Iterable<Path>) all::iterator) {
        if (Files.isDirectory(p) && !Files.isSymbolicLink(p) && isRecording(p)) {
          out.add(entry(p));
        }
      }
    }
    out.sort(Comparator.comparing(Entry::changed).thenComparing(Entry::folder));
    return out;
  }

  private static boolean isRecording(Path p) {
    return Files.exists(p.resolve("recording.json"))
        || Files.exists(p.resolve("plan")) && Files.exists(p.resolve("lock"));
  }

  private static Entry entry(Path p) throws IOException {
    long bytes = 0;
    Instant changed = Instant.EPOCH;
    for (Path file : files(p)) {
      try {
        bytes += Files.size(file);
        Instant at = Files.getLastModifiedTime(file).toInstant();
        changed = at.isAfter(changed) ? at : changed;
      } catch (IOException e) {
        // Another process took it away meanwhile.
        continue;
      }
    }
    @Nullable RecordingInfo info = null;
    try {
      info = RecordingInfo.read(Disk.LOCAL, p.resolve("recording.json"));
    } catch (IOException e) {
      // Shown as one that cannot be read.
      info = null;
    }
    return new Entry(p, info, bytes, changed, isInUse(p));
  }

  private static List<Path> files(Path recording) throws IOException {
    List<Path> out = new ArrayList<>();
    for (Path p : Disk.LOCAL.list(recording, "")) {
      if (FILES.contains(p.getFileName().toString()) && Files.isRegularFile(p)) {
        out.add(p);
      }
    }
    out.addAll(Disk.LOCAL.list(recording.resolve(KeptRows.FOLDER), ""));
    for (Path p : Disk.LOCAL.list(recording.resolve("checkpoints"), "")) {
      if (Checkpoints.isOwn(p)) {
        out.add(p);
      }
    }
    return out;
  }

  private static boolean isInUse(Path recording) throws IOException {
    try (@Nullable Closeable lock = Disk.LOCAL.lock(recording.resolve("lock"))) {
      return lock == null;
    }
  }

  /**
   * Which recordings are to go: those last written to before a moment, then the oldest until all
   * others together are small enough. One that is in use stays, and so does the newest.
   *
   * @param entries the oldest first
   */
  public static List<Entry> surplus(List<Entry> entries, Instant before, long maxBytes) {
    List<Entry> out = new ArrayList<>();
    long bytes = entries.stream().mapToLong(Entry::bytes).sum();
    for (int i = 0; i < entries.size(); i++) {
      Entry e = entries.get(i);
      boolean old = e.changed().isBefore(before);
      boolean surplus = bytes > maxBytes && i < entries.size() - 1;
      if (!e.inUse() && (old || surplus)) {
        out.add(e);
        bytes -= e.bytes();
      }
    }
    return out;
  }

  /**
   * Takes a recording away, unless somebody has begun to use it.
   *
   * @return whether it is gone
   */
  public static boolean remove(Entry entry) throws IOException {
    Path recording = entry.folder();
    try (@Nullable Closeable lock = Disk.LOCAL.lock(recording.resolve("lock"))) {
      if (lock == null) {
        return false;
      }
      // First what makes it a recording: a kill leaves none that is half there.
      Disk.LOCAL.delete(recording.resolve("recording.json"));
      for (Path p : files(recording)) {
        if (!p.endsWith("lock")) {
          Disk.LOCAL.delete(p);
        }
      }
    }
    Disk.LOCAL.delete(recording.resolve("lock"));
    deleteIfEmpty(recording.resolve("checkpoints"));
    deleteIfEmpty(recording.resolve(KeptRows.FOLDER));
    deleteIfEmpty(recording);
    return true;
  }

  private static void deleteIfEmpty(Path p) throws IOException {
    if (Disk.LOCAL.list(p, "").isEmpty()) {
      Disk.LOCAL.delete(p);
    }
  }
}
