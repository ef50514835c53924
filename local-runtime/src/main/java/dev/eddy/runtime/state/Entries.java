package dev.eddy.runtime.state;

import dev.eddy.model.row.Row;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Takes entries of state one by one, from holders that the next one writes over: a checkpoint of a
 * million entries makes no object for each.
 */
@FunctionalInterface
public interface Entries {
  /**
   * Gives whether to go on. Key and value are valid during the call.
   *
   * @param key its first {@code length} bytes are the full key
   * @param value null for an entry that was removed; sequence and step then mean nothing
   * @param sequence of the last writer
   * @param step of the last writer
   */
  boolean entry(byte[] key, int length, @Nullable Row value, long sequence, int step);

  /** A snapshot that can be read without making objects. */
  interface Source {
    /** As {@link Snapshot#scan}. */
    void entries(Entries into);

    /** As {@link Snapshot#changesSince}. */
    void changesSince(Snapshot<Stored> earlier, Entries into);
  }

  /** Visits all entries of a snapshot in the order of their keys. */
  static void scan(Snapshot<Stored> snapshot, Entries into) {
    if (snapshot instanceof Source s) {
      s.entries(into);
    } else {
      snapshot.scan((k, v) -> into.take(k, v));
    }
  }

  /** Visits what is different from an earlier snapshot in the order of the keys. */
  static void changes(Snapshot<Stored> earlier, Snapshot<Stored> now, Entries into) {
    if (now instanceof Source s) {
      s.changesSince(earlier, into);
    } else {
      now.changesSince(earlier, (k, v) -> into.take(k, v));
    }
  }

  /** Takes an entry that is an object; null for one that was removed. */
  default boolean take(byte[] key, @Nullable Stored v) {
    return v == null
        ? entry(key, key.length, null, 0, 0)
        : entry(key, key.length, v.value(), v.sequence(), v.step());
  }

  /** For those who keep what they take, and to whom nothing is removed. */
  static Entries copying(SortedStore.Visitor<? super Stored> to) {
    return (key, length, value, sequence, step) ->
        to.visit(
            Arrays.copyOf(key, length),
            new Stored(Objects.requireNonNull(value).copy(), sequence, step));
  }

  /** For those who keep what they take. */
  static Entries copying(Snapshot.Changes<? super Stored> to) {
    return (key, length, value, sequence, step) ->
        to.change(
            Arrays.copyOf(key, length),
            value == null ? null : new Stored(value.copy(), sequence, step));
  }
}
