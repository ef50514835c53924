package dev.eddy.runtime.state;

import dev.eddy.model.row.Row;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A table of which, beside, the keys are kept in order once somebody asks for those that begin
 * alike: a map that is only asked for single entries pays nothing for it.
 */
final class IndexedTable implements StateTable {
  private record Frame(Keyframe entries, @Nullable Keyframe index) implements Keyframe {}

  private final StateTable table;
  private final boolean ordered;
  private @Nullable Tree<Boolean> index;
  private boolean present;

  /**
   * @param ordered whether the table itself gives keys in order at little cost
   */
  IndexedTable(StateTable table, boolean ordered) {
    this.table = table;
    this.ordered = ordered;
  }

  /** All keys with a prefix, in order. */
  List<byte[]> keysOf(byte[] prefix) {
    List<byte[]> out = new ArrayList<>();
    if (ordered) {
      table.scan(prefix, (k, v) -> Keys.startsWith(k, prefix) && out.add(k));
    } else {
      index().scan(prefix, (k, v) -> Keys.startsWith(k, prefix) && out.add(k));
    }
    return out;
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
    return present = table.find(key);
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
    if (!present && index != null) {
      index.put(key.toBytes(), true);
    }
  }

  @Override
  public void removeFound(StateKey key) {
    table.removeFound(key);
    if (index != null) {
      index.remove(key.toBytes());
    }
  }

  @Override
  public @Nullable Stored get(byte[] key) {
    return table.get(key);
  }

  @Override
  public @Nullable Stored put(byte[] key, Stored value) {
    Stored before = table.put(key, value);
    if (before == null && index != null) {
      index.put(key, true);
    }
    return before;
  }

  @Override
  public @Nullable Stored remove(byte[] key) {
    Stored before = table.remove(key);
    if (before != null && index != null) {
      index.remove(key);
    }
    return before;
  }

  @Override
  public int size() {
    return table.size();
  }

  @Override
  public @Nullable Stored first() {
    return table.first();
  }

  @Override
  public void scan(byte[] from, Visitor<? super Stored> visitor) {
    table.scan(from, visitor);
  }

  @Override
  public byte @Nullable [] lastKeyBelow(byte[] upper) {
    return table.lastKeyBelow(upper);
  }

  @Override
  public Keyframe keyframe() {
    return new Frame(table.keyframe(), index == null ? null : index.keyframe());
  }

  @Override
  public void seek(Keyframe keyframe) {
    Frame f = (Frame) keyframe;
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
    return table.snapshot();
  }
}
