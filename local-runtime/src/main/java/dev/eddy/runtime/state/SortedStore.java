package dev.eddy.runtime.state;

import org.jspecify.annotations.Nullable;

/**
 * A map from byte keys to immutable values, in unsigned lexicographic order of the keys, that can
 * be put back to any keyframe taken of it. Keys and values that were handed over are never written
 * to again, by either side. Used by one thread at a time.
 *
 * @param <V> the values
 */
public interface SortedStore<V> {
  /**
   * What a store held at one moment. Immutable; for the store that gave it and others made alike,
   * on the same thread.
   */
  interface Keyframe {
    /** Adds what it keeps from being freed. */
    default void weigh(Holdings into) {}
  }

  /** Takes one entry; gives whether to go on. */
  interface Visitor<V> {
    boolean visit(byte[] key, V value);
  }

  @Nullable V get(byte[] key);

  /** Gives the value before, if there was one. */
  @Nullable V put(byte[] key, V value);

  /** Gives the value before, if there was one. */
  @Nullable V remove(byte[] key);

  int size();

  /** The value of the least key; null when empty. */
  @Nullable V first();

  /** Visits entries with keys from {@code from} (inclusive) in order, until the visitor says no. */
  void scan(byte[] from, Visitor<? super V> visitor);

  /** The greatest key below {@code upper}; null where there is none. */
  byte @Nullable [] lastKeyBelow(byte[] upper);

  /** Takes a keyframe, in a time that does not depend on the size. */
  Keyframe keyframe();

  /** Puts a keyframe back, in a time that does not depend on the size. It can be put back again. */
  void seek(Keyframe keyframe);

  /** What is there now, for other threads. */
  Snapshot<V> snapshot();
}
