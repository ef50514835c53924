package dev.eddy.flink.type;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eddy.model.row.KeyGroups;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.apache.flink.runtime.state.KeyGroupRangeAssignment;

class KeyBytesTest {
  @Property
  void flinkPutsAKeyIntoTheGroupAndSubtaskThatEddyDoes(
      @ForAll byte[] bytes,
      @ForAll @IntRange(min = 1, max = 32768) int groups,
      @ForAll @IntRange(min = 1, max = 64) int parallelism) {
    KeyBytes key = new KeyBytes(bytes);
    int group = KeyGroupRangeAssignment.assignToKeyGroup(key, groups);

    assertThat(KeyGroups.groupOf(bytes, groups)).isEqualTo(group);
    assertThat(KeyGroups.subtaskOf(group, groups, parallelism))
        .isEqualTo(
            KeyGroupRangeAssignment.computeOperatorIndexForKeyGroup(groups, parallelism, group));
  }
}
