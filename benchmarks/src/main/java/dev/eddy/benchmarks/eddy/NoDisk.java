package dev.eddy.benchmarks.eddy;

import dev.eddy.model.disk.Disk;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;

/** Keeps nothing of what is written: a run on it has no recording. */
final class NoDisk implements Disk {
  private static final class Nowhere implements Out {
    @Override
    public void write(byte[] bytes, int from, int length) {}

    @Override
    public void force() {}

    @Override
    public void close() {}
  }

  @Override
  public void createFolders(Path folder) {}

  @Override
  public Out create(Path file) {
    return new Nowhere();
  }

  @Override
  public Out openAt(Path file, long offset) {
    return new Nowhere();
  }

  @Override
  public In read(Path file) throws IOException {
    throw new NoSuchFileException(file.toString());
  }

  @Override
  public long size(Path file) {
    return -1;
  }

  @Override
  public void truncate(Path file, long length) {}

  @Override
  public void replace(Path from, Path to) {}

  @Override
  public void delete(Path file) {}

  @Override
  public List<Path> list(Path folder, String prefix) {
    return List.of();
  }

  @Override
  public void forceFolder(Path folder) {}

  @Override
  public Closeable lock(Path file) {
    return () -> {};
  }
}
