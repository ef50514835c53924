package dev.eddy.runtime.state;

import java.util.Arrays;

/**
 * The keys of the rows of a batch, packed: they travel with the rows through an exchange. Grows as
 * needed; {@link #reset} keeps the arrays. Not thread-safe; hand over whole batches.
 */
public final class KeyBatch {
  private byte[] bytes = new byte[256];
  private int[] ends = new int[16];
  private long[] hashes = new long[16];
  private int size;

  public int size() {
    return size;
  }

  public void add(StateKey key) {
    int begin = begin(size);
    int end = begin + key.length();
    if (end > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(end, bytes.length * 2));
    }
    if (size == ends.length) {
      ends = Arrays.copyOf(ends, size * 2);
      hashes = Arrays.copyOf(hashes, size * 2);
    }
    System.arraycopy(key.array(), 0, bytes, begin, key.length());
    ends[size] = end;
    hashes[size++] = key.hash();
  }

  /** Writes the key of a row into a holder. */
  public void get(int index, StateKey into) {
    int begin = begin(index);
    into.set(bytes, begin, ends[index] - begin, hashes[index]);
  }

  int group(int index) {
    int begin = begin(index);
    return (bytes[begin] & 0xff) << 8 | bytes[begin + 1] & 0xff;
  }

  long hash(int index) {
    return hashes[index];
  }

  public void reset() {
    size = 0;
  }

  private int begin(int index) {
    return index == 0 ? 0 : ends[index - 1];
  }
}
