package dev.eddy.cli;

import dev.eddy.runtime.LocalRun;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** For who measures how long a start takes: when the first row came to a sink. */
final class FirstRow {
  /** The system property that names the file into which that goes, in milliseconds since 1970. */
  private static final String FILE = "eddy.first-row";

  private FirstRow() {}

  /** Does nothing where nobody measures. */
  static void note(LocalRun run) {
    String file = System.getProperty(FILE);
    if (file != null) {
      run.onFirstRow(() -> write(Path.of(file), System.currentTimeMillis()));
    }
  }

  private static void write(Path file, long now) {
    try {
      Files.writeString(file, Long.toString(now));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
