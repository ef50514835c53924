package dev.eddy.runtime.state.rocksdb;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.jspecify.annotations.Nullable;
import org.rocksdb.EnvOptions;
import org.rocksdb.Options;
import org.rocksdb.RocksDBException;
import org.rocksdb.SstFileWriter;

/**
 * A file of entries whose keys ascend, which a database can take over. What is more than a batch is
 * written by a thread of its own, a few batches behind. Used by one thread.
 */
final class SortedFile {
  private static final int BATCH_BYTES = 1 << 16;
  private static final int BATCHES = 8;
  private static final int LENGTHS = 2 * Integer.BYTES;

  /** Nothing follows it. */
  private static final ByteBuffer END = ByteBuffer.allocate(0);

  private final EnvOptions environment = new EnvOptions();
  private final SstFileWriter writer;
  private final BlockingQueue<ByteBuffer> full = new ArrayBlockingQueue<>(BATCHES);
  private final BlockingQueue<ByteBuffer> written = new ArrayBlockingQueue<>(BATCHES + 1);
  private ByteBuffer batch = ByteBuffer.allocateDirect(BATCH_BYTES);
  private int batches = 1;
  private @Nullable Thread thread;

  /** Why no more is written. By the thread; read when it has ended, or soon after. */
  private volatile @Nullable Throwable failure;

  /**
   * @throws RocksDBException where it cannot be made
   */
  SortedFile(Path file, Options options) throws RocksDBException {
    this.writer = new SstFileWriter(environment, options);
    try {
      writer.open(file.toString());
    } catch (RocksDBException e) {
      close();
      throw e;
    }
  }

  /**
   * Adds an entry whose key comes behind all others; the first bytes of an array are the value.
   *
   * @throws RocksDBException where an earlier one could not be written
   */
  void add(byte[] key, byte[] value, int length) throws RocksDBException {
    int bytes = LENGTHS + key.length + length;
    if (batch.remaining() < bytes) {
      hand();
      if (batch.capacity() < bytes) {
        batch = ByteBuffer.allocateDirect(bytes);
      }
    }
    batch.putInt(key.length).putInt(length).put(key).put(value, 0, length);
  }

  /** Gives the batch to the thread, and takes one that it has written. */
  private void hand() throws RocksDBException {
    if (thread == null) {
      Thread t = new Thread(this::work, "eddy-sorted-file");
      t.setDaemon(true);
      t.start();
      thread = t;
    }
    put(full, batch.flip());
    check();
    if (batches < BATCHES) {
      batches++;
      batch = ByteBuffer.allocateDirect(BATCH_BYTES);
    } else {
      batch = take(written).clear();
    }
  }

  private void work() {
    for (ByteBuffer b = take(full); b != END; b = take(full)) {
      if (failure == null) {
        try {
          write(b);
        } catch (RocksDBException | RuntimeException | Error e) {
          failure = e;
        }
      }
      // Also after a failure: somebody may wait for it.
      put(written, b);
    }
  }

  private void write(ByteBuffer entries) throws RocksDBException {
    ByteBuffer key = entries.duplicate();
    ByteBuffer value = entries.duplicate();
    for (int at = 0; at < entries.limit(); ) {
      int keyEnd = at + LENGTHS + entries.getInt(at);
      int end = keyEnd + entries.getInt(at + Integer.BYTES);
      key.limit(keyEnd).position(at + LENGTHS);
      value.limit(end).position(keyEnd);
      writer.put(key, value);
      at = end;
    }
  }

  private void check() throws RocksDBException {
    Throwable f = failure;
    if (f instanceof RocksDBException e) {
      throw e;
    }
    if (f != null) {
      throw new IllegalStateException("a file of state could not be written", f);
    }
  }

  /** Lets the thread write what it has, while this one does something else. */
  void end() {
    if (thread != null) {
      put(full, batch.flip());
      put(full, END);
    }
  }

  /**
   * After {@link #end}: gives when all is in the file.
   *
   * @throws RocksDBException where it could not be written
   */
  void finish() throws RocksDBException {
    if (thread == null) {
      write(batch.flip());
    } else {
      join(thread);
      thread = null;
      check();
    }
    writer.finish();
  }

  /** Lets go of it, whatever is written. */
  void close() {
    Thread t = thread;
    if (t != null) {
      // Of what it has not begun nothing is wanted.
      failure = failure == null ? new IllegalStateException("it is closed") : failure;
      put(full, END);
      join(t);
      thread = null;
    }
    writer.close();
    environment.close();
  }

  // ------------------------------------------------------------------ waiting for what will come

  private interface Wait<T> {
    T get() throws InterruptedException;
  }

  private static <T> void put(BlockingQueue<T> queue, T what) {
    await(
        () -> {
          queue.put(what);
          return what;
        });
  }

  private static <T> T take(BlockingQueue<T> queue) {
    return await(queue::take);
  }

  private static void join(Thread thread) {
    await(
        () -> {
          thread.join();
          return thread;
        });
  }

  /** A disk is waited for: who is interrupted goes on with that afterwards. */
  private static <T> T await(Wait<T> wait) {
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return wait.get();
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
