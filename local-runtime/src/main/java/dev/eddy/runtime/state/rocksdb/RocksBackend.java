package dev.eddy.runtime.state.rocksdb;

import dev.eddy.model.disk.DiskException;
import dev.eddy.model.type.Schema;
import dev.eddy.runtime.state.HeadedLists;
import dev.eddy.runtime.state.ListStore;
import dev.eddy.runtime.state.StateBackend;
import dev.eddy.runtime.state.StateTable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.BloomFilter;
import org.rocksdb.Cache;
import org.rocksdb.CompressionType;
import org.rocksdb.DataBlockIndexType;
import org.rocksdb.LRUCache;
import org.rocksdb.Options;
import org.rocksdb.ReadOptions;

/**
 * Keyed state in RocksDB, for state larger than the heap. Each table is a database in a folder of
 * its own, without a log: what must survive a crash is a checkpoint of the run. One cache of blocks
 * serves all tables. Tables may be made by any thread.
 */
public final class RocksBackend implements StateBackend {
  private static final long CACHE_BYTES = 256L << 20;
  private static final long WRITE_BUFFER_BYTES = 32L << 20;

  private static final int FILES_MERGED = 10;

  /** Of the heap, what all entries before the databases may take. */
  private static final double TIER_SHARE = 0.3;

  private static final long MOST_TIER_BYTES = 8L << 30;

  /** Of what entries before the databases may take, copies of those of small tables. */
  private static final int COPIES_SHARE = 4;

  private static final int SMALL_BYTES = 4 << 20;

  /**
   * A system property: where it is false, the smallest table has a database, as large ones do, so
   * that a test with little state is one of databases.
   */
  public static final String SMALL = "eddy.rocksdb.small";

  /** Of what entries before the databases may take, keys of tables that are in order in memory. */
  private static final int ORDERS_SHARE = 8;

  /** Up to so many images a keyframe needs no files: going back over them takes milliseconds. */
  private static final int FEW_IMAGES = 100_000;

  /** Of the heap, images that are let go of together. */
  private static final int PART_SHARE = 64;

  /** So many anchors may be on the disk before only a seek makes another one. */
  private static final int MOST_ANCHORS = 64;

  /**
   * How much is kept where.
   *
   * @param tierBytes of the entries of all tables that are before the databases
   * @param chunkBytes such entries leave together in so many bytes
   * @param fewImages up to so many images a keyframe needs no files
   * @param partBytes images are let go of together in so many bytes
   * @param smallBytes a table that never was larger has no database
   * @param copyBytes of copies of small tables, in all
   * @param orderBytes of keys in order, of all tables
   */
  record Sizes(
      long tierBytes,
      int chunkBytes,
      int fewImages,
      long partBytes,
      long smallBytes,
      long copyBytes,
      long orderBytes) {
    static Sizes of(long heap) {
      long tier = Math.min(MOST_TIER_BYTES, (long) (heap * TIER_SHARE));
      boolean small = !"false".equals(System.getProperty(SMALL));
      return new Sizes(
          tier,
          Tier.MOST_CHUNK_BYTES,
          FEW_IMAGES,
          heap / PART_SHARE,
          small ? SMALL_BYTES : 0,
          tier / COPIES_SHARE,
          small ? tier / ORDERS_SHARE : 0);
    }
  }

  /**
   * Of all backends of this process: files of one that is closed go whenever the collector finds
   * that nobody needs them, and must not be those of another in the same folder.
   */
  private static final AtomicLong NAMES = new AtomicLong();

  private final Path folder;

  /** Around it, where it is one. */
  private final @Nullable TemporaryFolder temporary;

  private final Sizes sizes;
  private final Room room;

  /** For anchors of small tables. */
  private final Room copies;

  /** For keys in order. */
  private final Room orders;

  /** On the disk; those that nobody needs go when the collector finds that. */
  private final AtomicInteger anchors = new AtomicInteger();

  private final List<RocksTable> tables = new ArrayList<>();
  private final Cache cache;
  private final BloomFilter filter;
  private final Options options;
  private final ReadOptions reading;

  /**
   * @param folder is made, without what a killed run may have left there, and deleted by {@link
   *     #close}
   * @throws UncheckedIOException where it cannot be made
   * @throws UnsatisfiedLinkError where this machine cannot load RocksDB
   */
  public RocksBackend(Path folder) {
    this(folder, Runtime.getRuntime().maxMemory());
  }

  /**
   * As the other one, for a heap of so many bytes.
   *
   * @throws UncheckedIOException where the folder cannot be made
   */
  public RocksBackend(Path folder, long heap) {
    this(folder, Sizes.of(heap));
  }

  /**
   * In a temporary folder, which goes when this is closed, or else when the next one is made after
   * this process is gone.
   *
   * @throws IOException where it cannot be made
   */
  public static RocksBackend temporary() throws IOException {
    Path in = Path.of(System.getProperty("java.io.tmpdir"));
    TemporaryFolder folder = TemporaryFolder.make(in, "eddy-state");
    try {
      Sizes sizes = Sizes.of(Runtime.getRuntime().maxMemory());
      return new RocksBackend(folder.folder().resolve("state"), sizes, folder);
    } catch (RuntimeException | Error e) {
      folder.close();
      throw e;
    }
  }

  RocksBackend(Path folder, Sizes sizes) {
    this(folder, sizes, null);
  }

  private RocksBackend(Path folder, Sizes sizes, @Nullable TemporaryFolder temporary) {
    this.sizes = sizes;
    this.room = new Room(sizes.tierBytes);
    this.copies = new Room(sizes.copyBytes);
    this.orders = new Room(sizes.orderBytes);
    this.folder = folder;
    this.temporary = temporary;
    delete(folder);
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(new DiskException(folder, "cannot be made", e));
    }
    RocksLibrary.load(folder);
    // Entries come here late and many at a time, for a checkpoint or a scan, and single ones are
    // hardly read: files are merged seldom. Most reads miss: filters keep them off the files.
    this.reading = new ReadOptions();
    this.cache = new LRUCache(CACHE_BYTES);
    this.filter = new BloomFilter(10);
    this.options =
        new Options()
            .setCreateIfMissing(true)
            .setWriteBufferSize(WRITE_BUFFER_BYTES)
            .setMaxWriteBufferNumber(3)
            .setMaxBackgroundJobs(2)
            .setLevel0FileNumCompactionTrigger(FILES_MERGED)
            .setLevel0SlowdownWritesTrigger(4 * FILES_MERGED)
            .setLevel0StopWritesTrigger(6 * FILES_MERGED)
            .setAllowConcurrentMemtableWrite(false)
            .setMemtablePrefixBloomSizeRatio(0.1)
            .setMemtableWholeKeyFiltering(true)
            .setCompressionType(CompressionType.NO_COMPRESSION)
            .setBottommostCompressionType(CompressionType.LZ4_COMPRESSION)
            .setTableFormatConfig(
                new BlockBasedTableConfig()
                    .setBlockCache(cache)
                    .setFilterPolicy(filter)
                    .setFormatVersion(5)
                    .setDataBlockIndexType(DataBlockIndexType.kDataBlockBinaryAndHash)
                    .setDataBlockHashTableUtilRatio(0.75));
  }

  @Override
  public StateTable table(Schema key, Schema value, int maxParallelism) {
    return fresh(value);
  }

  @Override
  public ListStore lists(Schema key, Schema value, int maxParallelism) {
    return looseLists(value);
  }

  @Override
  public ListStore looseLists(Schema value) {
    return new HeadedLists(fresh(value), fresh(HeadedLists.HEAD), value);
  }

  private RocksTable fresh(Schema value) {
    RocksTable t = new RocksTable(this, value);
    room.share();
    synchronized (tables) {
      tables.add(t);
    }
    return t;
  }

  @Override
  public boolean ordersCheaply() {
    return true;
  }

  Sizes sizes() {
    return sizes;
  }

  Room room() {
    return room;
  }

  Room copies() {
    return copies;
  }

  Room orders() {
    return orders;
  }

  Path folder() {
    return folder;
  }

  /** Counts the anchors on the disk. */
  AtomicInteger anchors() {
    return anchors;
  }

  /** Whether a keyframe may make an anchor, which keeps files from going. */
  boolean mayAnchor() {
    return anchors.get() < MOST_ANCHORS;
  }

  ReadOptions reading() {
    return reading;
  }

  Options options() {
    return options;
  }

  /** A path in the folder that nobody has or had. */
  Path fresh(String what) {
    return folder.resolve(what + "-" + NAMES.incrementAndGet());
  }

  @Override
  public void close() {
    synchronized (tables) {
      tables.forEach(RocksTable::close);
      tables.clear();
    }
    reading.close();
    options.close();
    filter.close();
    cache.close();
    delete(folder);
    if (temporary != null) {
      try {
        temporary.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /** Deletes a folder, as others may do meanwhile; what cannot be deleted stays. */
  static void delete(Path folder) {
    if (!Files.exists(folder)) {
      return;
    }
    try {
      Files.walkFileTree(
          folder,
          new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes a) throws IOException {
              Files.deleteIfExists(file);
              return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
              if (e instanceof NoSuchFileException) {
                return FileVisitResult.CONTINUE;
              }
              throw e;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path d, @Nullable IOException e)
                throws IOException {
              Files.deleteIfExists(d);
              return FileVisitResult.CONTINUE;
            }
          });
    } catch (IOException e) {
      System.getLogger(RocksBackend.class.getName())
          .log(System.Logger.Level.WARNING, "state stays in " + folder, e);
    }
  }
}
