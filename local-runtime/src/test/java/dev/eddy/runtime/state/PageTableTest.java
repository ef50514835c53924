package dev.eddy.runtime.state;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eddy.model.row.KeyCodec;
import dev.eddy.model.row.Row;
import dev.eddy.model.type.DataType;
import dev.eddy.model.type.Field;
import dev.eddy.model.type.Schema;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

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

  @Property(tries = 200)
  void aPastThatIsPackedIsWhatItWas(
      @ForAll @LongRange(min = 0, max = 1_000_000) long seed,
      @ForAll @IntRange(min = 1, max = 2000) int keys,
      @ForAll @IntRange(min = 100, max = 6000) int steps) {
    checkPacking(seed, keys, steps);
  }

  @Test
  void packedImagesOfCountsTakeAThirdOfTheRoom() {
    PageTable table =
        new PageTable(
            new SlotLayout(
                Schema.of(new Field("k", DataType.BIGINT)),
                Schema.of(new Field("n", DataType.BIGINT))),
            128,
            1 << 10,
            1000,
            1000);
    StateKey key = new StateKey();
    KeyCodec codec = new KeyCodec(Schema.of(new Field("k", DataType.BIGINT)));
    Row row = new Row(1);
    int[] column = {0};
    List<SortedStore.Keyframe> marks = new ArrayList<>();
    Random random = new Random(1);
    for (int i = 1; i <= 100_000; i++) {
      if (i % 1000 == 0) {
        marks.add(table.keyframe());
      }
      row.setLong(0, random.nextInt(10_000));
      key.set(codec, row, column, 128);
      long n = table.find(key) ? table.word(0) : 0;
      row.setLong(0, n + 1);
      table.write(key, row, i, 1);
    }
    Holdings before = new Holdings();
    marks.forEach(m -> m.weigh(before));
    before.pack();
    Holdings after = new Holdings();
    marks.forEach(m -> m.weigh(after));
    // The segment that is written to is not packed.
    assertThat(after.total()).isLessThan(before.total() / 3);
  }

  @Override
  protected StateTable table(Random random, Schema key, Schema value, int groups) {
    int pageWords = 1 << 4 + random.nextInt(11);
    int fewImages = random.nextInt(2000);
    int manyRecalled = random.nextInt(500);
    return new PageTable(new SlotLayout(key, value), groups, pageWords, fewImages, manyRecalled);
  }
}
