package dev.eddy.runtime.state;

import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;

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
}
