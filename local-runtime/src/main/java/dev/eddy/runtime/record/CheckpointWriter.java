package dev.eddy.runtime.record;

import dev.eddy.model.disk.Disk;
import dev.eddy.runtime.record.CheckpointFile.Base;
import dev.eddy.runtime.record.CheckpointFile.Written;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/**
 * Writes checkpoints while the run goes on, one after the other. Every few are whole; those between
 * hold what has changed since the last whole one, where that pays. Owned by the run's thread; the
 * files are written by another, unless it is told to write at once.
 */
final class CheckpointWriter implements AutoCloseable {
  /** So many incremental ones on one base: damage to it costs them all. */
  private static final int MOST_INCREMENTS = 8;

  /** What must be on the disk before the checkpoint. */
  interface Before {
    void force() throws IOException;
  }

  /** A checkpoint that was written. */
  record Done(CheckpointData data, Path file) {}

  private final Disk disk;
  private final Checkpoints checkpoints;
  private final int incrementalFrom;
  private final Executor executor;
  private final @Nullable ExecutorService thread;
  private @Nullable CompletableFuture<Done> writing;

  // The writing thread alone.
  private @Nullable Base base;
  private int increments;

  /**
   * @param asynchronous false: {@link #begin} returns when the checkpoint is written
   * @param incrementalFrom entries of state from which on checkpoints are incremental
   */
  CheckpointWriter(Disk disk, Checkpoints checkpoints, boolean asynchronous, int incrementalFrom) {
    this.disk = disk;
    this.checkpoints = checkpoints;
    this.incrementalFrom = incrementalFrom;
    this.thread =
        asynchronous
            ? Executors.newSingleThreadExecutor(
                r -> {
                  Thread t = new Thread(r, "eddy-checkpoints");
                  t.setDaemon(true);
                  return t;
                })
            : null;
    this.executor = thread == null ? Runnable::run : thread;
  }

  /** Begins to write; what was begun before must have been taken. */
  void begin(CheckpointData data, Before before) {
    if (writing != null) {
      throw new IllegalStateException("a checkpoint is being written");
    }
    writing =
        CompletableFuture.supplyAsync(
            () -> {
              try {
                before.force();
                return write(data);
              } catch (IOException e) {
                throw new Failed(e);
              }
            },
            executor);
  }

  private static final class Failed extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final transient IOException failure;

    Failed(IOException failure) {
      super(failure);
      this.failure = failure;
    }
  }

  private Done write(CheckpointData data) throws IOException {
    long entries = data.network().entries();
    @Nullable Base on =
        base != null
                && increments < MOST_INCREMENTS
                && entries >= incrementalFrom
                && data.network().isComparable(base.data().network())
            ? base
            : null;
    Path file =
        checkpoints.file(data.number(), data.sequence(), on == null ? 0 : on.data().number());
    Written written = CheckpointFile.write(disk, file, data, on);
    if (on == null) {
      base = entries >= incrementalFrom ? new Base(data, written.checksum()) : null;
      increments = 0;
    } else {
      increments++;
      if (written.entries() > entries / 2) {
        // The next one is whole: this one was hardly smaller.
        base = null;
      }
    }
    return new Done(data, file);
  }

  /** Whether {@link #take} would not have to wait. */
  boolean isDone() {
    return writing != null && writing.isDone();
  }

  /** Waits for the checkpoint that was begun; null where none was. */
  @Nullable Done take() throws IOException {
    CompletableFuture<Done> w = writing;
    if (w == null) {
      return null;
    }
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return w.get();
        } catch (InterruptedException e) {
          // It comes to its end: a disk is waited for.
          interrupted = true;
        } catch (ExecutionException e) {
          if (e.getCause() instanceof Failed f) {
            throw f.failure;
          }
          throw new IllegalStateException("a checkpoint could not be written", e.getCause());
        }
      }
    } finally {
      writing = null;
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** Waits until nothing is written any more, whatever came of it. */
  void await() {
    try {
      take();
    } catch (IOException e) {
      System.getLogger(CheckpointWriter.class.getName())
          .log(System.Logger.Level.WARNING, "the last checkpoint failed", e);
    }
  }

  @Override
  public void close() {
    if (thread != null) {
      thread.shutdown();
    }
  }
}
