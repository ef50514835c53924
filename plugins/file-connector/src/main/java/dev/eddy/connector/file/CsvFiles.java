package dev.eddy.connector.file;

import dev.eddy.operator.RowException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** The files that a path means: itself, those of a folder, or those that fit a pattern. */
final class CsvFiles {
  private static final Pattern URL = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]+:.*");

  private final String node;
  private final String text;

  CsvFiles(String node, String text) {
    this.node = node;
    this.text = text.strip();
  }

  /**
   * A local path out of a path or a {@code file:} URL; other schemes are refused.
   *
   * @param node name of the node, for the message
   */
  static Path local(String node, String text) throws RowException {
    try {
      if (text.toLowerCase(Locale.ROOT).startsWith("file:")) {
        return Path.of(URI.create(text.startsWith("file:///") ? text : plainFileUrl(text)));
      }
      if (URL.matcher(text).matches()) {
        throw new RowException(
            node,
            "not supported: " + text.substring(0, text.indexOf(':') + 1) + " addresses",
            "Use a path or a file: URL that this machine can reach.");
      }
      return Path.of(text);
    } catch (IllegalArgumentException e) {
      String why = e instanceof InvalidPathException i ? i.getReason() : e.getMessage();
      throw new RowException(node, text + " is no path: " + why, "Correct the path.");
    }
  }

  private static String plainFileUrl(String text) {
    return "file:///" + text.substring("file:".length()).replaceFirst("^/+", "");
  }

  /** Names of the files, sorted; each is a split. */
  List<String> splits() throws IOException {
    Place place = place();
    if (place.pattern.isEmpty() && Files.isRegularFile(place.folder.resolve(place.name))) {
      return List.of(place.name);
    }
    List<String> names = new ArrayList<>();
    if (Files.isDirectory(place.folder)) {
      try (DirectoryStream<Path> stream = Files.newDirectoryStream(place.folder)) {
        for (Path p : stream) {
          String name = p.getFileName().toString();
          if (!name.startsWith(".")
              && !name.startsWith("_")
              && matches(place, p)
              && Files.isRegularFile(p)) {
            names.add(name);
          }
        }
      }
    }
    if (names.isEmpty()) {
      throw new RowException(
          node,
          place.pattern.isEmpty() ? text + " does not exist" : text + " means no file",
          "Check the path of the source, or bind it in the environment.");
    }
    Collections.sort(names);
    return names;
  }

  /** The file of a split. */
  Path file(String split) throws IOException {
    if (split.contains("/") || split.contains("\\") || split.equals("..")) {
      throw new RowException(node, split + " is no file of " + text, "Start a new run.");
    }
    return place().folder.resolve(split);
  }

  private record Place(Path folder, String name, String pattern) {}

  private Place place() throws IOException {
    boolean glob =
        text.substring(text.replace('\\', '/').lastIndexOf('/') + 1).matches(".*[*?\\[{].*");
    if (glob && !Files.isRegularFile(literal())) {
      int cut = text.replace('\\', '/').lastIndexOf('/');
      String folder = cut < 0 ? "." : cut == 0 ? "/" : text.substring(0, cut);
      return new Place(local(node, folder), "", text.substring(cut + 1));
    }
    Path path = local(node, text).toAbsolutePath();
    if (Files.isDirectory(path)) {
      return new Place(path, "", "*");
    }
    Path parent = path.getParent();
    Path name = path.getFileName();
    if (parent == null || name == null) {
      return new Place(path, "", "");
    }
    return new Place(parent, name.toString(), "");
  }

  /** The text as the name of one file: a bracket may be meant as it stands. */
  private Path literal() {
    try {
      return local(node, text);
    } catch (RowException e) {
      return Path.of("");
    }
  }

  private boolean matches(Place place, Path file) throws IOException {
    if (place.pattern.isEmpty()) {
      return false;
    }
    try {
      PathMatcher matcher = file.getFileSystem().getPathMatcher("glob:" + place.pattern);
      return matcher.matches(file.getFileName());
    } catch (PatternSyntaxException e) {
      throw new RowException(node, text + " is no pattern: " + e.getDescription(), "Correct it.");
    }
  }
}
