package dev.eddy.connector.file;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
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
   */
  record Piece(long number, long offset, long length) {}

  private final Storage storage;
  private final Path folder;
  private final Path file;
  private final String prefix;
  private final StringBuilder text = new StringBuilder();

  private long number;
  private long offset;
  private long length;
  private Storage.@Nullable Out pending;

  private AppendFile(Storage storage, Path folder, String name, long number, long offset) {
    this.storage = storage;
    this.folder = folder;
    this.file = folder.resolve(name);
    this.prefix = "." + name + ".pending-";
    this.number = number;
    this.offset = offset;
  }

  /** Begins anew: the file is there and empty. */
  static AppendFile fresh(Storage storage, Path folder, String name) throws IOException {
    AppendFile out = new AppendFile(storage, folder, name, 0, 0);
    out.dropPending();
    storage.create(out.file).close();
    storage.forceFolder(folder);
    return out;
  }

  /** Goes on after the piece before {@code number}: what came later is taken back. */
  static AppendFile resumed(Storage storage, Path folder, String name, long number, long offset)
      throws IOException {
    AppendFile out = new AppendFile(storage, folder, name, number, offset);
    out.dropPending();
    long size = storage.size(out.file);
    if (size < 0) {
      storage.create(out.file).close();
      storage.forceFolder(folder);
    } else if (size > offset) {
      storage.truncate(out.file, offset);
    }
    return out;
  }

  /** Takes hidden files away that no checkpoint knows. */
  private void dropPending() throws IOException {
    for (Path p : storage.list(folder, prefix)) {
      String tail = p.getFileName().toString().substring(prefix.length());
      if (tail.length() > 18 || !tail.matches("\\d+") || Long.parseLong(tail) >= number) {
        storage.delete(p);
      }
    }
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
    Storage.Out out = pending;
    if (out == null) {
      out = storage.create(pendingFile(number));
      pending = out;
      length = 0;
    }
    byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
    text.setLength(0);
    out.write(bytes, 0, bytes.length);
    length += bytes.length;
  }

  private Path pendingFile(long n) {
    return folder.resolve(prefix + n);
  }

  /** Makes durable what was written since the last call; null for nothing. */
  @Nullable Piece prepare() throws IOException {
    flush();
    Storage.Out out = pending;
    if (out == null) {
      return null;
    }
    out.force();
    out.close();
    pending = null;
    storage.forceFolder(folder);
    Piece piece = new Piece(number, offset, length);
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
    if (storage.size(file) != offset) {
      throw new IOException(file + " does not hold what the checkpoint says. Start a new run.");
    }
  }

  /** Copies a piece to its place; of a piece that was copied it does nothing. */
  void commit(Piece piece) throws IOException {
    Path from = pendingFile(piece.number());
    long size = storage.size(from);
    long end = piece.offset() + piece.length();
    long have = storage.size(file);
    if (size < 0) {
      if (have < end) {
        throw new IOException(
            file + " has lost rows: " + from.getFileName() + " is gone. Start a new run.");
      }
      return;
    }
    if (size != piece.length() || have < piece.offset()) {
      throw new IOException(
          file + " was changed by something else while the run wrote to it. Start a new run.");
    }
    try (InputStream in = Files.newInputStream(from);
        Storage.Out out = storage.openAt(file, piece.offset())) {
      byte[] b = new byte[BUFFER];
      for (int n = in.read(b); n > 0; n = in.read(b)) {
        out.write(b, 0, n);
      }
      out.force();
    }
    storage.delete(from);
  }

  void close() throws IOException {
    Storage.Out out = pending;
    pending = null;
    if (out != null) {
      out.close();
    }
  }
}
