package dev.eddy.cluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** The user's folders, by the XDG base directory rules. */
final class Folders {
  private Folders() {}

  /** What can be fetched again. */
  static Path cache() {
    return base("XDG_CACHE_HOME", ".cache");
  }

  /** What belongs to this user and machine. */
  static Path state() {
    return base("XDG_STATE_HOME", ".local/state");
  }

  private static Path base(String variable, String inHome) {
    String value = System.getenv(variable);
    Path folder =
        value != null && Path.of(value).isAbsolute()
            ? Path.of(value)
            : Path.of(System.getProperty("user.home")).resolve(inHome);
    return folder.resolve("eddy");
  }

  /** Deletes a folder with all in it; what is not there is fine. */
  static void delete(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    List<Path> all;
    try (Stream<Path> files = Files.walk(folder)) {
      all = files.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path p : all) {
      Files.deleteIfExists(p);
    }
  }
}
