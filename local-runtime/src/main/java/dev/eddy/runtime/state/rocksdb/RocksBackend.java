package dev.eddy.runtime.state.rocksdb;

import dev.eddy.model.disk.DiskException;
import dev.eddy.model.type.Schema;
import dev.eddy.runtime.state.SortedStore;
import dev.eddy.runtime.state.StateBackend;
import dev.eddy.runtime.state.StateTable;
import dev.eddy.runtime.state.Stored;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.BloomFilter;
import org.rocksdb.Cache;
import org.rocksdb.CompressionType;
import org.rocksdb.DataBlockIndexType;
import org.rocksdb.LRUCache;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;

/**
 * Keyed state in RocksDB, for state larger than the heap. Each table is a database in a folder of
 * its own, without a log: what must survive a crash is a checkpoint of the run. One cache of blocks
 * serves all tables. Tables may be made by any thread.
 */
public final class RocksBackend implements StateBackend {
  private static final long CACHE_BYTES = 256L << 20;
  private static final long WRITE_BUFFER_BYTES = 32L << 20;

  /** Entries that are kept before the databases: by the heap, between these. */
  private static final int LEAST_FRONT_ENTRIES = 20_000;

  private static final int MOST_FRONT_ENTRIES = 2_000_000;

  /** About what an entry takes in the heap, of which all of them may take a sixth. */
  private static final int FRONT_ENTRY_BYTES = 450;

  private static final int FRONT_SHARE = 6;

  /**
   * Of all backends of this process: files of one that is closed go whenever the collector finds
   * that nobody needs them, and must not be those of another in the same folder.
   */
  private static final AtomicLong NAMES = new AtomicLong();

  private final Path folder;
  private final int frontEntries;
  private final int fewImages;
  private volatile int frontShare;
  private final List<RocksTable> tables = new ArrayList<>();
  private final Cache cache;
  private final BloomFilter filter;
  private final Options options;

  /**
   * @param folder is made, without what a killed run may have left there, and deleted by {@link
   *     #close}
   * @throws UncheckedIOException where it cannot be made
   */
  public RocksBackend(Path folder) {
    this(
        folder,
        (int)
            Math.max(
                LEAST_FRONT_ENTRIES,
                Math.min(
                    MOST_FRONT_ENTRIES,
                    Runtime.getRuntime().maxMemory() / FRONT_SHARE / FRONT_ENTRY_BYTES)),
        4096);
  }

  /**
   * @param frontEntries how many entries of all tables are kept in the heap before the databases
   * @param fewImages up to so many images a keyframe never needs files
   */
  RocksBackend(Path folder, int frontEntries, int fewImages) {
    RocksDB.loadLibrary();
    this.frontEntries = frontEntries;
    this.fewImages = fewImages;
    this.folder = folder;
    delete(folder);
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(new DiskException(folder, "cannot be made", e));
    }
    // Most reads miss: filters keep them off the write buffers, hashes make them short in blocks.
    this.cache = new LRUCache(CACHE_BYTES);
    this.filter = new BloomFilter(10);
    this.options =
        new Options()
            .setCreateIfMissing(true)
            .setWriteBufferSize(WRITE_BUFFER_BYTES)
            .setMaxWriteBufferNumber(3)
            .setMaxBackgroundJobs(2)
            .setAllowConcurrentMemtableWrite(false)
            .setMemtablePrefixBloomSizeRatio(0.1)
            .setMemtableWholeKeyFiltering(true)
            .setCompressionType(CompressionType.LZ4_COMPRESSION)
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
  public SortedStore<Stored> ordered(Schema value) {
    return fresh(value);
  }

  private RocksTable fresh(Schema value) {
    RocksTable t = new RocksTable(this, value, fewImages);
    synchronized (tables) {
      tables.add(t);
      frontShare = Math.max(1, frontEntries / tables.size());
    }
    return t;
  }

  @Override
  public boolean ordersCheaply() {
    return true;
  }

  /** So many entries one table may keep in the heap. */
  int frontEntries() {
    return frontShare;
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
    options.close();
    filter.close();
    cache.close();
    delete(folder);
  }

  /** Deletes a folder; what cannot be deleted stays. */
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
              Files.delete(file);
              return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(
                Path d, java.io.@org.jspecify.annotations.Nullable IOException e)
                throws IOException {
              Files.delete(d);
              return FileVisitResult.CONTINUE;
            }
          });
    } catch (IOException e) {
      System.getLogger(RocksBackend.class.getName())
          .log(System.Logger.Level.WARNING, "state stays in " + folder, e);
    }
  }
}
