package dev.eddy.runtime.state;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Before-images of slots since a moment, oldest first, in chunks that know only the newer ones: so
 * images that no keyframe needs any more are garbage. Taking all images since a mark back, newest
 * first, gives the state at the mark.
 */
final class ImageLog {
  private static final int FIRST = 64;
  private static final int LARGEST = 4096;

  private static final class Chunk {
    final long[] words;
    final @Nullable Object[] refs;
    final int capacity;
    int count;
    @Nullable Chunk next;

    Chunk(SlotLayout layout, int capacity) {
      this.capacity = capacity;
      this.words = new long[capacity * layout.words];
      this.refs = new Object[capacity * layout.refs];
    }
  }

  /** A place between two images. Keeps the newer ones alive. */
  static final class Mark {
    private final Chunk chunk;
    private final int at;

    private Mark(Chunk chunk, int at) {
      this.chunk = chunk;
      this.at = at;
    }
  }

  /** Takes an image back. */
  interface Undo {
    /** The image is at a slot of the arrays; its facts are 0 where there was no entry. */
    void image(long[] words, @Nullable Object[] refs, int slot);
  }

  /** Where in a directory the entry of an image stands. */
  interface PlaceOf {
    int place(long[] words, int image);
  }

  private final SlotLayout layout;
  private Chunk last;
  private long images;

  ImageLog(SlotLayout layout) {
    this.layout = layout;
    this.last = new Chunk(layout, FIRST);
  }

  /** How many images were ever added. */
  long images() {
    return images;
  }

  Mark mark() {
    return new Mark(last, last.count);
  }

  /** Adds what a taken slot holds. */
  void add(long[] words, @Nullable Object[] refs, int slot) {
    int at = next();
    System.arraycopy(words, slot * layout.words, last.words, at * layout.words, layout.words);
    System.arraycopy(refs, slot * layout.refs, last.refs, at * layout.refs, layout.refs);
  }

  /** Adds that there is no entry with the key. */
  void addAbsent(int group, StateKey key) {
    int at = next();
    layout.writeAbsent(last.words, last.refs, at, group, key);
  }

  private int next() {
    if (last.count == last.capacity) {
      Chunk c = new Chunk(layout, Math.min(LARGEST, last.capacity * 2));
      last.next = c;
      last = c;
    }
    images++;
    return last.count++;
  }

  /**
   * Gives all images since a mark, for each place of a directory by itself and there newest first,
   * so that what is written stays in the processor's cache.
   */
  void undo(Mark mark, int places, PlaceOf placeOf, Undo undo) {
    List<Chunk> chunks = new ArrayList<>();
    int[] ends = new int[places];
    int total = 0;
    for (Chunk c = mark.chunk; c != null; c = c.next) {
      for (int i = chunks.isEmpty() ? mark.at : 0; i < c.count; i++) {
        ends[placeOf.place(c.words, i)]++;
        total++;
      }
      chunks.add(c);
    }
    for (int p = 1; p < places; p++) {
      ends[p] += ends[p - 1];
    }
    // Filled from behind, oldest first: so each place begins with its newest image.
    int[] chunkOf = new int[total];
    int[] imageOf = new int[total];
    for (int c = 0; c < chunks.size(); c++) {
      Chunk chunk = chunks.get(c);
      for (int i = c == 0 ? mark.at : 0; i < chunk.count; i++) {
        int to = --ends[placeOf.place(chunk.words, i)];
        chunkOf[to] = c;
        imageOf[to] = i;
      }
    }
    for (int i = 0; i < total; i++) {
      Chunk c = chunks.get(chunkOf[i]);
      undo.image(c.words, c.refs, imageOf[i]);
    }
  }

  /** Bytes of the images since a mark. */
  long bytes(Mark mark) {
    long n = -mark.at;
    for (Chunk c = mark.chunk; c != null; c = c.next) {
      n += c.count;
    }
    return n * layout.bytes();
  }
}
