package dev.eddy.runtime.state;

import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;

class TreeTest extends SortedStoreContract<Integer> {
  @Property(tries = 200)
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

  @Override
  protected SortedStore<Integer> create(Random random) {
    return new Tree<>();
  }

  @Override
  protected SortedStore<Integer> another() {
    return new Tree<>();
  }

  @Override
  protected Integer value(Random random, int i) {
    return i;
  }

  @Override
  protected byte[] key(Random random, int keys) {
    int k = random.nextInt(keys);
    return k % 5 == 0 ? new byte[] {(byte) k} : new byte[] {(byte) (k >>> 8), (byte) k, (byte) 200};
  }
}
