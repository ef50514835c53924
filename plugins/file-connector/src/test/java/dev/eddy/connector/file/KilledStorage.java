package dev.eddy.connector.file;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * Kills the sink at its n-th file operation: that one is done, not done or (a write) half done, and
 * from then on nothing works.
 */
final class KilledStorage implements Storage {
  /** How the fatal operation ends. */
  enum Fate {
    NOT_DONE,
    HALF_DONE,
    DONE
  }

  static final class Killed extends IOException {
    private static final long serialVersionUID = 1L;
  }

  private interface Action {
    void run() throws IOException;
  }

  private final Storage disk = new Disk();
  private final Fate fate;
  private int left;

  KilledStorage(int operations, Fate fate) {
    this.left = operations;
    this.fate = fate;
  }

  boolean isKilled() {
    return left < 0;
  }

  private void step(Action action, Action half) throws IOException {
    if (left < 0) {
      throw new Killed();
    }
    if (left-- > 0) {
      action.run();
      return;
    }
    if (fate == Fate.DONE) {
      action.run();
    } else if (fate == Fate.HALF_DONE) {
      half.run();
    }
    throw new Killed();
  }

  private void step(Action action) throws IOException {
    step(action, () -> {});
  }

  private Out wrapped(Out out) {
    return new Out() {
      @Override
      public void write(byte[] bytes, int from, int length) throws IOException {
        step(() -> out.write(bytes, from, length), () -> out.write(bytes, from, length / 2));
      }

      @Override
      public void force() throws IOException {
        step(out::force);
      }

      @Override
      public void close() throws IOException {
        out.close();
      }
    };
  }

  @Override
  public void createFolders(Path folder) throws IOException {
    step(() -> disk.createFolders(folder));
  }

  @Override
  public Out create(Path file) throws IOException {
    Out[] out = new Out[1];
    step(() -> out[0] = disk.create(file), () -> disk.create(file).close());
    return wrapped(out[0]);
  }

  @Override
  public Out openAt(Path file, long offset) throws IOException {
    Out[] out = new Out[1];
    step(() -> out[0] = disk.openAt(file, offset));
    return wrapped(out[0]);
  }

  @Override
  public long size(Path file) throws IOException {
    if (left < 0) {
      throw new Killed();
    }
    return disk.size(file);
  }

  @Override
  public void truncate(Path file, long length) throws IOException {
    step(() -> disk.truncate(file, length));
  }

  @Override
  public void replace(Path from, Path to) throws IOException {
    step(() -> disk.replace(from, to));
  }

  @Override
  public void delete(Path file) throws IOException {
    step(() -> disk.delete(file));
  }

  @Override
  public List<Path> list(Path folder, String prefix) throws IOException {
    return disk.list(folder, prefix);
  }

  @Override
  public void forceFolder(Path folder) throws IOException {
    step(() -> disk.forceFolder(folder));
  }
}
