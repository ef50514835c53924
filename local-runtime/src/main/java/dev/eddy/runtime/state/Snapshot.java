package dev.eddy.runtime.state;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;

/**
 * Everything that a store held at one moment. Taken in a time that does not depend on the size, and
 * read by any thread while the store goes on; what the store writes to afterwards it copies first.
 */
public interface Snapshot<V> {
  /** Takes an entry that is not what it was. */
  interface Changes<V> {
    /**
     * Gives whether to go on.
     *
     * @param now null where it was removed
     */
    boolean change(byte[] key, @Nullable V now);
  }

  /** Number of entries. */
  int size();

  /** Visits all entries in the order of their keys, until the visitor says no. */
  void scan(SortedStore.Visitor<? super V> visitor);

  /**
   * Visits what is different from an earlier snapshot of a store of the same kind, in the order of
   * the keys. What both share is not looked at where both are of the same store.
   */
  void changesSince(Snapshot<V> earlier, Changes<? super V> visitor);

  /** Merges what is not shared, both in the order of the keys. */
  static <V> void merge(
      List<Map.Entry<byte[], V>> before,
      List<Map.Entry<byte[], V>> now,
      BiPredicate<V, V> same,
      Changes<? super V> visitor) {
    int b = 0;
    int n = 0;
    boolean on = true;
    while (on && (b < before.size() || n < now.size())) {
      int c =
          b == before.size()
              ? 1
              : n == now.size()
                  ? -1
                  : Arrays.compareUnsigned(before.get(b).getKey(), now.get(n).getKey());
      if (c < 0) {
        on = visitor.change(before.get(b++).getKey(), null);
      } else if (c > 0) {
        Map.Entry<byte[], V> e = now.get(n++);
        on = visitor.change(e.getKey(), e.getValue());
      } else {
        Map.Entry<byte[], V> e = now.get(n++);
        on =
            same.test(before.get(b++).getValue(), e.getValue())
                || visitor.change(e.getKey(), e.getValue());
      }
    }
  }
}
