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
  private static final int FIRST_ROOM = 4;

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
  private final Row head = new Row(HEAD.size());
  private final StateKey cold = new StateKey();
  private int size;
  private long made;

  /** No head was written at a later sequence. */
  private long latest = Long.MIN_VALUE;

  /** Whether there is a list at the cursor, whose head has been read. */
  private boolean there;

  ListTable(Schema key, Schema value, int maxParallelism) {
    this.layout = new SlotLayout(POSITION, value);
    this.heads = new PageTable(new SlotLayout(key, HEAD), maxParallelism);
    this.view = new Row(value.size());
  }

  // ------------------------------------------------------------------ one list, hot

  @Override
  public boolean find(StateKey key) {
    there = heads.find(key);
    if (there) {
      heads.read(head);
    }
    return there;
  }

  private static RowLog log(Row head) {
    return (RowLog) Objects.requireNonNull(head.getObject(LOG));
  }

  @Override
  public @Nullable Row last() {
    if (!there) {
      return null;
    }
    int last = head.getInt(END) - 1;
    log(head).chunk(last).read(last, view);
    return view;
  }

  @Override
  public List<Row> all() {
    List<Row> out = new ArrayList<>();
    if (there) {
      RowLog log = log(head);
      for (int i = head.getInt(BEGIN); i < head.getInt(END); i++) {
        out.add(log.stored(i).value());
      }
    }
    return out;
  }

  @Override
  public void add(StateKey key, Row row, long sequence, int step) {
    long position = there ? log(head).position(head.getInt(END) - 1) + 1 : 0;
    append(key, position, row, sequence, step);
    writeHead(key, sequence, step);
  }

  /** Appends an entry to the log of the head that was read, or to a new one. */
  private void append(StateKey key, long position, Row row, long sequence, int step) {
    RowLog log;
    int begin = there ? head.getInt(BEGIN) : 0;
    int end = there ? head.getInt(END) : 0;
    if (!there) {
      log = made(FIRST_ROOM);
      head.setObject(LOG, log);
    } else {
      log = log(head);
      if (!log.hasRoom(end)) {
        RowLog grown = log.grown(begin, end);
        made += grown.bytes();
        if (!grown.goesOnFrom(log)) {
          end -= begin;
          begin = 0;
        }
        log = grown;
        head.setObject(LOG, log);
      }
    }
    log.append(position, key.group(), row, sequence, step);
    there = true;
    head.setLong(BEGIN, begin);
    head.setLong(END, end + 1L);
    size++;
  }

  private RowLog made(int capacity) {
    RowLog log = new RowLog(layout, capacity);
    made += log.bytes();
    return log;
  }

  private void writeHead(StateKey key, long sequence, int step) {
    if (sequence > latest) {
      latest = sequence;
    }
    heads.write(key, head, sequence, step);
  }

  @Override
  public void edit(StateKey key, ListState.Editor editor, long sequence, int step) {
    if (!there) {
      return;
    }
    RowLog log = log(head);
    int begin = head.getInt(BEGIN);
    int end = head.getInt(END);
    int first = begin;
    RowLog changed = null;
    for (int i = begin; i < end; ) {
      RowLog chunk = log.chunk(i);
      for (int to = chunk.endIn(end); i < to; i++) {
        chunk.read(i, view);
        ListState.Edit e = editor.edit(view);
        if (e == ListState.Edit.REMOVE && changed == null && i == first) {
          first++;
          continue;
        }
        if (e != ListState.Edit.KEEP && changed == null) {
          changed = made(end - first);
          changed.appendAll(log, first, i);
        }
        if (changed != null) {
          switch (e) {
            case KEEP -> changed.appendAll(log, i, i + 1);
            case WRITE -> changed.append(log.position(i), key.group(), view, sequence, step);
            case REMOVE -> {}
          }
        }
      }
    }
    if (changed != null) {
      replace(key, changed, 0, changed.used(), sequence, step);
    } else if (first > begin) {
      replace(key, log, first, end, sequence, step);
    }
  }

  /** Lets the list at the cursor be another part of a log. */
  private void replace(StateKey key, RowLog log, int begin, int end, long sequence, int step) {
    size += end - begin - (head.getInt(END) - head.getInt(BEGIN));
    if (begin == end) {
      heads.removeFound(key);
      there = false;
      return;
    }
    head.setLong(BEGIN, begin);
    head.setLong(END, end);
    head.setObject(LOG, log);
    writeHead(key, sequence, step);
  }

  @Override
  public void clear(StateKey key) {
    if (there) {
      size -= head.getInt(END) - head.getInt(BEGIN);
      heads.removeFound(key);
      there = false;
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
    int end = head.getInt(END);
    int at = log(head).find(head.getInt(BEGIN), end, position);
    return at < end && log(head).position(at) == position ? at : -1;
  }

  @Override
  public @Nullable Stored get(byte[] key) {
    if (key.length < SHORTEST_KEY) {
      return null;
    }
    int at = placeOf(findListOf(key));
    return at < 0 ? null : log(head).stored(at);
  }

  @Override
  public @Nullable Stored put(byte[] key, Stored value) {
    long position = findListOf(key);
    long writer = Math.max(value.sequence(), latest);
    if (!there || log(head).position(head.getInt(END) - 1) < position) {
      append(cold, position, value.value(), value.sequence(), value.step());
      writeHead(cold, writer, value.step());
      return null;
    }
    RowLog log = log(head);
    int begin = head.getInt(BEGIN);
    int end = head.getInt(END);
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
    RowLog log = log(head);
    int begin = head.getInt(BEGIN);
    int end = head.getInt(END);
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
