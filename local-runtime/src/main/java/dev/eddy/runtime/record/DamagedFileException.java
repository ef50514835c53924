package dev.eddy.runtime.record;

import java.io.IOException;
import java.nio.file.Path;

/**
 * Bytes on disk that are not what was written: cut off, changed, or of another file. Unlike other
 * failures of reading it does not go away by trying again.
 */
public final class DamagedFileException extends IOException {
  private static final long serialVersionUID = 1L;

  private final String damage;

  /**
   * @param what is wrong, such as "is cut off at byte 17"
   */
  DamagedFileException(Path file, String what) {
    super(file + " " + what);
    this.damage = what;
  }

  DamagedFileException(Path file, IOException cause) {
    super(file + " is damaged: " + reason(cause), cause);
    this.damage = "is damaged: " + reason(cause);
  }

  private static String reason(IOException cause) {
    String message = cause.getMessage();
    return message == null ? "it ends too early" : message;
  }

  /** What is wrong with the file. */
  String damage() {
    return damage;
  }
}
