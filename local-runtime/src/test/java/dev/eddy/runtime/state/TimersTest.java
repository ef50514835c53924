package dev.eddy.runtime.state;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eddy.model.type.DataType;
import dev.eddy.model.type.Field;
import dev.eddy.model.type.Schema;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class TimersTest {
  private static final Schema KEY = Schema.of(new Field("k", DataType.BIGINT));

  private static List<String> all(KeyedStore store) {
    List<String> out = new ArrayList<>();
    store
        .timers()
        .scan(new byte[0], (k, t) -> out.add(t.time() + Arrays.toString(t.key()) + t.name()));
    return out;
  }

  @Property(tries = 100)
  void timersAreUniqueAndFireInTheirOrderAndGoBackWithTheStore(@ForAll long seed) {
    Random random = new Random(seed);
    KeyedStore store = new KeyedStore(List.of(), KEY, 128, StateBackend.HEAP);
    TreeMap<byte[], String> expected = new TreeMap<>(Arrays::compareUnsigned);
    Map<KeyedStore.Keyframe, List<String>> kept = new HashMap<>();
    // Few times and many keys make buckets that are searched by hash and put in order by group.
    int times = 1 + random.nextInt(200);
    int keys = 1 + random.nextInt(100);
    for (int i = 1; i < 1500; i++) {
      byte[] key = Keys.full(random.nextInt(3), new byte[] {1, (byte) random.nextInt(keys)});
      String name = "t" + random.nextInt(2);
      long time = random.nextInt(times) - 50;
      store.enter(key, i, 0);
      switch (random.nextInt(9)) {
        case 0 -> {
          store.deleteTimer(name, time);
          expected.remove(Keys.timer(time, key, name));
        }
        case 1, 2 -> {
          long watermark = random.nextInt(200) - 100;
          Timer due = store.dueTimer(watermark);
          String first = expected.isEmpty() ? null : expected.firstEntry().getValue();
          if (due == null) {
            assertThat(
                    expected.isEmpty()
                        || (Keys.index(expected.firstKey(), 0) ^ Long.MIN_VALUE) > watermark)
                .isTrue();
          } else {
            assertThat(due.time() + Arrays.toString(due.key()) + due.name()).isEqualTo(first);
            store.takeTimer(due);
            expected.pollFirstEntry();
          }
        }
        case 3 -> {
          if (random.nextInt(20) == 0) {
            kept.put(store.keyframe(), all(store));
          } else if (random.nextInt(20) == 0 && !kept.isEmpty()) {
            // Another future from there on, which must not write over the one that was.
            KeyedStore.Keyframe k = List.copyOf(kept.keySet()).get(random.nextInt(kept.size()));
            store.seek(k);
            expected.clear();
            store
                .timers()
                .scan(
                    new byte[0],
                    (b, t) -> {
                      expected.put(b, t.time() + Arrays.toString(t.key()) + t.name());
                      return true;
                    });
            assertThat(all(store)).isEqualTo(kept.get(k));
          }
        }
        default -> {
          store.registerTimer(name, time);
          expected.putIfAbsent(Keys.timer(time, key, name), time + Arrays.toString(key) + name);
        }
      }
    }
    assertThat(all(store)).isEqualTo(List.copyOf(expected.values()));
    kept.forEach(
        (k, timers) -> {
          store.seek(k);
          assertThat(all(store)).isEqualTo(timers);
        });
  }

  @Property(tries = 100)
  void aSnapshotOfTimersStaysWhatItIsAndTellsWhatHasChangedSinceAnother(@ForAll long seed) {
    Random random = new Random(seed);
    KeyedStore store = new KeyedStore(List.of(), KEY, 128, StateBackend.HEAP);
    TreeMap<byte[], Long> expected = new TreeMap<>(Arrays::compareUnsigned);
    List<Snapshot<Timer>> taken = new ArrayList<>();
    List<TreeMap<byte[], Long>> contents = new ArrayList<>();
    int times = 1 + random.nextInt(50);
    for (int i = 1; i < 2000; i++) {
      byte[] key = Keys.full(random.nextInt(40), new byte[] {1, (byte) random.nextInt(10)});
      long time = random.nextInt(times);
      store.enter(key, i, 0);
      byte[] at = Keys.timer(time, key, "t");
      if (random.nextInt(3) == 0) {
        store.deleteTimer("t", time);
        expected.remove(at);
      } else {
        store.registerTimer("t", time);
        expected.putIfAbsent(at, (long) i);
      }
      assertThat(store.timers().size()).isEqualTo(expected.size());
      if (random.nextInt(200) == 0) {
        taken.add(store.timers().snapshot());
        TreeMap<byte[], Long> copy = new TreeMap<>(Arrays::compareUnsigned);
        copy.putAll(expected);
        contents.add(copy);
      }
    }
    for (int i = 0; i < taken.size(); i++) {
      TreeMap<byte[], Long> found = new TreeMap<>(Arrays::compareUnsigned);
      taken
          .get(i)
          .scan(
              (k, t) -> {
                assertThat(found.isEmpty() || Arrays.compareUnsigned(found.lastKey(), k) < 0)
                    .isTrue();
                found.put(k, t.sequence());
                return true;
              });
      assertThat(found).isEqualTo(contents.get(i));
      int earlier = random.nextInt(i + 1);
      TreeMap<byte[], Long> replayed = new TreeMap<>(Arrays::compareUnsigned);
      replayed.putAll(contents.get(earlier));
      taken
          .get(i)
          .changesSince(
              taken.get(earlier),
              (k, t) -> {
                if (t == null) {
                  assertThat(replayed.remove(k)).isNotNull();
                } else {
                  Long was = replayed.put(k, t.sequence());
                  assertThat(was == null || was != t.sequence()).isTrue();
                }
                return true;
              });
      assertThat(replayed).isEqualTo(contents.get(i));
    }
  }

  @Test
  void timersOfBothTimesStayApartWhateverTheirNamesAndKeys() {
    KeyedStore store = clocked();
    // The last byte of the key is that of the mark behind the names of the clock's.
    byte[] key = Keys.full(2, new byte[] {1, 0, 0, 0, 0, 0, 0, 0, 1});
    store.enter(key, 1, 0);
    store.registerTimer("", 10);
    store.registerTimer("t", 10);
    store.registerClockTimer("", 20);
    store.registerClockTimer("t", 20);

    // As a checkpoint is read.
    KeyedStore loaded = clocked();
    store.timers().scan(new byte[0], (k, t) -> loaded.timers().put(k, t) == null);

    assertThat(all(loaded)).isEqualTo(all(store)).hasSize(4);
    for (int i = 0; i < 2; i++) {
      loaded.takeTimer(Objects.requireNonNull(loaded.dueTimer(10)));
    }
    assertThat(loaded.nextTimerTime()).isEqualTo(Long.MAX_VALUE);
    loaded.timers().remove(Keys.timer(20, key, Timer.byClock("t")));
    loaded.takeTimer(Objects.requireNonNull(loaded.dueClockTimer(20)));
    assertThat(loaded.timers().size()).isZero();
  }

  private static KeyedStore clocked() {
    return new KeyedStore(List.of(), KEY, 128, StateBackend.HEAP, new Ticks(128), true);
  }
}
