package dev.eddy.runtime.record;

import dev.eddy.model.problem.Place;
import dev.eddy.model.problem.Problem;
import dev.eddy.model.row.Row;
import dev.eddy.operator.RowException;
import dev.eddy.operator.SplitPosition;
import dev.eddy.operator.SplitReader;
import dev.eddy.runtime.flow.Burst;
import dev.eddy.runtime.flow.FlowException;
import dev.eddy.runtime.flow.GateEvent;
import dev.eddy.runtime.flow.Sources;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The gate's events so far, in blocks. Their rows are not kept but read again from their sources
 * when somebody looks back; what was read is compared with the hash of the first reading, and stays
 * in memory, packed, up to a cap. Used by one thread.
 */
public final class History {
  /** Of rows that were read again; a part of the heap where that is small. */
  private static final long CACHE_BYTES =
      Math.min(128L << 20, Runtime.getRuntime().maxMemory() / 8);

  private final Sources sources;
  private final List<Block> blocks = new ArrayList<>();
  private final LinkedHashMap<Integer, PackedEvents> cache = new LinkedHashMap<>(64, 0.75f, true);
  private long cached;

  private @Nullable PackedEvents openData;
  private int openDataCount;
  private int openCount;
  private long[] ticks = new long[4];
  private int ticksSize;
  private int[] runs = new int[64];
  private int runsSize;
  private long[] hashes;
  private List<SplitPosition> starts;

  private final @Nullable SplitReader[] readers;
  private int readersAt = -1;

  public History(Sources sources) {
    this.sources = sources;
    this.hashes = new long[sources.total()];
    this.starts = new ArrayList<>();
    for (int i = 0; i < sources.total(); i++) {
      starts.add(SplitPosition.START);
    }
    this.readers = new SplitReader[sources.total()];
  }

  /** Adds blocks of a recording; they follow each other. */
  void restore(List<Block> recorded, List<SplitPosition> positions) {
    blocks.addAll(recorded);
    starts = new ArrayList<>(positions);
  }

  List<Block> blocks() {
    return blocks;
  }

  /** Sequence after the last event. */
  public long end() {
    return openStart() + openCount;
  }

  private long openStart() {
    return blocks.isEmpty() ? 1 : blocks.get(blocks.size() - 1).end();
  }

  /**
   * Sequence of the first event of a block of which rows were not kept, though they cannot be read
   * again; 0 where there is none.
   */
  public long unkept() {
    if (!sources.areFleeting()) {
      return 0;
    }
    for (int i = 0; i < blocks.size(); i++) {
      List<SplitPosition> after = i + 1 < blocks.size() ? blocks.get(i + 1).starts() : starts;
      if (after.stream().anyMatch(p -> p.offset() == KeptRows.NOT_KEPT)) {
        return blocks.get(i).first();
      }
    }
    return 0;
  }

  /** Events since the last block was cut. */
  public int openCount() {
    return openCount;
  }

  /**
   * @param number of the split
   * @param hash of the row's raw bytes
   */
  public void append(int number, boolean end, long hash) {
    openCount++;
    if (end) {
      addRun(number, 0);
      return;
    }
    hashes[number] = Burst.combine(hashes[number], hash);
    if (runsSize > 0 && runs[runsSize - 2] == number && runs[runsSize - 1] > 0) {
      runs[runsSize - 1]++;
    } else {
      addRun(number, 1);
    }
  }

  /** Hash of the rows of a split in the open block. */
  public long hash(int number) {
    return hashes[number];
  }

  /**
   * Some rows of a split, one after the other.
   *
   * @param hash of all rows of the split in the open block, these with them
   */
  public void appendRows(int number, int rows, long hash) {
    if (rows == 0) {
      return;
    }
    openCount += rows;
    hashes[number] = hash;
    if (runsSize > 0 && runs[runsSize - 2] == number && runs[runsSize - 1] > 0) {
      runs[runsSize - 1] += rows;
    } else {
      addRun(number, rows);
    }
  }

  /** As {@link #appendRows}, of rows whose hash nobody has any more: they are read again. */
  public void appendAgain(int number, int rows) throws FlowException, IOException {
    appendRows(number, rows, 0);
    long left = 0;
    for (int r = 0; r < runsSize; r += 2) {
      left += runs[r] == number ? runs[r + 1] : 0;
    }
    long hash = 0;
    Row[] read = sources.rows(number);
    try (SplitReader reader = sources.reader(number, starts.get(number))) {
      for (; left > 0 && reader.next(read) >= 0; left--) {
        hash = Burst.combine(hash, reader.takeHash());
      }
    }
    hashes[number] = hash;
  }

  /** Adds a tick of the clock. */
  public void appendTick(long time) {
    openCount++;
    addRun(sources.total(), 1);
    if (ticksSize == ticks.length) {
      ticks = Arrays.copyOf(ticks, ticksSize * 2);
    }
    ticks[ticksSize++] = time;
  }

  private void addRun(int number, int rows) {
    if (runsSize == runs.length) {
      runs = Arrays.copyOf(runs, runsSize * 2);
    }
    runs[runsSize++] = number;
    runs[runsSize++] = rows;
  }

  /**
   * Ends the open block.
   *
   * @param positions by split, where the first row after it begins
   * @return null where nothing was appended
   */
  @Nullable Block cut(List<SplitPosition> positions) {
    if (openCount == 0) {
      return null;
    }
    Block b = openBlock();
    openCount = 0;
    openDataCount = 0;
    openData = null;
    runsSize = 0;
    ticksSize = 0;
    Arrays.fill(hashes, 0);
    starts = new ArrayList<>(positions);
    blocks.add(b);
    return b;
  }

  private Block openBlock() {
    return new Block(
        openStart(),
        openCount,
        List.copyOf(starts),
        Arrays.copyOf(runs, runsSize),
        hashes.clone(),
        Arrays.copyOf(ticks, ticksSize));
  }

  /** Events of the open block. */
  private PackedEvents openData() throws FlowException {
    PackedEvents data = openData;
    if (data == null || openDataCount != openCount) {
      data = readAgain(openBlock(), -1);
      openData = data;
      openDataCount = openCount;
      close();
    }
    return data;
  }

  private void keep(int block, PackedEvents data) {
    cache.put(block, data);
    cached += data.bytes();
    var oldest = cache.entrySet().iterator();
    while (cached > CACHE_BYTES && cache.size() > 1) {
      Map.Entry<Integer, PackedEvents> e = oldest.next();
      cached -= e.getValue().bytes();
      oldest.remove();
    }
  }

  /** Reads events from a sequence on. */
  public Cursor cursor(long from) {
    return new Cursor(from);
  }

  /** Goes through the events in order. */
  public final class Cursor {
    private long next;
    private long blockEnd;
    private PackedEvents.@Nullable Cursor in;

    private Cursor(long from) {
      next = from;
    }

    /** Sequence of the event that {@link #next} gives. */
    public long sequence() {
      return next;
    }

    /** The next event, whose row is valid until the one after it; there must be one. */
    public GateEvent next() throws FlowException {
      PackedEvents.Cursor c = in;
      if (c == null || next == blockEnd) {
        c = enter();
        in = c;
      }
      next++;
      return c.next();
    }

    private PackedEvents.Cursor enter() throws FlowException {
      if (next >= end()) {
        throw new IllegalStateException("event " + next + " has not happened yet");
      }
      long first;
      PackedEvents data;
      if (next >= openStart()) {
        first = openStart();
        data = openData();
        blockEnd = end();
      } else {
        int i = find(next);
        first = blocks.get(i).first();
        data = data(i);
        blockEnd = blocks.get(i).end();
      }
      PackedEvents.Cursor c = data.cursor();
      for (long s = first; s < next; s++) {
        c.advance();
      }
      return c;
    }
  }

  private int find(long sequence) {
    int low = 0;
    int high = blocks.size() - 1;
    while (low < high) {
      int mid = (low + high + 1) >>> 1;
      if (blocks.get(mid).first() <= sequence) {
        low = mid;
      } else {
        high = mid - 1;
      }
    }
    return low;
  }

  private PackedEvents data(int block) throws FlowException {
    PackedEvents data = cache.get(block);
    if (data == null) {
      data = readAgain(blocks.get(block), block);
      keep(block, data);
    }
    return data;
  }

  /**
   * @param index of the block among those that were cut, or -1
   */
  private PackedEvents readAgain(Block b, int index) throws FlowException {
    if (readersAt != index || index < 0) {
      close();
    }
    PackedEvents out = new PackedEvents(sources, b.runs(), b.ticks());
    long[] found = new long[hashes.length];
    Row[][] rows = new Row[hashes.length][];
    for (int r = 0; r < b.runs().length; r += 2) {
      int split = b.runs()[r];
      int n = b.runs()[r + 1];
      if (split == sources.total()) {
        continue;
      }
      int source = sources.sourceOf(split);
      if (n == 0) {
        continue;
      }
      SplitReader reader = readers[split];
      if (reader == null) {
        reader = sources.reader(split, b.starts().get(split));
        readers[split] = reader;
      }
      if (rows[split] == null) {
        rows[split] = sources.rows(split);
      }
      for (int i = 0; i < n; i++) {
        int port;
        try {
          port = reader.next(rows[split]);
          found[split] = Burst.combine(found[split], reader.takeHash());
        } catch (RowException | RuntimeException e) {
          throw edited(split, b, e);
        } catch (IOException e) {
          close();
          throw sources.failure(split, e);
        }
        if (port < 0) {
          throw edited(split, b, null);
        }
        out.add(source, port, rows[split][port]);
      }
    }
    for (int split = 0; split < found.length; split++) {
      if (found[split] != b.hashes()[split]) {
        throw edited(split, b, null);
      }
    }
    readersAt = index + 1;
    return out;
  }

  private FlowException edited(int split, Block b, @Nullable Throwable cause) {
    close();
    return new FlowException(
        Problem.error(
            "source-edited",
            Place.node(sources.nodeOf(split).id(), sources.nodeOf(split).name()),
            "the file was edited since the run ("
                + sources.names().get(split)
                + "); history from event "
                + b.first()
                + " on is gone.",
            "Put the old file back to look at this recording, or run again."),
        cause);
  }

  /** Closes what was opened to read again; more can be read again later. */
  public void close() {
    for (int i = 0; i < readers.length; i++) {
      SplitReader r = readers[i];
      if (r != null) {
        try {
          r.close();
        } catch (IOException | RuntimeException e) {
          System.getLogger(History.class.getName())
              .log(System.Logger.Level.WARNING, "split failed to close", e);
        }
      }
      readers[i] = null;
    }
    readersAt = -1;
  }
}
