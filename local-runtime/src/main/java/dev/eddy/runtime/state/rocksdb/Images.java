package dev.eddy.runtime.state.rocksdb;

import dev.eddy.runtime.state.Holdings;
import java.lang.invoke.VarHandle;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A log of before-images: what entries were before they were written, packed. It is a chain of
 * parts from old to new, and the log itself holds the newest only: an old part is there as long as
 * somebody holds a {@link Mark} in it, or in one before it. Used by one thread.
 */
final class Images {
  private static final VarHandle INT = EntryCodec.INT;
  private static final int LENGTHS = 8;
  private static final int FIRST_CHUNK_BYTES = 512;

  /** With its header just a power of two, as the collector's regions are. */
  private static final int MOST_CHUNK_BYTES = (1 << 20) - 16;

  /** Takes an image; its bytes are valid during the call. */
  interface Taker {
    /**
     * @param valueLength less than 0 where there was no entry
     */
    void image(byte[] from, int keyAt, int keyLength, int valueAt, int valueLength);
  }

  /** Images that are let go of together. */
  private static final class Part {
    byte[][] chunks = new byte[1][];
    int[] ends = new int[1];
    int last = -1;
    long bytes;
    @Nullable Part next;
  }

  /** A place between two images; it keeps all later ones. */
  static final class Mark {
    private final Part part;
    private final int chunk;
    private final int end;

    private Mark(Part part, int chunk, int end) {
      this.part = part;
      this.chunk = chunk;
      this.end = end;
    }

    /** Adds all that it keeps. */
    void weigh(Holdings into) {
      for (Part p = part; p != null; p = p.next) {
        into.add(p, p.bytes);
      }
    }

    /** Gives the images that have come since, newest first: those of one key come several times. */
    void back(Taker to) {
      int parts = 0;
      for (Part p = part; p != null; p = p.next) {
        parts++;
      }
      Part[] all = new Part[parts];
      parts = 0;
      for (Part p = part; p != null; p = p.next) {
        all[parts++] = p;
      }
      for (int i = parts - 1; i >= 0; i--) {
        Part p = all[i];
        for (int c = p.last; c >= (i == 0 ? Math.max(0, chunk) : 0); c--) {
          back(p.chunks[c], p.ends[c], i == 0 && c == chunk ? end : 0, to);
        }
      }
    }

    private static void back(byte[] c, int from, int down, Taker to) {
      for (int at = from; at > down; ) {
        int size = (int) INT.get(c, at - 4);
        at -= size;
        int keyLength = (int) INT.get(c, at);
        int valueLength = (int) INT.get(c, at + 4);
        to.image(c, at + LENGTHS, keyLength, at + LENGTHS + keyLength, valueLength);
      }
    }
  }

  private final long partBytes;
  private final int chunkBytes;
  private Part part = new Part();
  private long count;

  /**
   * @param partBytes about how many bytes are let go of at a time
   */
  Images(long partBytes) {
    this.partBytes = partBytes;
    this.chunkBytes = (int) Math.min(MOST_CHUNK_BYTES, partBytes / 2);
  }

  /** How many there are, and were. */
  long count() {
    return count;
  }

  Mark mark() {
    return new Mark(part, part.last, part.last < 0 ? 0 : part.ends[part.last]);
  }

  /**
   * Adds what an entry was.
   *
   * @param valueLength less than 0 where there was none
   */
  void add(byte[] key, int keyLength, byte[] value, int valueAt, int valueLength) {
    int size = LENGTHS + keyLength + Math.max(0, valueLength) + 4;
    Part p = part;
    if (p.last < 0 || p.ends[p.last] + size > p.chunks[p.last].length) {
      p = room(size);
    }
    byte[] c = p.chunks[p.last];
    int at = p.ends[p.last];
    INT.set(c, at, keyLength);
    INT.set(c, at + 4, valueLength);
    System.arraycopy(key, 0, c, at + LENGTHS, keyLength);
    if (valueLength > 0) {
      System.arraycopy(value, valueAt, c, at + LENGTHS + keyLength, valueLength);
    }
    INT.set(c, at + size - 4, size);
    p.ends[p.last] = at + size;
    count++;
  }

  private Part room(int size) {
    Part p = part;
    int length = p.last < 0 ? FIRST_CHUNK_BYTES : p.chunks[p.last].length * 2 + 16;
    if (p.bytes >= partBytes) {
      Part next = new Part();
      p.next = next;
      part = next;
      p = next;
      length = chunkBytes;
    }
    length = Math.max(size, Math.min(chunkBytes, length));
    p.last++;
    if (p.last == p.chunks.length) {
      p.chunks = Arrays.copyOf(p.chunks, p.last * 2);
      p.ends = Arrays.copyOf(p.ends, p.last * 2);
    }
    p.chunks[p.last] = new byte[length];
    p.bytes += length;
    return p;
  }
}
