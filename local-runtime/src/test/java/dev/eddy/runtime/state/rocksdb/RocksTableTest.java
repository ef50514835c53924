package dev.eddy.runtime.state.rocksdb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eddy.model.row.Row;
import dev.eddy.model.type.DataType;
import dev.eddy.model.type.Field;
import dev.eddy.model.type.Schema;
import dev.eddy.runtime.state.StateBackend;
import dev.eddy.runtime.state.StateTable;
import dev.eddy.runtime.state.StateTableContract;
import dev.eddy.runtime.state.Stored;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Tag;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.lifecycle.AfterTry;

class RocksTableTest extends StateTableContract {
  private final List<StateBackend> backends = new ArrayList<>();

  private static Path scratch() {
    try {
      return Files.createTempDirectory("rocks").resolve("state");
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @Property(tries = 6)
  void aStoreIsASortedMapThatCanBePutBackToItsKeyframes(
      @ForAll @LongRange(min = 0, max = 1_000_000) long seed,
      @ForAll @IntRange(min = 1, max = 2000) int keys,
      @ForAll @IntRange(min = 10, max = 3000) int steps) {
    check(seed, keys, steps);
  }

  @Property(tries = 3)
  void aSnapshotStaysWhatItIsAndTellsWhatHasChangedSinceAnother(
      @ForAll @LongRange(min = 0, max = 1_000_000) long seed,
      @ForAll @IntRange(min = 1, max = 2000) int keys,
      @ForAll @IntRange(min = 10, max = 3000) int steps) {
    checkSnapshots(seed, keys, steps);
  }

  @Tag("long")
  @Property(tries = 100)
  void aStoreIsASortedMapOverManySeeds(@ForAll long seed) {
    check(seed, 1 + new Random(seed).nextInt(2000), 3000);
  }

  @Property(tries = 4)
  void entriesThatAreLoadedAreThoseThatWerePut(
      @ForAll @LongRange(min = 0, max = 1_000_000) long seed,
      @ForAll @IntRange(min = 1, max = 2000) int keys) {
    checkLoading(seed, keys);
  }

  @Property(tries = 2)
  void whatIsRemovedWhileOthersAreLoadedIsGone(
      @ForAll @LongRange(min = 0, max = 1_000_000) long seed) {
    checkRemovingWhileLoading(seed);
  }

  @Override
  protected StateTable table(Random random, Schema key, Schema value, int groups) {
    RocksBackend backend =
        new RocksBackend(
            scratch(),
            new RocksBackend.Sizes(
                1 + random.nextInt(20_000),
                64 << random.nextInt(8),
                random.nextInt(2000),
                1 + random.nextInt(20_000)));
    backends.add(backend);
    return backend.table(key, value, groups);
  }

  @AfterTry
  void close() {
    backends.forEach(StateBackend::close);
    backends.clear();
  }

  @Example
  void nothingIsLeftOnTheDisk() {
    Path folder = scratch();
    Schema one = Schema.of(new Field("a", DataType.BIGINT));
    Row row = new Row(1);
    try (RocksBackend backend = new RocksBackend(folder, new RocksBackend.Sizes(1, 64, 0, 1))) {
      StateTable table = backend.table(one, one, 4);
      for (int i = 0; i < 100; i++) {
        row.setLong(0, i);
        table.put(new byte[] {0, (byte) (i % 4), (byte) i}, new Stored(row.copy(), i, 0));
        if (i % 10 == 0) {
          table.keyframe();
        }
      }
      assertThat(table.size()).isEqualTo(100);
    }
    assertThat(folder).doesNotExist();
  }

  @Example
  void whatOneBackendLeavesToTheCollectorIsNeverTheFileOfTheNextInItsFolder() {
    Path folder = scratch();
    Path first;
    try (RocksBackend backend = new RocksBackend(folder)) {
      first = backend.fresh("anchor");
    }
    try (RocksBackend backend = new RocksBackend(folder)) {
      for (int i = 0; i < 5; i++) {
        assertThat(backend.fresh("anchor")).isNotEqualTo(first);
      }
    }
  }
}
