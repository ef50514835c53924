package dev.eddy.runtime.state;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eddy.model.row.Row;
import dev.eddy.model.type.Schema;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;

class IndexedTableTest extends StateTableContract {
  /** Asked at random, so that it moves from one kind to the next. */
  @Override
  protected StateTable table(Random random, Schema key, Schema value, int groups) {
    IndexedTable table = new IndexedTable(() -> StateBackend.HEAP.table(key, value, groups), false);
    Random asks = new Random(random.nextLong());
    int rarely = 1 + asks.nextInt(400);
    return new StateTableAsked(table, () -> asks.nextInt(rarely) == 0);
  }

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
      @ForAll @IntRange(min = 1, max = 2000) int keys,
      @ForAll @IntRange(min = 10, max = 3000) int steps) {
    check(seed, keys, steps);
  }

  @Property(tries = 100)
  void aSnapshotStaysWhatItIsAndTellsWhatHasChangedSinceAnother(
      @ForAll @LongRange(min = 0, max = 1_000_000) long seed,
      @ForAll @IntRange(min = 1, max = 2000) int keys,
      @ForAll @IntRange(min = 10, max = 1000) int steps) {
    checkSnapshots(seed, keys, steps);
  }

  @Property(tries = 50)
  void whatIsRemovedWhileOthersAreLoadedIsGone(
      @ForAll @LongRange(min = 0, max = 1_000_000) long seed) {
    checkRemovingWhileLoading(seed);
  }

  private interface Chance {
    boolean now();
  }

  /**
   * Before some reads, asks for the entries of a key and looks whether they are those of a scan.
   */
  private record StateTableAsked(IndexedTable table, Chance chance) implements StateTable {
    private void ask(byte[] key) {
      if (chance.now()) {
        List<String> expected = new ArrayList<>();
        table.scan(
            key,
            (k, v) -> Keys.startsWith(k, key) && expected.add(java.util.Arrays.toString(k) + v));
        List<String> found = new ArrayList<>();
        for (Map.Entry<byte[], Stored> e : table.startingWith(key)) {
          found.add(java.util.Arrays.toString(e.getKey()) + e.getValue());
        }
        assertThat(found).isEqualTo(expected);
      }
    }

    private static StateKey holder(byte[] key) {
      StateKey k = new StateKey();
      k.set(key);
      return k;
    }

    @Override
    public Stored get(byte[] key) {
      ask(key);
      return table.get(key);
    }

    /** By the cursor, as operators do. */
    @Override
    public Stored put(byte[] key, Stored value) {
      ask(key);
      StateKey k = holder(key);
      Stored before = table.get(key);
      assertThat(table.find(k)).isEqualTo(before != null);
      if (before != null) {
        Row read = new Row(before.value().columns());
        table.read(read);
        assertThat(read).isEqualTo(before.value());
      }
      table.write(k, value.value(), value.sequence(), value.step());
      return before;
    }

    @Override
    public Stored remove(byte[] key) {
      ask(key);
      Stored before = table.get(key);
      StateKey k = holder(key);
      if (table.find(k)) {
        table.removeFound(k);
      }
      return before;
    }

    @Override
    public int size() {
      return table.size();
    }

    @Override
    public Stored first() {
      return table.first();
    }

    @Override
    public void scan(byte[] from, Visitor<? super Stored> visitor) {
      table.scan(from, visitor);
    }

    @Override
    public byte[] lastKeyBelow(byte[] upper) {
      return table.lastKeyBelow(upper);
    }

    @Override
    public Keyframe keyframe() {
      return table.keyframe();
    }

    @Override
    public void seek(Keyframe keyframe) {
      table.seek(keyframe);
    }

    @Override
    public Snapshot<Stored> snapshot() {
      return table.snapshot();
    }

    @Override
    public boolean find(StateKey key) {
      return table.find(key);
    }

    @Override
    public long touch(int group, long hash) {
      return table.touch(group, hash);
    }

    @Override
    public void read(Row into) {
      table.read(into);
    }

    @Override
    public void write(StateKey key, Row row, long sequence, int step) {
      table.write(key, row, sequence, step);
    }

    @Override
    public void removeFound(StateKey key) {
      table.removeFound(key);
    }
  }
}
