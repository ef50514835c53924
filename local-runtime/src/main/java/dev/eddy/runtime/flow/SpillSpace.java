package dev.eddy.runtime.flow;

import dev.eddy.model.disk.Disk;
import java.nio.file.Path;

/**
 * Where rows go that wait at exchanges and have no room in memory. What is there is worth nothing
 * to another process, so nothing is forced.
 *
 * @param folder made when it is needed
 * @param bytes of the heap that all channels of a network together may take, about
 */
public record SpillSpace(Disk disk, Path folder, long bytes) {
  /** What an exchange may take of the heap where nobody says otherwise. */
  public static final long DEFAULT_BYTES =
      Math.min(128L << 20, Runtime.getRuntime().maxMemory() / 8);

  private static final long LEAST = 1L << 10;

  /** The part of one channel. */
  long bytesOf(int channels) {
    return Math.max(LEAST, bytes / Math.max(1, channels));
  }
}
