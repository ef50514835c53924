package dev.eddy.model.io;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;

/** Replaces whole files so that a crash leaves the old bytes or the new ones, nothing between. */
public final class AtomicFile {
  private AtomicFile() {}

  /**
   * Writes a file next to the target, forces it to disk, renames it over the target and forces the
   * folder. A symbolic link stays: what it points to is replaced.
   *
   * @return false where the file had these bytes already and was not touched
   */
  public static boolean write(Path target, byte[] bytes) throws IOException {
    Path real = Files.isSymbolicLink(target) ? target.toRealPath() : target.toAbsolutePath();
    if (Files.isRegularFile(real)
        && Files.size(real) == bytes.length
        && Arrays.equals(Files.readAllBytes(real), bytes)) {
      return false;
    }
    Path folder = real.getParent();
    if (folder == null) {
      throw new IOException(target + " is no file");
    }
    Files.createDirectories(folder);
    Path temporary = Files.createTempFile(folder, "." + real.getFileName(), ".tmp");
    try {
      try (FileChannel channel = FileChannel.open(temporary, StandardOpenOption.WRITE)) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        while (buffer.hasRemaining()) {
          channel.write(buffer);
        }
        channel.force(true);
      }
      keepPermissions(real, temporary);
      move(temporary, real);
    } finally {
      Files.deleteIfExists(temporary);
    }
    forceFolder(folder);
    return true;
  }

  private static void move(Path from, Path to) throws IOException {
    try {
      Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (AtomicMoveNotSupportedException e) {
      Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  /** A temporary file is private; the project's files are as they were, or as new files are. */
  private static void keepPermissions(Path real, Path temporary) throws IOException {
    // Asked of the file, not of its file store: a store is looked up in the list of mounts, which a
    // container or chroot may not have.
    PosixFileAttributeView view =
        Files.getFileAttributeView(temporary, PosixFileAttributeView.class);
    if (view == null) {
      return;
    }
    view.setPermissions(
        Files.exists(real)
            ? Files.getPosixFilePermissions(real)
            : PosixFilePermissions.fromString("rw-r--r--"));
  }

  /** Makes renames in a folder durable. Does nothing where folders cannot be forced (Windows). */
  public static void forceFolder(Path folder) throws IOException {
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    } catch (IOException e) {
      if (!System.getProperty("os.name", "").startsWith("Windows")) {
        throw e;
      }
    }
  }
}
