package dev.eddy.runtime.state.rocksdb;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * How many bytes all tables of a backend may have in memory. One may take what the others leave; an
 * equal part is everybody's. Used by any thread.
 */
final class Room {
  private final long total;
  private final AtomicLong taken = new AtomicLong();
  private final AtomicInteger sharers = new AtomicInteger();

  Room(long total) {
    this.total = total;
  }

  /** Bytes that all have. */
  long taken() {
    return taken.get();
  }

  void share() {
    sharers.incrementAndGet();
  }

  /** Whether one who has some bytes may take more. */
  boolean mayGrow(long own, long more) {
    return taken.get() + more <= total || own + more <= total / Math.max(1, sharers.get());
  }

  /** Whether so many more are there for anybody. */
  boolean has(long more) {
    return taken.get() + more <= total;
  }

  /** Whether so many bytes leave too little for anything else. */
  boolean isMuchOf(long bytes) {
    return bytes > total / 2;
  }

  /**
   * Counts what was taken.
   *
   * @param more bytes; less than 0 where they are given back
   */
  void take(long more) {
    taken.addAndGet(more);
  }
}
