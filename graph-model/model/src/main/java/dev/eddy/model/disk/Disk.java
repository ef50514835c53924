package dev.eddy.model.disk;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The file operations that recordings and sinks are made of. Everything that must survive a kill
 * goes through here and nowhere else: tests put a disk in its place that fails, fills up, dies or
 * forgets what was not forced at any one of these calls.
 *
 * <p>A failure is a {@link DiskException}, which names the file; a file that is not there is a
 * {@link java.nio.file.NoSuchFileException}. A disk may be used by several threads, an {@link Out}
 * or {@link In} by one, but for {@link Out#force}.
 */
public interface Disk {
  /** The file system of this machine. */
  Disk LOCAL = new LocalDisk();

  /** A file that is being written. */
  interface Out extends Closeable {
    /** Writes behind what was written before. After a failure some of it may stand there. */
    void write(byte[] bytes, int from, int length) throws IOException;

    /**
     * Returns when what was written would survive a loss of power. May be called while another
     * thread writes; what that one writes meanwhile may be forced or not.
     */
    void force() throws IOException;
  }

  /** A file that is being read, from its start on. */
  interface In extends Closeable {
    /** As {@link java.io.InputStream#read(byte[], int, int)}. */
    int read(byte[] bytes, int from, int length) throws IOException;
  }

  void createFolders(Path folder) throws IOException;

  /** Makes an empty file, also where one is. */
  Out create(Path file) throws IOException;

  /** Writes into a file from an offset on; makes it where it is missing. */
  Out openAt(Path file, long offset) throws IOException;

  In read(Path file) throws IOException;

  /** Size in bytes, or -1 where there is no such file. */
  long size(Path file) throws IOException;

  /** Cuts a file off, durably. */
  void truncate(Path file, long length) throws IOException;

  /** Puts a file in the place of another, in one step. */
  void replace(Path from, Path to) throws IOException;

  /** Takes a file or an empty folder away, where there is one. */
  void delete(Path file) throws IOException;

  /**
   * What is in a folder, of which the names begin so, sorted. Empty where there is no such folder.
   */
  List<Path> list(Path folder, String prefix) throws IOException;

  /** Makes names durable that were made, moved or taken away. */
  void forceFolder(Path folder) throws IOException;

  /**
   * Keeps other processes, and other users in this one, from a file until it is closed or the
   * process dies.
   *
   * @return null where somebody else has it
   */
  @Nullable Closeable lock(Path file) throws IOException;

  /** The bytes of a whole file, at most {@code limit}; a longer file is a failure. */
  default byte[] readWhole(Path file, int limit) throws IOException {
    try (In in = read(file)) {
      byte[] bytes = new byte[8192];
      int n = 0;
      while (true) {
        int more = in.read(bytes, n, bytes.length - n);
        if (more < 0) {
          return Arrays.copyOf(bytes, n);
        }
        n += more;
        if (n > limit) {
          throw new IOException(file + " is too large: more than " + limit + " bytes");
        }
        if (n == bytes.length) {
          bytes = Arrays.copyOf(bytes, n * 2);
        }
      }
    }
  }

  /** As {@link #read}, for readers of text. */
  default InputStream stream(Path file) throws IOException {
    In in = read(file);
    return new InputStream() {
      @Override
      public int read() throws IOException {
        byte[] one = new byte[1];
        return in.read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
      }

      @Override
      public int read(byte[] bytes, int from, int length) throws IOException {
        return in.read(bytes, from, length);
      }

      @Override
      public void close() throws IOException {
        in.close();
      }
    };
  }

  /** What a whole file is made of. */
  interface Content {
    void writeTo(Out out) throws IOException;
  }

  /**
   * Writes a file so that after a crash its old bytes are there or the new ones, nothing between:
   * into a hidden one beside it, forced, then put in its place. One writer at a time.
   */
  default void writeWhole(Path file, Content content) throws IOException {
    Path folder = file.toAbsolutePath().getParent();
    Path name = file.getFileName();
    if (folder == null || name == null) {
      throw new IOException(file + " is no file");
    }
    Path temporary = folder.resolve("." + name + ".tmp");
    try {
      try (Out out = create(temporary)) {
        content.writeTo(out);
        out.force();
      }
      replace(temporary, file);
    } catch (IOException | RuntimeException e) {
      try {
        delete(temporary);
      } catch (IOException x) {
        // The next writer begins with an empty one anyway.
        e.addSuppressed(x);
      }
      throw e;
    }
    forceFolder(folder);
  }

  /** As {@link #writeWhole(Path, Content)}. */
  default void writeWhole(Path file, byte[] bytes) throws IOException {
    writeWhole(file, out -> out.write(bytes, 0, bytes.length));
  }
}
