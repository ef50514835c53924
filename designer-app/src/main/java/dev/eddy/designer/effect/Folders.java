package dev.eddy.designer.effect;

import dev.eddy.designer.state.Example;
import dev.eddy.designer.state.Recent;
import dev.eddy.model.io.AtomicFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The user's folders: state of the designer (recent projects), new projects, and where the examples
 * lie.
 *
 * @param config for what the user sets
 * @param state for what the designer remembers
 * @param projects where new projects and copies of examples go
 * @param examples where the examples lie; may not exist
 */
public record Folders(Path config, Path state, Path projects, Optional<Path> examples) {
  private static final String RECENT = "recent-projects";
  private static final int REMEMBERED = 12;

  /** Settings lie beside the state. */
  public Folders(Path state, Path projects, Optional<Path> examples) {
    this(state, state, projects, examples);
  }

  /** Which projects may run. */
  Trusted trust() {
    return new Trusted(state.resolve("trusted-folders"));
  }

  Arrangements arrangements() {
    return new Arrangements(state.resolve("windows"));
  }

  Drafts drafts() {
    return new Drafts(state.resolve("drafts"));
  }

  /** By the environment: XDG folders, and the examples beside or above the program. */
  public static Folders ofUser() {
    Path home = Path.of(System.getProperty("user.home", "."));
    String projects = System.getProperty("eddy.projects", "");
    return new Folders(
        xdg("XDG_CONFIG_HOME", home.resolve(".config")).resolve("eddy"),
        xdg("XDG_STATE_HOME", home.resolve(".local/state")).resolve("eddy"),
        projects.isEmpty() ? home.resolve("eddy-projects") : Path.of(projects),
        findExamples());
  }

  private static Path xdg(String variable, Path otherwise) {
    String set = System.getenv(variable);
    return set == null || set.isBlank() ? otherwise : Path.of(set);
  }

  private static Optional<Path> findExamples() {
    String set = System.getProperty("eddy.examples", "");
    if (!set.isEmpty()) {
      return Optional.of(Path.of(set)).filter(Files::isDirectory);
    }
    List<Path> starts = new ArrayList<>();
    starts.add(Path.of("").toAbsolutePath());
    try {
      starts.add(
          Path.of(Folders.class.getProtectionDomain().getCodeSource().getLocation().toURI()));
    } catch (java.net.URISyntaxException | RuntimeException e) {
      // Without a place of its own, the program looks in the working directory alone.
      starts.add(starts.get(0));
    }
    for (Path start : starts) {
      for (Path p = start; p != null; p = p.getParent()) {
        Path examples = p.resolve("examples");
        if (Files.isRegularFile(examples.resolve("flight-delays/eddy.json"))) {
          return Optional.of(examples);
        }
      }
    }
    return Optional.empty();
  }

  /** The examples that are there, as {@code gallery.json} among them lists them. */
  public List<Example> listExamples() {
    return examples.map(Gallery::read).orElse(List.of());
  }

  /** Projects that were open and are still there, newest first. */
  public List<Recent> readRecents() {
    List<Recent> out = new ArrayList<>();
    try {
      for (String line : Files.readAllLines(state.resolve(RECENT), StandardCharsets.UTF_8)) {
        // The name of a folder may have tabs; what follows it has none.
        int last = line.lastIndexOf('\t');
        int first = line.lastIndexOf('\t', last - 1);
        if (first > 0 && Files.isRegularFile(Path.of(line.substring(0, first), "eddy.json"))) {
          String pipelines = line.substring(last + 1);
          out.add(
              new Recent(
                  Path.of(line.substring(0, first)),
                  line.substring(first + 1, last),
                  pipelines.isEmpty() ? List.of() : List.of(pipelines.split(", "))));
        }
      }
    } catch (IOException | UncheckedIOException | java.nio.file.InvalidPathException e) {
      // A list that cannot be read is as good as none: it only saves clicks.
      return out;
    }
    return out;
  }

  /**
   * Puts the newest of the recent projects before those that any window has opened, of which this
   * one may not know.
   *
   * @param recents as this window knows them; not empty
   */
  List<Recent> remember(List<Recent> recents) throws IOException {
    Map<Path, Recent> all = new LinkedHashMap<>();
    all.put(recents.get(0).folder(), recents.get(0));
    readRecents().forEach(r -> all.putIfAbsent(r.folder(), r));
    recents.forEach(r -> all.putIfAbsent(r.folder(), r));
    List<Recent> out = all.values().stream().limit(REMEMBERED).toList();
    writeRecents(out);
    return out;
  }

  void writeRecents(List<Recent> recents) throws IOException {
    StringBuilder b = new StringBuilder();
    for (Recent r : recents) {
      b.append(r.folder())
          .append('\t')
          .append(r.name().replaceAll("[\t\n\r]", " "))
          .append('\t')
          .append(String.join(", ", r.pipelines()))
          .append('\n');
    }
    AtomicFile.write(state.resolve(RECENT), b.toString().getBytes(StandardCharsets.UTF_8));
  }

  /** Copies an example to a folder of the user's that does not exist yet. */
  Path copy(Example example) throws IOException {
    return copy(example, free(Objects.requireNonNull(example.folder().getFileName()).toString()));
  }

  /** Copies an example without its expected results. */
  Path copy(Example example, Path to) throws IOException {
    Path from = example.folder();
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.toList()) {
        Path rel = from.relativize(file);
        if (rel.startsWith("expected") || rel.startsWith("out")) {
          continue;
        }
        Path target = to.resolve(rel.toString());
        if (Files.isDirectory(file)) {
          Files.createDirectories(target);
        } else {
          Files.copy(file, target);
        }
      }
    }
    return to;
  }

  private Path free(String name) {
    for (int i = 1; ; i++) {
      Path p = projects.resolve(i == 1 ? name : name + "-" + i);
      if (!Files.exists(p)) {
        return p;
      }
    }
  }
}
