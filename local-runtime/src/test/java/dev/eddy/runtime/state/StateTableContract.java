package dev.eddy.runtime.state;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eddy.model.row.KeyCodec;
import dev.eddy.model.row.Row;
import dev.eddy.model.type.DataType;
import dev.eddy.model.type.Field;
import dev.eddy.model.type.Schema;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;

/** What every table of keyed state must do, over kinds of keys and values. */
public abstract class StateTableContract extends SortedStoreContract<Stored> {
  private record Case(Schema key, Schema value, int groups) {}

  private static final List<Case> CASES =
      List.of(
          new Case(
              Schema.of(new Field("k", DataType.BIGINT)),
              Schema.of(new Field("n", DataType.BIGINT)),
              128),
          new Case(
              Schema.of(
                  new Field("a", DataType.INT),
                  new Field("b", DataType.DOUBLE),
                  new Field("c", DataType.TIMESTAMP)),
              SampleRows.wide(70),
              3),
          new Case(
              Schema.of(new Field("k", DataType.VARCHAR), new Field("n", DataType.INT)),
              Schema.of(
                  new Field("a", DataType.VARCHAR),
                  new Field("b", DataType.BIGINT),
                  new Field("c", DataType.decimal(10, 2))),
              1),
          new Case(Schema.of(new Field("k", DataType.BIGINT)), SampleRows.wide(14), 32768),
          new Case(
              Schema.of(new Field("k", DataType.VARCHAR)),
              Schema.of(new Field("n", DataType.BIGINT)),
              7));

  private Case chosen = CASES.get(0);

  /** An empty table for entries of the case that was chosen. */
  protected abstract StateTable table(Random random, Schema key, Schema value, int groups);

  @Override
  protected final SortedStore<Stored> create(Random random) {
    chosen = CASES.get(random.nextInt(CASES.size()));
    return table(random, chosen.key, chosen.value, chosen.groups);
  }

  /** Entries that are loaded in order, and again, are those that were put; a mark before stays. */
  protected final void checkLoading(long seed, int keys) {
    Random random = new Random(seed);
    StateTable store = (StateTable) create(random);
    SortedStore.Keyframe before = store.keyframe();
    TreeMap<byte[], Stored> expected = new TreeMap<>(Arrays::compareUnsigned);
    for (int pass = 0; pass < 3; pass++) {
      TreeMap<byte[], Stored> loaded = new TreeMap<>(Arrays::compareUnsigned);
      for (int i = 0; i < keys; i++) {
        loaded.put(key(random, keys), value(random, 1 + random.nextInt(1000)));
      }
      loaded.forEach((k, v) -> store.load(k, v.value(), v.sequence(), v.step()));
      expected.putAll(loaded);
      if (random.nextBoolean()) {
        store.endLoading();
        byte[] gone = expected.firstKey();
        store.remove(gone);
        expected.remove(gone);
      }
    }
    store.endLoading();
    assertThat(store.size()).isEqualTo(expected.size());
    assertThat(all(store)).isEqualTo(expected);
    SortedStore.Keyframe after = store.keyframe();
    store.seek(before);
    assertThat(store.size()).isZero();
    store.seek(after);
    assertThat(all(store)).isEqualTo(expected);
  }

  /** As an increment of a checkpoint does that follows its base: what was loaded is removed. */
  protected final void checkRemovingWhileLoading(long seed) {
    Random random = new Random(seed);
    StateTable store = (StateTable) create(random);
    TreeMap<byte[], Stored> expected = new TreeMap<>(Arrays::compareUnsigned);
    for (int i = 0; i < 100; i++) {
      expected.put(key(random, 100), value(random, 1 + random.nextInt(1000)));
    }
    expected.forEach((k, v) -> store.load(k, v.value(), v.sequence(), v.step()));
    byte[] gone = expected.firstKey();
    expected.remove(gone);
    store.remove(gone);
    store.endLoading();
    assertThat(store.size()).isEqualTo(expected.size());
    assertThat(all(store)).isEqualTo(expected);
  }

  private record Both(int now, SortedStore.Keyframe plain, SortedStore.Keyframe packed) {}

  /**
   * Of two tables to which the same is done one is packed now and then, wherever they stand: they
   * never tell anything else.
   *
   * @return about how many bytes packing saved
   */
  protected final long checkPacking(long seed, int keys, int steps) {
    Random random = new Random(seed);
    StateTable plain = (StateTable) create(random);
    long alike = random.nextLong();
    plain = table(new Random(alike), chosen.key, chosen.value, chosen.groups);
    StateTable packed = table(new Random(alike), chosen.key, chosen.value, chosen.groups);
    List<Both> marks = new ArrayList<>();
    long saved = 0;
    for (int step = 0, now = 1; step < steps; step++, now++) {
      byte[] key = key(random, keys);
      int what = random.nextInt(1000);
      if (what < 650) {
        Stored value = value(random, now);
        assertThat(packed.put(key, value)).isEqualTo(plain.put(key, value));
      } else if (what < 750) {
        assertThat(packed.remove(key)).isEqualTo(plain.remove(key));
      } else if (what < 970) {
        assertThat(packed.get(key)).isEqualTo(plain.get(key));
      } else if (what < 990 || marks.isEmpty()) {
        marks.add(new Both(now, plain.keyframe(), packed.keyframe()));
      } else if (what < 995) {
        saved += pack(marks.get(random.nextInt(marks.size())).packed);
      } else if (what < 998) {
        // Those that were made later hold it as well; they are left, as a cap would let them go.
        int to = random.nextInt(marks.size());
        plain.seek(marks.get(to).plain);
        packed.seek(marks.get(to).packed);
        now = marks.get(to).now;
        if (random.nextBoolean()) {
          marks.subList(to + 1, marks.size()).clear();
        }
      } else {
        marks.remove(random.nextInt(marks.size()));
      }
      assertThat(packed.size()).isEqualTo(plain.size());
    }
    Collections.shuffle(marks, random);
    for (Both m : marks) {
      saved += random.nextBoolean() ? pack(m.packed) : 0;
      plain.seek(m.plain);
      packed.seek(m.packed);
      for (int i = 0; i < 20; i++) {
        byte[] key = key(random, keys);
        assertThat(packed.get(key)).isEqualTo(plain.get(key));
      }
      assertThat(all(packed)).isEqualTo(all(plain));
    }
    return saved;
  }

  private static long pack(SortedStore.Keyframe keyframe) {
    Holdings h = new Holdings();
    keyframe.weigh(h);
    long before = h.total();
    long saved = h.pack();
    Holdings after = new Holdings();
    keyframe.weigh(after);
    assertThat(after.total()).isEqualTo(before - saved);
    assertThat(after.pack()).isZero();
    return saved;
  }

  private static TreeMap<byte[], Stored> all(StateTable store) {
    TreeMap<byte[], Stored> out = new TreeMap<>(Arrays::compareUnsigned);
    store.scan(new byte[0], (k, v) -> out.put(k, v) == null);
    return out;
  }

  @Override
  protected final SortedStore<Stored> another() {
    return table(new Random(1), chosen.key, chosen.value, chosen.groups);
  }

  @Override
  protected Stored value(Random random, int i) {
    return new Stored(SampleRows.row(chosen.value, random), i, random.nextInt(5));
  }

  @Override
  protected byte[] key(Random random, int keys) {
    // A seed for each, so that the same few keys come again and again.
    Row row = SampleRows.row(chosen.key, new Random(random.nextInt(keys)));
    int[] columns = new int[chosen.key.size()];
    for (int c = 0; c < columns.length; c++) {
      columns[c] = c;
    }
    StateKey out = new StateKey();
    out.set(new KeyCodec(chosen.key), row, columns, chosen.groups);
    return out.toBytes();
  }
}
