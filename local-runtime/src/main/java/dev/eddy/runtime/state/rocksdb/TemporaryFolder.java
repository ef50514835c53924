package dev.eddy.runtime.state.rocksdb;

import dev.eddy.model.disk.Disk;
import dev.eddy.model.disk.DiskException;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A folder for as long as a process needs it. Its lock goes with the process, also with one that is
 * killed: whoever makes the next such folder takes away those that nobody has a lock of.
 */
final class TemporaryFolder implements Closeable {
  private static final String LOCK = "lock";

  /** One that is younger may not have its lock yet. */
  private static final Duration MAKING = Duration.ofHours(1);

  private final Path folder;
  private final Closeable lock;

  private TemporaryFolder(Path folder, Closeable lock) {
    this.folder = folder;
    this.lock = lock;
  }

  /**
   * Makes one, after those of the same prefix that are left over are gone.
   *
   * @param in the folder of all of them, as a rule the system's temporary one
   * @param prefix of its name; no other program's names begin with it
   */
  static TemporaryFolder make(Path in, String prefix) throws IOException {
    sweep(in, prefix);
    while (true) {
      Path folder = fresh(in, prefix);
      Path file = folder.resolve(LOCK);
      @Nullable Closeable lock = null;
      try {
        lock = Disk.LOCAL.lock(file);
      } catch (IOException e) {
        if (Files.exists(folder)) {
          RocksBackend.delete(folder);
          throw e;
        }
      }
      // Else somebody who swept was between the file and its lock.
      if (lock != null && Files.exists(file)) {
        return new TemporaryFolder(folder, lock);
      }
      if (lock != null) {
        lock.close();
      }
    }
  }

  private static Path fresh(Path in, String prefix) throws IOException {
    try {
      return Files.createTempDirectory(in, prefix);
    } catch (IOException e) {
      throw new DiskException(in, "cannot take a folder for state", e);
    }
  }

  /** What is in it is its user's, but for the lock. */
  Path folder() {
    return folder;
  }

  @Override
  public void close() throws IOException {
    RocksBackend.delete(folder);
    lock.close();
  }

  private static void sweep(Path in, String prefix) {
    try (DirectoryStream<Path> all = Files.newDirectoryStream(in, prefix + "*")) {
      for (Path folder : all) {
        if (Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
          takeAwayIfLeft(folder);
        }
      }
    } catch (IOException | DirectoryIteratorException e) {
      System.getLogger(TemporaryFolder.class.getName())
          .log(System.Logger.Level.DEBUG, "what is left over stays in " + in, e);
    }
  }

  private static void takeAwayIfLeft(Path folder) {
    Path file = folder.resolve(LOCK);
    try {
      if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
        Instant changed = Files.getLastModifiedTime(folder).toInstant();
        if (changed.isBefore(Instant.now().minus(MAKING))) {
          RocksBackend.delete(folder);
        }
        return;
      }
      try (@Nullable Closeable lock = Disk.LOCAL.lock(file)) {
        if (lock != null) {
          RocksBackend.delete(folder);
        }
      }
    } catch (IOException e) {
      // Another user's, or somebody else took it away.
      System.getLogger(TemporaryFolder.class.getName())
          .log(System.Logger.Level.DEBUG, folder + " stays", e);
    }
  }
}
