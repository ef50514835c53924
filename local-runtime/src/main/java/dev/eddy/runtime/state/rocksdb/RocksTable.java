package dev.eddy.runtime.state.rocksdb;

import dev.eddy.model.disk.DiskException;
import dev.eddy.model.row.Row;
import dev.eddy.model.type.Schema;
import dev.eddy.runtime.state.Holdings;
import dev.eddy.runtime.state.Snapshot;
import dev.eddy.runtime.state.StateKey;
import dev.eddy.runtime.state.StateTable;
import dev.eddy.runtime.state.Stored;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ref.Cleaner;
import java.lang.ref.Reference;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.rocksdb.Checkpoint;
import org.rocksdb.EnvOptions;
import org.rocksdb.IngestExternalFileOptions;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;
import org.rocksdb.SstFileWriter;
import org.rocksdb.WriteBatch;
import org.rocksdb.WriteOptions;

/**
 * The entries of one state in a database on disk, with the ones used lately before it in the heap:
 * they are written in batches, when there are too many of them. Keyframes are as in the heap's
 * table: marks in a log of before-images, between anchors; here an anchor is a checkpoint of hard
 * links, and only a seek and a long log make one. Used by one thread at a time.
 */
final class RocksTable implements StateTable {
  private static final Cleaner CLEANER = Cleaner.create();

  /** About what an image takes. */
  private static final int IMAGE_BYTES = 200;

  /** An entry in the heap; without a row it is known that there is none. */
  private static final class Cached {
    final Bytes key;
    @Nullable Row row;
    long sequence;
    int step;
    boolean dirty;

    Cached(Bytes key) {
      this.key = key;
    }

    Stored stored() {
      return new Stored(Objects.requireNonNull(row).copy(), sequence, step);
    }
  }

  /** Bytes as the key of a map; one of them is filled again and again to ask. */
  private static final class Bytes {
    byte[] bytes = {};
    int length;
    int hash;

    Bytes() {}

    Bytes(byte[] copy) {
      set(copy, copy.length);
    }

    void set(byte[] b, int n) {
      bytes = b;
      length = n;
      int h = 1;
      for (int i = 0; i < n; i++) {
        h = h * 31 + b[i];
      }
      hash = h;
    }

    byte[] copy() {
      return Arrays.copyOf(bytes, length);
    }

    @Override
    public int hashCode() {
      return hash;
    }

    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Bytes b && Arrays.equals(bytes, 0, length, b.bytes, 0, b.length);
    }
  }

  private record Image(byte[] key, @Nullable Stored before) {}

  /** Hard links to all files of the database at one moment; they go when nobody needs them. */
  static final class Anchor {
    final Path folder;
    final int size;

    Anchor(Path folder, int size) {
      this.folder = folder;
      this.size = size;
    }
  }

  private static final class Segment {
    final List<Image> images = new ArrayList<>();
    boolean marked;
    @Nullable Anchor end;
  }

  private record Frame(
      RocksTable giver, Segment segment, int mark, long boundary, @Nullable Anchor anchor)
      implements Keyframe {
    @Override
    public void weigh(Holdings into) {
      into.add(segment, (long) IMAGE_BYTES * segment.images.size());
    }
  }

  private final RocksBackend backend;
  private final Schema value;
  private final EntryCodec codec;
  private final int fewImages;
  private final WriteOptions unlogged = new WriteOptions().setDisableWAL(true);

  /** Entries used since the last turn, and those that were used before it but not since. */
  private Map<Bytes, Cached> front = new HashMap<>();

  private Map<Bytes, Cached> older = new HashMap<>();
  private final Bytes asked = new Bytes();
  private final StateKey cold = new StateKey();
  private Path folder;
  private @Nullable RocksDB db;
  private int size;
  private Segment segment = new Segment();
  private long boundary = Long.MIN_VALUE;
  private long latest = Long.MIN_VALUE;
  private Cached found = new Cached(new Bytes(new byte[0]));

  /** Whether there may be something in the database. */
  private boolean written;

  private @Nullable Load load;

  RocksTable(RocksBackend backend, Schema value, int fewImages) {
    this.backend = backend;
    this.value = value;
    this.codec = new EntryCodec(value);
    this.fewImages = fewImages;
    this.folder = backend.fresh("table");
  }

  /** Opens the database when it is needed first: a small state never is in one. */
  private RocksDB db() {
    RocksDB d = db;
    if (d == null) {
      try {
        d = RocksDB.open(backend.options(), folder.toString());
      } catch (RocksDBException e) {
        throw failed(e);
      }
      db = d;
    }
    return d;
  }

  private UncheckedIOException failed(RocksDBException e) {
    return failed(folder, e);
  }

  /** Caused by a {@link DiskException}, for that is what a database fails by. */
  static UncheckedIOException failed(Path folder, RocksDBException e) {
    return new UncheckedIOException(
        new DiskException(folder, "does not hold the state", new IOException(e.getMessage(), e)));
  }

  // ------------------------------------------------------------------ one entry

  @Override
  public boolean find(StateKey key) {
    asked.set(key.array(), key.length());
    Cached c = front.get(asked);
    if (c == null) {
      if (front.size() >= Math.max(1, backend.frontEntries() / 2)) {
        turn();
      }
      c = older.remove(asked);
      if (c == null) {
        c = load(asked.copy());
      }
      front.put(c.key, c);
    }
    found = c;
    return c.row != null;
  }

  /** Lets go of the entries that were not used since the last turn. */
  private void turn() {
    flush(older.values());
    Map<Bytes, Cached> empty = older;
    empty.clear();
    older = front;
    front = empty;
  }

  private Cached load(byte[] key) {
    Cached c = new Cached(new Bytes(key));
    byte @Nullable [] bytes = null;
    try {
      bytes = written ? db().get(key) : null;
    } catch (RocksDBException e) {
      throw failed(e);
    }
    if (bytes != null) {
      Stored s = codec.decode(bytes);
      c.row = s.value();
      c.sequence = s.sequence();
      c.step = s.step();
    }
    return c;
  }

  @Override
  public long touch(int group, long hash) {
    return hash;
  }

  @Override
  public void read(Row into) {
    into.setAll(Objects.requireNonNull(found.row));
  }

  @Override
  public void write(StateKey key, Row row, long sequence, int step) {
    Cached c = found;
    remember(key, c);
    Row old = c.row;
    if (old == null) {
      c.row = row.copy();
      size++;
    } else {
      old.setAll(row);
    }
    c.sequence = sequence;
    c.step = step;
    c.dirty = true;
    latest = Math.max(latest, sequence);
  }

  @Override
  public void removeFound(StateKey key) {
    Cached c = found;
    remember(key, c);
    c.row = null;
    c.dirty = true;
    size--;
  }

  private void remember(StateKey key, Cached c) {
    if (segment.marked && (c.row == null || c.sequence < boundary)) {
      segment.images.add(new Image(key.toBytes(), c.row == null ? null : c.stored()));
    }
  }

  /** Writes what the database does not know yet. */
  private void flush() {
    flush(older.values());
    flush(front.values());
  }

  private void flush(Collection<Cached> entries) {
    try (WriteBatch batch = new WriteBatch()) {
      for (Cached c : entries) {
        if (!c.dirty) {
          continue;
        }
        c.dirty = false;
        if (c.row == null) {
          batch.delete(c.key.bytes);
        } else {
          batch.put(c.key.bytes, codec.encode(c.row, c.sequence, c.step));
        }
      }
      if (batch.count() > 0) {
        db().write(unlogged, batch);
        written = true;
      }
    } catch (RocksDBException e) {
      throw failed(e);
    }
  }

  // ------------------------------------------------------------------ many at once

  /** Entries whose keys ascend go to a file of the database's own, which is then taken over. */
  private final class Load {
    final Path file = backend.fresh("load");
    final EnvOptions environment = new EnvOptions();
    final SstFileWriter writer = new SstFileWriter(environment, backend.options());
    byte[] last = {};

    Load() throws RocksDBException {
      try {
        writer.open(file.toString());
      } catch (RocksDBException e) {
        close();
        throw e;
      }
    }

    void close() {
      writer.close();
      environment.close();
    }

    void take() throws RocksDBException {
      try (IngestExternalFileOptions options = new IngestExternalFileOptions()) {
        writer.finish();
        db().ingestExternalFile(List.of(file.toString()), options.setMoveFiles(true));
      } finally {
        close();
      }
    }
  }

  @Override
  public void load(byte[] key, Row row, long sequence, int step) {
    try {
      Load l = load;
      if (l == null && size == 0) {
        // A mark before this, if there is one, has nothing to take back.
        endSegment();
        l = new Load();
        load = l;
      }
      if (l == null || Arrays.compareUnsigned(l.last, key) >= 0) {
        endLoading();
        put(key, new Stored(row.copy(), sequence, step));
        return;
      }
      l.writer.put(key, codec.encode(row, sequence, step));
      l.last = key;
    } catch (RocksDBException e) {
      throw failed(e);
    }
    size++;
    latest = Math.max(latest, sequence);
  }

  @Override
  public void endLoading() {
    Load l = load;
    load = null;
    if (l != null) {
      try {
        flush();
        forget();
        l.take();
        written = true;
      } catch (RocksDBException e) {
        throw failed(e);
      }
    }
  }

  // ------------------------------------------------------------------ by bytes

  @Override
  public @Nullable Stored get(byte[] key) {
    cold.set(key);
    return find(cold) ? found.stored() : null;
  }

  @Override
  public @Nullable Stored put(byte[] key, Stored value) {
    Stored before = get(key);
    write(cold, value.value(), value.sequence(), value.step());
    return before;
  }

  @Override
  public @Nullable Stored remove(byte[] key) {
    endLoading();
    Stored before = get(key);
    if (before != null) {
      removeFound(cold);
    }
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
    flush();
    try (RocksIterator it = db().newIterator()) {
      for (it.seek(from); it.isValid(); it.next()) {
        if (!visitor.visit(it.key(), codec.decode(it.value()))) {
          return;
        }
      }
      it.status();
    } catch (RocksDBException e) {
      throw failed(e);
    }
  }

  @Override
  public byte @Nullable [] lastKeyBelow(byte[] upper) {
    flush();
    try (RocksIterator it = db().newIterator()) {
      it.seekForPrev(upper);
      if (it.isValid() && Arrays.equals(it.key(), upper)) {
        it.prev();
      }
      it.status();
      return it.isValid() ? it.key() : null;
    } catch (RocksDBException e) {
      throw failed(e);
    }
  }

  // ------------------------------------------------------------------ keyframes

  @Override
  public Keyframe keyframe() {
    boundary = latest == Long.MIN_VALUE ? latest : latest + 1;
    if (segment.images.size() > Math.max(fewImages, size * 5L / 2)) {
      return new Frame(this, segment, 0, boundary, endSegment());
    }
    segment.marked = true;
    return new Frame(this, segment, segment.images.size(), boundary, null);
  }

  /** Sets an anchor, which it gives, where marks of the segment need one. */
  private @Nullable Anchor endSegment() {
    if (!segment.marked) {
      return null;
    }
    Anchor end = anchor();
    segment.end = end;
    segment = new Segment();
    return end;
  }

  private Anchor anchor() {
    flush();
    Path to = backend.fresh("anchor");
    try (Checkpoint checkpoint = Checkpoint.create(db())) {
      checkpoint.createCheckpoint(to.toString());
    } catch (RocksDBException e) {
      throw failed(e);
    }
    Anchor a = new Anchor(to, size);
    CLEANER.register(a, () -> RocksBackend.delete(to));
    return a;
  }

  @Override
  public Snapshot<Stored> snapshot() {
    return new RocksSnapshot(backend, anchor(), value);
  }

  @Override
  public void seek(Keyframe keyframe) {
    Frame f = (Frame) keyframe;
    endSegment();
    if (f.anchor == null && f.segment.end == null) {
      f.giver.endSegment();
    }
    Anchor a = f.anchor != null ? f.anchor : Objects.requireNonNull(f.segment.end);
    open(a);
    segment = new Segment();
    if (f.anchor == null) {
      List<Image> images = f.segment.images;
      for (int i = images.size() - 1; i >= f.mark; i--) {
        Image image = images.get(i);
        if (image.before == null) {
          remove(image.key);
        } else {
          put(image.key, image.before);
        }
      }
    }
    boundary = f.boundary;
    latest = boundary == Long.MIN_VALUE ? boundary : boundary - 1;
  }

  /** Goes on from an anchor, in a folder of links to its files: those of data never change. */
  private void open(Anchor a) {
    closeDatabase();
    folder = backend.fresh("table");
    try {
      Files.createDirectory(folder);
      try (DirectoryStream<Path> files = Files.newDirectoryStream(a.folder)) {
        for (Path file : files) {
          Path to = folder.resolve(file.getFileName());
          if (file.toString().endsWith(".sst")) {
            Files.createLink(to, file);
          } else {
            Files.copy(file, to);
          }
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(new DiskException(folder, "does not hold the state", e));
    } finally {
      Reference.reachabilityFence(a);
    }
    forget();
    written = true;
    size = a.size;
  }

  private void forget() {
    front.clear();
    older.clear();
  }

  private void closeDatabase() {
    RocksDB d = db;
    if (d != null) {
      d.close();
      db = null;
    }
    RocksBackend.delete(folder);
  }

  /** Of the backend, when all is over. */
  void close() {
    Load begun = load;
    load = null;
    if (begun != null) {
      // What was loaded turned out to be damaged half way.
      begun.close();
    }
    closeDatabase();
    unlogged.close();
    forget();
  }
}
