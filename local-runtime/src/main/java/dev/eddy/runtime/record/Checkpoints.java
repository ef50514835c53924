package dev.eddy.runtime.record;

import dev.eddy.model.disk.Disk;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The folder of a recording's checkpoints. A whole one is a file {@code NUMBER-SEQUENCE}, an
 * incremental one {@code NUMBER-SEQUENCE+BASE}. Used by one thread.
 */
final class Checkpoints {
  private static final int KEPT = 16;
  private static final Pattern NAME = Pattern.compile("(\\d{1,18})-(\\d{1,18})(?:\\+(\\d{1,18}))?");

  private final Disk disk;
  private final Path folder;
  private final TreeMap<Long, Path> files = new TreeMap<>();
  private final Map<Long, Path> byNumber = new HashMap<>();

  Checkpoints(Disk disk, Path folder) {
    this.disk = disk;
    this.folder = folder;
  }

  /** Whether a file is a checkpoint, or the beginning of one. */
  static boolean isOwn(Path file) {
    String name = String.valueOf(file.getFileName());
    return NAME.matcher(name).matches()
        || name.startsWith(".")
            && name.endsWith(".tmp")
            && NAME.matcher(name.substring(1, name.length() - 4)).matches();
  }

  Path folder() {
    return folder;
  }

  void create() throws IOException {
    disk.createFolders(folder);
  }

  /** Looks for what is there; other files are left alone. */
  void find() throws IOException {
    for (Path p : disk.list(folder, "")) {
      Matcher m = NAME.matcher(String.valueOf(p.getFileName()));
      if (m.matches() && Long.parseLong(m.group(1)) > 0) {
        files.put(Long.parseLong(m.group(2)), p);
        byNumber.put(Long.parseLong(m.group(1)), p);
      }
    }
  }

  /** By the sequence of the first event after them. */
  NavigableMap<Long, Path> files() {
    return Collections.unmodifiableNavigableMap(files);
  }

  /**
   * Where a checkpoint is to be.
   *
   * @param base number of its base; 0 for a whole one
   */
  Path file(long number, long sequence, long base) {
    return folder.resolve(number + "-" + sequence + (base == 0 ? "" : "+" + base));
  }

  /** Bytes of a file and of its base. */
  long bytes(Path file) throws IOException {
    Path base = byNumber.get(group(file, 3));
    return disk.size(file) + (base == null ? 0 : disk.size(base));
  }

  Checkpoint read(Path file) throws IOException {
    return Checkpoint.read(disk, file, byNumber::get);
  }

  /** A checkpoint is there; too many others make room for it. */
  void add(long sequence, Path file) throws IOException {
    @Nullable Path before = files.put(sequence, file);
    if (before != null && !before.equals(file)) {
      byNumber.remove(numberOf(before), before);
      disk.delete(before);
    }
    byNumber.put(numberOf(file), file);
    while (files.size() > KEPT) {
      remove(leastMissed());
    }
  }

  void remove(long sequence) throws IOException {
    Path gone = files.get(sequence);
    if (gone != null) {
      disk.delete(gone);
      files.remove(sequence);
      byNumber.remove(numberOf(gone), gone);
    }
  }

  private static long group(Path file, int group) {
    Matcher m = NAME.matcher(String.valueOf(file.getFileName()));
    return m.matches() && m.group(group) != null ? Long.parseLong(m.group(group)) : 0;
  }

  private static long numberOf(Path file) {
    return group(file, 1);
  }

  /** The one whose going makes the least gap; never the newest, nor one on which others build. */
  private long leastMissed() {
    List<Long> at = new ArrayList<>(files.keySet());
    List<Long> bases = files.values().stream().map(p -> group(p, 3)).toList();
    // There is one: of as many as are kept, most are incremental.
    long least = at.get(0);
    long gap = Long.MAX_VALUE;
    for (int i = 0; i < at.size() - 2; i++) {
      long without = at.get(i + 1) - (i == 0 ? 0 : at.get(i - 1));
      if (without < gap
          && !bases.contains(numberOf(Objects.requireNonNull(files.get(at.get(i)))))) {
        gap = without;
        least = at.get(i);
      }
    }
    return least;
  }
}
