package dev.eddy.runtime.state;

import dev.eddy.model.type.Schema;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;

class PageTableTest extends StateTableContract {
  @Property(tries = 60)
  void goingToAndFroFindsWhatWasThere(
      @ForAll @LongRange(min = 0, max = 1_000_000) long seed,
      @ForAll @IntRange(min = 1, max = 2000) int keys,
      @ForAll @IntRange(min = 100, max = 6000) int steps) {
    checkGoingToAndFro(seed, keys, steps);
  }

  @Property(tries = 300)
  void aStoreIsASortedMapThatCanBePutBackToItsKeyframes(
      @ForAll @LongRange(min = 0, max = 1_000_000) long seed,
      @ForAll @IntRange(min = 1, max = 2000) int keys,
      @ForAll @IntRange(min = 10, max = 3000) int steps) {
    check(seed, keys, steps);
  }

  @Property(tries = 200)
  void aSnapshotStaysWhatItIsAndTellsWhatHasChangedSinceAnother(
      @ForAll @LongRange(min = 0, max = 1_000_000) long seed,
      @ForAll @IntRange(min = 1, max = 2000) int keys,
      @ForAll @IntRange(min = 10, max = 3000) int steps) {
    checkSnapshots(seed, keys, steps);
  }

  @Property(tries = 50)
  void entriesThatAreLoadedAreThoseThatWerePut(
      @ForAll @LongRange(min = 0, max = 1_000_000) long seed,
      @ForAll @IntRange(min = 1, max = 2000) int keys) {
    checkLoading(seed, keys);
  }

  @Property(tries = 50)
  void whatIsRemovedWhileOthersAreLoadedIsGone(
      @ForAll @LongRange(min = 0, max = 1_000_000) long seed) {
    checkRemovingWhileLoading(seed);
  }

  @Override
  protected StateTable table(Random random, Schema key, Schema value, int groups) {
    int pageWords = 1 << 4 + random.nextInt(11);
    int fewImages = random.nextInt(2000);
    int manyRecalled = random.nextInt(500);
    return new PageTable(new SlotLayout(key, value), groups, pageWords, fewImages, manyRecalled);
  }
}
