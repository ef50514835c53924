package dev.eddy.operator.torture;

import dev.eddy.model.disk.Disk;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A disk whose operations go through a script, which lets them happen, has them fail before, half
 * way or after, or ends the process there. What is written through it can so be tested against a
 * kill between any two operations, a full disk, a read error.
 */
public final class FaultyDisk implements Disk {
  /** What can be done to a file or folder. */
  public enum Operation {
    CREATE_FOLDERS,
    CREATE,
    OPEN,
    WRITE,
    FORCE,
    READ,
    SIZE,
    TRUNCATE,
    REPLACE,
    DELETE,
    LIST,
    FORCE_FOLDER,
    LOCK;

    /** Whether something on the disk is different afterwards. */
    public boolean changes() {
      return this != READ && this != SIZE && this != LIST && this != LOCK;
    }
  }

  /** How an operation ends. */
  public enum Fate {
    DONE,
    STRUCK_BEFORE,
    /** Of a write half of the bytes stand; all others are not done. */
    STRUCK_HALFWAY,
    STRUCK_AFTER
  }

  /** Decides the fate of each operation. Called by the threads that use the disk. */
  public interface Script {
    Fate fate(Operation operation, Path file);

    /** What a struck operation throws; may end the process instead. */
    IOException strike(Operation operation, Path file);
  }

  private interface Action {
    void run() throws IOException;
  }

  private interface Opening {
    Out open() throws IOException;
  }

  private final Disk disk;
  private final Script script;

  public FaultyDisk(Disk disk, Script script) {
    this.disk = disk;
    this.script = script;
  }

  private void step(Operation operation, Path file, Action whole, Action half) throws IOException {
    Fate fate = script.fate(operation, file);
    switch (fate) {
      case DONE, STRUCK_AFTER -> whole.run();
      case STRUCK_HALFWAY -> half.run();
      case STRUCK_BEFORE -> {}
    }
    if (fate != Fate.DONE) {
      throw script.strike(operation, file);
    }
  }

  private void step(Operation operation, Path file, Action action) throws IOException {
    step(operation, file, action, () -> {});
  }

  private Out wrapped(Path file, Out out) {
    return new Out() {
      @Override
      public void write(byte[] bytes, int from, int length) throws IOException {
        step(
            Operation.WRITE,
            file,
            () -> out.write(bytes, from, length),
            () -> out.write(bytes, from, length / 2));
      }

      @Override
      public void force() throws IOException {
        step(Operation.FORCE, file, out::force);
      }

      @Override
      public void close() throws IOException {
        out.close();
      }
    };
  }

  @Override
  public void createFolders(Path folder) throws IOException {
    step(Operation.CREATE_FOLDERS, folder, () -> disk.createFolders(folder));
  }

  /** Closes what was opened when the operation is struck after that. */
  private Out opened(Operation operation, Path file, Opening open) throws IOException {
    Out[] out = new Out[1];
    try {
      step(operation, file, () -> out[0] = open.open());
    } catch (IOException e) {
      if (out[0] != null) {
        out[0].close();
      }
      throw e;
    }
    return wrapped(file, out[0]);
  }

  @Override
  public Out create(Path file) throws IOException {
    return opened(Operation.CREATE, file, () -> disk.create(file));
  }

  @Override
  public Out openAt(Path file, long offset) throws IOException {
    return opened(Operation.OPEN, file, () -> disk.openAt(file, offset));
  }

  @Override
  public In read(Path file) throws IOException {
    In in = disk.read(file);
    return new In() {
      @Override
      public int read(byte[] bytes, int from, int length) throws IOException {
        int[] n = new int[1];
        step(Operation.READ, file, () -> n[0] = in.read(bytes, from, length));
        return n[0];
      }

      @Override
      public void close() throws IOException {
        in.close();
      }
    };
  }

  @Override
  public long size(Path file) throws IOException {
    long[] n = new long[1];
    step(Operation.SIZE, file, () -> n[0] = disk.size(file));
    return n[0];
  }

  @Override
  public void truncate(Path file, long length) throws IOException {
    step(Operation.TRUNCATE, file, () -> disk.truncate(file, length));
  }

  @Override
  public void replace(Path from, Path to) throws IOException {
    step(Operation.REPLACE, to, () -> disk.replace(from, to));
  }

  @Override
  public void delete(Path file) throws IOException {
    step(Operation.DELETE, file, () -> disk.delete(file));
  }

  @Override
  public List<Path> list(Path folder, String prefix) throws IOException {
    List<List<Path>> found = new ArrayList<>();
    step(Operation.LIST, folder, () -> found.add(disk.list(folder, prefix)));
    return found.get(0);
  }

  @Override
  public void forceFolder(Path folder) throws IOException {
    step(Operation.FORCE_FOLDER, folder, () -> disk.forceFolder(folder));
  }

  @Override
  public @Nullable Closeable lock(Path file) throws IOException {
    @Nullable Closeable[] lock = new Closeable[1];
    step(Operation.LOCK, file, () -> lock[0] = disk.lock(file));
    return lock[0];
  }
}
