package dev.eddy.model.row;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** The constants are what Flink 1.20.3's MathUtils and KeyGroupRangeAssignment gave. */
class KeyGroupsTest {
  @Test
  void theMurmurHashIsFlinks() {
    int[][] flink = {
      {0, 593689054},
      {1, 68075478},
      {-1, 1982413648},
      {42, 1134849565},
      {0x811c9dc5, 580985606},
      {Integer.MAX_VALUE, 1653689534},
      {Integer.MIN_VALUE, 1718298732},
      {123456789, 1088346449},
      {-987654321, 1314828554}
    };
    for (int[] f : flink) {
      assertThat(KeyGroups.murmur(f[0])).as("hash of %d", f[0]).isEqualTo(f[1]);
    }
  }

  @Test
  void theHashOfAKeyIsFnv1a() {
    assertThat(KeyGroups.hash(new byte[0])).isEqualTo(0x811c9dc5);
    assertThat(KeyGroups.hash("a".getBytes(StandardCharsets.UTF_8))).isEqualTo(0xe40c292c);
    assertThat(KeyGroups.hash("foobar".getBytes(StandardCharsets.UTF_8))).isEqualTo(0xbf9cf968);
    assertThat(KeyGroups.groupOf(new byte[0], 128)).isEqualTo(6);
    assertThat(KeyGroups.groupOf(new byte[0], 720)).isEqualTo(326);
  }

  @Test
  void theSubtaskOfAKeyGroupIsFlinks() {
    int[][] flink = {
      {128, 1, 0, 0},
      {128, 2, 63, 0},
      {128, 2, 64, 1},
      {128, 3, 42, 0},
      {128, 3, 43, 1},
      {128, 5, 127, 4},
      {720, 7, 411, 3}
    };
    for (int[] f : flink) {
      assertThat(KeyGroups.subtaskOf(f[2], f[0], f[1])).isEqualTo(f[3]);
    }
  }

  @Property
  void everyKeyHasAGroupAndEveryGroupASubtask(
      @ForAll byte[] key,
      @ForAll @IntRange(min = 1, max = 32_768) int maxParallelism,
      @ForAll @IntRange(min = 1, max = 64) int wanted) {
    int parallelism = Math.min(wanted, maxParallelism);
    int group = KeyGroups.groupOf(key, maxParallelism);
    assertThat(group).isBetween(0, maxParallelism - 1);
    assertThat(KeyGroups.subtaskOf(group, maxParallelism, parallelism))
        .isBetween(0, parallelism - 1);
  }
}
