package dev.eddy.runtime.state;

import dev.eddy.model.row.Row;
import dev.eddy.operator.ListState;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Lists whose entries stand in a sorted store, each by itself. Where some of them end is
 * remembered, so that adding to them again and again does not look for it.
 */
final class SortedLists implements ListStore {
  private static final byte[] PAST_ALL = {(byte) 0xff};
  private static final int REMEMBERED = 1 << 14;

  private final SortedStore<Stored> entries;

  /** By full key, one more than the position of the last entry; 0 where there is none. */
  private final Map<ByteBuffer, Long> ends = new HashMap<>();

  /** The full key at the cursor. */
  private byte[] full = {};

  SortedLists(SortedStore<Stored> entries) {
    this.entries = entries;
  }

  @Override
  public boolean find(StateKey key) {
    full = key.toBytes();
    return end() > 0;
  }

  /** Where the list at the cursor ends. */
  private long end() {
    Long known = ends.get(ByteBuffer.wrap(full));
    if (known != null) {
      return known;
    }
    byte[] last = entries.lastKeyBelow(Keys.concat(full, PAST_ALL));
    return remember(
        last != null && Keys.startsWith(last, full) ? Keys.index(last, full.length) + 1 : 0);
  }

  private long remember(long end) {
    if (ends.size() >= REMEMBERED) {
      ends.clear();
    }
    ends.put(ByteBuffer.wrap(full), end);
    return end;
  }

  /** An entry comes or goes by its own key. */
  private void forgetEndOf(byte[] key) {
    if (!ends.isEmpty() && key.length >= Long.BYTES) {
      ends.remove(ByteBuffer.wrap(key, 0, key.length - Long.BYTES));
    }
  }

  @Override
  public @Nullable Row last() {
    long end = end();
    Stored entry = end == 0 ? null : entries.get(Keys.concat(full, Keys.index(end - 1)));
    return entry == null ? null : entry.value();
  }

  private List<Map.Entry<byte[], Stored>> ofKey() {
    byte[] prefix = full;
    List<Map.Entry<byte[], Stored>> out = new ArrayList<>();
    if (end() > 0) {
      entries.scan(prefix, (k, e) -> Keys.startsWith(k, prefix) && out.add(Map.entry(k, e)));
    }
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
    long end = end();
    entries.put(Keys.concat(full, Keys.index(end)), new Stored(row.copy(), sequence, step));
    remember(end + 1);
  }

  @Override
  public void edit(StateKey key, ListState.Editor editor, long sequence, int step) {
    for (Map.Entry<byte[], Stored> e : ofKey()) {
      Row copy = e.getValue().value().copy();
      switch (editor.edit(copy)) {
        case KEEP -> {}
        case WRITE -> entries.put(e.getKey(), new Stored(copy, sequence, step));
        case REMOVE -> remove(e.getKey());
      }
    }
  }

  @Override
  public void clear(StateKey key) {
    ofKey().forEach(e -> remove(e.getKey()));
  }

  @Override
  public @Nullable Stored get(byte[] key) {
    return entries.get(key);
  }

  @Override
  public @Nullable Stored put(byte[] key, Stored value) {
    forgetEndOf(key);
    return entries.put(key, value);
  }

  @Override
  public void load(byte[] key, Row value, long sequence, int step) {
    forgetEndOf(key);
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
    forgetEndOf(key);
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
    ends.clear();
    entries.seek(keyframe);
  }

  @Override
  public Snapshot<Stored> snapshot() {
    return entries.snapshot();
  }
}
