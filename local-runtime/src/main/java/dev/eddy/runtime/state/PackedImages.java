package dev.eddy.runtime.state;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The images of one {@link PageLog} in few bytes: by some bits of the hash of their keys, so that
 * only a few are read to find one; there those of one key follow each other, the oldest first, and
 * differ little. Immutable.
 */
final class PackedImages {
  /** So many are read, about, to find one. */
  private static final int TOGETHER = 16;

  private static final int BYTES_EACH = 12;
  private static final Object[] NO_REFS = {};

  private final SlotLayout layout;

  /** By bits of the hash, where those begin in the bytes; then the end. */
  private final int[] starts;

  /** By bits of the hash, the number of the first image; nothing where there are no references. */
  private final int[] firsts;

  private final byte[] bytes;
  private final @Nullable Object[] refs;

  private PackedImages(
      SlotLayout layout, int[] starts, int[] firsts, byte[] bytes, @Nullable Object[] refs) {
    this.layout = layout;
    this.starts = starts;
    this.firsts = firsts;
    this.bytes = bytes;
    this.refs = refs;
  }

  /**
   * @param newest of the chunks of images
   */
  static PackedImages of(SlotLayout layout, PageLog.Chunk newest) {
    int n = 0;
    int images = 0;
    for (PageLog.Chunk c = newest; c != null; c = c.older) {
      n++;
      images += c.count;
    }
    PageLog.Chunk[] chunks = new PageLog.Chunk[n];
    for (PageLog.Chunk c = newest; c != null; c = c.older) {
      chunks[--n] = c;
    }
    int parts = Integer.highestOneBit(Math.max(1, images / TOGETHER));
    int[] ends = new int[parts + 1];
    int[] partOf = new int[images];
    int image = 0;
    for (PageLog.Chunk c : chunks) {
      for (int i = 0; i < c.count; i++) {
        int part = (int) layout.hash(c.words, i * layout.words) & parts - 1;
        partOf[image++] = part;
        ends[part]++;
      }
    }
    for (int p = 0, before = 0; p <= parts; p++) {
      int count = ends[p];
      ends[p] = before;
      before += count;
    }
    // Where each stands, in the order of the parts; the places move to the ends of their parts.
    int[] chunkOf = new int[images];
    int[] placeOf = new int[images];
    image = 0;
    for (int c = 0; c < chunks.length; c++) {
      for (int i = 0; i < chunks[c].count; i++) {
        int at = ends[partOf[image++]]++;
        chunkOf[at] = c;
        placeOf[at] = i;
      }
    }
    return new Builder(layout, chunks, chunkOf, placeOf).build(ends, parts);
  }

  private static final class Builder {
    private final SlotLayout layout;
    private final PageLog.Chunk[] chunks;
    private final int[] chunkOf;
    private final int[] placeOf;

    Builder(SlotLayout layout, PageLog.Chunk[] chunks, int[] chunkOf, int[] placeOf) {
      this.layout = layout;
      this.chunks = chunks;
      this.chunkOf = chunkOf;
      this.placeOf = placeOf;
    }

    PackedImages build(int[] ends, int parts) {
      int images = chunkOf.length;
      int[] starts = new int[parts + 1];
      int[] firsts = new int[layout.refs == 0 ? 0 : parts];
      @Nullable Object[] refs = layout.refs == 0 ? NO_REFS : new Object[images * layout.refs];
      PackedSlots.Writer out =
          new PackedSlots.Writer(layout.words + 1, layout.facts, images * BYTES_EACH);
      long[] words = new long[layout.words + 1];
      for (int part = 0, at = 0; part < parts; part++) {
        starts[part] = out.size();
        if (firsts.length > 0) {
          firsts[part] = at;
        }
        sort(at, ends[part]);
        out.begin();
        for (; at < ends[part]; at++) {
          PageLog.Chunk c = chunks[chunkOf[at]];
          System.arraycopy(c.words, placeOf[at] * layout.words, words, 0, layout.words);
          words[layout.words] = c.interval;
          out.add(words);
          System.arraycopy(c.refs, placeOf[at] * layout.refs, refs, at * layout.refs, layout.refs);
        }
      }
      starts[parts] = out.size();
      return new PackedImages(layout, starts, firsts, out.toBytes(), refs);
    }

    /** Puts those of one key side by side, in the order in which they came. */
    private void sort(int from, int end) {
      for (int i = from + 1; i < end; i++) {
        int c = chunkOf[i];
        int place = placeOf[i];
        long key = first(c, place);
        int at = i;
        while (at > from && first(chunkOf[at - 1], placeOf[at - 1]) > key) {
          chunkOf[at] = chunkOf[at - 1];
          placeOf[at] = placeOf[at - 1];
          at--;
        }
        chunkOf[at] = c;
        placeOf[at] = place;
      }
    }

    private long first(int chunk, int place) {
      return chunks[chunk].words[place * layout.words];
    }
  }

  long bytes() {
    return bytes.length + 4L * (starts.length + firsts.length + refs.length);
  }

  /** As {@link PageLog#recall}. */
  boolean recall(StateKey key, int since, long boundary, Page into) {
    int part = (int) key.hash() & starts.length - 2;
    PackedSlots.Reader in = reader();
    @Nullable Object[] r = layout.refs == 0 ? NO_REFS : new Object[layout.refs];
    in.begin(starts[part]);
    for (int image = 0; in.place() < starts[part + 1]; image++) {
      in.next();
      if (in.words[layout.words] < since || layout.sequence(in.words, 0) >= boundary) {
        continue;
      }
      if (layout.refs > 0) {
        System.arraycopy(refs, (firsts[part] + image) * layout.refs, r, 0, layout.refs);
      }
      if (layout.holds(in.words, r, 0, key)) {
        into.add(in.words, r, 0);
        return true;
      }
    }
    return false;
  }

  /** Those of an interval or later ones, of entries that were written before a sequence. */
  PageLog.Chunk since(int since, long boundary) {
    PackedSlots.Reader in = reader();
    long[] words = new long[TOGETHER * layout.words];
    int[] numbers = new int[TOGETHER];
    int count = 0;
    int image = 0;
    for (int part = 0; part + 1 < starts.length; part++) {
      in.begin(starts[part]);
      for (; in.place() < starts[part + 1]; image++) {
        in.next();
        if (in.words[layout.words] >= since && layout.sequence(in.words, 0) < boundary) {
          if (count == numbers.length) {
            numbers = Arrays.copyOf(numbers, 2 * count);
            words = Arrays.copyOf(words, 2 * words.length);
          }
          numbers[count] = image;
          System.arraycopy(in.words, 0, words, count++ * layout.words, layout.words);
        }
      }
    }
    @Nullable Object[] r = layout.refs == 0 ? NO_REFS : new Object[count * layout.refs];
    for (int i = 0; i < count && layout.refs > 0; i++) {
      System.arraycopy(refs, numbers[i] * layout.refs, r, i * layout.refs, layout.refs);
    }
    return new PageLog.Chunk(since, words, r, count);
  }

  private PackedSlots.Reader reader() {
    return new PackedSlots.Reader(bytes, layout.words + 1, layout.facts);
  }
}
