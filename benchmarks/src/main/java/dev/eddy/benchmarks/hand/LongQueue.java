package dev.eddy.benchmarks.hand;

/** First in, first out. */
final class LongQueue {
  private long[] values = new long[1 << 10];
  private int head;
  private int size;

  boolean isEmpty() {
    return size == 0;
  }

  int size() {
    return size;
  }

  void add(long value) {
    if (size == values.length) {
      long[] wider = new long[size * 2];
      for (int i = 0; i < size; i++) {
        wider[i] = values[(head + i) & (size - 1)];
      }
      values = wider;
      head = 0;
    }
    values[(head + size++) & (values.length - 1)] = value;
  }

  long peek() {
    return values[head];
  }

  long poll() {
    long v = values[head];
    head = (head + 1) & (values.length - 1);
    size--;
    return v;
  }
}
