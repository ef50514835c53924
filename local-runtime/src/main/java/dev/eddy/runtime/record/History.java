package dev.eddy.runtime.record;

import dev.eddy.model.problem.Place;
import dev.eddy.model.problem.Problem;
import dev.eddy.model.row.Row;
import dev.eddy.model.row.ValueCodec;
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
  private static final long CACHE_BYTES = 128L << 20;

  private final Sources sources;
  private final ValueCodec[][] codecs;
  private final List<Block> blocks = new ArrayList<>();
  private final LinkedHashMap<Integer, byte[]> cache = new LinkedHashMap<>(64, 0.75f, true);
  private long cached;

  private byte[] openData = new byte[0];
  private int openDataCount;
  private int openCount;
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
    int n = sources.counts().length;
    this.codecs = new ValueCodec[n][];
    for (int s = 0; s < n; s++) {
      int ports = sources.nodeOf(sources.number(s, 0)).outputs().size();
      codecs[s] = new ValueCodec[ports];
      for (int p = 0; p < ports; p++) {
        codecs[s][p] = new ValueCodec(sources.schema(s, p));
      }
    }
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

  private void addRun(int number, int rows) {
    if (runsSize == runs.length) {
      runs = Arrays.copyOf(runs, runsSize * 2);
    }
    runs[runsSize++] = number;
    runs[runsSize++] = rows;
  }

  private void encode(Bytes out, GateEvent event, int number) {
    out.putLong(number);
    out.putLong(event.port() + 1);
    if (!event.isEnd()) {
      try {
        codecs[event.source()][event.port()].write(event.row(), out);
      } catch (IOException e) {
        throw new IllegalStateException("memory takes every row", e);
      }
    }
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
    openData = new byte[0];
    runsSize = 0;
    Arrays.fill(hashes, 0);
    starts = new ArrayList<>(positions);
    blocks.add(b);
    return b;
  }

  private Block openBlock() {
    return new Block(
        openStart(), openCount, List.copyOf(starts), Arrays.copyOf(runs, runsSize), hashes.clone());
  }

  /** Events of the open block, packed. */
  private byte[] openData() throws FlowException {
    if (openDataCount != openCount) {
      openData = readAgain(openBlock(), -1);
      openDataCount = openCount;
      close();
    }
    return openData;
  }

  private void keep(int block, byte[] data) {
    cache.put(block, data);
    cached += data.length;
    var oldest = cache.entrySet().iterator();
    while (cached > CACHE_BYTES && cache.size() > 1) {
      Map.Entry<Integer, byte[]> e = oldest.next();
      cached -= e.getValue().length;
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
    private Bytes.@Nullable Reader in;

    private Cursor(long from) {
      next = from;
    }

    /** Sequence of the event that {@link #next} gives. */
    public long sequence() {
      return next;
    }

    /** The next event; there must be one. */
    public GateEvent next() throws FlowException {
      try {
        if (in == null || next == blockEnd) {
          enter();
        }
        next++;
        return decode(java.util.Objects.requireNonNull(in));
      } catch (IOException e) {
        throw new IllegalStateException("events in memory are damaged", e);
      }
    }

    private void enter() throws FlowException, IOException {
      if (next >= end()) {
        throw new IllegalStateException("event " + next + " has not happened yet");
      }
      long first;
      byte[] data;
      int length;
      if (next >= openStart()) {
        first = openStart();
        data = openData();
        length = data.length;
        blockEnd = end();
      } else {
        int i = find(next);
        first = blocks.get(i).first();
        data = data(i);
        length = data.length;
        blockEnd = blocks.get(i).end();
      }
      Bytes.Reader reader = new Bytes.Reader(data, 0, length);
      for (long s = first; s < next; s++) {
        decode(reader);
      }
      in = reader;
    }
  }

  private GateEvent decode(Bytes.Reader in) throws IOException {
    int number = (int) in.getLong();
    int port = (int) in.getLong() - 1;
    int source = sources.sourceOf(number);
    int split = sources.splitOf(number);
    return port == GateEvent.END
        ? GateEvent.end(source, split)
        : new GateEvent(source, split, port, codecs[source][port].read(in.data()));
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

  private byte[] data(int block) throws FlowException {
    byte[] data = cache.get(block);
    if (data == null) {
      data = readAgain(blocks.get(block), block);
      keep(block, data);
    }
    return data;
  }

  /**
   * @param index of the block among those that were cut, or -1
   */
  private byte[] readAgain(Block b, int index) throws FlowException {
    if (readersAt != index || index < 0) {
      close();
    }
    Bytes out = new Bytes();
    long[] found = new long[hashes.length];
    Row[][] rows = new Row[hashes.length][];
    for (int r = 0; r < b.runs().length; r += 2) {
      int split = b.runs()[r];
      int n = b.runs()[r + 1];
      int source = sources.sourceOf(split);
      if (n == 0) {
        encode(out, GateEvent.end(source, sources.splitOf(split)), split);
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
        encode(out, new GateEvent(source, sources.splitOf(split), port, rows[split][port]), split);
      }
    }
    for (int split = 0; split < found.length; split++) {
      if (found[split] != b.hashes()[split]) {
        throw edited(split, b, null);
      }
    }
    readersAt = index + 1;
    return out.toArray();
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
        } catch (IOException e) {
          System.getLogger(History.class.getName())
              .log(System.Logger.Level.WARNING, "split failed to close", e);
        }
      }
      readers[i] = null;
    }
    readersAt = -1;
  }
}
