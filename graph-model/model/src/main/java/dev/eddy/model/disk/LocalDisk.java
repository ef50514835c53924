package dev.eddy.model.disk;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The file system. */
final class LocalDisk implements Disk {
  private static final String NOT_WRITTEN = "cannot be written";
  private static final String NOT_READ = "cannot be read";

  /** Files that this process has a lock of. */
  private static final Set<Path> LOCKED = ConcurrentHashMap.newKeySet();

  /** What is still to be done when a failure has no name yet. */
  private static IOException named(Path file, String failed, IOException e) {
    return e instanceof NoSuchFileException || e instanceof DiskException
        ? e
        : new DiskException(file, failed, e);
  }

  private record ChannelOut(Path file, FileChannel channel) implements Out {
    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
      ByteBuffer b = ByteBuffer.wrap(bytes, from, length);
      try {
        while (b.hasRemaining()) {
          channel.write(b);
        }
      } catch (IOException e) {
        throw named(file, NOT_WRITTEN, e);
      }
    }

    @Override
    public void force() throws IOException {
      try {
        channel.force(false);
      } catch (IOException e) {
        throw named(file, "cannot be forced to the disk", e);
      }
    }

    @Override
    public void close() throws IOException {
      try {
        channel.close();
      } catch (IOException e) {
        throw named(file, NOT_WRITTEN, e);
      }
    }
  }

  private record ChannelIn(Path file, FileChannel channel) implements In {
    @Override
    public int read(byte[] bytes, int from, int length) throws IOException {
      try {
        return channel.read(ByteBuffer.wrap(bytes, from, length));
      } catch (IOException e) {
        throw named(file, NOT_READ, e);
      }
    }

    @Override
    public void close() throws IOException {
      channel.close();
    }
  }

  @Override
  public void createFolders(Path folder) throws IOException {
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw named(folder, "cannot be made", e);
    }
  }

  @Override
  public Out create(Path file) throws IOException {
    try {
      return new ChannelOut(
          file,
          FileChannel.open(
              file,
              StandardOpenOption.CREATE,
              StandardOpenOption.WRITE,
              StandardOpenOption.TRUNCATE_EXISTING));
    } catch (IOException e) {
      throw named(file, NOT_WRITTEN, e);
    }
  }

  @Override
  public Out openAt(Path file, long offset) throws IOException {
    try {
      FileChannel channel =
          FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      return new ChannelOut(file, channel.position(offset));
    } catch (IOException e) {
      throw named(file, NOT_WRITTEN, e);
    }
  }

  @Override
  public In read(Path file) throws IOException {
    try {
      return new ChannelIn(file, FileChannel.open(file, StandardOpenOption.READ));
    } catch (IOException e) {
      throw named(file, NOT_READ, e);
    }
  }

  @Override
  public long size(Path file) throws IOException {
    try {
      return Files.size(file);
    } catch (NoSuchFileException e) {
      return -1;
    } catch (IOException e) {
      throw named(file, NOT_READ, e);
    }
  }

  @Override
  public void truncate(Path file, long length) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.truncate(length);
      channel.force(true);
    } catch (IOException e) {
      throw named(file, "cannot be cut off", e);
    }
  }

  @Override
  public void replace(Path from, Path to) throws IOException {
    try {
      Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (AtomicMoveNotSupportedException e) {
      throw named(to, "cannot be replaced in one step", e);
    } catch (IOException e) {
      throw named(to, "cannot be replaced", e);
    }
  }

  @Override
  public void delete(Path file) throws IOException {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw named(file, "cannot be deleted", e);
    }
  }

  @Override
  public List<Path> list(Path folder, String prefix) throws IOException {
    List<Path> out = new ArrayList<>();
    try (DirectoryStream<Path> stream = Files.newDirectoryStream(folder)) {
      for (Path p : stream) {
        if (p.getFileName().toString().startsWith(prefix)) {
          out.add(p);
        }
      }
    } catch (NoSuchFileException e) {
      return List.of();
    } catch (IOException e) {
      throw named(folder, "cannot be listed", e);
    }
    Collections.sort(out);
    return out;
  }

  @Override
  public void forceFolder(Path folder) throws IOException {
    FileChannel channel;
    try {
      channel = FileChannel.open(folder, StandardOpenOption.READ);
    } catch (FileSystemException e) {
      // Only where a folder can be opened at all; elsewhere (Windows) the system sees to it.
      return;
    }
    try (channel) {
      channel.force(true);
    } catch (IOException e) {
      throw named(folder, "cannot be forced to the disk", e);
    }
  }

  @Override
  public @Nullable Closeable lock(Path file) throws IOException {
    try {
      // By a name that all ways to the file share, for whoever closes a file, be it that he did not
      // get the lock, takes it from all others of the process (POSIX).
      Path real =
          Objects.requireNonNull(file.toAbsolutePath().getParent())
              .toRealPath()
              .resolve(Objects.requireNonNull(file.getFileName()));
      if (!LOCKED.add(real)) {
        return null;
      }
      @Nullable FileChannel channel = null;
      @Nullable FileLock lock = null;
      try {
        channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        lock = channel.tryLock();
      } catch (OverlappingFileLockException e) {
        // Somebody in this process has it by another class loader.
        return null;
      } finally {
        if (lock == null) {
          if (channel != null) {
            channel.close();
          }
          LOCKED.remove(real);
        }
      }
      if (lock == null) {
        return null;
      }
      FileChannel locked = channel;
      return () -> {
        if (locked.isOpen()) {
          try {
            locked.close();
          } finally {
            LOCKED.remove(real);
          }
        }
      };
    } catch (IOException e) {
      throw named(file, "cannot be locked", e);
    }
  }
}
