package dev.eddy.runtime.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/** What every store of state must do; a subclass names the store. */
public abstract class SortedStoreContract<V> {
  protected abstract SortedStore<V> create(Random random);

  /** Another store like the one that was created last. */
  protected abstract SortedStore<V> another();

  /** A value written at event i. */
  protected abstract V value(Random random, int i);

  /** One of so many full keys, or another byte string between them. */
  protected abstract byte[] key(Random random, int keys);

  private record Taken<V>(Snapshot<V> snapshot, TreeMap<byte[], V> expected) {}

  /** A snapshot stays what it is, and tells what has changed since another. */
  protected final void checkSnapshots(long seed, int keys, int steps) {
    Random random = new Random(seed);
    SortedStore<V> store = create(random);
    TreeMap<byte[], V> expected = new TreeMap<>(Arrays::compareUnsigned);
    List<Taken<V>> taken = new ArrayList<>();
    SortedStore.Keyframe keyframe = store.keyframe();
    for (int now = 1; now <= steps; now++) {
      byte[] key = key(random, keys);
      if (random.nextInt(3) > 0) {
        V value = value(random, now);
        store.put(key, value);
        expected.put(key, value);
      } else {
        store.remove(key);
        expected.remove(key);
      }
      if (random.nextInt(100) == 0) {
        keyframe = store.keyframe();
      }
      if (random.nextInt(steps / 4 + 1) == 0) {
        TreeMap<byte[], V> copy = new TreeMap<>(Arrays::compareUnsigned);
        copy.putAll(expected);
        taken.add(new Taken<>(store.snapshot(), copy));
      }
    }
    store.seek(keyframe);
    for (Taken<V> t : taken) {
      assertThat(t.snapshot.size()).isEqualTo(t.expected.size());
      TreeMap<byte[], V> found = new TreeMap<>(Arrays::compareUnsigned);
      t.snapshot.scan(
          (k, v) -> {
            assertThat(found.isEmpty() || Arrays.compareUnsigned(found.lastKey(), k) < 0).isTrue();
            found.put(k, v);
            return true;
          });
      assertThat(found).isEqualTo(t.expected);
    }
    for (int i = 1; i < taken.size(); i++) {
      Taken<V> before = taken.get(random.nextInt(i));
      TreeMap<byte[], V> replayed = new TreeMap<>(Arrays::compareUnsigned);
      replayed.putAll(before.expected);
      int[] changes = new int[1];
      Taken<V> now = taken.get(i);
      now.snapshot.changesSince(
          before.snapshot,
          (k, v) -> {
            changes[0]++;
            if (v == null) {
              assertThat(replayed.remove(k)).isNotNull();
            } else {
              replayed.put(k, v);
            }
            return true;
          });
      assertThat(replayed).isEqualTo(now.expected);
    }
    for (Taken<V> t : taken) {
      t.snapshot.changesSince(
          t.snapshot,
          (k, v) -> {
            throw new AssertionError("a change since itself");
          });
    }
  }

  private record Kept<V>(SortedStore.Keyframe keyframe, int now, TreeMap<byte[], V> expected) {}

  /**
   * A store is a sorted map that can be put back to its keyframes.
   *
   * @param steps so many things are done
   */
  protected final void check(long seed, int keys, int steps) {
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
            packOne(kept, random);
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
      packOne(kept, random);
      store.seek(k.keyframe);
      assertThat(entries(store)).isEqualTo(entries(k.expected));
    }
  }

  /** Half of the time, what one of the keyframes holds is packed, which changes nothing. */
  private static <V> void packOne(List<Kept<V>> kept, Random random) {
    if (random.nextBoolean()) {
      Holdings h = new Holdings();
      kept.get(random.nextInt(kept.size())).keyframe.weigh(h);
      h.pack();
    }
  }

  /**
   * Going to and fro over many keyframes where hardly an entry is removed: what is not looked at
   * after going back stays as it was, and so does what was looked at there and then left again.
   */
  protected final void checkGoingToAndFro(long seed, int keys, int steps) {
    Random random = new Random(seed);
    SortedStore<V> store = create(random);
    TreeMap<byte[], V> expected = new TreeMap<>(Arrays::compareUnsigned);
    List<Kept<V>> kept = new ArrayList<>();
    List<Taken<V>> taken = new ArrayList<>();
    int now = 1;
    for (int i = 0; i < steps; i++, now++) {
      byte[] key = key(random, keys);
      int what = random.nextInt(1000);
      if (what < 700) {
        V value = value(random, now);
        assertThat(store.put(key, value)).isEqualTo(expected.put(key, value));
      } else if (what < 960) {
        assertThat(store.get(key)).isEqualTo(expected.get(key));
      } else if (what < 962) {
        assertThat(store.remove(key)).isEqualTo(expected.remove(key));
      } else if (what < 964) {
        assertThat(entries(store)).isEqualTo(entries(expected));
      } else if (what < 966) {
        TreeMap<byte[], V> copy = new TreeMap<>(Arrays::compareUnsigned);
        copy.putAll(expected);
        taken.add(new Taken<>(store.snapshot(), copy));
      } else if (what < 985 || kept.isEmpty()) {
        TreeMap<byte[], V> copy = new TreeMap<>(Arrays::compareUnsigned);
        copy.putAll(expected);
        kept.add(new Kept<>(store.keyframe(), now, copy));
      } else {
        // Mostly to one that was made lately, which itself was made after going back.
        packOne(kept, random);
        int back = random.nextBoolean() ? 1 + random.nextInt(3) : kept.size();
        Kept<V> k = kept.get(Math.max(0, kept.size() - 1 - random.nextInt(back)));
        store.seek(k.keyframe);
        now = k.now;
        expected.clear();
        expected.putAll(k.expected);
      }
      assertThat(store.size()).isEqualTo(expected.size());
    }
    for (Taken<V> t : taken) {
      TreeMap<byte[], V> found = new TreeMap<>(Arrays::compareUnsigned);
      t.snapshot.scan((k, v) -> found.put(k, v) == null);
      assertThat(found).isEqualTo(t.expected);
    }
    for (Kept<V> k : kept) {
      packOne(kept, random);
      store.seek(k.keyframe);
      for (int i = 0; i < 20; i++) {
        byte[] key = key(random, keys);
        assertThat(store.get(key)).isEqualTo(k.expected.get(key));
      }
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
