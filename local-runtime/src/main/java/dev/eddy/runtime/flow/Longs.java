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

  Longs add(long value) {
    if (size == values.length) {
      values = Arrays.copyOf(values, size * 2);
    }
    values[size++] = value;
    return this;
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
