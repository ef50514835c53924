package dev.eddy.runtime.flow;

import dev.eddy.operator.SplitReader;
import org.jspecify.annotations.Nullable;

/**
 * Some rows of one split, read and done whole one after the other: what was wished for and what
 * came of it. Used again and again by the gate's thread.
 */
public final class Burst {
  /** Sequence of the first row. */
  long sequence;

  /** So many rows are wished for. */
  int most;

  /** Rows that were read, the one with them that an operator failed on. */
  int read;

  /** Rows that were done, with all that they set off. */
  int done;

  /** Hash of the raw bytes of the rows of the split, carried on from row to row. */
  long hash;

  /** Steps of all rows that were done, the reading with them. */
  long steps;

  /** Whether the reader came to the end of the split. */
  boolean ended;

  /** What the reader threw instead of the row after the last. */
  @Nullable Throwable failure;

  /**
   * Makes a wish.
   *
   * @param carried hash of the rows before
   */
  void wish(long first, int rows, long carried) {
    sequence = first;
    most = rows;
    hash = carried;
    read = 0;
    done = 0;
    steps = 0;
    ended = false;
    failure = null;
  }

  public int read() {
    return read;
  }

  public int done() {
    return done;
  }

  public long hash() {
    return hash;
  }

  public long steps() {
    return steps;
  }

  /** The hash of some rows and one more, whose hash is {@link SplitReader#takeHash}. */
  public static long combine(long hash, long rowHash) {
    return (hash ^ rowHash) * 0x9E3779B97F4A7C15L + 1;
  }
}
