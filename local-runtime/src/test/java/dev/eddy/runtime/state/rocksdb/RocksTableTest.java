package dev.eddy.runtime.state.rocksdb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eddy.model.row.Row;
import dev.eddy.model.type.DataType;
import dev.eddy.model.type.Field;
import dev.eddy.model.type.Schema;
import dev.eddy.runtime.state.Holdings;
import dev.eddy.runtime.state.Snapshot;
import dev.eddy.runtime.state.SortedStore;
import dev.eddy.runtime.state.StateBackend;
import dev.eddy.runtime.state.StateKey;
import dev.eddy.runtime.state.StateTable;
import dev.eddy.runtime.state.StateTableContract;
import dev.eddy.runtime.state.Stored;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
                1 + random.nextInt(20_000),
                random.nextInt(3) * random.nextInt(100_000),
                random.nextInt(3) * random.nextInt(300_000),
                random.nextInt(3) * random.nextInt(100_000)));
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
    try (RocksBackend backend =
        new RocksBackend(folder, new RocksBackend.Sizes(1, 64, 0, 1, 0, 0, 0))) {
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

  private static final Schema ONE = Schema.of(new Field("a", DataType.BIGINT));

  private static Stored stored(long n) {
    Row row = new Row(1);
    row.setLong(0, n);
    return new Stored(row, n, 0);
  }

  private static byte[] key(int i) {
    return new byte[] {0, 0, 1, (byte) (i >>> 8), (byte) i};
  }

  private static long files(Path folder) throws IOException {
    try (var all = Files.list(folder)) {
      return all.count();
    }
  }

  @Example
  void aSmallTableIsNeverOnTheDisk() throws IOException {
    Path folder = scratch();
    try (RocksBackend backend = new RocksBackend(folder, 1 << 28)) {
      StateTable table = backend.table(ONE, ONE, 1);
      for (int i = 0; i < 1000; i++) {
        Stored s = stored(i);
        table.load(key(i), s.value(), i, 0);
      }
      table.endLoading();
      SortedStore.Keyframe full = table.keyframe();
      Snapshot<Stored> before = table.snapshot();
      for (int i = 0; i < 500; i++) {
        table.remove(key(2 * i));
      }
      assertThat(table.lastKeyBelow(key(500))).isEqualTo(key(499));
      List<byte[]> gone = new ArrayList<>();
      table.snapshot().changesSince(before, (k, v) -> v == null && gone.add(k));
      assertThat(gone).hasSize(500);
      table.seek(full);
      assertThat(table.size()).isEqualTo(1000);
      assertThat(table.get(key(42))).isEqualTo(stored(42));
      assertThat(files(folder)).isZero();
    }
  }

  @Example
  void whatHasNotChangedIsNotWrittenAgainForASnapshot() throws IOException {
    Path folder = scratch();
    RocksBackend.Sizes neverSmall =
        new RocksBackend.Sizes(1 << 20, 1 << 16, 1000, 1 << 16, 0, 0, 0);
    try (RocksBackend backend = new RocksBackend(folder, neverSmall)) {
      StateTable table = backend.table(ONE, ONE, 1);
      table.put(key(1), stored(1));
      Snapshot<Stored> first = table.snapshot();
      assertThat(files(folder)).as("the database and an anchor").isEqualTo(2);
      Snapshot<Stored> second = table.snapshot();
      assertThat(files(folder)).isEqualTo(2);
      assertThat(second.size()).isEqualTo(1);
      table.put(key(2), stored(2));
      Snapshot<Stored> third = table.snapshot();
      assertThat(files(folder)).isEqualTo(3);
      List<byte[]> changed = new ArrayList<>();
      third.changesSince(first, (k, v) -> changed.add(k));
      assertThat(changed).containsExactly(key(2));
    }
  }

  /** As the collector does, which takes files away that nobody needs. */
  @Example
  void whatVanishesWhileItIsDeletedIsNoFailure() throws Exception {
    for (int i = 0; i < 20; i++) {
      Path folder = scratch();
      for (int n = 0; n < 100; n++) {
        Files.createDirectories(folder.resolve(n + ""));
        Files.createFile(folder.resolve(n + "/x"));
      }
      Thread other = new Thread(() -> RocksBackend.delete(folder));
      other.start();
      RocksBackend.delete(folder);
      other.join();
      assertThat(folder).doesNotExist();
    }
  }

  /** As a run does that lets its old keyframes go, the oldest first. */
  @Example
  void aLongRunOverManyKeysHoldsNoMoreThanItMay() {
    long tier = 100_000;
    int chunk = 4096;
    long part = 8192;
    int marks = 20;
    Schema one = Schema.of(new Field("a", DataType.BIGINT), new Field("b", DataType.VARCHAR));
    Row row = new Row(2);
    row.setString(1, "x".repeat(50));
    Path folder = scratch();
    try (RocksBackend backend =
        new RocksBackend(folder, new RocksBackend.Sizes(tier, chunk, 100, part, 0, 0, 0))) {
      StateTable table = backend.table(Schema.of(new Field("k", DataType.BIGINT)), one, 1);
      ArrayDeque<SortedStore.Keyframe> held = new ArrayDeque<>();
      ArrayDeque<Map<Integer, Long>> expected = new ArrayDeque<>();
      Map<Integer, Long> now = new HashMap<>();
      Random random = new Random(1);
      StateKey key = new StateKey();
      long heaviest = 0;
      for (int i = 1; i <= 60_000; i++) {
        int k = random.nextInt(5000);
        key.set(new byte[] {0, 0, 1, 0, 0, 0, 0, 0, 0, (byte) (k >>> 8), (byte) k});
        table.find(key);
        row.setLong(0, i);
        table.write(key, row, i, 0);
        now.put(k, (long) i);
        if (i % 100 == 0) {
          held.add(table.keyframe());
          if (i > 58_000) {
            expected.add(new HashMap<>(now));
          }
          if (held.size() > marks) {
            held.remove();
          }
          Holdings holdings = new Holdings();
          held.forEach(f -> f.weigh(holdings));
          heaviest = Math.max(heaviest, holdings.total());
          assertThat(backend.room().taken()).isLessThan(tier + 3 * chunk);
        }
      }
      // An image of an event takes some hundred bytes, and the largest chunk of a part is half.
      assertThat(heaviest)
          .isGreaterThan(marks * 100 * 60L)
          .isLessThan(marks * 100 * 160L + 2 * part);
      assertThat(table.size()).isEqualTo(now.size());
      while (!held.isEmpty()) {
        table.seek(held.removeLast());
        Map<Integer, Long> was = expected.removeLast();
        Map<Integer, Long> found = new HashMap<>();
        table.scan(
            new byte[0],
            (k, v) -> found.put((k[9] & 0xff) << 8 | k[10] & 0xff, v.value().getLong(0)) == null);
        assertThat(found).isEqualTo(was);
      }
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
