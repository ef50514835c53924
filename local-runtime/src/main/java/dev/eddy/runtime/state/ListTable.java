package dev.eddy.runtime.state;

import dev.eddy.model.row.Row;
import dev.eddy.model.type.DataType;
import dev.eddy.model.type.Field;
import dev.eddy.model.type.Schema;
import dev.eddy.operator.ListState;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Lists of rows in the heap: a {@link PageTable} holds the head of each, which says from where to
 * where it goes in a {@link RowLog}. Adding a row, and forgetting the first ones, change the head
 * alone; so what a keyframe must remember is small, whatever the rows.
 */
final class ListTable implements ListStore {
  /** Rooms for first rows are counted in parts of a row, so that they move slowly. */
  private static final int PARTS = 16;

  private static final int UNKNOWN_ROOM = 4 * PARTS;
  private static final int MOST_ROOM = 32 * PARTS;
  private static final int LONGER = 3;
  private static final int SHORTER = 1;

  private static final int BEGIN = 0;
  private static final int END = 1;
  private static final int LOG = 2;

  /** The log is a reference, as texts are. */
  private static final Schema HEAD =
      Schema.of(
          new Field("begin", DataType.BIGINT.notNull()),
          new Field("end", DataType.BIGINT.notNull()),
          new Field("log", DataType.VARCHAR.notNull()));

  static final Schema POSITION = Schema.of(new Field("#", DataType.BIGINT.notNull()));

  /**
   * @param bytes of logs that were made since the keyframe before it
   */
  private record Frame(Keyframe heads, int size, long latest, long bytes) implements Keyframe {
    @Override
    public void weigh(Holdings into) {
      heads.weigh(into);
      into.add(this, bytes);
    }
  }

  private final SlotLayout layout;
  private final PageTable heads;
  private final Row view;
  private final StateKey cold = new StateKey();
  private int size;
  private long made;

  /**
   * Parts of rows for which a new list has room. A list that ends moves it towards its own length,
   * further where it was longer: so three in four are in one piece, and most rooms are used.
   */
  private int room = UNKNOWN_ROOM;

  /** No head was written at a later sequence. */
  private long latest = Long.MIN_VALUE;

  /** Whether there is a list at the cursor, and where it begins and ends in its log. */
  private boolean there;

  private int begin;
  private int end;

  ListTable(Schema key, Schema value, int maxParallelism) {
    this.layout = new SlotLayout(POSITION, value);
    this.heads = new PageTable(new SlotLayout(key, HEAD), maxParallelism);
    this.view = new Row(value.size());
  }

  // ------------------------------------------------------------------ one list, hot

  @Override
  public boolean find(StateKey key) {
    boolean found = heads.find(key);
    there = found;
    if (found) {
      begin = (int) heads.word(BEGIN);
      end = (int) heads.word(END);
    }
    return found;
  }

  /**
   * The log of the list at the cursor. It is not kept: a reference in an object costs the
   * collector's barrier.
   */
  private RowLog log() {
    return (RowLog) heads.reference();
  }

  private static RowLog log(Row head) {
    return (RowLog) Objects.requireNonNull(head.getObject(LOG));
  }

  @Override
  public @Nullable Row last() {
    if (!there) {
      return null;
    }
    int last = end - 1;
    log().chunk(last).read(last, view);
    return view;
  }

  @Override
  public List<Row> all() {
    List<Row> out = new ArrayList<>();
    if (there) {
      RowLog log = log();
      for (int i = begin; i < end; i++) {
        out.add(log.stored(i).value());
      }
    }
    return out;
  }

  @Override
  public void add(StateKey key, Row row, long sequence, int step) {
    RowLog log;
    long position = 0;
    if (there) {
      log = log();
      position = log.position(end - 1) + 1;
    } else {
      log = made(firstRoom());
      begin = 0;
      end = 0;
    }
    writeHead(key, append(log, position, key.group(), row, sequence, step), sequence, step);
  }

  /** Appends an entry to the list at the cursor; gives the log that it is in from now on. */
  private RowLog append(RowLog to, long position, int group, Row row, long sequence, int step) {
    RowLog log = to;
    if (!log.hasRoom(end)) {
      log = to.grown(begin, end);
      made += log.bytes();
      if (!log.goesOnFrom(to)) {
        end -= begin;
        begin = 0;
      }
    }
    log.append(position, group, row, sequence, step);
    there = true;
    end++;
    size++;
    return log;
  }

  private RowLog made(int capacity) {
    RowLog log = new RowLog(layout, capacity);
    made += log.bytes();
    return log;
  }

  /** For how many rows a new list has room; rounded up, so that one of the usual length fits. */
  private int firstRoom() {
    return (room + PARTS - 1) / PARTS;
  }

  /** The list at the cursor is no more. */
  private void end(StateKey key) {
    if ((long) end * PARTS > room) {
      room = Math.min(MOST_ROOM, room + LONGER);
    } else {
      room = Math.max(PARTS, room - SHORTER);
    }
    heads.removeFound(key);
    there = false;
  }

  private void writeHead(StateKey key, RowLog log, long sequence, int step) {
    if (sequence > latest) {
      latest = sequence;
    }
    heads.write(key, begin, end, log, sequence, step);
  }

  @Override
  public void edit(StateKey key, ListState.Editor editor, long sequence, int step) {
    if (!there) {
      return;
    }
    RowLog log = log();
    int from = begin;
    int to = end;
    int first = from;
    RowLog changed = null;
    for (int i = from; i < to; ) {
      RowLog chunk = log.chunk(i);
      for (int last = chunk.endIn(to); i < last; i++) {
        chunk.read(i, view);
        ListState.Edit e = editor.edit(view);
        if (e == ListState.Edit.KEEP && changed == null) {
          continue;
        }
        if (e == ListState.Edit.REMOVE && changed == null && i == first) {
          first++;
          continue;
        }
        if (changed == null) {
          changed = made(to - first);
          changed.appendAll(log, first, i);
        }
        switch (e) {
          case KEEP -> changed.appendAll(log, i, i + 1);
          case WRITE -> changed.append(log.position(i), key.group(), view, sequence, step);
          case REMOVE -> {}
        }
      }
    }
    if (changed != null) {
      replace(key, changed, 0, changed.used(), sequence, step);
    } else if (first > from) {
      replace(key, log, first, to, sequence, step);
    }
  }

  /** Lets the list at the cursor be another part of a log. */
  private void replace(StateKey key, RowLog log, int from, int to, long sequence, int step) {
    size += to - from - (end - begin);
    if (from == to) {
      end(key);
      return;
    }
    begin = from;
    end = to;
    writeHead(key, log, sequence, step);
  }

  @Override
  public void clear(StateKey key) {
    if (there) {
      size -= end - begin;
      end(key);
    }
  }

  // ------------------------------------------------------------------ by bytes, cold

  /** The key group and a position. */
  private static final int SHORTEST_KEY = 2 + Long.BYTES;

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

  /** The place of an entry of the list at the cursor, or -1. */
  private int placeOf(long position) {
    if (!there) {
      return -1;
    }
    RowLog log = log();
    int at = log.find(begin, end, position);
    return at < end && log.position(at) == position ? at : -1;
  }

  @Override
  public @Nullable Stored get(byte[] key) {
    if (key.length < SHORTEST_KEY) {
      return null;
    }
    int at = placeOf(findListOf(key));
    return at < 0 ? null : log().stored(at);
  }

  @Override
  public @Nullable Stored put(byte[] key, Stored value) {
    long position = findListOf(key);
    long writer = Math.max(value.sequence(), latest);
    if (!there) {
      begin = 0;
      end = 0;
    }
    RowLog log = there ? log() : made(firstRoom());
    if (!there || log.position(end - 1) < position) {
      RowLog to =
          append(log, position, cold.group(), value.value(), value.sequence(), value.step());
      writeHead(cold, to, writer, value.step());
      return null;
    }
    int at = log.find(begin, end, position);
    boolean replaces = log.position(at) == position;
    Stored before = replaces ? log.stored(at) : null;
    RowLog changed = made(end - begin + 1);
    changed.appendAll(log, begin, at);
    changed.append(position, cold.group(), value.value(), value.sequence(), value.step());
    changed.appendAll(log, replaces ? at + 1 : at, end);
    replace(cold, changed, 0, changed.used(), writer, value.step());
    return before;
  }

  @Override
  public @Nullable Stored remove(byte[] key) {
    if (key.length < SHORTEST_KEY) {
      return null;
    }
    int at = placeOf(findListOf(key));
    if (at < 0) {
      return null;
    }
    RowLog log = log();
    Stored before = log.stored(at);
    RowLog changed = made(Math.max(1, end - begin - 1));
    changed.appendAll(log, begin, at);
    changed.appendAll(log, at + 1, end);
    // Nobody says who removes it; the head must be later than what keyframes know.
    long writer = latest == Long.MIN_VALUE ? 0 : latest + 1;
    replace(cold, changed, 0, changed.used(), writer, 0);
    return before;
  }

  @Override
  public int size() {
    return size;
  }

  @Override
  public @Nullable Stored first() {
    Stored[] out = new Stored[1];
    scan(
        new byte[0],
        (k, v) -> {
          out[0] = v;
          return false;
        });
    return out[0];
  }

  @Override
  public void scan(byte[] from, Visitor<? super Stored> visitor) {
    // The list of an entry's key begins with fewer bytes than the key; all of a group are looked
    // at where these may not be a full key.
    boolean isKey = from.length >= 2 && heads.get(from) != null;
    byte[] begin = isKey ? from : Arrays.copyOf(from, Math.min(from.length, 2));
    heads.scan(begin, (k, h) -> scan(k, h.value(), from, visitor));
  }

  private static boolean scan(byte[] key, Row head, byte[] from, Visitor<? super Stored> visitor) {
    if (from.length > 0 && Arrays.compareUnsigned(key, from) < 0 && !Keys.startsWith(from, key)) {
      return true;
    }
    RowLog log = log(head);
    for (int i = head.getInt(BEGIN); i < head.getInt(END); i++) {
      byte[] k = Keys.concat(key, Keys.index(log.position(i)));
      if (Arrays.compareUnsigned(k, from) >= 0 && !visitor.visit(k, log.stored(i))) {
        return false;
      }
    }
    return true;
  }

  @Override
  public byte @Nullable [] lastKeyBelow(byte[] upper) {
    byte[][] out = new byte[1][];
    scan(
        new byte[0],
        (k, v) -> {
          boolean below = Arrays.compareUnsigned(k, upper) < 0;
          if (below) {
            out[0] = k;
          }
          return below;
        });
    return out[0];
  }

  // ------------------------------------------------------------------ keyframes

  @Override
  public Keyframe keyframe() {
    Frame f = new Frame(heads.keyframe(), size, latest, made);
    made = 0;
    return f;
  }

  @Override
  public void seek(Keyframe keyframe) {
    Frame f = (Frame) keyframe;
    heads.seek(f.heads);
    size = f.size;
    latest = f.latest;
    there = false;
  }

  @Override
  public Snapshot<Stored> snapshot() {
    return new View(heads.snapshot(), size);
  }

  /** Nobody writes to what heads of a snapshot speak of. */
  private record View(PageSnapshot heads, int size) implements Snapshot<Stored> {
    private static final byte[] ALL = {};

    @Override
    public void scan(Visitor<? super Stored> visitor) {
      heads.scan((k, h) -> ListTable.scan(k, h.value(), ALL, visitor));
    }

    @Override
    public void changesSince(Snapshot<Stored> earlier, Changes<? super Stored> visitor) {
      View before = (View) earlier;
      // One list after the other: all of them would be as much as the state.
      heads.changesSince(
          before.heads,
          (k, h) -> {
            boolean[] on = {true};
            Snapshot.merge(
                entries(k, before.heads.get(k)),
                entries(k, h),
                (a, b) -> a.sequence() == b.sequence() && a.step() == b.step(),
                (e, v) -> on[0] = visitor.change(e, v));
            return on[0];
          });
    }

    private static List<Map.Entry<byte[], Stored>> entries(byte[] key, @Nullable Stored head) {
      List<Map.Entry<byte[], Stored>> out = new ArrayList<>();
      if (head != null) {
        ListTable.scan(key, head.value(), ALL, (e, v) -> out.add(Map.entry(e, v)));
      }
      return out;
    }
  }
}
