package dev.eddy.benchmarks.nexmark;

import org.jspecify.annotations.Nullable;

/**
 * Count and checksum of the rows of a result, whatever their order: each row's numbers are hashed
 * in order and the hashes added up. Not thread-safe.
 */
public final class Fold {
  private static final long PRIME = 0x9E3779B185EBCA87L;

  private long count;
  private long sum;

  public long count() {
    return count;
  }

  public long checksum() {
    return sum;
  }

  /** One more number of a row that began with hash 0. */
  public static long mix(long hash, long value) {
    long h = (hash ^ value) * PRIME;
    return h ^ (h >>> 32);
  }

  /** What stands for a text in a row; null counts as well. */
  public static long of(@Nullable String text) {
    return text == null ? -1 : text.hashCode();
  }

  /** A row by its hash. */
  public void addHash(long hash) {
    count++;
    sum += hash;
  }

  public void add(long a, long b) {
    addHash(mix(mix(0, a), b));
  }

  public void add(long a, long b, long c) {
    addHash(mix(mix(mix(0, a), b), c));
  }

  public void add(long a, long b, long c, long d) {
    addHash(mix(mix(mix(mix(0, a), b), c), d));
  }

  /** All seven numbers of an event. */
  public void add(Event e) {
    long h = mix(mix(mix(0, e.kind), e.seq), e.ts);
    addHash(mix(mix(mix(mix(h, e.id), e.party), e.amount), e.expires));
  }

  /** Takes in what another thread folded. */
  public void add(Fold other) {
    count += other.count;
    sum += other.sum;
  }

  /** Goes on from an earlier state. */
  public void restore(long rows, long checksum) {
    count = rows;
    sum = checksum;
  }
}
