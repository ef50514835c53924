package dev.eddy.runtime.state;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eddy.model.row.KeyCodec;
import dev.eddy.model.row.Row;
import dev.eddy.model.type.DataType;
import dev.eddy.model.type.Field;
import dev.eddy.model.type.Schema;
import dev.eddy.operator.ListState.Edit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;

/** What lists of every kind must do. */
public abstract class ListStoreContract extends SortedStoreContract<Stored> {
  protected static final int GROUPS = 128;
  protected static final Schema KEY = Schema.of(new Field("k", DataType.BIGINT));
  protected static final Schema VALUE =
      Schema.of(
          new Field("a", DataType.BIGINT),
          new Field("b", DataType.VARCHAR),
          new Field("c", DataType.decimal(10, 2)));

  /** Lists without entries. */
  protected abstract ListStore lists(Random random);

  /** A keyframe of both stores, and the event that comes next. */
  private record Kept(SortedStore.Keyframe lists, SortedStore.Keyframe model, int now) {}

  /** Lists are those of a sorted store at every moment. */
  protected final void checkLists(long seed, int keys, int steps) {
    Random random = new Random(seed);
    ListStore lists = lists(random);
    ListStore model = new SortedLists(new Tree<>());
    List<Kept> kept = new ArrayList<>();
    Snapshot<Stored> before = lists.snapshot();
    TreeMap<byte[], Stored> held = contents(model);
    StateKey key = new StateKey();
    int now = 1;
    for (int i = 0; i < steps; i++, now++) {
      key.set(fullKey(random, keys));
      switch (random.nextInt(13)) {
        case 0, 1, 2, 3, 4, 5 -> {
          Row row = SampleRows.row(VALUE, random);
          if (random.nextBoolean()) {
            assertThat(last(lists, key)).isEqualTo(last(model, key));
          } else {
            assertThat(lists.find(key)).isEqualTo(model.find(key));
          }
          lists.add(key, row, now, 1);
          model.add(key, row, now, 1);
        }
        case 6, 7 -> {
          int least = random.nextInt(100_000) - 50_000;
          int changes = random.nextInt(4);
          assertThat(edit(lists, key, least, changes, now))
              .isEqualTo(edit(model, key, least, changes, now));
        }
        case 8 -> {
          lists.find(key);
          model.find(key);
          assertThat(lists.all()).isEqualTo(model.all());
          if (random.nextInt(4) == 0) {
            lists.clear(key);
            model.clear(key);
          }
        }
        case 9 -> kept.add(new Kept(lists.keyframe(), model.keyframe(), now));
        case 10 -> {
          if (!kept.isEmpty() && random.nextInt(4) == 0) {
            Kept k = kept.get(random.nextInt(kept.size()));
            if (random.nextInt(3) == 0) {
              lists = (ListStore) another();
            }
            lists.seek(k.lists);
            model.seek(k.model);
            now = k.now;
            // Changes are told of what comes later alone.
            before = lists.snapshot();
            held = contents(model);
          }
        }
        case 11 -> {
          // As a checkpoint's increment does, or who cleans up: by the entry's own key.
          byte[] entry = Keys.concat(key.toBytes(), Keys.index(random.nextInt(6)));
          if (random.nextInt(3) == 0) {
            Stored value = new Stored(SampleRows.row(VALUE, random), now, 3);
            assertThat(lists.put(entry, value)).isEqualTo(model.put(entry, value));
          } else {
            assertThat(lists.remove(entry)).isEqualTo(model.remove(entry));
          }
        }
        default -> {
          if (random.nextInt(4) == 0) {
            Snapshot<Stored> snapshot = lists.snapshot();
            TreeMap<byte[], Stored> expected = contents(model);
            TreeMap<byte[], Stored> changed = held;
            snapshot.changesSince(
                before,
                (k, v) -> {
                  if (v == null) {
                    assertThat(changed.remove(k)).isNotNull();
                  } else {
                    changed.put(k, v);
                  }
                  return true;
                });
            assertThat(text(changed)).isEqualTo(text(expected));
            before = snapshot;
            held = expected;
          }
        }
      }
      assertThat(lists.size()).isEqualTo(model.size());
    }
    for (Kept k : kept) {
      lists.seek(k.lists);
      model.seek(k.model);
      assertThat(text(contents(lists))).isEqualTo(text(contents(model)));
    }
  }

  private static Row last(ListStore lists, StateKey key) {
    lists.find(key);
    Row last = lists.last();
    return last == null ? new Row(0) : last.copy();
  }

  /** What was shown. */
  private static List<Row> edit(ListStore lists, StateKey key, int least, int changes, int now) {
    List<Row> shown = new ArrayList<>();
    lists.find(key);
    lists.edit(
        key,
        row -> {
          shown.add(row.copy());
          if (row.isNull(0) || row.getLong(0) >= least) {
            return Edit.KEEP;
          }
          if (shown.size() > changes) {
            return Edit.REMOVE;
          }
          row.setString(1, "changed at " + now);
          return Edit.WRITE;
        },
        now,
        2);
    return shown;
  }

  private static TreeMap<byte[], Stored> contents(SortedStore<Stored> of) {
    TreeMap<byte[], Stored> out = new TreeMap<>(Arrays::compareUnsigned);
    of.scan(
        new byte[0],
        (k, v) -> {
          out.put(k, v);
          return true;
        });
    return out;
  }

  private static List<String> text(TreeMap<byte[], Stored> entries) {
    List<String> out = new ArrayList<>();
    entries.forEach((k, v) -> out.add(Arrays.toString(k) + v));
    return out;
  }

  private static byte[] fullKey(Random random, int keys) {
    int k = random.nextInt(keys);
    Row row = new Row(1);
    if (k > 0) {
      row.setLong(0, k);
    }
    byte[] key = new KeyCodec(KEY).encode(row);
    return Keys.full(k % GROUPS, key);
  }

  @Override
  protected final SortedStore<Stored> create(Random random) {
    return lists(random);
  }

  @Override
  protected final SortedStore<Stored> another() {
    return lists(new Random(1));
  }

  @Override
  protected Stored value(Random random, int i) {
    return new Stored(SampleRows.row(VALUE, random), i, random.nextInt(5));
  }

  @Override
  protected byte[] key(Random random, int keys) {
    byte[] full = fullKey(random, keys / 4 + 1);
    return Keys.concat(full, Keys.index(random.nextInt(6)));
  }
}
