package dev.eddy.runtime.flow;

/**
 * A digest of a multiset of rows: two sums of 64-bit hashes and a count, so that the order of
 * adding does not matter and digests of parts add up.
 */
public final class Digest {
  long count;
  long first;
  long second;

  /** Adds a row to both sums; rows are counted by those who see them anyway. */
  public void add(long rowHash) {
    first += rowHash;
    // Not a multiple of the hash: else the second sum would say nothing that the first does not.
    second += rowHash * Long.rotateLeft(rowHash, 32);
  }

  public long count() {
    return count;
  }

  public long first() {
    return first;
  }

  public long second() {
    return second;
  }

  /** 32 hex digits; all zero for no row. */
  public static String hex(long first, long second) {
    return String.format("%016x%016x", first, second);
  }
}
