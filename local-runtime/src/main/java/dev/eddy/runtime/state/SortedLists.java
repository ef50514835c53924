package dev.eddy.runtime.state;

import dev.eddy.model.row.Row;
import dev.eddy.operator.ListState;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Lists whose entries stand in a sorted store, each by itself. */
final class SortedLists implements ListStore {
  private static final byte[] PAST_ALL = {(byte) 0xff};

  private final SortedStore<Stored> entries;

  /** The full key at the cursor. */
  private byte[] full = {};

  SortedLists(SortedStore<Stored> entries) {
    this.entries = entries;
  }

  @Override
  public boolean find(StateKey key) {
    full = key.toBytes();
    return lastKey() != null;
  }

  private byte @Nullable [] lastKey() {
    byte[] last = entries.lastKeyBelow(Keys.concat(full, PAST_ALL));
    return last != null && Keys.startsWith(last, full) ? last : null;
  }

  @Override
  public @Nullable Row last() {
    byte[] last = lastKey();
    Stored entry = last == null ? null : entries.get(last);
    return entry == null ? null : entry.value();
  }

  private List<Map.Entry<byte[], Stored>> ofKey() {
    byte[] prefix = full;
    List<Map.Entry<byte[], Stored>> out = new ArrayList<>();
    entries.scan(prefix, (k, e) -> Keys.startsWith(k, prefix) && out.add(Map.entry(k, e)));
    return out;
  }

  @Override
  public List<Row> all() {
    List<Row> out = new ArrayList<>();
    ofKey().forEach(e -> out.add(e.getValue().value()));
    return out;
  }

  @Override
  public void add(StateKey key, Row row, long sequence, int step) {
    byte[] last = lastKey();
    long next = last == null ? 0 : Keys.index(last, full.length) + 1;
    entries.put(Keys.concat(full, Keys.index(next)), new Stored(row.copy(), sequence, step));
  }

  @Override
  public void edit(StateKey key, ListState.Editor editor, long sequence, int step) {
    for (Map.Entry<byte[], Stored> e : ofKey()) {
      Row copy = e.getValue().value().copy();
      switch (editor.edit(copy)) {
        case KEEP -> {}
        case WRITE -> entries.put(e.getKey(), new Stored(copy, sequence, step));
        case REMOVE -> entries.remove(e.getKey());
      }
    }
  }

  @Override
  public void clear(StateKey key) {
    ofKey().forEach(e -> entries.remove(e.getKey()));
  }

  @Override
  public @Nullable Stored get(byte[] key) {
    return entries.get(key);
  }

  @Override
  public @Nullable Stored put(byte[] key, Stored value) {
    return entries.put(key, value);
  }

  @Override
  public void load(byte[] key, Row value, long sequence, int step) {
    if (entries instanceof EntryStore e) {
      e.load(key, value, sequence, step);
    } else {
      ListStore.super.load(key, value, sequence, step);
    }
  }

  @Override
  public void endLoading() {
    if (entries instanceof EntryStore e) {
      e.endLoading();
    }
  }

  @Override
  public @Nullable Stored remove(byte[] key) {
    return entries.remove(key);
  }

  @Override
  public int size() {
    return entries.size();
  }

  @Override
  public @Nullable Stored first() {
    return entries.first();
  }

  @Override
  public void scan(byte[] from, Visitor<? super Stored> visitor) {
    entries.scan(from, visitor);
  }

  @Override
  public byte @Nullable [] lastKeyBelow(byte[] upper) {
    return entries.lastKeyBelow(upper);
  }

  @Override
  public Keyframe keyframe() {
    return entries.keyframe();
  }

  @Override
  public void seek(Keyframe keyframe) {
    entries.seek(keyframe);
  }

  @Override
  public Snapshot<Stored> snapshot() {
    return entries.snapshot();
  }
}
