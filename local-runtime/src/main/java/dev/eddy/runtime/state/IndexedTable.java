package dev.eddy.runtime.state;

import dev.eddy.model.row.Row;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A table that can also be asked for the entries whose keys begin alike. A map that is only asked
 * for single entries pays nothing for it; once somebody asks for several, the keys are kept in
 * order beside the table; and where that happens again and again, all entries move to a sorted
 * tree. Which of these it is changes no result. Used by one thread at a time.
 */
final class IndexedTable implements StateTable {
  /** With fewer changes of the table for each question than this, a tree is the better place. */
  private static final int CHANGES = 4;

  private record Frame(Keyframe entries, @Nullable Keyframe index, boolean inTree)
      implements Keyframe {
    @Override
    public void weigh(Holdings into) {
      entries.weigh(into);
      if (index != null) {
        index.weigh(into);
      }
    }
  }

  private final Supplier<StateTable> maker;
  private final boolean ordered;
  private StateTable table;
  private @Nullable Tree<Boolean> index;
  private @Nullable Tree<Stored> tree;
  private @Nullable Stored found;
  private boolean present;
  private long questions;
  private long changes;

  /**
   * @param maker makes an empty table
   * @param ordered whether such a table itself gives keys in order at little cost
   */
  IndexedTable(Supplier<StateTable> maker, boolean ordered) {
    this.maker = maker;
    this.ordered = ordered;
    this.table = maker.get();
  }

  /** All entries whose keys have a prefix, in order; a list of its own. */
  List<Map.Entry<byte[], Stored>> startingWith(byte[] prefix) {
    List<Map.Entry<byte[], Stored>> out = new ArrayList<>();
    Visitor<Stored> take = (k, v) -> Keys.startsWith(k, prefix) && out.add(Map.entry(k, v));
    questions++;
    if (!ordered && tree == null && questions * CHANGES > changes) {
      moveToTree();
    }
    if (tree != null) {
      tree.scan(prefix, take);
    } else if (ordered) {
      table.scan(prefix, take);
    } else {
      List<byte[]> keys = new ArrayList<>();
      index().scan(prefix, (k, v) -> Keys.startsWith(k, prefix) && keys.add(k));
      for (byte[] k : keys) {
        out.add(Map.entry(k, Objects.requireNonNull(table.get(k))));
      }
    }
    return out;
  }

  private void moveToTree() {
    Tree<Stored> to = new Tree<>();
    table.scan(
        new byte[0],
        (k, v) -> {
          to.put(k, v);
          return true;
        });
    tree = to;
    index = null;
    table = maker.get();
  }

  private Tree<Boolean> index() {
    Tree<Boolean> i = index;
    if (i == null) {
      Tree<Boolean> fresh = new Tree<>();
      table.scan(
          new byte[0],
          (k, v) -> {
            fresh.put(k, true);
            return true;
          });
      index = fresh;
      i = fresh;
    }
    return i;
  }

  @Override
  public boolean find(StateKey key) {
    if (tree != null) {
      found = tree.get(key.array(), key.length());
      return found != null;
    }
    present = table.find(key);
    return present;
  }

  @Override
  public long touch(int group, long hash) {
    return tree != null ? hash : table.touch(group, hash);
  }

  @Override
  public void read(Row into) {
    if (tree != null) {
      into.setAll(Objects.requireNonNull(found).value());
    } else {
      table.read(into);
    }
  }

  @Override
  public void write(StateKey key, Row row, long sequence, int step) {
    changes++;
    if (tree != null) {
      tree.put(key.toBytes(), new Stored(row.copy(), sequence, step));
      return;
    }
    table.write(key, row, sequence, step);
    if (!present && index != null) {
      index.put(key.toBytes(), true);
    }
  }

  @Override
  public void removeFound(StateKey key) {
    changes++;
    if (tree != null) {
      tree.remove(key.toBytes());
      return;
    }
    table.removeFound(key);
    if (index != null) {
      index.remove(key.toBytes());
    }
  }

  private SortedStore<Stored> entries() {
    return tree != null ? tree : table;
  }

  @Override
  public @Nullable Stored get(byte[] key) {
    return entries().get(key);
  }

  @Override
  public @Nullable Stored put(byte[] key, Stored value) {
    Stored before = entries().put(key, value);
    if (before == null && index != null) {
      index.put(key, true);
    }
    return before;
  }

  @Override
  public void load(byte[] key, Row value, long sequence, int step) {
    if (tree != null || index != null) {
      put(key, new Stored(value.copy(), sequence, step));
    } else {
      table.load(key, value, sequence, step);
    }
  }

  @Override
  public void reserve(long entries) {
    if (tree == null && index == null) {
      table.reserve(entries);
    }
  }

  @Override
  public void endLoading() {
    table.endLoading();
  }

  @Override
  public @Nullable Stored remove(byte[] key) {
    Stored before = entries().remove(key);
    if (before != null && index != null) {
      index.remove(key);
    }
    return before;
  }

  @Override
  public int size() {
    return entries().size();
  }

  @Override
  public @Nullable Stored first() {
    return entries().first();
  }

  @Override
  public void scan(byte[] from, Visitor<? super Stored> visitor) {
    entries().scan(from, visitor);
  }

  @Override
  public byte @Nullable [] lastKeyBelow(byte[] upper) {
    return entries().lastKeyBelow(upper);
  }

  @Override
  public Keyframe keyframe() {
    return new Frame(entries().keyframe(), index == null ? null : index.keyframe(), tree != null);
  }

  @Override
  public void seek(Keyframe keyframe) {
    Frame f = (Frame) keyframe;
    if (f.inTree) {
      Tree<Stored> t = tree == null ? new Tree<>() : tree;
      t.seek(f.entries);
      tree = t;
      index = null;
      return;
    }
    tree = null;
    table.seek(f.entries);
    if (f.index == null) {
      index = null;
    } else {
      Tree<Boolean> i = index == null ? new Tree<>() : index;
      i.seek(f.index);
      index = i;
    }
  }

  @Override
  public Snapshot<Stored> snapshot() {
    return new View(entries().snapshot(), tree != null);
  }

  /** A snapshot that knows of which kind it is. */
  private record View(Snapshot<Stored> of, boolean ofTree)
      implements Snapshot<Stored>, Entries.Source {
    @Override
    public int size() {
      return of.size();
    }

    @Override
    public void scan(Visitor<? super Stored> visitor) {
      of.scan(visitor);
    }

    @Override
    public void changesSince(Snapshot<Stored> earlier, Changes<? super Stored> visitor) {
      View before = (View) earlier;
      if (before.ofTree == ofTree) {
        of.changesSince(before.of, visitor);
        return;
      }
      // The entries moved in between: all are compared.
      Snapshot.merge(
          before.all(),
          all(),
          (a, b) ->
              a.sequence() == b.sequence() && a.step() == b.step() && a.value().equals(b.value()),
          visitor);
    }

    @Override
    public void entries(Entries into) {
      Entries.scan(of, into);
    }

    @Override
    public void changesSince(Snapshot<Stored> earlier, Entries into) {
      View before = (View) earlier;
      if (before.ofTree == ofTree) {
        Entries.changes(before.of, of, into);
      } else {
        changesSince(earlier, (Changes<Stored>) into::take);
      }
    }

    private List<Map.Entry<byte[], Stored>> all() {
      List<Map.Entry<byte[], Stored>> out = new ArrayList<>();
      of.scan((k, v) -> out.add(Map.entry(k, v)));
      return out;
    }
  }
}
