package dev.eddy.runtime.state;

import dev.eddy.model.row.Row;
import dev.eddy.model.type.DataType;
import dev.eddy.model.type.Field;
import dev.eddy.model.type.Schema;
import dev.eddy.operator.ListState;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Lists whose entries stand in a table, each by itself under the full key and its position; another
 * table holds the head of each list, which says from where to where it goes and how many entries
 * are there. So entries are asked for one by one, and a table on disk need put nothing in order.
 * Only of a list in which there is far more room than entries, these are looked for in order.
 */
public final class HeadedLists implements ListStore {
  private static final int BEGIN = 0;
  private static final int END = 1;
  private static final int COUNT = 2;

  /** What a head is in its table. */
  public static final Schema HEAD =
      Schema.of(
          new Field("begin", DataType.BIGINT.notNull()),
          new Field("end", DataType.BIGINT.notNull()),
          new Field("count", DataType.BIGINT.notNull()));

  /** With more positions for each entry, and more than a few, a list is looked for in order. */
  private static final int LOOSE = 4;

  private static final int FEW = 32;

  /** The key group and a position. */
  private static final int SHORTEST_KEY = 2 + Long.BYTES;

  private record Frame(Keyframe entries, Keyframe heads, long latest) implements Keyframe {
    @Override
    public void weigh(Holdings into) {
      entries.weigh(into);
      heads.weigh(into);
    }
  }

  private final StateTable entries;
  private final StateTable heads;
  private final int width;
  private final Row view;
  private final Row head = new Row(HEAD.size());
  private final StateKey entry = new StateKey();
  private final StateKey cold = new StateKey();

  /** The key of the cursor. */
  private StateKey at = cold;

  /** Whether there is a list at the cursor; if so, what its head says. */
  private boolean there;

  private long begin;
  private long end;
  private long count;

  /** No head was written at a later sequence. */
  private long latest = Long.MIN_VALUE;

  private @Nullable Loading loading;

  /**
   * @param entries an empty table for keys of any bytes
   * @param heads an empty table of {@link #HEAD}
   * @param value of the entries
   */
  public HeadedLists(StateTable entries, StateTable heads, Schema value) {
    this.entries = entries;
    this.heads = heads;
    this.width = value.size();
    this.view = new Row(width);
  }

  // ------------------------------------------------------------------ one list, hot

  @Override
  public boolean find(StateKey key) {
    at = key;
    there = heads.find(key);
    if (there) {
      heads.read(head);
      begin = head.getLong(BEGIN);
      end = head.getLong(END);
      count = head.getLong(COUNT);
    }
    return there;
  }

  /** Whether there is an entry at a position of the list at the cursor. */
  private boolean findEntry(long position) {
    entry.set(at, position);
    return entries.find(entry);
  }

  @Override
  public @Nullable Row last() {
    if (!there || !findEntry(end - 1)) {
      return null;
    }
    entries.read(view);
    return view;
  }

  @Override
  public List<Row> all() {
    List<Row> out = new ArrayList<>();
    Positions positions = positions();
    while (positions.next()) {
      Row row = new Row(width);
      entries.read(row);
      out.add(row);
    }
    return out;
  }

  @Override
  public void add(StateKey key, Row row, long sequence, int step) {
    if (!there) {
      begin = 0;
      end = 0;
      count = 0;
      there = true;
    }
    entry.set(key, end);
    entries.expectNothing(entry);
    entries.write(entry, row, sequence, step);
    end++;
    count++;
    writeHead(key, sequence, step);
  }

  private void writeHead(StateKey key, long sequence, int step) {
    latest = Math.max(latest, sequence);
    heads.write(key, asRow(), sequence, step);
  }

  private Row asRow() {
    head.setLong(BEGIN, begin);
    head.setLong(END, end);
    head.setLong(COUNT, count);
    return head;
  }

  @Override
  public void edit(StateKey key, ListState.Editor editor, long sequence, int step) {
    long first = -1;
    long last = -1;
    long left = 0;
    Positions positions = positions();
    while (positions.next()) {
      entries.read(view);
      ListState.Edit e = editor.edit(view);
      if (e == ListState.Edit.REMOVE) {
        entries.removeFound(entry);
        continue;
      }
      if (e == ListState.Edit.WRITE) {
        entries.write(entry, view, sequence, step);
      }
      first = left == 0 ? positions.position : first;
      last = positions.position;
      left++;
    }
    if (there && left < count) {
      shrink(key, first, last + 1, left, sequence, step);
    }
  }

  @Override
  public void clear(StateKey key) {
    Positions positions = positions();
    while (positions.next()) {
      entries.removeFound(entry);
    }
    if (there) {
      shrink(key, 0, 0, 0, 0, 0);
    }
  }

  /** So many entries are left of the list at the cursor. */
  private void shrink(StateKey key, long from, long to, long left, long sequence, int step) {
    if (left == 0) {
      heads.removeFound(key);
      there = false;
      return;
    }
    begin = from;
    end = to;
    count = left;
    writeHead(key, sequence, step);
  }

  /** Goes over the entries of the list at the cursor, which may be removed on the way. */
  private final class Positions {
    private final long to = there ? end : 0;
    private long position = there ? begin - 1 : -1;

    /** Null where all from begin to end are tried. */
    private final long @Nullable [] known;

    private int i;

    Positions(long @Nullable [] known) {
      this.known = known;
    }

    /**
     * Moves on to the next entry, which {@link #entries} has then found; gives whether there is.
     */
    boolean next() {
      while (known == null ? ++position < to : i < known.length) {
        position = known == null ? position : known[i++];
        if (findEntry(position)) {
          return true;
        }
      }
      return false;
    }
  }

  private Positions positions() {
    if (!there || end - begin <= FEW + LOOSE * count) {
      return new Positions(null);
    }
    byte[] prefix = at.toBytes();
    long[] known = new long[Math.toIntExact(count)];
    int[] n = new int[1];
    entries.scan(
        prefix,
        (k, v) -> {
          boolean mine = Keys.startsWith(k, prefix) && n[0] < known.length;
          if (mine) {
            known[n[0]++] = Keys.index(k, prefix.length);
          }
          return mine;
        });
    return new Positions(known);
  }

  // ------------------------------------------------------------------ by bytes, cold

  /** Moves the cursor to the list of an entry; gives the entry's position. */
  private long findListOf(byte[] key) {
    if (key.length < SHORTEST_KEY) {
      throw new IllegalArgumentException("no key of an entry of a list: " + Arrays.toString(key));
    }
    int full = key.length - Long.BYTES;
    cold.set(Arrays.copyOf(key, full));
    find(cold);
    return Keys.index(key, full);
  }

  @Override
  public @Nullable Stored get(byte[] key) {
    return entries.get(key);
  }

  @Override
  public @Nullable Stored put(byte[] key, Stored value) {
    long position = findListOf(key);
    Stored before = entries.put(key, value);
    if (before == null) {
      begin = there ? Math.min(begin, position) : position;
      end = there ? Math.max(end, position + 1) : position + 1;
      count = there ? count + 1 : 1;
      there = true;
      writeHead(cold, Math.max(value.sequence(), latest), value.step());
    }
    return before;
  }

  @Override
  public @Nullable Stored remove(byte[] key) {
    endLoading();
    if (key.length < SHORTEST_KEY) {
      return null;
    }
    long position = findListOf(key);
    Stored before = there ? entries.remove(key) : null;
    if (before != null) {
      boolean more = count > 1;
      // Nobody says who removes it; the head must be later than what keyframes know.
      shrink(
          cold,
          more && position == begin ? after(position) : begin,
          more && position == end - 1 ? before(position) + 1 : end,
          count - 1,
          latest == Long.MIN_VALUE ? 0 : latest + 1,
          0);
    }
    return before;
  }

  /** The first position of an entry behind another one in the list at the cursor; there is one. */
  private long after(long position) {
    for (long p = position + 1; p <= position + FEW; p++) {
      if (findEntry(p)) {
        return p;
      }
    }
    byte[] prefix = at.toBytes();
    long[] out = new long[1];
    entries.scan(
        Keys.concat(prefix, Keys.index(position + 1)),
        (k, v) -> {
          out[0] = Keys.index(k, prefix.length);
          return false;
        });
    return out[0];
  }

  /** The last position of an entry before another one in the list at the cursor; there is one. */
  private long before(long position) {
    for (long p = position - 1; p >= Math.max(0, position - FEW); p--) {
      if (findEntry(p)) {
        return p;
      }
    }
    byte[] prefix = at.toBytes();
    byte[] last = entries.lastKeyBelow(Keys.concat(prefix, Keys.index(position)));
    return last == null ? 0 : Keys.index(last, prefix.length);
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

  // ------------------------------------------------------------------ many at once

  /** Entries in the order of their keys, into lists of which none was there. */
  private static final class Loading {
    /** The entry that came last; the list to which it belongs is not over. */
    byte[] last = {};

    boolean goesOnWith(byte[] key) {
      return Arrays.compareUnsigned(last, key) < 0;
    }

    boolean isOfAnotherList(byte[] key) {
      int full = key.length - Long.BYTES;
      return last.length != key.length || !Arrays.equals(last, 0, full, key, 0, full);
    }
  }

  @Override
  public void reserve(long number) {
    entries.reserve(number);
  }

  @Override
  public void load(byte[] key, Row value, long sequence, int step) {
    Loading l = loading;
    if (l == null && size() == 0) {
      l = new Loading();
      loading = l;
    }
    if (l == null || !l.goesOnWith(key)) {
      endLoading();
      put(key, new Stored(value.copy(), sequence, step));
      return;
    }
    long position = Keys.index(key, key.length - Long.BYTES);
    if (l.isOfAnotherList(key)) {
      loadHead(l);
      begin = position;
      count = 0;
    }
    entries.load(key, value, sequence, step);
    end = position + 1;
    count++;
    l.last = key;
    latest = Math.max(latest, sequence);
  }

  private void loadHead(Loading l) {
    if (l.last.length > 0) {
      heads.load(Arrays.copyOf(l.last, l.last.length - Long.BYTES), asRow(), latest, 0);
    }
  }

  @Override
  public void endLoading() {
    Loading l = loading;
    if (l != null) {
      loading = null;
      loadHead(l);
      entries.endLoading();
      heads.endLoading();
    }
  }

  // ------------------------------------------------------------------ keyframes

  @Override
  public Keyframe keyframe() {
    return new Frame(entries.keyframe(), heads.keyframe(), latest);
  }

  @Override
  public void seek(Keyframe keyframe) {
    Frame f = (Frame) keyframe;
    entries.seek(f.entries);
    heads.seek(f.heads);
    latest = f.latest;
    there = false;
  }

  /** Heads are made again from the entries. */
  @Override
  public Snapshot<Stored> snapshot() {
    return entries.snapshot();
  }
}
