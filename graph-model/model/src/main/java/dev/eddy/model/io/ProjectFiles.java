package dev.eddy.model.io;

import dev.eddy.model.graph.Graph;
import dev.eddy.model.graph.Layout;
import dev.eddy.model.problem.Place;
import dev.eddy.model.problem.Problem;
import dev.eddy.model.project.Project;
import dev.eddy.model.value.Value;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The folder of a project. Reading is data only and never throws for what a file holds: everything
 * wrong is a {@link Problem}. Not thread-safe against a second writer of one folder.
 */
public final class ProjectFiles {
  public static final String PROJECT_FILE = "eddy.json";
  private static final String PIPELINES = "pipelines";
  private static final String PIPELINE = ".pipeline.json";
  private static final String LAYOUT = ".layout.json";
  private static final Pattern NAME =
      Pattern.compile("[^\\p{Cntrl}/\\\\:*?\"<>|.][^\\p{Cntrl}/\\\\:*?\"<>|]{0,99}");

  private ProjectFiles() {}

  /**
   * @param project null where eddy.json cannot be read. A pipeline whose logic cannot be read is
   *     not in it, and its file stays untouched by {@link #write}
   */
  public record ReadResult(@Nullable Project project, List<Problem> problems) {
    public boolean hasErrors() {
      return problems.stream().anyMatch(Problem::isError);
    }
  }

  public static ReadResult read(Path folder) {
    Path root = folder.toAbsolutePath().normalize();
    List<Problem> problems = new ArrayList<>();
    if (!Files.isRegularFile(root.resolve(PROJECT_FILE))) {
      problems.add(
          Problem.error(
              "no-project",
              Place.file(PROJECT_FILE),
              "The folder " + folder + " holds no Eddy project: it has no eddy.json.",
              "Open a folder that has one, or make a new project."));
      return new ReadResult(null, problems);
    }
    StructReader.Source source = load(root, PROJECT_FILE, problems);
    ProjectJson.Header header =
        source == null ? null : ProjectJson.read((Value.Struct) source.document().root(), source);
    if (header == null) {
      return new ReadResult(null, problems);
    }
    Map<String, Project.Pipeline> pipelines = new LinkedHashMap<>();
    for (String name : pipelineNames(root, problems)) {
      Project.Pipeline p = readPipeline(root, name, problems);
      if (p != null) {
        pipelines.put(name, p);
      }
    }
    return new ReadResult(
        new Project(
            root,
            header.name(),
            header.timeZone(),
            header.parameters(),
            header.environments(),
            pipelines,
            header.unknown()),
        problems);
  }

  private static List<String> pipelineNames(Path root, List<Problem> problems) {
    Path folder = root.resolve(PIPELINES);
    if (!Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .map(f -> f.getFileName().toString())
          .filter(f -> f.endsWith(PIPELINE) && !f.startsWith("."))
          .map(f -> f.substring(0, f.length() - PIPELINE.length()))
          .filter(n -> !n.isEmpty())
          .sorted()
          .toList();
    } catch (IOException | java.io.UncheckedIOException e) {
      problems.add(unreadable(PIPELINES, e));
      return List.of();
    }
  }

  private static Project.@Nullable Pipeline readPipeline(
      Path root, String name, List<Problem> problems) {
    StructReader.Source source = load(root, PIPELINES + "/" + name + PIPELINE, problems);
    Graph graph =
        source == null ? null : PipelineJson.read((Value.Struct) source.document().root(), source);
    if (graph == null) {
      return null;
    }
    return new Project.Pipeline(name, graph, readLayout(root, name, problems).fitting(graph));
  }

  /** A layout that cannot be read costs positions, not the pipeline. */
  private static Layout readLayout(Path root, String name, List<Problem> problems) {
    String file = PIPELINES + "/" + name + LAYOUT;
    if (!Files.exists(root.resolve(file))) {
      return Layout.EMPTY;
    }
    List<Problem> found = new ArrayList<>();
    StructReader.Source source = load(root, file, found);
    Layout layout =
        source == null
            ? Layout.EMPTY
            : LayoutJson.read((Value.Struct) source.document().root(), source);
    for (Problem p : found) {
      problems.add(
          Problem.warning(
              p.code(),
              p.place(),
              p.message(),
              p.remedy() + " Until then the nodes are placed anew; saving replaces the file."));
    }
    return layout;
  }

  /** Reads a file whose root is a struct; null where that fails, which is then reported. */
  private static StructReader.@Nullable Source load(
      Path root, String file, List<Problem> problems) {
    Path path = root.resolve(file);
    try {
      long size = Files.size(path);
      if (!Files.isRegularFile(path)) {
        // A pipe would be waited for, a device read without end.
        throw new FileSystemException(path.toString(), null, "it is no file");
      }
      if (size > Json.Limits.FILE.bytes()) {
        problems.add(
            Problem.error(
                "file-too-large",
                Place.file(file),
                "The file has "
                    + size
                    + " bytes; at most "
                    + Json.Limits.FILE.bytes()
                    + " are read.",
                "Restore the file from version control or a backup."));
        return null;
      }
      return parse(file, Files.readAllBytes(path), problems);
    } catch (IOException e) {
      problems.add(unreadable(file, e));
    }
    return null;
  }

  private static StructReader.@Nullable Source parse(
      String file, byte[] utf8, List<Problem> problems) {
    try {
      Json.Document document = Json.readDocument(utf8, Json.Limits.FILE);
      if (document.root() instanceof Value.Struct) {
        return new StructReader.Source(file, document, problems);
      }
      problems.add(
          Problem.error("wrong-value", Place.file(file), "The file must hold an object {…}.", ""));
    } catch (JsonException e) {
      problems.add(e.problem().at(e.problem().place().inFile(file)));
    }
    return null;
  }

  /** What a single file says. */
  public sealed interface Content {
    /** The logic of a pipeline. */
    record OfPipeline(Graph graph) implements Content {}

    /** Where the nodes of a pipeline stand. */
    record OfLayout(Layout layout) implements Content {}
  }

  /**
   * @param content null where it cannot be read; then the problems say why
   */
  public record ContentResult(@Nullable Content content, List<Problem> problems) {}

  /**
   * Reads the text of a file of a pipeline, be it its logic or its layout, which the text tells:
   * versions of a file that a tool hands over have names of their own.
   *
   * @param file as problems name it
   */
  public static ContentResult readContent(String file, byte[] utf8) {
    List<Problem> problems = new ArrayList<>();
    StructReader.Source source = parse(file, utf8, problems);
    if (source == null) {
      return new ContentResult(null, problems);
    }
    Value.Struct root = (Value.Struct) source.document().root();
    if (root.get("nodes") instanceof Value.Struct) {
      return new ContentResult(
          new Content.OfLayout(LayoutJson.read(root, source)), List.copyOf(problems));
    }
    if (root.get("nodes") == null && root.get("environments") != null) {
      // Whose words a pipeline would keep as unknown ones, and have no operator.
      problems.add(
          Problem.error(
              "not-a-pipeline",
              Place.file(file),
              "The file is one of a project, not of a pipeline.",
              "Give a file of its folder " + PIPELINES + "."));
      return new ContentResult(null, problems);
    }
    Graph graph = PipelineJson.read(root, source);
    return new ContentResult(
        graph == null ? null : new Content.OfPipeline(graph), List.copyOf(problems));
  }

  /** Why a file cannot be read or written, without its path: what stands in brackets. */
  public static String reason(Exception e) {
    return e instanceof NoSuchFileException
        ? "it is not there"
        : e instanceof AccessDeniedException
            ? "you may not"
            : e instanceof NotDirectoryException
                ? "it is no folder"
                : e instanceof FileSystemException f && f.getReason() != null
                    ? f.getReason()
                    : String.valueOf(e.getMessage());
  }

  private static Problem unreadable(String file, Exception e) {
    return Problem.error(
        "unreadable-file",
        Place.file(file),
        "The file cannot be read (" + reason(e) + ").",
        "Check that it exists and that you may read it.");
  }

  /**
   * Writes the project into its folder. Each file is replaced atomically, and only where its bytes
   * change; files of pipelines that the project does not have are left alone.
   *
   * @return the files that were written, relative to the folder
   */
  public static List<String> write(Project project) throws IOException {
    for (String name : project.pipelines().keySet()) {
      if (name.isEmpty() || name.startsWith(".") || name.contains("/") || name.contains("\\")) {
        throw new IOException("'" + name + "' cannot be the name of a file");
      }
    }
    List<String> written = new ArrayList<>();
    for (Map.Entry<String, byte[]> file : files(project).entrySet()) {
      if (AtomicFile.write(project.folder().resolve(file.getKey()), file.getValue())) {
        written.add(file.getKey());
      }
    }
    return written;
  }

  /** Canonical bytes of all files of a project, by path relative to its folder. */
  public static Map<String, byte[]> files(Project project) {
    Map<String, byte[]> out = new TreeMap<>();
    out.put(PROJECT_FILE, Json.write(ProjectJson.toValue(project)));
    for (Project.Pipeline p : project.pipelines().values()) {
      out.put(PIPELINES + "/" + p.name() + PIPELINE, pipelineBytes(p.graph()));
      out.put(PIPELINES + "/" + p.name() + LAYOUT, layoutBytes(p.layout()));
    }
    return out;
  }

  /** Canonical bytes of a pipeline's logic. */
  public static byte[] pipelineBytes(Graph graph) {
    return Json.write(PipelineJson.toValue(graph));
  }

  /** Canonical bytes of a pipeline's layout. */
  public static byte[] layoutBytes(Layout layout) {
    return Json.write(LayoutJson.toValue(layout));
  }

  /** Whether a pipeline may have this name, which is part of file names on every system. */
  public static boolean isPipelineName(String name) {
    return NAME.matcher(name).matches() && !name.endsWith(" ") && !name.endsWith(".");
  }
}
