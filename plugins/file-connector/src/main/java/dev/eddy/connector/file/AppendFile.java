package dev.eddy.connector.file;

import dev.eddy.model.disk.Disk;
import dev.eddy.operator.LostRowsException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * A text file that grows in two phases. What is written goes to a hidden file beside it; {@link
 * #prepare} makes that durable and says where in the final file it belongs; {@link #commit} copies
 * it there and takes the hidden file away. Commit writes the same bytes to the same place however
 * often it comes, so it may be cut off anywhere and repeated. Used by one thread.
 */
final class AppendFile {
  private static final int BUFFER = 1 << 15;

  /**
   * A piece that is prepared.
   *
   * @param number of the hidden file
   * @param offset in the final file where it belongs
   * @param checksum CRC-32C of its bytes
   */
  record Piece(long number, long offset, long length, long checksum) {}

  private final Disk disk;
  private final Path folder;
  private final Path file;
  private final String prefix;
  private final StringBuilder text = new StringBuilder();

  private long number;
  private long offset;
  private long length;
  private CRC32C checksum = new CRC32C();
  private boolean tidied;
  private Disk.@Nullable Out pending;

  private AppendFile(Disk disk, Path folder, String name, long number, long offset) {
    this.disk = disk;
    this.folder = folder;
    this.file = folder.resolve(name);
    this.prefix = "." + name + ".pending-";
    this.number = number;
    this.offset = offset;
  }

  /** Begins anew: the file is there and empty. */
  static AppendFile fresh(Disk disk, Path folder, String name) throws IOException {
    AppendFile out = new AppendFile(disk, folder, name, 0, 0);
    out.dropPending();
    disk.create(out.file).close();
    disk.forceFolder(folder);
    return out;
  }

  /** Goes on after the piece before {@code number}: what came later is taken back. */
  static AppendFile resumed(Disk disk, Path folder, String name, long number, long offset)
      throws IOException {
    AppendFile out = new AppendFile(disk, folder, name, number, offset);
    out.dropPending();
    long size = disk.size(out.file);
    if (size < offset && disk.list(folder, out.prefix).isEmpty()) {
      throw new LostRowsException(
          out.file
              + (size < 0 ? " is gone" : " is shorter than it was")
              + ", and with it rows that were written");
    }
    if (size < 0) {
      disk.create(out.file).close();
      disk.forceFolder(folder);
    } else if (size > offset) {
      disk.truncate(out.file, offset);
    }
    return out;
  }

  /** Takes hidden files away that no checkpoint knows. */
  private void dropPending() throws IOException {
    for (Path p : disk.list(folder, prefix)) {
      if (numberOf(p) >= number) {
        disk.delete(p);
      }
    }
  }

  /** Takes hidden files away that a loss of power brought back after they were committed. */
  private void dropCommitted(long before) throws IOException {
    if (!tidied) {
      for (Path p : disk.list(folder, prefix)) {
        if (numberOf(p) < before) {
          disk.delete(p);
        }
      }
      tidied = true;
    }
  }

  private long numberOf(Path pendingFile) {
    String tail = pendingFile.getFileName().toString().substring(prefix.length());
    return tail.length() > 18 || !tail.matches("\\d+") ? Long.MAX_VALUE : Long.parseLong(tail);
  }

  Path file() {
    return file;
  }

  /** Where new lines are written; call {@link #wrote} after each. */
  StringBuilder text() {
    return text;
  }

  void wrote() throws IOException {
    if (text.length() >= BUFFER) {
      flush();
    }
  }

  private void flush() throws IOException {
    if (text.length() == 0) {
      return;
    }
    Disk.Out out = pending;
    if (out == null) {
      out = disk.create(pendingFile(number));
      pending = out;
      length = 0;
      checksum = new CRC32C();
    }
    byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
    text.setLength(0);
    out.write(bytes, 0, bytes.length);
    checksum.update(bytes);
    length += bytes.length;
  }

  private Path pendingFile(long n) {
    return folder.resolve(prefix + n);
  }

  /** Makes durable what was written since the last call; null for nothing. */
  @Nullable Piece prepare() throws IOException {
    flush();
    Disk.Out out = pending;
    if (out == null) {
      return null;
    }
    out.force();
    out.close();
    pending = null;
    disk.forceFolder(folder);
    Piece piece = new Piece(number, offset, length, checksum.getValue());
    number++;
    offset += length;
    return piece;
  }

  /** Number of the next piece. */
  long number() {
    return number;
  }

  /** Length of the final file when all prepared pieces are committed. */
  long offset() {
    return offset;
  }

  /** Throws unless the final file holds all prepared pieces, and nothing more. */
  void requireCommitted() throws IOException {
    if (disk.size(file) != offset) {
      throw new LostRowsException(file + " does not hold what the checkpoint says");
    }
  }

  /** Copies a piece to its place; of a piece that was copied it does nothing. */
  void commit(Piece piece) throws IOException {
    Path from = pendingFile(piece.number());
    long size = disk.size(from);
    long end = piece.offset() + piece.length();
    long have = disk.size(file);
    if (size < 0) {
      if (have < end) {
        throw new LostRowsException(from + " is gone, and with it rows for " + file);
      }
      return;
    }
    if (have < piece.offset()) {
      throw new LostRowsException(
          file + " is shorter than it was, and with it rows that were written");
    }
    requireIntact(disk, from, piece.length(), piece.checksum());
    try (Disk.In in = disk.read(from);
        Disk.Out out = disk.openAt(file, piece.offset())) {
      byte[] b = new byte[BUFFER];
      for (int n = in.read(b, 0, b.length); n > 0; n = in.read(b, 0, b.length)) {
        out.write(b, 0, n);
      }
      out.force();
    }
    disk.delete(from);
    dropCommitted(piece.number());
  }

  /** Throws where a hidden file does not hold what was prepared. */
  static void requireIntact(Disk disk, Path pending, long length, long checksum)
      throws IOException {
    CRC32C found = new CRC32C();
    long size = 0;
    try (Disk.In in = disk.read(pending)) {
      byte[] b = new byte[BUFFER];
      for (int n = in.read(b, 0, b.length); n > 0; n = in.read(b, 0, b.length)) {
        found.update(b, 0, n);
        size += n;
      }
    }
    if (size != length || found.getValue() != checksum) {
      throw new LostRowsException(pending + " is damaged, and with it rows that were prepared");
    }
  }

  void close() throws IOException {
    Disk.Out out = pending;
    pending = null;
    if (out != null) {
      out.close();
    }
  }
}
