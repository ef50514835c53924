package dev.eddy.cli;

import dev.eddy.model.io.ProjectFiles;
import dev.eddy.model.problem.Place;
import dev.eddy.model.problem.Problem;
import dev.eddy.runtime.record.RecordingShelf;
import dev.eddy.runtime.record.RecordingShelf.Entry;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Where recordings lie. */
final class Recordings {
  private Recordings() {}

  /** The user's state folder for Eddy: {@code $XDG_STATE_HOME/eddy}. */
  static Path stateFolder(Map<String, String> environment) {
    String state = environment.getOrDefault("XDG_STATE_HOME", "");
    // The standard takes absolute paths alone.
    Path base =
        !state.isEmpty() && Path.of(state).isAbsolute()
            ? Path.of(state)
            : Path.of(environment.getOrDefault("HOME", System.getProperty("user.home")))
                .resolve(".local")
                .resolve("state");
    return base.resolve("eddy");
  }

  /** More than this is not kept, unless the user says so. */
  private static final String DEFAULT_MAX = "10G";

  /**
   * Takes the oldest recordings of the user's folder away where all together take more than is
   * kept, and says so. Called after a run, so that none waits for it; a failure is only told.
   */
  static void makeRoom(Terminal terminal) {
    Path folder = stateFolder(terminal.environment()).resolve("recordings");
    String max = terminal.environment().getOrDefault("EDDY_RECORDINGS_MAX", DEFAULT_MAX);
    long bytes;
    try {
      bytes = RecordingsCommand.bytes(max);
    } catch (CommandException e) {
      terminal.say(
          "EDDY_RECORDINGS_MAX is no size such as 20G: '"
              + max
              + "'; no old recording was removed");
      return;
    }
    try {
      List<Entry> entries = new RecordingShelf(folder).entries();
      List<Entry> surplus = RecordingShelf.surplus(entries, Instant.MIN, bytes);
      int gone = 0;
      long freed = 0;
      for (Entry e : surplus) {
        if (RecordingShelf.remove(e)) {
          gone++;
          freed += e.bytes();
        }
      }
      if (gone > 0) {
        terminal.say(
            "removed the "
                + gone
                + " oldest recordings ("
                + RecordingsCommand.size(freed)
                + "): at most "
                + max
                + " are kept in "
                + folder
                + "; EDDY_RECORDINGS_MAX changes that");
      }
    } catch (IOException e) {
      terminal.say("old recordings could not be removed: " + e.getMessage());
    }
  }

  /** Makes the next free folder {@code recordings/PROJECT-N}; two callers get two folders. */
  static Path next(Map<String, String> environment, String project) throws CommandException {
    Path folder = stateFolder(environment).resolve("recordings");
    String safe = project.replaceAll("[^A-Za-z0-9._-]", "_");
    try {
      Files.createDirectories(folder);
      int n = highest(folder, safe) + 1;
      while (true) {
        try {
          return Files.createDirectory(folder.resolve(safe + "-" + n));
        } catch (FileAlreadyExistsException e) {
          n++;
        }
      }
    } catch (IOException e) {
      throw CommandException.environment(
          "no-recording",
          "The recording cannot be kept in " + folder + " (" + why(folder, e) + ").",
          "Make the folder writable, or give another one with --record.");
    }
  }

  private static int highest(Path folder, String project) throws IOException {
    try (Stream<Path> all = Files.list(folder)) {
      return all.map(p -> p.getFileName().toString())
          .filter(n -> n.startsWith(project + "-"))
          .map(n -> n.substring(project.length() + 1))
          .filter(n -> n.matches("\\d{1,9}"))
          .mapToInt(Integer::parseInt)
          .max()
          .orElse(0);
    }
  }

  private static String why(Path folder, IOException e) {
    return Files.isRegularFile(folder) ? "it is a file" : ProjectFiles.reason(e);
  }

  /** A folder that the user named: new, or empty. */
  static Path fresh(Path folder) throws CommandException {
    try {
      Files.createDirectories(folder);
      try (Stream<Path> inside = Files.list(folder)) {
        if (inside.findAny().isPresent()) {
          throw CommandException.usage(
              folder + " is not empty; a recording needs a folder of its own");
        }
      }
      return folder;
    } catch (IOException e) {
      throw CommandException.environment(
          "no-recording",
          "The recording cannot be kept in " + folder + " (" + why(folder, e) + ").",
          "Give a folder that can be written.");
    }
  }

  /** A recording that exists. */
  static Path existing(String text) throws CommandException {
    Path folder = Arguments.path(text);
    if (!Files.isDirectory(folder)) {
      throw CommandException.project(
          Problem.error(
              "no-recording",
              Place.NOWHERE,
              "There is no recording at " + folder + ".",
              "Recordings lie where --record put them, or in the folder that 'eddy help' names."));
    }
    return folder;
  }
}
