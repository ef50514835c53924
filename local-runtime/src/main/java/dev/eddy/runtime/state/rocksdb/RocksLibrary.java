package dev.eddy.runtime.state.rocksdb;

import dev.eddy.model.disk.DiskException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.rocksdb.NativeLibraryLoader;
import org.rocksdb.RocksDB;

/** The native part of RocksDB, which must be a file for a moment to be loaded. */
final class RocksLibrary {
  private static boolean loaded;

  private RocksLibrary() {}

  /**
   * Loads it once for the process. RocksDB by itself would leave 15 MB in the system's temporary
   * folder for each process that is killed.
   *
   * @param folder where it may be written; it is there
   * @throws UncheckedIOException caused by a {@link DiskException}, where there is no room
   * @throws UnsatisfiedLinkError where this machine cannot load it
   */
  static synchronized void load(Path folder) {
    if (loaded) {
      return;
    }
    try {
      NativeLibraryLoader.getInstance().loadLibrary(folder.toString());
      RocksDB.loadLibrary();
      loaded = true;
    } catch (IOException e) {
      throw new UncheckedIOException(new DiskException(folder, "does not hold RocksDB", e));
    } catch (UnsatisfiedLinkError e) {
      throw e;
    } catch (RuntimeException e) {
      // The jar has none for such a machine.
      UnsatisfiedLinkError error = new UnsatisfiedLinkError(e.getMessage());
      error.initCause(e);
      throw error;
    } finally {
      takeAway(folder);
    }
  }

  /** A file that is mapped is needed no longer; where it cannot go (Windows) it goes later. */
  private static void takeAway(Path folder) {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*rocksdbjni*")) {
      for (Path file : files) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      System.getLogger(RocksLibrary.class.getName())
          .log(System.Logger.Level.DEBUG, "stays in " + folder, e);
    }
  }
}
