package dev.eddy.runtime.state.rocksdb;

import dev.eddy.model.disk.DiskException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Chunks of bytes on disk, by number. They are written as files are, so that a full disk is told
 * and does no harm, and read as memory: most that is asked for is in the system's cache, where a
 * call costs more than the bytes. Made when it is needed first. Used by one thread.
 */
final class SpillFile {
  /** So many chunks are mapped at a time. */
  private static final int WINDOW = 64;

  private final Path path;
  private final int chunkBytes;
  private final List<MappedByteBuffer> windows = new ArrayList<>();
  private @Nullable FileChannel file;

  SpillFile(Path path, int chunkBytes) {
    this.path = path;
    this.chunkBytes = chunkBytes;
  }

  /**
   * Writes a chunk.
   *
   * @throws UncheckedIOException caused by a {@link DiskException}, where there is no room
   */
  void write(int number, byte[] bytes, int length) {
    try {
      FileChannel f = file;
      if (f == null) {
        f =
            FileChannel.open(
                path,
                StandardOpenOption.CREATE_NEW,
                StandardOpenOption.READ,
                StandardOpenOption.WRITE);
        file = f;
      }
      long window = (long) WINDOW * chunkBytes;
      while (windows.size() <= number / WINDOW) {
        windows.add(f.map(FileChannel.MapMode.READ_ONLY, windows.size() * window, window));
      }
      ByteBuffer from = ByteBuffer.wrap(bytes, 0, length);
      long at = (long) number * chunkBytes;
      while (from.hasRemaining()) {
        at += f.write(from, at);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(new DiskException(path, "does not hold the state", e));
    }
  }

  /** Reads bytes of a chunk that was written. */
  void read(int number, int at, byte[] into, int length) {
    windows.get(number / WINDOW).get(number % WINDOW * chunkBytes + at, into, 0, length);
  }

  /** One byte, to have it near. */
  byte read(int number, int at) {
    return windows.get(number / WINDOW).get(number % WINDOW * chunkBytes + at);
  }

  /** What was written is gone, and nothing can be written any more. */
  void close() {
    windows.clear();
    FileChannel f = file;
    file = null;
    if (f != null) {
      try {
        f.close();
      } catch (IOException e) {
        System.getLogger(SpillFile.class.getName())
            .log(System.Logger.Level.WARNING, path + " cannot be closed", e);
      }
      RocksBackend.delete(path);
    }
  }
}
