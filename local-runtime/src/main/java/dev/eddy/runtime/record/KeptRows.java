package dev.eddy.runtime.record;

import dev.eddy.model.disk.Disk;
import dev.eddy.model.row.Row;
import dev.eddy.model.row.ValueCodec;
import dev.eddy.operator.SplitPosition;
import dev.eddy.operator.SplitReader;
import dev.eddy.runtime.flow.FlowException;
import dev.eddy.runtime.flow.Sources;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The rows of sources that cannot be read again, as they were delivered, in files of a recording. A
 * split has segments of about a megabyte, numbered from 1; a position is the segment (its offset)
 * in which it is, or behind which, and how many rows of the split stand before it. A segment is
 * written in blocks, and never again once it was left: after a crash a new one is begun.
 *
 * <p>A run that goes on from a checkpoint gets the rows behind it from here before the source is
 * asked for more, so that a crash loses none that was written. Beyond a cap no more rows are kept;
 * what is not kept cannot be gone back to. Blocks without rows, <em>marks</em>, then say where the
 * source stood, so that it is gone on with there and not anew.
 *
 * <p>Used by the run's thread; {@link #force} by any.
 */
final class KeptRows implements Sources.Keeping, Closeable {
  static final String FOLDER = "rows";
  static final String MAGIC = "EDDYROWS";
  static final int VERSION = 2;
  private static final int BLOCK_BYTES = 64 << 10;
  private static final long SEGMENT_BYTES = 1L << 20;

  /** In the place of a segment, of rows that were not kept. */
  static final long NOT_KEPT = -1;

  private final Disk disk;
  private final Path recording;
  private final Path folder;
  private final Sources sources;
  private final long cap;
  private final List<Split> splits = new ArrayList<>();
  private final Bytes scratch = new Bytes();
  private long bytes;

  /** Whether there are files that the folders need not know after a loss of power. */
  private boolean unnamed;

  /**
   * @param cap bytes that are kept, about
   */
  KeptRows(Disk disk, Path recording, Sources sources, long cap) throws IOException {
    this.disk = disk;
    this.recording = recording;
    this.folder = recording.resolve(FOLDER);
    this.sources = sources;
    this.cap = cap;
    for (int i = 0; i < sources.total(); i++) {
      splits.add(new Split(i));
    }
    for (Path p : disk.list(folder, "")) {
      bytes += Math.max(0, disk.size(p));
    }
  }

  @Override
  public SplitReader live(int split, SplitPosition from) {
    return new Live(splits.get(split), from);
  }

  @Override
  public SplitReader again(int split, SplitPosition from) {
    return new Again(splits.get(split), from);
  }

  /** Writes what was taken so far. */
  void flush() throws IOException {
    for (Split s : splits) {
      s.flush();
    }
  }

  /** Returns when what was {@linkplain #flush flushed} would survive a loss of power. */
  synchronized void force() throws IOException {
    for (Split s : splits) {
      if (s.out != null) {
        s.out.force();
      }
    }
    if (unnamed) {
      // Also those that were left meanwhile: of them only the bytes are on the disk.
      disk.forceFolder(folder);
      disk.forceFolder(recording);
      unnamed = false;
    }
  }

  @Override
  public void close() throws IOException {
    IOException failure = null;
    for (Split s : splits) {
      try {
        s.leave();
      } catch (IOException e) {
        if (failure == null) {
          failure = e;
        } else {
          failure.addSuppressed(e);
        }
      }
    }
    if (failure != null) {
      throw failure;
    }
  }

  /** The file of a segment of a split. */
  static Path file(Path folder, int split, long segment) {
    return folder.resolve(String.format(Locale.ROOT, "%04d-%010d", split, segment));
  }

  /** Number of the last segment of a split, 0 where there is none. */
  static long last(Disk disk, Path folder, int split) throws IOException {
    long most = 0;
    String prefix = String.format(Locale.ROOT, "%04d-", split);
    for (Path p : disk.list(folder, prefix)) {
      most = Math.max(most, Long.parseLong(p.getFileName().toString().substring(5)));
    }
    return most;
  }

  /** A number of which hardly two are alike, in the place of a hash of the row's bytes. */
  private static long hash(long before, long row) {
    return before * 31 + (row + 1) * 0x9E3779B97F4A7C15L;
  }

  /** What is kept of one split. */
  private final class Split {
    final int number;
    final ValueCodec[] codecs;
    private final Bytes taken = new Bytes();
    private int takenRows;
    private @Nullable SplitReader source;
    private @Nullable BlockFile out;
    private long segment;
    private long written;

    /** So many were delivered. */
    private long rows;

    private boolean full;

    /** Where the source stood when a position was asked for that is not kept, and at which row. */
    private SplitPosition asked = SplitPosition.START;

    private long askedAt = -1;

    /** Row of the last mark. */
    private long markedAt = -1;

    Split(int number) {
      this.number = number;
      int source = sources.sourceOf(number);
      codecs = new ValueCodec[sources.rows(number).length];
      for (int p = 0; p < codecs.length; p++) {
        codecs[p] = new ValueCodec(sources.schema(source, p));
      }
    }

    Path file(long of) {
      return KeptRows.file(folder, number, of);
    }

    boolean has(long of) throws IOException {
      return disk.size(file(of)) >= 0;
    }

    /** Number of the last segment, 0 where there is none. */
    long last() throws IOException {
      return KeptRows.last(disk, folder, number);
    }

    /** From now on rows are taken, which follow so many; behind a segment. */
    void begin(SplitReader from, long afterSegment, long afterRows) throws IOException {
      leave();
      source = from;
      full = bytes >= cap;
      segment = Math.max(last(), afterSegment);
      rows = afterRows;
    }

    /** In the last segment that was begun: who goes on there finds where the source stood. */
    SplitPosition position() {
      if (full && source != null && askedAt != rows) {
        asked = source.position();
        askedAt = rows;
      }
      return new SplitPosition(full ? NOT_KEPT : segment, rows, 0);
    }

    /** Keeps a row that the source gave last. */
    void take(int port, Row row) throws IOException {
      if (!full) {
        taken.writeByte(port);
        codecs[port].write(row, taken);
        takenRows++;
      }
      rows++;
      if (taken.size() >= BLOCK_BYTES) {
        flush();
      }
    }

    void flush() throws IOException {
      if (takenRows == 0) {
        mark();
        return;
      }
      // Where the source goes on behind the last of these rows.
      add(rows - takenRows, takenRows, source == null ? SplitPosition.START : source.position());
      taken.clear();
      takenRows = 0;
      full = bytes >= cap;
      if (written >= SEGMENT_BYTES) {
        leave();
      }
    }

    /** Says, where rows are not kept, where the source stood at the position asked for last. */
    private void mark() throws IOException {
      if (full && askedAt > markedAt) {
        markedAt = askedAt;
        add(askedAt, 0, asked);
      }
    }

    /** Adds a block to the open segment, or to a new one. */
    private void add(long first, int count, SplitPosition own) throws IOException {
      BlockFile to = out;
      if (to == null) {
        disk.createFolders(folder);
        to = BlockFile.create(disk, file(segment + 1), MAGIC, VERSION);
        segment++;
        written = 0;
        synchronized (KeptRows.this) {
          out = to;
          unnamed = true;
        }
      }
      Bytes b = scratch;
      b.clear();
      b.putLong(first);
      b.putLong(count);
      Block.writePosition(b, own);
      b.write(taken.array(), 0, taken.size());
      to.add(b);
      written += b.size();
      bytes += b.size();
    }

    /** Ends the open segment, durably. */
    void leave() throws IOException {
      flush();
      synchronized (KeptRows.this) {
        try (BlockFile ending = out) {
          out = null;
          if (ending != null) {
            ending.force();
          }
        }
      }
    }
  }

  /** Gives what was kept from a position on; behind it there is nothing. */
  private final class Again implements SplitReader {
    private final Split split;
    private final List<byte[]> blocks = new ArrayList<>();
    private long segment;
    private long rows;
    private long hash;

    /** The next block of the segment that was loaded, and the rest of the one before it. */
    private int nextBlock;

    private Bytes.@Nullable Reader in;

    /** Where the source stood at a row: behind the last one that was loaded, or at a mark. */
    private SplitPosition own = SplitPosition.START;

    private long ownAt;

    Again(Split split, SplitPosition from) {
      this.split = split;
      segment = from.offset();
      rows = from.rows();
    }

    /** Where the source stood behind the row that was read last. */
    SplitPosition own() throws IOException {
      if (ownAt != rows) {
        find();
      }
      if (ownAt != rows) {
        throw new IOException(
            "where it stood behind its row "
                + rows
                + " is not known any more: go on from the start");
      }
      return own;
    }

    /** Finds it: of rows that are not kept, or in a segment before one that a crash tore. */
    private void find() throws IOException {
      for (long s = split.last(); s > 0 && ownAt != rows; s--) {
        Path file = split.file(s);
        if (disk.size(file) >= 0) {
          BlockFile.read(
              disk,
              file,
              MAGIC,
              VERSION,
              (block, end) -> {
                Bytes.Reader b = new Bytes.Reader(block);
                long behind = b.getLong() + b.getLong();
                if (behind == rows) {
                  own = Block.readPosition(b);
                  ownAt = behind;
                }
                return true;
              });
        }
      }
    }

    @Override
    public int next(Row[] outputs) throws IOException {
      int port = read(outputs);
      if (port == END) {
        throw new IOException(
            "its row "
                + (rows + 1)
                + " was not kept, and it cannot be read again: rows are kept up to a cap, and what"
                + " was not on the disk is lost in a crash");
      }
      return port;
    }

    /** As {@link #next}, but that it gives {@link #END} behind the last row. */
    int read(Row[] outputs) throws IOException {
      while (in == null || in.remaining() == 0) {
        if (!advance()) {
          return END;
        }
      }
      int port = row(in, outputs);
      rows++;
      hash = hash(hash, rows);
      return port;
    }

    private int row(Bytes.Reader from, Row[] outputs) throws IOException {
      int port = from.data().readUnsignedByte();
      if (port >= outputs.length) {
        throw new IOException("damaged row " + (rows + 1));
      }
      split.codecs[port].read(from.data(), outputs[port]);
      return port;
    }

    /** To the next block, of this segment or the next one. */
    private boolean advance() throws IOException {
      if (segment == NOT_KEPT) {
        return false;
      }
      if (nextBlock == blocks.size()) {
        // There may be more by now.
        split.flush();
        if (!load() && !split.has(segment + 1)) {
          return false;
        }
        if (nextBlock == blocks.size()) {
          segment++;
          nextBlock = 0;
          blocks.clear();
          load();
        }
      }
      if (nextBlock == blocks.size()) {
        return false;
      }
      enter(blocks.get(nextBlock++));
      return true;
    }

    /** Loads the blocks of the segment; gives whether there are more than before. */
    private boolean load() throws IOException {
      Path file = split.file(segment);
      if (disk.size(file) < 0) {
        return false;
      }
      int before = blocks.size();
      List<byte[]> found = new ArrayList<>();
      BlockFile.read(disk, file, MAGIC, VERSION, (b, end) -> found.add(b));
      blocks.clear();
      blocks.addAll(found);
      return blocks.size() > before;
    }

    /** Skips what stands before the position in a block. */
    private void enter(byte[] block) throws IOException {
      Bytes.Reader b = new Bytes.Reader(block);
      long first = b.getLong();
      long count = b.getLong();
      SplitPosition at = Block.readPosition(b);
      if (count == 0 && first != rows) {
        // A mark: of rows before these, or of rows that were not kept.
        in = null;
        return;
      }
      own = at;
      ownAt = first + count;
      if (first > rows) {
        throw new IOException("rows " + (rows + 1) + " to " + first + " that were kept are gone");
      }
      if (first + count <= rows) {
        in = null;
        return;
      }
      in = b;
      Row[] skipped = sources.rows(split.number);
      for (long i = first; i < rows; i++) {
        row(b, skipped);
      }
    }

    @Override
    public SplitPosition position() {
      return new SplitPosition(segment, rows, 0);
    }

    @Override
    public long takeHash() {
      long h = hash;
      hash = 0;
      return h;
    }

    @Override
    public void close() {}
  }

  /** Gives what was kept from a position on, then what the source gives, and keeps that. */
  private final class Live implements SplitReader {
    private final Split split;
    private @Nullable Again kept;
    private @Nullable SplitReader source;
    private long hash;

    Live(Split split, SplitPosition from) {
      this.split = split;
      this.kept = new Again(split, from);
    }

    @Override
    public int next(Row[] outputs) throws IOException {
      Again before = kept;
      if (before != null) {
        int port = before.read(outputs);
        if (port != END) {
          return port;
        }
        begin(before);
      }
      SplitReader from = Objects.requireNonNull(source);
      int port = from.next(outputs);
      if (port != END) {
        split.take(port, outputs[port]);
        hash = hash(hash, split.rows);
      }
      return port;
    }

    private void begin(Again before) throws IOException {
      SplitReader from;
      try {
        from = sources.outside(split.number, before.own());
      } catch (FlowException e) {
        throw new IOException(e.problem().message(), e);
      }
      source = from;
      hash = before.takeHash();
      split.begin(from, before.segment, before.rows);
      kept = null;
    }

    @Override
    public SplitPosition position() {
      return kept == null ? split.position() : kept.position();
    }

    @Override
    public long takeHash() {
      if (kept != null) {
        return kept.takeHash();
      }
      long h = hash;
      hash = 0;
      return h;
    }

    @Override
    public void close() throws IOException {
      try (SplitReader s = source) {
        source = null;
      } finally {
        split.leave();
      }
    }
  }
}
