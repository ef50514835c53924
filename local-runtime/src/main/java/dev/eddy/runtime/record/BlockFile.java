package dev.eddy.runtime.record;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.zip.CRC32C;

/**
 * A file that grows by blocks: a header (eight letters that name the format, its version), then for
 * each block its length, the CRC-32C of its bytes, the bytes. What a crash left half written at the
 * end is noticed and cut off. Used by one thread.
 */
final class BlockFile implements Closeable {
  private static final int HEADER = 12;

  /** Takes one block; gives whether to go on. */
  interface Visitor {
    boolean visit(byte[] block, long end) throws IOException;
  }

  private final FileChannel channel;

  private BlockFile(FileChannel channel) {
    this.channel = channel;
  }

  /** A new file; an existing one is an error. */
  static BlockFile create(Path path, String magic, int version) throws IOException {
    FileChannel c =
        FileChannel.open(
            path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE, StandardOpenOption.READ);
    BlockFile f = new BlockFile(c);
    f.write(ByteBuffer.wrap(header(magic, version)));
    return f;
  }

  /** Opens a file to append at {@code end}, an end of a block; what stands behind is cut off. */
  static BlockFile append(Path path, long end) throws IOException {
    FileChannel c = FileChannel.open(path, StandardOpenOption.WRITE, StandardOpenOption.READ);
    c.truncate(Math.max(end, HEADER));
    c.position(c.size());
    return new BlockFile(c);
  }

  private static byte[] header(String magic, int version) {
    byte[] name = magic.getBytes(StandardCharsets.US_ASCII);
    if (name.length != 8) {
      throw new IllegalArgumentException(magic);
    }
    return ByteBuffer.allocate(HEADER).put(name).putInt(version).array();
  }

  void add(Bytes block) throws IOException {
    CRC32C crc = new CRC32C();
    crc.update(block.array(), 0, block.size());
    ByteBuffer b = ByteBuffer.allocate(8 + block.size());
    b.putInt(block.size()).putInt((int) crc.getValue()).put(block.array(), 0, block.size());
    write(b.flip());
  }

  private void write(ByteBuffer b) throws IOException {
    while (b.hasRemaining()) {
      channel.write(b);
    }
  }

  void force() throws IOException {
    channel.force(false);
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }

  /** One block as it stands in a file, for files that are written at once. */
  static byte[] whole(String magic, int version, Iterable<Bytes> blocks) {
    Bytes out = new Bytes();
    out.write(header(magic, version));
    for (Bytes block : blocks) {
      CRC32C crc = new CRC32C();
      crc.update(block.array(), 0, block.size());
      out.writeInt(block.size());
      out.writeInt((int) crc.getValue());
      out.write(block.array(), 0, block.size());
    }
    return out.toArray();
  }

  /**
   * Reads all good blocks in order, up to the first that is cut off or damaged.
   *
   * @return where the last good block ends
   * @throws IOException where the file is none of this format, or of a newer version
   */
  static long read(Path path, String magic, int version, Visitor visitor) throws IOException {
    try (FileChannel c = FileChannel.open(path, StandardOpenOption.READ)) {
      ByteBuffer head = ByteBuffer.allocate(HEADER);
      fill(c, head);
      byte[] expected = header(magic, version);
      if (head.position() < HEADER
          || !new String(head.array(), 0, 8, StandardCharsets.US_ASCII).equals(magic)) {
        throw new IOException(path.getFileName() + " is damaged, or no file of a recording");
      }
      int found = head.getInt(8);
      if (found != version) {
        throw new IOException(
            path.getFileName()
                + (found > version
                    ? " was written by a newer version of Eddy (format " + found + ")"
                    : " has the format " + found + ", which is not supported"));
      }
      long at = expected.length;
      while (true) {
        ByteBuffer b = ByteBuffer.allocate(8);
        fill(c, b);
        if (b.hasRemaining()) {
          return at;
        }
        int length = b.getInt(0);
        if (length < 0 || length > c.size() - c.position()) {
          return at;
        }
        ByteBuffer block = ByteBuffer.allocate(length);
        fill(c, block);
        CRC32C crc = new CRC32C();
        crc.update(block.array());
        if (block.hasRemaining() || (int) crc.getValue() != b.getInt(4)) {
          return at;
        }
        if (!visitor.visit(block.array(), c.position())) {
          return at;
        }
        at = c.position();
      }
    }
  }

  private static void fill(FileChannel c, ByteBuffer b) throws IOException {
    while (b.hasRemaining() && c.read(b) >= 0) {
      // Until full, or the end.
    }
  }
}
