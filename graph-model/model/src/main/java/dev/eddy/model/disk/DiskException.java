package dev.eddy.model.disk;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.Locale;

/** A file operation that failed: which file, what was tried, why, and what to do about it. */
public final class DiskException extends IOException {
  private static final long serialVersionUID = 1L;

  private final transient Path file;
  private final String reason;

  /**
   * @param failed what cannot be done, such as "cannot be written"
   */
  public DiskException(Path file, String failed, IOException cause) {
    super(file + " " + failed + ": " + reason(cause), cause);
    this.file = file;
    this.reason = reason(cause);
  }

  public Path file() {
    return file;
  }

  /** Whether there is no room left. */
  public boolean isFull() {
    String why = reason.toLowerCase(Locale.ROOT);
    return why.contains("no space left")
        || why.contains("not enough space")
        || why.contains("quota exceeded");
  }

  /** What the user can do before going on. */
  public String remedy() {
    Path folder = file.toAbsolutePath().getParent();
    if (isFull()) {
      return "Make room on the disk of " + (folder == null ? file : folder);
    }
    if (getCause() instanceof AccessDeniedException) {
      return "Give yourself the right to " + file;
    }
    return "Look at " + file + " and the disk that it lies on";
  }

  /** The exceptions of the file system say the path in place of the reason. */
  private static String reason(Throwable cause) {
    if (cause instanceof AccessDeniedException) {
      return "permission denied";
    }
    if (cause instanceof DirectoryNotEmptyException) {
      return "the folder is not empty";
    }
    if (cause instanceof NotDirectoryException) {
      return "it is no folder";
    }
    if (cause instanceof FileAlreadyExistsException) {
      return "there is one of this name already";
    }
    if (cause instanceof FileSystemException f && f.getReason() != null) {
      return f.getReason();
    }
    String message = cause.getMessage();
    return message == null ? cause.getClass().getSimpleName() : message;
  }
}
