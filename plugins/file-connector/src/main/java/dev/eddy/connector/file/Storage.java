package dev.eddy.connector.file;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * The file operations that sinks are made of. Tests put a failing one in its place, to kill a sink
 * between any two of them.
 */
interface Storage {
  /** A file that is being written. */
  interface Out extends Closeable {
    void write(byte[] bytes, int from, int length) throws IOException;

    /** Returns when what was written would survive a loss of power. */
    void force() throws IOException;
  }

  void createFolders(Path folder) throws IOException;

  /** Makes an empty file, also where one is. */
  Out create(Path file) throws IOException;

  /** Writes into a file from an offset on; makes it where it is missing. */
  Out openAt(Path file, long offset) throws IOException;

  /** Size in bytes, or -1 where there is no such file. */
  long size(Path file) throws IOException;

  void truncate(Path file, long length) throws IOException;

  /** Puts a file in the place of another, in one step. */
  void replace(Path from, Path to) throws IOException;

  void delete(Path file) throws IOException;

  /** Files of a folder whose names begin so. */
  List<Path> list(Path folder, String prefix) throws IOException;

  /** Makes names durable that were made, moved or taken away. */
  void forceFolder(Path folder) throws IOException;
}
