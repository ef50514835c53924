package dev.eddy.designer.effect;

import dev.eddy.designer.state.OpenProject;
import dev.eddy.model.edit.PipelineDocument;
import dev.eddy.model.io.AtomicFile;
import dev.eddy.model.io.ProjectFiles;
import dev.eddy.model.project.Project;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What open projects have and their files have not: the changed pipelines as a project of their own
 * in the state folder, beside a file that says whose they are. Each process has a slot of its own
 * for a project, and what was left there stays in a slot of its own until the user has answered, so
 * that nothing is written over what nobody has looked at. Not thread-safe.
 */
record Drafts(Path root) {
  private static final String ORIGIN = "origin";

  /**
   * Changed pipelines that were left behind.
   *
   * @param slot name of the folder that holds them
   * @param when they were kept last
   */
  record Draft(String slot, Map<String, PipelineDocument> documents, Instant when) {}

  /** Keeps the pipelines of a project that differ from what is on disk. */
  void keep(Project project, Map<String, PipelineDocument> onDisk) throws IOException {
    Path folder = own(project.folder());
    Map<String, Project.Pipeline> changed = new LinkedHashMap<>();
    project
        .pipelines()
        .forEach(
            (name, p) -> {
              if (!new PipelineDocument(p.graph(), p.layout()).equals(onDisk.get(name))) {
                changed.put(name, p);
              }
            });
    Files.createDirectories(folder);
    Project draft =
        new Project(
            folder,
            project.name(),
            project.timeZone(),
            Map.of(),
            Map.of(),
            changed,
            dev.eddy.model.value.Value.Struct.EMPTY);
    ProjectFiles.write(draft);
    for (Path file : files(folder)) {
      String name = file.getFileName().toString().replaceFirst("\\.(pipeline|layout)\\.json$", "");
      if (file.getParent() != null
          && file.getParent().endsWith("pipelines")
          && !changed.containsKey(name)) {
        Files.deleteIfExists(file);
      }
    }
    AtomicFile.write(
        folder.resolve(ORIGIN),
        (project.folder() + "\n" + ProcessHandle.current().pid() + "\n" + Instant.now() + "\n")
            .getBytes(StandardCharsets.UTF_8));
  }

  /** What was left of a project, newest first; nothing of a process that still lives. */
  List<Draft> find(Path project) {
    List<Draft> out = new ArrayList<>();
    for (Path slot : slots(stem(project))) {
      Optional<Origin> origin = origin(slot);
      if (origin.isEmpty() || origin.get().isAlive()) {
        continue;
      }
      Project draft = ProjectFiles.read(slot).project();
      if (draft != null && !draft.pipelines().isEmpty()) {
        out.add(
            new Draft(
                String.valueOf(slot.getFileName()),
                OpenProject.documentsOf(draft),
                origin.get().when()));
      }
    }
    out.sort(Comparator.comparing(Draft::when).reversed());
    return out;
  }

  /** As {@link #find}; what this process kept of it earlier is from now on something left, too. */
  List<Draft> adopt(Path project) throws IOException {
    Path own = own(project);
    if (Files.isRegularFile(own.resolve(ORIGIN))) {
      Path free = own;
      for (int i = 1; Files.exists(free); i++) {
        free = own.resolveSibling(own.getFileName() + "-" + i);
      }
      Files.move(own, free);
    }
    return find(project);
  }

  /** The projects that were left with changes and are still there. */
  List<Path> left() {
    Set<Path> out = new LinkedHashSet<>();
    for (Path slot : slots("")) {
      origin(slot)
          .map(Origin::project)
          .filter(p -> Files.isRegularFile(p.resolve(ProjectFiles.PROJECT_FILE)))
          .filter(p -> !out.contains(p) && !find(p).isEmpty())
          .ifPresent(out::add);
    }
    return List.copyOf(out);
  }

  /** Forgets what this process keeps of a project. */
  void drop(Path project) throws IOException {
    delete(own(project));
  }

  /**
   * Forgets what was left of a project.
   *
   * @param slot of a {@link Draft}; empty for all that {@link #find} gives
   */
  void forget(Path project, String slot) throws IOException {
    for (Draft d : find(project)) {
      if (slot.isEmpty() || slot.equals(d.slot())) {
        delete(root.resolve(d.slot()));
      }
    }
  }

  private static void delete(Path folder) throws IOException {
    if (Files.isDirectory(folder)) {
      for (Path p : files(folder)) {
        Files.deleteIfExists(p);
      }
    }
  }

  private List<Path> slots(String stem) {
    if (!Files.isDirectory(root)) {
      return List.of();
    }
    try (Stream<Path> folders = Files.list(root)) {
      return folders
          .filter(f -> String.valueOf(f.getFileName()).startsWith(stem))
          .sorted()
          .toList();
    } catch (IOException | UncheckedIOException e) {
      // What cannot be listed cannot be offered either.
      return List.of();
    }
  }

  /** Whose a draft is. */
  private record Origin(Path project, long pid, Instant when) {
    // A process that began after the draft was kept has its number from one that is gone. Some
    // systems tell the start of a process by the second only.
    boolean isAlive() {
      return pid != ProcessHandle.current().pid()
          && ProcessHandle.of(pid)
              .filter(ProcessHandle::isAlive)
              .filter(
                  p ->
                      p.info()
                          .startInstant()
                          .map(t -> !t.isAfter(when.plusSeconds(5)))
                          .orElse(true))
              .isPresent();
    }
  }

  private static Optional<Origin> origin(Path folder) {
    try {
      List<String> lines =
          List.of(Files.readString(folder.resolve(ORIGIN), StandardCharsets.UTF_8).split("\n"));
      // The name of a folder may have line breaks; what follows it has none.
      int last = lines.size() - 1;
      return last < 2
          ? Optional.empty()
          : Optional.of(
              new Origin(
                  Path.of(String.join("\n", lines.subList(0, last - 1))),
                  Long.parseLong(lines.get(last - 1)),
                  Instant.parse(lines.get(last))));
    } catch (IOException
        | InvalidPathException
        | NumberFormatException
        | java.time.DateTimeException e) {
      return Optional.empty();
    }
  }

  // Deepest first, so that folders are empty when they are deleted.
  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.sorted(Comparator.reverseOrder()).toList();
    }
  }

  private Path own(Path project) {
    return root.resolve(stem(project) + "-" + ProcessHandle.current().pid());
  }

  /** Names a project in the state folder. */
  static String stem(Path project) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256")
              .digest(
                  project.toAbsolutePath().normalize().toString().getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest, 0, 8);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
