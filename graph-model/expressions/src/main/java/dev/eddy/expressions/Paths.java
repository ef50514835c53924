package dev.eddy.expressions;

import dev.eddy.model.problem.Place;
import dev.eddy.model.problem.Problem;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Paths of parameters, relative to the project.
 *
 * @param project absolute
 * @param local whether the pipeline runs on this machine
 */
record Paths(Path project, boolean local) {
  private static final Pattern URL = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]+:.*");
  private static final Pattern GLOB = Pattern.compile(".*[*?\\[{].*");

  /** An absolute path, or a URL as it was. */
  record Resolved(String text, List<Problem> problems) {}

  /**
   * @param kind {@code read} or {@code write}
   */
  Resolved resolve(Place place, String text, String kind) {
    // one letter before the colon is a drive, not a scheme
    if (URL.matcher(text).matches()) {
      return new Resolved(text, List.of());
    }
    int slash = text.replace('\\', '/').lastIndexOf('/');
    String last = text.substring(slash + 1);
    boolean glob = GLOB.matcher(last).matches();
    try {
      if (glob) {
        Path folder = project.resolve(text.substring(0, Math.max(0, slash))).normalize();
        Resolved r = checked(place, text, kind, folder);
        return new Resolved(r.text() + "/" + last, r.problems());
      }
      return checked(place, text, kind, project.resolve(text).normalize());
    } catch (InvalidPathException e) {
      return new Resolved(
          text,
          List.of(
              Problem.error(
                  "wrong-path",
                  place,
                  "'" + text + "' is no path: " + e.getReason() + ".",
                  "Correct it.")));
    }
  }

  private Resolved checked(Place place, String text, String kind, Path path) {
    if (kind.equals("read")) {
      if (Files.exists(path)) {
        return new Resolved(path.toString(), List.of());
      }
      String message = "The file " + text + " does not exist (" + path + ").";
      String remedy =
          "Correct the path, put the file there, or bind the node to another file in the"
              + " environment.";
      return new Resolved(
          path.toString(),
          List.of(
              local
                  ? Problem.error("missing-file", place, message, remedy)
                  : Problem.warning("missing-file", place, message, remedy)));
    }
    if (Files.exists(path) && !Files.isDirectory(path)) {
      return new Resolved(
          path.toString(),
          List.of(
              Problem.error(
                  "wrong-path",
                  place,
                  text + " is a file, not a folder (" + path + ").",
                  "Name a folder to write into.")));
    }
    return new Resolved(path.toString(), List.of());
  }

  /**
   * A node's name as a file's: spaces as {@code -}, what some file system refuses as {@code _}. So
   * names that differ may become one.
   */
  static String safeName(String nodeName) {
    // Letters of other alphabets too: a JVM without a locale, as in a container of Flink, has no
    // path for them, or takes all of them for the same one.
    String safe = nodeName.replace(' ', '-').replaceAll("[^A-Za-z0-9._-]", "_");
    return safe.isEmpty() || safe.startsWith(".") ? "_" + safe : safe;
  }
}
