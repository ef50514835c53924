package dev.eddy.runtime.state.rocksdb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eddy.model.row.Row;
import dev.eddy.operator.ListState.Edit;
import dev.eddy.runtime.state.Keys;
import dev.eddy.runtime.state.ListStore;
import dev.eddy.runtime.state.ListStoreContract;
import dev.eddy.runtime.state.SortedStore;
import dev.eddy.runtime.state.StateBackend;
import dev.eddy.runtime.state.StateKey;
import dev.eddy.runtime.state.Stored;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Tag;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.lifecycle.AfterTry;

/** Lists in tables before and in RocksDB. */
class HeadedListsTest extends ListStoreContract {
  private final List<StateBackend> backends = new ArrayList<>();

  @Property(tries = 6)
  void aStoreIsASortedMapThatCanBePutBackToItsKeyframes(
      @ForAll @LongRange(min = 0, max = 1_000_000) long seed,
      @ForAll @IntRange(min = 1, max = 500) int keys,
      @ForAll @IntRange(min = 10, max = 2000) int steps) {
    check(seed, keys, steps);
  }

  @Property(tries = 3)
  void aSnapshotStaysWhatItIsAndTellsWhatHasChangedSinceAnother(
      @ForAll @LongRange(min = 0, max = 1_000_000) long seed,
      @ForAll @IntRange(min = 1, max = 500) int keys,
      @ForAll @IntRange(min = 10, max = 2000) int steps) {
    checkSnapshots(seed, keys, steps);
  }

  @Property(tries = 5)
  void listsWithHeadsAreThoseOfASortedStoreAtEveryMoment(
      @ForAll @LongRange(min = 0, max = 1_000_000) long seed,
      @ForAll @IntRange(min = 1, max = 50) int keys,
      @ForAll @IntRange(min = 10, max = 600) int steps) {
    checkLists(seed, keys, steps);
  }

  @Tag("long")
  @Property(tries = 200)
  void listsWithHeadsAreThoseOfASortedStoreOverManySeeds(@ForAll long seed) {
    checkLists(seed, 1 + new Random(seed).nextInt(50), 2000);
  }

  @Override
  protected ListStore lists(Random random) {
    RocksBackend.Sizes sizes =
        new RocksBackend.Sizes(
            1 + random.nextInt(20_000),
            64 << random.nextInt(8),
            random.nextInt(2000),
            1 + random.nextInt(20_000),
            random.nextInt(3) * random.nextInt(100_000),
            random.nextInt(3) * random.nextInt(300_000),
            random.nextInt(3) * random.nextInt(100_000));
    return backend(scratch(), sizes).lists(KEY, VALUE, GROUPS);
  }

  private RocksBackend backend(Path folder, RocksBackend.Sizes sizes) {
    RocksBackend out = new RocksBackend(folder, sizes);
    backends.add(out);
    return out;
  }

  private static Path scratch() {
    try {
      return Files.createTempDirectory("lists").resolve("state");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @AfterTry
  void close() {
    backends.forEach(StateBackend::close);
    backends.clear();
  }

  private static final int LISTS = 50;
  private static final int LENGTH = 20;

  private static StateKey key(int list) {
    StateKey out = new StateKey();
    out.set(Keys.full(list % 4, new byte[] {1, (byte) list}));
    return out;
  }

  private static Row row(long n) {
    Row row = new Row(3);
    row.setLong(0, n);
    return row;
  }

  private static List<Long> numbers(ListStore lists, StateKey key) {
    lists.find(key);
    return lists.all().stream().map(r -> r.getLong(0)).toList();
  }

  /** Bytes enough before the database, and nothing is small. */
  private static RocksBackend.Sizes neverSmall() {
    return new RocksBackend.Sizes(10 << 20, 1 << 16, 100_000, 1 << 20, 0, 0, 1 << 20);
  }

  @Example
  void whoAddsAndGoesThroughListsNeedsNoDatabase() throws IOException {
    Path folder = scratch();
    ListStore lists = backend(folder, neverSmall()).lists(KEY, VALUE, GROUPS);
    int now = 1;
    for (int i = 0; i < LENGTH; i++) {
      for (int list = 0; list < LISTS; list++) {
        StateKey key = key(list);
        lists.find(key);
        lists.last();
        lists.add(key, row(i), now++, 0);
      }
    }
    for (int list = 0; list < LISTS; list++) {
      StateKey key = key(list);
      assertThat(numbers(lists, key)).hasSize(LENGTH);
      lists.find(key);
      lists.edit(key, r -> r.getLong(0) % 3 == 0 ? Edit.KEEP : Edit.REMOVE, now++, 0);
      assertThat(numbers(lists, key)).containsExactly(0L, 3L, 6L, 9L, 12L, 15L, 18L);
    }
    try (var files = Files.list(folder)) {
      assertThat(files).isEmpty();
    }
    lists.snapshot();
    try (var files = Files.list(folder)) {
      assertThat(files).as("what a database looks like").isNotEmpty();
    }
  }

  @Example
  void aListWithFarMoreRoomThanEntriesIsFoundInOrder() {
    ListStore lists = backend(scratch(), neverSmall()).lists(KEY, VALUE, GROUPS);
    StateKey key = key(1);
    int now = 1;
    for (int i = 0; i < 1000; i++) {
      lists.find(key);
      lists.add(key, row(i), now++, 0);
    }
    lists.find(key);
    lists.edit(key, r -> r.getLong(0) % 400 == 0 ? Edit.KEEP : Edit.REMOVE, now++, 0);
    StateKey other = key(5);
    lists.find(other);
    lists.add(other, row(7), now++, 0);

    assertThat(numbers(lists, key)).containsExactly(0L, 400L, 800L);
    lists.find(key);
    lists.add(key, row(1), now++, 0);
    assertThat(numbers(lists, key)).containsExactly(0L, 400L, 800L, 1L);
    assertThat(Keys.index(lists.lastKeyBelow(other.toBytes()), key.length())).isEqualTo(801);
    // By its own key: the list then begins, and ends, where another entry is.
    lists.remove(Keys.concat(key.toBytes(), Keys.index(801)));
    lists.remove(Keys.concat(key.toBytes(), Keys.index(800)));
    lists.remove(Keys.concat(key.toBytes(), Keys.index(0)));
    lists.find(key);
    lists.add(key, row(2), now++, 0);
    assertThat(numbers(lists, key)).containsExactly(400L, 2L);
    assertThat(numbers(lists, other)).containsExactly(7L);
  }

  @Property(tries = 10)
  void listsThatAreLoadedGoOnAsThoseThatWereAdded(
      @ForAll @LongRange(min = 0, max = 1_000_000) long seed) {
    Random random = new Random(seed);
    ListStore lists = lists(random);
    TreeMap<byte[], Stored> entries = new TreeMap<>(Arrays::compareUnsigned);
    for (int i = 0; i < 300; i++) {
      entries.put(key(random, 200), value(random, 1 + random.nextInt(1000)));
    }
    SortedStore.Keyframe before = lists.keyframe();
    int removed = random.nextInt(600);
    int n = 0;
    for (byte[] key : List.copyOf(entries.keySet())) {
      Stored v = entries.get(key);
      lists.load(key, v.value(), v.sequence(), v.step());
      if (n++ == removed) {
        lists.remove(key);
        entries.remove(key);
      }
    }
    lists.endLoading();
    assertThat(lists.size()).isEqualTo(entries.size());

    TreeMap<byte[], List<Row>> expected = new TreeMap<>(Arrays::compareUnsigned);
    entries.forEach(
        (k, v) ->
            expected
                .computeIfAbsent(Arrays.copyOf(k, k.length - Long.BYTES), any -> new ArrayList<>())
                .add(v.value()));
    StateKey key = new StateKey();
    for (byte[] list : expected.keySet()) {
      key.set(list);
      lists.find(key);
      assertThat(lists.all()).isEqualTo(expected.get(list));
      lists.find(key);
      lists.add(key, row(-1), 2000, 0);
      lists.find(key);
      assertThat(lists.last()).isEqualTo(row(-1));
      lists.find(key);
      assertThat(lists.all()).hasSize(expected.get(list).size() + 1);
    }
    lists.seek(before);
    for (byte[] list : expected.keySet()) {
      key.set(list);
      assertThat(lists.find(key)).isFalse();
    }
    assertThat(lists.size()).isZero();
  }
}
