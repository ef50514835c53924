package dev.eddy.runtime.record;

import dev.eddy.model.disk.Disk;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The folder of a recording's checkpoints; each is a file {@code NUMBER-SEQUENCE}. */
final class Checkpoints {
  private static final int KEPT = 16;

  private final Disk disk;
  private final Path folder;
  private final TreeMap<Long, Path> files = new TreeMap<>();

  Checkpoints(Disk disk, Path folder) {
    this.disk = disk;
    this.folder = folder;
  }

  Path folder() {
    return folder;
  }

  void create() throws IOException {
    disk.createFolders(folder);
  }

  /** Looks for what is there. */
  void find() throws IOException {
    for (Path p : disk.list(folder, "")) {
      String name = String.valueOf(p.getFileName());
      int dash = name.indexOf('-');
      try {
        if (dash > 0 && Long.parseLong(name.substring(0, dash)) > 0) {
          files.put(Long.parseLong(name.substring(dash + 1)), p);
        }
      } catch (NumberFormatException e) {
        // A file that a crash left behind, or somebody else's: none of ours.
        continue;
      }
    }
  }

  /** By the sequence of the first event after them. */
  NavigableMap<Long, Path> files() {
    return Collections.unmodifiableNavigableMap(files);
  }

  Path file(long number, long sequence) {
    return folder.resolve(number + "-" + sequence);
  }

  /** A checkpoint is there; too many others make room for it. */
  void add(long sequence, Path file) throws IOException {
    @Nullable Path before = files.put(sequence, file);
    if (before != null && !before.equals(file)) {
      disk.delete(before);
    }
    while (files.size() > KEPT) {
      remove(leastMissed());
    }
  }

  void remove(long sequence) throws IOException {
    Path gone = files.get(sequence);
    if (gone != null) {
      disk.delete(gone);
      files.remove(sequence);
    }
  }

  /** The one whose going makes the least gap; never the newest. */
  private long leastMissed() {
    List<Long> at = new ArrayList<>(files.keySet());
    int least = 0;
    long gap = Long.MAX_VALUE;
    for (int i = 0; i < at.size() - 2; i++) {
      long without = at.get(i + 1) - (i == 0 ? 0 : at.get(i - 1));
      if (without < gap) {
        gap = without;
        least = i;
      }
    }
    return at.get(least);
  }
}
