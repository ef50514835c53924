package dev.eddy.runtime.state;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eddy.model.row.KeyCodec;
import dev.eddy.model.row.Row;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class ListTableTest extends ListStoreContract {
  @Property(tries = 60)
  void goingToAndFroFindsWhatWasThere(
      @ForAll @LongRange(min = 0, max = 1_000_000) long seed,
      @ForAll @IntRange(min = 1, max = 2000) int keys,
      @ForAll @IntRange(min = 100, max = 6000) int steps) {
    checkGoingToAndFro(seed, keys, steps);
  }

  @Property(tries = 200)
  void aStoreIsASortedMapThatCanBePutBackToItsKeyframes(
      @ForAll @LongRange(min = 0, max = 1_000_000) long seed,
      @ForAll @IntRange(min = 1, max = 500) int keys,
      @ForAll @IntRange(min = 10, max = 2000) int steps) {
    check(seed, keys, steps);
  }

  @Property(tries = 200)
  void aSnapshotStaysWhatItIsAndTellsWhatHasChangedSinceAnother(
      @ForAll @LongRange(min = 0, max = 1_000_000) long seed,
      @ForAll @IntRange(min = 1, max = 500) int keys,
      @ForAll @IntRange(min = 10, max = 2000) int steps) {
    checkSnapshots(seed, keys, steps);
  }

  @Property(tries = 200)
  void listsInLogsAreThoseOfASortedStoreAtEveryMoment(
      @ForAll @LongRange(min = 0, max = 1_000_000) long seed,
      @ForAll @IntRange(min = 1, max = 50) int keys,
      @ForAll @IntRange(min = 10, max = 2000) int steps) {
    checkLists(seed, keys, steps);
  }

  @Override
  protected ListStore lists(Random random) {
    return new ListTable(KEY, VALUE, GROUPS);
  }

  /** Each row is written by a later event, so that nothing before it must be remembered. */
  private long now;

  /** What logs are made for a list of so many rows, in bytes; the list goes again. */
  private long bytesOfOne(ListTable lists, int rows) {
    StateKey key = new StateKey();
    Row one = new Row(1);
    one.setLong(0, 1);
    key.set(Keys.full(1, new KeyCodec(KEY).encode(one)));
    lists.keyframe();
    long before = weight(lists.keyframe());
    for (int i = 0; i < rows; i++) {
      lists.find(key);
      lists.add(key, new Row(VALUE.size()), ++now, 1);
    }
    long after = weight(lists.keyframe());
    lists.find(key);
    lists.clear(key);
    return after - before;
  }

  private static long weight(SortedStore.Keyframe keyframe) {
    Holdings held = new Holdings();
    keyframe.weigh(held);
    return held.total();
  }

  @Test
  void aNewListHasRoomForAsManyRowsAsOthersHad() {
    ListTable lists = new ListTable(KEY, VALUE, GROUPS);
    long unknown = bytesOfOne(lists, 1);
    for (int i = 0; i < 100; i++) {
      bytesOfOne(lists, 1);
    }
    assertThat(bytesOfOne(lists, 1)).isLessThan(unknown);
    for (int i = 0; i < 100; i++) {
      bytesOfOne(lists, 12);
    }
    // One log, where there were two at first.
    for (int i = 0; i < 4; i++) {
      assertThat(bytesOfOne(lists, 12))
          .isLessThan(bytesOfOne(new ListTable(KEY, VALUE, GROUPS), 12));
    }
  }

  @Test
  void fewLongListsDoNotMakeAllOthersLong() {
    ListTable lists = new ListTable(KEY, VALUE, GROUPS);
    for (int i = 0; i < 200; i++) {
      bytesOfOne(lists, i % 5 == 0 ? 100 : 2);
    }
    ListTable even = new ListTable(KEY, VALUE, GROUPS);
    for (int i = 0; i < 200; i++) {
      bytesOfOne(even, 2);
    }
    assertThat(bytesOfOne(lists, 2)).isLessThanOrEqualTo(2 * bytesOfOne(even, 2));
  }
}
