package dev.eddy.runtime.flow;

import java.util.Arrays;

/** Numbers written, then read, in one order. */
final class Longs {
  private long[] values;
  private int size;
  private int at;

  Longs() {
    values = new long[64];
  }

  Longs(long[] values) {
    this.values = values;
    this.size = values.length;
  }

  void add(long... more) {
    if (size + more.length > values.length) {
      values = Arrays.copyOf(values, (size + more.length) * 2);
    }
    System.arraycopy(more, 0, values, size, more.length);
    size += more.length;
  }

  long next() {
    if (at == size) {
      throw new IllegalArgumentException("too few registers: " + size);
    }
    return values[at++];
  }

  void finish() {
    if (at != size) {
      throw new IllegalArgumentException((size - at) + " registers too many");
    }
  }

  long[] toArray() {
    return Arrays.copyOf(values, size);
  }
}
