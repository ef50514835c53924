package dev.eddy.runtime.state.rocksdb;

import dev.eddy.model.disk.DiskException;
import dev.eddy.model.row.Row;
import dev.eddy.model.type.Schema;
import dev.eddy.runtime.state.Holdings;
import dev.eddy.runtime.state.Snapshot;
import dev.eddy.runtime.state.StateKey;
import dev.eddy.runtime.state.StateTable;
import dev.eddy.runtime.state.Stored;
import dev.eddy.runtime.state.Tree;
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
 * it. As long as there are few, the tier is all, and nothing is on the disk. Keyframes are as in
 * the heap's table: marks in a log of before-images, between anchors; here an anchor is a copy of
 * the few entries or else a checkpoint of hard links, and only a seek and a long log make one. Used
 * by one thread at a time.
 */
final class RocksTable implements StateTable {
  private static final Cleaner CLEANER = Cleaner.create();
  private static final byte[] NO_BYTES = {};
  private static final int MOST_BATCH_BYTES = 4 << 20;

  /** What a key takes in order, besides its own bytes, and about how many these are. */
  private static final int ORDER_BYTES = 64;

  private static final int SOME_KEY_BYTES = 32;

  /** Of a table without a database: a checkpoint, and one that it is compared with. */
  private static final int COPIES = 2;

  /** No entry takes less, with its place in the index. */
  private static final int LEAST_BYTES = 48;

  /** With so many entries that the database does not know, an anchor takes too long. */
  private static final long MANY_DIRTY = 500_000;

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
      weigh(anchor, into);
      weigh(segment.end, into);
    }

    private static void weigh(@Nullable Anchor a, Holdings into) {
      if (a instanceof Anchor.Packed p && p != Anchor.Packed.NONE) {
        into.add(p.entries(), p.entries().bytes());
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

  /** As well; for snapshots alone, lest keyframes keep its files. */
  private @Nullable Anchor taken;

  /** What copies of it take, as counted: who holds them does not say when they go. */
  private long copyBytes;

  /** The keys, from when somebody asks for their order on. */
  private @Nullable Tree<Boolean> order;

  private long orderBytes;

  /** Whether they were too many. */
  private boolean isUnordered;

  /** Whether there may be something in the database. */
  private boolean written;

  private @Nullable Load load;

  /** So many entries will be loaded, or none is known. */
  private long expected;

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
    boolean below = written && (order == null || order.get(k, n) != null);
    int length = below ? load(k, n) : RocksDB.NOT_FOUND;
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

  @Override
  public void expectNothing(StateKey key) {
    // What was removed may still be known here; nobody asks the database.
    tier.find(key.array(), key.length(), key.hash());
  }

  /** Puts the bytes of a value where {@link #find} was, or removes the entry. */
  private void put(StateKey key, byte[] bytes, int from, int length) {
    remember(key);
    int more = (length < 0 ? 0 : 1) - (tier.isThere() ? 1 : 0);
    size += more;
    if (order != null && more != 0) {
      if (more > 0) {
        putInOrder(key.toBytes());
      } else {
        removeFromOrder(key.toBytes());
      }
    }
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
    taken = null;
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

  /**
   * Entries whose keys ascend, into an empty table. The first few go to the tier, and the others to
   * a file of the database's own, which is then taken over.
   */
  private final class Load {
    private final Path file = backend.fresh("load");
    private @Nullable SortedFile to;
    private byte[] last = {};

    boolean goesOnWith(byte[] key) {
      return Arrays.compareUnsigned(last, key) < 0;
    }

    void add(byte[] key, byte[] bytes, int length) throws RocksDBException {
      last = key;
      if (to == null && isSmall() && expected <= backend.sizes().smallBytes() / LEAST_BYTES) {
        cold.set(key);
        expectNothing(cold);
        put(cold, bytes, 0, length);
        return;
      }
      if (to == null) {
        to = new SortedFile(file, backend.options());
        if (!written) {
          move(to);
        }
      }
      to.add(key, bytes, length);
      size++;
    }

    /** Gives the file the first few. */
    private void move(SortedFile to) throws RocksDBException {
      try (EntryCursor it = tier.packed().cursor()) {
        for (; it.isValid(); it.next()) {
          byte[] value = it.value();
          to.add(it.key(), value, value.length);
        }
      }
      tier.clear();
    }

    void end() throws RocksDBException {
      if (to == null) {
        return;
      }
      // What was removed before.
      tier.flush();
      tier.clear();
      try (IngestExternalFileOptions options = new IngestExternalFileOptions()) {
        to.end();
        RocksDB d = db();
        to.finish();
        d.ingestExternalFile(List.of(file.toString()), options.setMoveFiles(true));
      } finally {
        to.close();
      }
      written = true;
      forgetOrder();
      here = null;
      taken = null;
    }

    /** Lets go of it: what was loaded turned out to be damaged half way. */
    void close() {
      if (to != null) {
        to.close();
      }
    }
  }

  @Override
  public void reserve(long entries) {
    expected = entries;
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
      if (l == null || !l.goesOnWith(key)) {
        endLoading();
        put(key, new Stored(row.copy(), sequence, step));
        return;
      }
      byte[] bytes = codec.encode(row, sequence, step);
      l.add(key, bytes, codec.length());
    } catch (RocksDBException e) {
      throw failed(e);
    }
    latest = Math.max(latest, sequence);
  }

  @Override
  public void endLoading() {
    Load l = load;
    load = null;
    expected = 0;
    if (l != null) {
      try {
        l.end();
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
    Tree<Boolean> keys = order();
    if (keys != null) {
      keys.scan(
          from,
          (k, there) -> {
            cold.set(k);
            find(cold);
            return visitor.visit(k, codec.decode(tier.chunk(), tier.valueAt()));
          });
      return;
    }
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
    Tree<Boolean> keys = order();
    if (keys != null) {
      return keys.lastKeyBelow(upper);
    }
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

  /** Whether there is no database, and the entries are so few that none is needed. */
  private boolean isSmall() {
    return !written && tier.isWithin(backend.sizes().smallBytes());
  }

  /** The keys in order; null where they are too many, and the database must tell them. */
  private @Nullable Tree<Boolean> order() {
    if (order != null || isUnordered) {
      return order;
    }
    if (!backend.orders().has((long) size * (ORDER_BYTES + SOME_KEY_BYTES))) {
      isUnordered = true;
      return null;
    }
    order = new Tree<>();
    if (written) {
      tier.flush();
      try (RocksIterator it = db().newIterator()) {
        for (it.seekToFirst(); it.isValid(); it.next()) {
          putInOrder(it.key());
        }
        it.status();
      } catch (RocksDBException e) {
        forgetOrder();
        throw failed(e);
      }
    } else {
      tier.each(
          (from, keyAt, keyLength, valueAt, valueLength) ->
              putInOrder(Arrays.copyOfRange(from, keyAt, keyAt + keyLength)));
    }
    return order;
  }

  private void putInOrder(byte[] key) {
    if (order != null) {
      order.put(key, true);
      countInOrder(key.length + ORDER_BYTES);
      if (!backend.orders().has(0)) {
        forgetOrder();
        isUnordered = true;
      }
    }
  }

  private void removeFromOrder(byte[] key) {
    if (order != null) {
      order.remove(key);
      countInOrder(-key.length - ORDER_BYTES);
    }
  }

  private void countInOrder(long more) {
    orderBytes += more;
    backend.orders().take(more);
  }

  private void forgetOrder() {
    order = null;
    countInOrder(-orderBytes);
    isUnordered = false;
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
      here = present();
      segment.end = here;
      begin();
    }
  }

  private void begin() {
    segment = new Segment();
    images = new Images(backend.sizes().partBytes());
  }

  /** An anchor of what is there now, the same as long as nothing is written. */
  private Anchor present() {
    return here != null ? here : taken != null ? taken : anchor();
  }

  private Anchor anchor() {
    if (size == 0) {
      return Anchor.Packed.NONE;
    }
    if (isSmall()) {
      PackedEntries entries = tier.packed();
      Room copies = backend.copies();
      long more = COPIES * entries.bytes() - copyBytes;
      if (copies.has(more)) {
        copyBytes += more;
        copies.take(more);
        return new Anchor.Packed(entries);
      }
    }
    return files();
  }

  private Anchor files() {
    backend.copies().take(-copyBytes);
    copyBytes = 0;
    tier.flush();
    Path to = backend.fresh("anchor");
    try (Checkpoint checkpoint = Checkpoint.create(db())) {
      checkpoint.createCheckpoint(to.toString());
    } catch (RocksDBException e) {
      throw failed(e);
    }
    Anchor a = new Anchor.Files(to, size);
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
    taken = present();
    return new RocksSnapshot(backend, taken, value);
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
    } else if (a != here) {
      if (a instanceof Anchor.Files files) {
        open(files);
      } else {
        fill(((Anchor.Packed) a).entries());
      }
    }
    here = a;
    taken = null;
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
  private void open(Anchor.Files a) {
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
    forgetOrder();
    size = a.size();
  }

  private void fill(PackedEntries entries) {
    empty();
    entries.each(
        (from, keyAt, keyLength, valueAt, valueLength) -> {
          cold.set(Arrays.copyOfRange(from, keyAt, keyAt + keyLength));
          expectNothing(cold);
          tier.write(cold.array(), keyLength, cold.hash(), from, valueAt, valueLength);
        });
    size = entries.count();
  }

  private void empty() {
    closeDatabase();
    folder = backend.fresh("table");
    tier.clear();
    written = false;
    forgetOrder();
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
      begun.close();
    }
    forgetOrder();
    closeDatabase();
    unlogged.close();
    tier.close();
  }
}
