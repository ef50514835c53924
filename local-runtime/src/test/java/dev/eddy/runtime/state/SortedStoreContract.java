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
abstract class SortedStoreContract {
  abstract SortedStore<Integer> create();

  private record Kept(SortedStore.Keyframe keyframe, TreeMap<byte[], Integer> expected) {}

  @Property(tries = 200)
  void aStoreIsASortedMapThatCanBePutBackToItsKeyframes(
      @ForAll @LongRange(min = 0, max = 1_000_000) long seed,
      @ForAll @IntRange(min = 1, max = 2000) int keys) {
    Random random = new Random(seed);
    SortedStore<Integer> store = create();
    TreeMap<byte[], Integer> expected = new TreeMap<>(Arrays::compareUnsigned);
    List<Kept> kept = new ArrayList<>();
    for (int i = 0; i < 3000; i++) {
      byte[] key = key(random, keys);
      switch (random.nextInt(20)) {
        case 0, 1, 2, 3, 4, 5, 6, 7 ->
            assertThat(store.put(key, i)).isEqualTo(expected.put(key, i));
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
            TreeMap<byte[], Integer> copy = new TreeMap<>(Arrays::compareUnsigned);
            copy.putAll(expected);
            kept.add(new Kept(store.keyframe(), copy));
          }
        }
        case 18 -> {
          if (!kept.isEmpty() && random.nextInt(10) == 0) {
            Kept k = kept.get(random.nextInt(kept.size()));
            store.seek(k.keyframe);
            expected.clear();
            expected.putAll(k.expected);
          }
        }
        default -> assertThat(store.get(key)).isEqualTo(expected.get(key));
      }
      assertThat(store.size()).isEqualTo(expected.size());
    }
    for (Kept k : kept) {
      store.seek(k.keyframe);
      assertThat(entries(store)).isEqualTo(entries(k.expected));
    }
  }

  private static byte[] key(Random random, int keys) {
    int k = random.nextInt(keys);
    return k % 5 == 0 ? new byte[] {(byte) k} : new byte[] {(byte) (k >>> 8), (byte) k, (byte) 200};
  }

  private static List<Integer> from(SortedStore<Integer> store, byte[] key) {
    List<Integer> out = new ArrayList<>();
    store.scan(key, (k, v) -> out.add(v));
    return out;
  }

  private static List<String> entries(SortedStore<Integer> store) {
    List<String> out = new ArrayList<>();
    store.scan(new byte[0], (k, v) -> out.add(Arrays.toString(k) + v));
    return out;
  }

  private static List<String> entries(Map<byte[], Integer> map) {
    List<String> out = new ArrayList<>();
    map.forEach((k, v) -> out.add(Arrays.toString(k) + v));
    return out;
  }
}
