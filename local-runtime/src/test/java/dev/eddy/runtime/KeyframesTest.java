package dev.eddy.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eddy.model.row.Row;
import dev.eddy.runtime.fixture.Memory;
import dev.eddy.runtime.fixture.PlanBuilder;
import dev.eddy.runtime.flow.FlowException;
import dev.eddy.runtime.flow.LoadedPlan;
import dev.eddy.runtime.flow.Network;
import dev.eddy.runtime.state.StateBackend;
import dev.eddy.runtime.state.rocksdb.RocksBackend;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class KeyframesTest {
  private final Memory memory = new Memory();

  @Property(tries = 5)
  void theyHoldNoMoreThanTheirCapAndStayGood(
      @ForAll @IntRange(min = 100, max = 600) int count,
      @ForAll @IntRange(min = 1, max = 20_000) int keys)
      throws Exception {
    checkTheirCap(count, keys, StateBackend.HEAP);
  }

  @Property(tries = 3)
  void norDoThoseOfRocksdbWhoseImagesHangTogether(
      @ForAll @IntRange(min = 100, max = 600) int count,
      @ForAll @IntRange(min = 1, max = 20_000) int keys)
      throws Exception {
    Path folder = Files.createTempDirectory("keyframes");
    try (RocksBackend backend = new RocksBackend(folder.resolve("state"), 4 << 20)) {
      checkTheirCap(count, keys, backend);
    }
  }

  private LoadedPlan plan() throws Exception {
    memory.put("keyframes", List.of(List.of()));
    return LoadedPlan.load(
        new PlanBuilder()
            .source("s", "keyframes")
            .add("fold", "fold", "s")
            .add("out", "store", "fold")
            .build(),
        memory.providers(),
        KeyframesTest.class.getClassLoader());
  }

  /** Counts a hundred keys from a sequence on; gives the next one. */
  private static long push(Network network, long from, Random random, int keys)
      throws FlowException {
    Row row = new Row(3);
    long sequence = from;
    for (int n = 0; n < 100; n++) {
      row.setLong(0, sequence);
      row.setString(1, "k" + random.nextInt(keys));
      row.setLong(2, 1);
      network.push(sequence++, 0, 0, 0, row);
    }
    return sequence;
  }

  @Example
  void whereMemoryIsShortHalfOfWhatTheyHoldGoesOnce() throws Exception {
    LoadedPlan plan = plan();
    boolean[] pressed = {false};
    Keyframes keyframes =
        new Keyframes(
            2 << 20,
            () -> {
              boolean now = pressed[0];
              pressed[0] = false;
              return now;
            });
    Random random = new Random(1);
    try (Network network = Network.build(plan, new int[] {1}, 1, StateBackend.HEAP)) {
      network.mute(true);
      long sequence = 1;
      keyframes.put(sequence, network.frame());
      long before = 0;
      for (int i = 1; i <= 400 && (before < 1 << 20 || i % 16 != 3); i++) {
        sequence = push(network, sequence, random, 20_000);
        keyframes.put(sequence, network.frame());
        before = keyframes.bytes();
      }
      assertThat(before).isGreaterThan(1 << 20);
      pressed[0] = true;
      keyframes.put(sequence + 1, network.frame());
      long after = keyframes.bytes();
      assertThat(after).isLessThan(before * 6 / 10);
      assertThat(pressed[0]).isFalse();
      assertThat(keyframes.floor(1)).isNotNull();
      keyframes.put(sequence + 2, network.frame());
      assertThat(keyframes.bytes()).isGreaterThan(after * 9 / 10);
    }
  }

  private void checkTheirCap(int count, int keys, StateBackend backend) throws Exception {
    LoadedPlan plan = plan();
    long cap = 1 << 20;
    Keyframes keyframes = new Keyframes(cap);
    Random random = new Random(count);
    try (Network network = Network.build(plan, new int[] {1}, 1, backend)) {
      network.mute(true);
      long sequence = 1;
      keyframes.put(sequence, network.frame());
      List<Long> entries = new ArrayList<>();
      for (int i = 1; i <= count; i++) {
        sequence = push(network, sequence, random, keys);
        entries.add(network.state().entries(1));
        keyframes.put(sequence, network.frame());
        if (i % 16 == 0) {
          // What is being written cannot go.
          assertThat(keyframes.bytes()).isLessThan(3 * cap);
        }
      }
      assertThat(keyframes.floor(1)).isNotNull();
      for (long at = sequence; at > 1; ) {
        Map.Entry<Long, Network.Frame> frame = Objects.requireNonNull(keyframes.floor(at));
        network.seek(frame.getValue());
        long expected = frame.getKey() == 1 ? 0 : entries.get((int) (frame.getKey() - 1) / 100 - 1);
        assertThat(network.state().entries(1)).isEqualTo(expected);
        int[] found = {0};
        network.state().scan(1, 0, (k, v) -> found[0]++ >= 0);
        assertThat(found[0]).isEqualTo(expected);
        at = frame.getKey() - 1;
      }
    }
  }

  @Property(tries = 20)
  void noGapIsLongAndThoseNearTheHeadAreShort(@ForAll @IntRange(min = 300, max = 8_000) int count)
      throws Exception {
    memory.put("keyframes", List.of(List.of()));
    LoadedPlan plan =
        LoadedPlan.load(
            new PlanBuilder().source("s", "keyframes").add("out", "store", "s").build(),
            memory.providers(),
            KeyframesTest.class.getClassLoader());
    Keyframes keyframes = new Keyframes(Long.MAX_VALUE);
    try (Network network = Network.build(plan, new int[] {1}, 1)) {
      for (int i = 0; i < count; i++) {
        keyframes.put(1 + i * 1_000L, network.frame());
      }
    }
    long head = 1 + (count - 1) * 1_000L;
    long longest = 0;
    long next = head;
    for (long at = head; at > 1; at = next - 1) {
      long floor = Objects.requireNonNull(keyframes.floor(at)).getKey();
      longest = Math.max(longest, next - floor);
      next = floor;
    }
    // 256 even ones would lie count / 256 apart.
    assertThat(longest).isLessThanOrEqualTo(4 * Math.max(1_000, head / 256));
    long near = Objects.requireNonNull(keyframes.floor(head - 1)).getKey();
    assertThat(head - near).isLessThanOrEqualTo(2_000);
  }
}
