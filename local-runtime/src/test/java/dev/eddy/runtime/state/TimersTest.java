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
import java.util.Random;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

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
    for (int i = 1; i < 1500; i++) {
      byte[] key = Keys.full(random.nextInt(3), new byte[] {1, (byte) random.nextInt(20)});
      String name = "t" + random.nextInt(2);
      long time = random.nextInt(200) - 50;
      store.enter(key, i, 0);
      switch (random.nextInt(8)) {
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
}
