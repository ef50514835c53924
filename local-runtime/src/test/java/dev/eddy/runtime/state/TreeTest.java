package dev.eddy.runtime.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import net.jqwik.api.Example;
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

  private static byte[] key(int i) {
    return new byte[] {(byte) (i >>> 8), (byte) i};
  }

  private static long weight(SortedStore.Keyframe keyframe) {
    Holdings holdings = new Holdings();
    keyframe.weigh(holdings);
    return holdings.total();
  }

  /** As timers do, or the lists of a join: only a keyframe still has what has gone. */
  @Example
  void entriesThatAreGoneWeighOnWhoStillHasThem() {
    int entries = 2000;
    Tree<Integer> gone = new Tree<>();
    Tree<Integer> written = new Tree<>();
    for (int i = 0; i < entries; i++) {
      gone.put(key(i), i);
      written.put(key(i), i);
    }
    gone.keyframe();
    written.keyframe();
    for (int i = 0; i < entries; i++) {
      gone.remove(key(i));
      written.put(key(i), i);
    }
    long extra = weight(gone.keyframe()) - weight(written.keyframe());
    assertThat(extra).isGreaterThan(100 * entries);
    for (int round = 0; round < 10; round++) {
      for (int i = 0; i < entries; i++) {
        gone.put(key(i), i);
        gone.remove(key(i));
      }
    }
    assertThat(weight(gone.keyframe()))
        .as("what came and went between two keyframes nobody has")
        .isLessThan(100 * entries);
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
