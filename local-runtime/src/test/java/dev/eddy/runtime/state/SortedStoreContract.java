package dev.eddy.runtime.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;

/** What every store of state must do; a subclass names the store. */
abstract class SortedStoreContract<V> {
  abstract SortedStore<V> create(Random random);

  /** Another store like the one that was created last. */
  abstract SortedStore<V> another();

  /** A value written at event i. */
  abstract V value(Random random, int i);

  /** One of so many full keys, or another byte string between them. */
  abstract byte[] key(Random random, int keys);

  private record Kept<V>(SortedStore.Keyframe keyframe, int now, TreeMap<byte[], V> expected) {}

  @Property(tries = 200)
  void aStoreIsASortedMapThatCanBePutBackToItsKeyframes(
      @ForAll @LongRange(min = 0, max = 1_000_000) long seed,
      @ForAll @IntRange(min = 1, max = 2000) int keys,
      @ForAll @IntRange(min = 10, max = 3000) int steps) {
    Random random = new Random(seed);
    SortedStore<V> store = create(random);
    TreeMap<byte[], V> expected = new TreeMap<>(Arrays::compareUnsigned);
    List<Kept<V>> kept = new ArrayList<>();
    // The number of the event, which goes back with the store.
    int now = 1;
    for (int i = 0; i < steps; i++, now++) {
      byte[] key = key(random, keys);
      switch (random.nextInt(20)) {
        case 0, 1, 2, 3, 4, 5, 6, 7 -> {
          V value = value(random, now);
          assertThat(store.put(key, value)).isEqualTo(expected.put(key, value));
        }
        case 8, 9, 10, 11, 12, 13 -> assertThat(store.remove(key)).isEqualTo(expected.remove(key));
        case 14 -> {
          if (!expected.isEmpty()) {
            // As timers do: from the front.
            byte[] first = expected.firstKey();
            assertThat(store.first()).isEqualTo(expected.firstEntry().getValue());
            store.remove(first);
            expected.remove(first);
          }
        }
        case 15 -> assertThat(store.lastKeyBelow(key)).isEqualTo(expected.lowerKey(key));
        case 16 ->
            assertThat(from(store, key)).isEqualTo(List.copyOf(expected.tailMap(key).values()));
        case 17 -> {
          if (random.nextInt(10) == 0) {
            TreeMap<byte[], V> copy = new TreeMap<>(Arrays::compareUnsigned);
            copy.putAll(expected);
            kept.add(new Kept<>(store.keyframe(), now, copy));
          }
        }
        case 18 -> {
          if (!kept.isEmpty() && random.nextInt(10) == 0) {
            Kept<V> k = kept.get(random.nextInt(kept.size()));
            if (random.nextInt(3) == 0) {
              store = another();
            }
            store.seek(k.keyframe);
            now = k.now;
            expected.clear();
            expected.putAll(k.expected);
          }
        }
        default -> assertThat(store.get(key)).isEqualTo(expected.get(key));
      }
      assertThat(store.size()).isEqualTo(expected.size());
    }
    for (Kept<V> k : kept) {
      store.seek(k.keyframe);
      assertThat(entries(store)).isEqualTo(entries(k.expected));
    }
  }

  private static <V> List<V> from(SortedStore<V> store, byte[] key) {
    List<V> out = new ArrayList<>();
    store.scan(key, (k, v) -> out.add(v));
    return out;
  }

  private static <V> List<String> entries(SortedStore<V> store) {
    List<String> out = new ArrayList<>();
    store.scan(new byte[0], (k, v) -> out.add(Arrays.toString(k) + v));
    return out;
  }

  private static <V> List<String> entries(Map<byte[], V> map) {
    List<String> out = new ArrayList<>();
    map.forEach((k, v) -> out.add(Arrays.toString(k) + v));
    return out;
  }
}
