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
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.rocksdb.Checkpoint;
import org.rocksdb.IngestExternalFileOptions;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;
import org.rocksdb.WriteOptions;

/**
 * The entries of one state in a database on disk, with those used lately in a {@link Tier} before
 * it. Keyframes are as in the heap's table: marks in a log of before-images, between anchors; here
 * an anchor is a checkpoint of hard links, and only a seek and a long log make one. Used by one
 * thread at a time.
 */
final class RocksTable implements StateTable {
  private static final Cleaner CLEANER = Cleaner.create();
  private static final byte[] NO_BYTES = {};
  private static final int MOST_BATCH_BYTES = 4 << 20;

  /** With so many entries that the database does not know, an anchor takes too long. */
  private static final long MANY_DIRTY = 500_000;

  /** Hard links to all files of the database at one moment; they go when nobody needs them. */
  static final class Anchor {
    final Path folder;
    final int size;

    Anchor(Path folder, int size) {
      this.folder = folder;
      this.size = size;
    }
  }

  /** Images between two anchors, or from one to the present. */
  private static final class Segment {
    /** Whether somebody may want to go back into it. */
    boolean marked;

    @Nullable Anchor end;
  }

  /**
   * A moment: images that lead back to it from the end of a segment, or else an anchor, or else
   * nothing was there.
   */
  private record Frame(
      RocksTable giver,
      Segment segment,
      Images.@Nullable Mark mark,
      long boundary,
      @Nullable Anchor anchor)
      implements Keyframe {
    @Override
    public void weigh(Holdings into) {
      if (mark != null) {
        mark.weigh(into);
      }
    }
  }

  private final RocksBackend backend;
  private final Schema value;
  private final EntryCodec codec;
  private final WriteOptions unlogged = new WriteOptions().setDisableWAL(true);
  private final Batch batch = new Batch();
  private final Tier tier;
  private final StateKey cold = new StateKey();

  /** What was read from the database last. */
  private byte[] read = new byte[256];

  private Path folder;
  private @Nullable RocksDB db;
  private int size;
  private Segment segment = new Segment();
  private Images images;
  private long boundary = Long.MIN_VALUE;
  private long latest = Long.MIN_VALUE;

  /** Where all that is there is in an anchor: it is there as long as nothing is written. */
  private @Nullable Anchor here;

  /** Whether there may be something in the database. */
  private boolean written;

  private @Nullable Load load;

  RocksTable(RocksBackend backend, Schema value) {
    this.backend = backend;
    this.value = value;
    this.codec = new EntryCodec(value);
    this.tier =
        new Tier(new Below(), backend.room(), backend.sizes().chunkBytes(), backend.fresh("spill"));
    this.images = new Images(backend.sizes().partBytes());
    this.folder = backend.fresh("table");
  }

  /** The database, as the tier sees it. */
  private final class Below implements Tier.Below {
    @Override
    public void take(byte[] from, int keyAt, int keyLength, int valueAt, int valueLength) {
      batch.add(from, keyAt, keyLength, valueAt, valueLength);
      if (batch.size() >= MOST_BATCH_BYTES) {
        write();
      }
    }

    @Override
    public void write() {
      if (batch.isEmpty()) {
        return;
      }
      try {
        batch.write(db(), unlogged);
        written = true;
      } catch (RocksDBException e) {
        throw failed(e);
      }
    }
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
    byte[] k = key.array();
    int n = key.length();
    if (tier.find(k, n, key.hash())) {
      return tier.isThere();
    }
    int length = written ? load(k, n) : RocksDB.NOT_FOUND;
    if (length == RocksDB.NOT_FOUND) {
      return false;
    }
    tier.add(k, n, key.hash(), read, length);
    return true;
  }

  /** Gives the length of the entry that was read, or that there is none. */
  private int load(byte[] key, int keyLength) {
    try {
      while (true) {
        int n = db().get(backend.reading(), key, 0, keyLength, read, 0, read.length);
        if (n <= read.length) {
          return n;
        }
        read = new byte[n];
      }
    } catch (RocksDBException e) {
      throw failed(e);
    }
  }

  @Override
  public long touch(int group, long hash) {
    return tier.touch(hash);
  }

  @Override
  public void read(Row into) {
    codec.decode(tier.chunk(), tier.valueAt(), into);
  }

  @Override
  public void write(StateKey key, Row row, long sequence, int step) {
    byte[] bytes = codec.encode(row, sequence, step);
    put(key, bytes, 0, codec.length());
    latest = Math.max(latest, sequence);
  }

  @Override
  public void removeFound(StateKey key) {
    put(key, NO_BYTES, 0, Tier.NO_VALUE);
  }

  /** Puts the bytes of a value where {@link #find} was, or removes the entry. */
  private void put(StateKey key, byte[] bytes, int from, int length) {
    remember(key);
    size += (length < 0 ? 0 : 1) - (tier.isThere() ? 1 : 0);
    if (length < 0 && !written) {
      if (tier.isKnown()) {
        tier.drop();
      }
    } else {
      tier.write(key.array(), key.length(), key.hash(), bytes, from, length);
    }
  }

  private void remember(StateKey key) {
    here = null;
    if (!segment.marked) {
      return;
    }
    byte[] k = key.array();
    if (!tier.isThere()) {
      images.add(k, key.length(), k, 0, Tier.NO_VALUE);
    } else if (EntryCodec.sequence(tier.chunk(), tier.valueAt()) < boundary) {
      images.add(k, key.length(), tier.chunk(), tier.valueAt(), tier.valueLength());
    }
  }

  // ------------------------------------------------------------------ many at once

  /** Entries whose keys ascend go to a file of the database's own, which is then taken over. */
  private final class Load {
    final Path file = backend.fresh("load");
    final SortedFile to = new SortedFile(file, backend.options());
    byte[] last = {};

    Load() throws RocksDBException {}

    void take() throws RocksDBException {
      try (IngestExternalFileOptions options = new IngestExternalFileOptions()) {
        to.end();
        RocksDB d = db();
        to.finish();
        d.ingestExternalFile(List.of(file.toString()), options.setMoveFiles(true));
      } finally {
        to.close();
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
      byte[] bytes = codec.encode(row, sequence, step);
      l.to.add(key, bytes, codec.length());
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
        tier.flush();
        tier.clear();
        l.take();
        written = true;
        here = null;
      } catch (RocksDBException e) {
        throw failed(e);
      }
    }
  }

  // ------------------------------------------------------------------ by bytes

  @Override
  public @Nullable Stored get(byte[] key) {
    cold.set(key);
    return find(cold) ? codec.decode(tier.chunk(), tier.valueAt()) : null;
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
    tier.flush();
    if (!written) {
      return;
    }
    try (RocksIterator it = db().newIterator()) {
      for (it.seek(from); it.isValid(); it.next()) {
        if (!visitor.visit(it.key(), codec.decode(it.value(), 0))) {
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
    tier.flush();
    if (!written) {
      return null;
    }
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
    if (size == 0) {
      return new Frame(this, segment, null, boundary, null);
    }
    if (here == null && !segment.marked && tier.dirty() == 0 && backend.mayAnchor()) {
      // As after loading: nothing has to be written, and the images need not lead back to here.
      here = anchor();
    } else if (here == null
        && images.count() > Math.max(backend.sizes().fewImages(), size * 5L / 2)
        && tier.dirty() < MANY_DIRTY
        && backend.mayAnchor()) {
      endSegment();
    }
    if (here != null) {
      return new Frame(this, segment, null, boundary, here);
    }
    segment.marked = true;
    return new Frame(this, segment, images.mark(), boundary, null);
  }

  /** Sets an anchor where marks of the segment need one. */
  private void endSegment() {
    if (segment.marked) {
      if (here == null) {
        here = anchor();
      }
      segment.end = here;
      begin();
    }
  }

  private void begin() {
    segment = new Segment();
    images = new Images(backend.sizes().partBytes());
  }

  private Anchor anchor() {
    tier.flush();
    Path to = backend.fresh("anchor");
    try (Checkpoint checkpoint = Checkpoint.create(db())) {
      checkpoint.createCheckpoint(to.toString());
    } catch (RocksDBException e) {
      throw failed(e);
    }
    Anchor a = new Anchor(to, size);
    AtomicInteger anchors = backend.anchors();
    anchors.incrementAndGet();
    CLEANER.register(
        a,
        () -> {
          RocksBackend.delete(to);
          anchors.decrementAndGet();
        });
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
    if (f.mark != null && f.segment.end == null) {
      f.giver.endSegment();
    }
    Anchor a = f.mark == null ? f.anchor : f.segment.end;
    begin();
    if (a == null) {
      empty();
    } else {
      open(a);
    }
    here = a;
    if (f.mark != null) {
      f.mark.back(
          (from, keyAt, keyLength, valueAt, valueLength) -> {
            cold.set(Arrays.copyOfRange(from, keyAt, keyAt + keyLength));
            if (find(cold) || valueLength >= 0) {
              put(cold, from, valueAt, valueLength);
            }
          });
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
    tier.clear();
    written = true;
    size = a.size;
  }

  private void empty() {
    closeDatabase();
    folder = backend.fresh("table");
    tier.clear();
    written = false;
    size = 0;
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
      begun.to.close();
    }
    closeDatabase();
    unlogged.close();
    tier.close();
  }
}
