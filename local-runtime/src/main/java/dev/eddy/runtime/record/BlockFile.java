package dev.eddy.runtime.record;

import dev.eddy.model.disk.Disk;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.CRC32C;

/**
 * A file that grows by blocks: a header (eight letters that name the format, its version, the
 * CRC-32C of both), then for each block its length, the CRC-32C of its bytes, the bytes. What a
 * crash left half written at the end is noticed and cut off. Used by one thread, but for {@link
 * #force}.
 */
final class BlockFile implements Closeable {
  private static final int HEADER = 16;
  private static final int CHECKED = 12;
  private static final int PREFIX = 8;

  /** Headers of this version had no checksum. */
  private static final int UNCHECKED_VERSION = 1;

  /** No block is longer; a greater length means damaged bytes. */
  static final int MAX_BLOCK = 1 << 28;

  /** Takes one block; gives whether to go on. An IOException says that the block is damaged. */
  interface Visitor {
    boolean visit(byte[] block, long end) throws IOException;
  }

  /** As {@link Visitor}; the block is written over by the next one. */
  interface Look {
    boolean at(Bytes.Reader block, long end) throws IOException;
  }

  /** The first bytes of an array are a block. */
  private interface Part {
    boolean visit(byte[] bytes, int length, long end) throws IOException;
  }

  /**
   * How far a file is good.
   *
   * @param end where the last good block ends
   * @param damage what stands behind it, such as "is cut off at byte 17"; empty for nothing
   * @param checksum of all good blocks
   */
  record Extent(long end, String damage, long checksum) {}

  private final Disk.Out out;
  private byte[] buffer = new byte[512];
  private boolean broken;
  private long checksum;

  private BlockFile(Disk.Out out) {
    this.out = out;
  }

  /** A new, empty file. */
  static BlockFile create(Disk disk, Path path, String magic, int version) throws IOException {
    BlockFile f = new BlockFile(disk.create(path));
    try {
      f.start(magic, version);
    } catch (IOException e) {
      f.close();
      throw e;
    }
    return f;
  }

  /** Opens a file to append at {@code end}, an end of a block; what stands behind is cut off. */
  static BlockFile append(Disk disk, Path path, long end) throws IOException {
    long at = Math.max(end, HEADER);
    if (disk.size(path) > at) {
      disk.truncate(path, at);
    }
    return new BlockFile(disk.openAt(path, at));
  }

  /** Writes blocks to a file that somebody else opened, and will close. */
  static BlockFile on(Disk.Out out, String magic, int version) throws IOException {
    BlockFile f = new BlockFile(out);
    f.start(magic, version);
    return f;
  }

  private void start(String magic, int version) throws IOException {
    byte[] header = header(magic, version);
    out.write(header, 0, header.length);
  }

  private static byte[] header(String magic, int version) {
    byte[] name = magic.getBytes(StandardCharsets.US_ASCII);
    if (name.length != 8) {
      throw new IllegalArgumentException(magic);
    }
    ByteBuffer b = ByteBuffer.allocate(HEADER).put(name).putInt(version);
    return b.putInt(checksum(b.array(), 0, CHECKED)).array();
  }

  private static int checksum(byte[] bytes, int from, int length) {
    CRC32C crc = new CRC32C();
    crc.update(bytes, from, length);
    return (int) crc.getValue();
  }

  /** After a failure nothing more can be added: half a block may stand at the end. */
  void add(Bytes block) throws IOException {
    if (broken) {
      throw new IOException("an earlier write failed");
    }
    if (block.size() > MAX_BLOCK) {
      throw new IOException("not supported: a block of " + block.size() + " bytes");
    }
    int sum = checksum(block.array(), 0, block.size());
    if (buffer.length < PREFIX + block.size()) {
      buffer = new byte[Math.max(PREFIX + block.size(), 2 * buffer.length)];
    }
    ByteBuffer.wrap(buffer).putInt(block.size()).putInt(sum);
    System.arraycopy(block.array(), 0, buffer, PREFIX, block.size());
    broken = true;
    // Whole, so that a kill cannot fall between its length and its bytes.
    out.write(buffer, 0, PREFIX + block.size());
    broken = false;
    checksum = combined(checksum, sum);
  }

  private static long combined(long checksum, int blockChecksum) {
    return (checksum ^ blockChecksum & 0xffffffffL) * 0x9E3779B97F4A7C15L + 1;
  }

  /** Of all blocks that were added. */
  long checksum() {
    return checksum;
  }

  /** May be called by any thread. */
  void force() throws IOException {
    out.force();
  }

  @Override
  public void close() throws IOException {
    out.close();
  }

  /**
   * Reads all good blocks in order, up to the first that is cut off or damaged.
   *
   * @throws DamagedFileException where the file is none of this format
   * @throws IOException where it is of another version, or cannot be read
   */
  static Extent read(Disk disk, Path path, String magic, int version, Visitor visitor)
      throws IOException {
    return read(
        disk, path, magic, version, false, (bytes, length, end) -> visitor.visit(bytes, end));
  }

  /** As {@link #read}, for blocks that nobody keeps: all stand in the same memory. */
  static Extent look(Disk disk, Path path, String magic, int version, Look look)
      throws IOException {
    return read(
        disk,
        path,
        magic,
        version,
        true,
        (bytes, length, end) -> look.at(new Bytes.Reader(bytes, 0, length), end));
  }

  private static Extent read(
      Disk disk, Path path, String magic, int version, boolean again, Part part)
      throws IOException {
    byte[] block = new byte[0];
    try (Disk.In in = disk.read(path)) {
      requireHeader(in, path, magic, version);
      long size = disk.size(path);
      long at = HEADER;
      long sum = 0;
      byte[] prefix = new byte[PREFIX];
      while (true) {
        int n = fill(in, prefix, PREFIX);
        if (n == 0) {
          return new Extent(at, "", sum);
        }
        int length = n < PREFIX ? 0 : ByteBuffer.wrap(prefix).getInt(0);
        if (n < PREFIX || length >= 0 && at + PREFIX + length > size) {
          return new Extent(at, "is cut off at byte " + at, sum);
        }
        if (length < 0 || length > MAX_BLOCK) {
          return new Extent(at, "is damaged at byte " + at, sum);
        }
        // The file is long enough for it, so a damaged length costs no more memory than that.
        if (!again || block.length < length) {
          block = new byte[length];
        }
        boolean whole = fill(in, block, length) == length;
        if (!whole || checksum(block, 0, length) != ByteBuffer.wrap(prefix).getInt(4)) {
          return new Extent(at, "is damaged at byte " + at, sum);
        }
        long end = at + PREFIX + length;
        try {
          if (!part.visit(block, length, end)) {
            return new Extent(at, "does not go on at byte " + at + " as it began", sum);
          }
        } catch (DamagedFileException e) {
          throw e;
        } catch (IOException e) {
          throw new DamagedFileException(path, e);
        }
        at = end;
        sum = combined(sum, ByteBuffer.wrap(prefix).getInt(4));
      }
    }
  }

  private static void requireHeader(Disk.In in, Path path, String magic, int version)
      throws IOException {
    byte[] head = new byte[HEADER];
    int n = fill(in, head, HEADER);
    int found = ByteBuffer.wrap(head).getInt(8);
    boolean named = new String(head, 0, 8, StandardCharsets.US_ASCII).equals(magic);
    if (named && found == UNCHECKED_VERSION) {
      throw new IOException(path + " was written by an older version of Eddy; run again");
    }
    if (!named
        || n < HEADER
        || ByteBuffer.wrap(head).getInt(CHECKED) != checksum(head, 0, CHECKED)) {
      throw new DamagedFileException(path, "is damaged at its start, or no file of a recording");
    }
    if (found != version) {
      throw new IOException(
          path
              + (found > version
                  ? " was written by a newer version of Eddy (format " + found + ")"
                  : " was written by an older version of Eddy; run again"));
    }
  }

  private static int fill(Disk.In in, byte[] bytes, int length) throws IOException {
    int n = 0;
    while (n < length) {
      int more = in.read(bytes, n, length - n);
      if (more < 0) {
        break;
      }
      n += more;
    }
    Arrays.fill(bytes, n, length, (byte) 0);
    return n;
  }
}
