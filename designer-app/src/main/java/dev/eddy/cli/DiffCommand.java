package dev.eddy.cli;

import dev.eddy.model.edit.Differences;
import dev.eddy.model.edit.PipelineDocument;
import dev.eddy.model.graph.Graph;
import dev.eddy.model.graph.Layout;
import dev.eddy.model.io.Json;
import dev.eddy.model.io.JsonException;
import dev.eddy.model.io.ProjectFiles;
import dev.eddy.model.problem.Place;
import dev.eddy.model.problem.Problem;
import dev.eddy.model.project.Project;
import dev.eddy.model.value.Value;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** {@code eddy diff}: what differs between two versions, by operators and not by lines. */
final class DiffCommand {
  private static final int LONGEST = 60;

  private DiffCommand() {}

  static Exit run(Arguments arguments, Terminal terminal) throws CommandException {
    Path a = Arguments.path(arguments.operand(0));
    Path b = Arguments.path(arguments.operand(1));
    Map<String, PipelineDocument> before = new LinkedHashMap<>();
    Map<String, PipelineDocument> after = new LinkedHashMap<>();
    List<Differences.OfValue> settings = List.of();
    if (Files.isDirectory(a) && Files.isDirectory(b)) {
      settings = settings(project(a, before), project(b, after));
    } else if (Files.isDirectory(a) || Files.isDirectory(b)) {
      throw CommandException.usage("Give two projects, or two files of a pipeline.");
    } else {
      before.put("", file(a));
      after.put("", file(b));
    }
    Map<String, Differences> all = new LinkedHashMap<>();
    Set<String> names = new TreeSet<>(before.keySet());
    names.addAll(after.keySet());
    for (String name : names) {
      all.put(
          name,
          Differences.between(
              before.getOrDefault(name, PipelineDocument.EMPTY),
              after.getOrDefault(name, PipelineDocument.EMPTY)));
    }
    boolean same =
        settings.isEmpty()
            && before.keySet().equals(after.keySet())
            && all.values().stream().allMatch(Differences::isEmpty);
    if (arguments.flag("--json")) {
      List<Value> out = new ArrayList<>();
      if (!settings.isEmpty()) {
        out.add(new Value.Struct(Map.of("project", values(settings))));
      }
      all.forEach((name, d) -> out.add(json(name, d)));
      terminal.out().print(new String(Json.write(new Value.Items(out)), StandardCharsets.UTF_8));
    } else {
      if (!settings.isEmpty()) {
        terminal.print(terminal.styled(Terminal.Style.BOLD, "project"));
      }
      for (Differences.OfValue v : settings) {
        value("  ", v, terminal);
      }
      all.forEach(
          (name, d) -> print(name, before.containsKey(name), after.containsKey(name), d, terminal));
      terminal.say(same ? "no difference" : counted(settings.size(), all.values()));
    }
    return same ? Exit.OK : Exit.PROJECT;
  }

  private static String counted(int settings, Iterable<Differences> all) {
    int n = settings;
    for (Differences d : all) {
      n += d.size();
    }
    return n + (n == 1 ? " difference" : " differences");
  }

  private static Project project(Path folder, Map<String, PipelineDocument> to)
      throws CommandException {
    ProjectFiles.ReadResult read = ProjectFiles.read(folder);
    Project project = read.project();
    List<Problem> errors = read.problems().stream().filter(Problem::isError).toList();
    if (project == null || !errors.isEmpty()) {
      throw new CommandException(Exit.PROJECT, project == null ? read.problems() : errors);
    }
    project
        .pipelines()
        .forEach((name, p) -> to.put(name, new PipelineDocument(p.graph(), p.layout())));
    return project;
  }

  /** What differs of the file that stands beside the pipelines: parameters, environments. */
  private static List<Differences.OfValue> settings(Project a, Project b) {
    Map<String, Value> was = settings(a);
    Map<String, Value> is = settings(b);
    TreeSet<String> names = new TreeSet<>(was.keySet());
    names.addAll(is.keySet());
    List<Differences.OfValue> out = new ArrayList<>();
    for (String name : names) {
      Value before = was.get(name);
      Value after = is.get(name);
      String next = names.higher(name + ".");
      // A group with members on one side only is told by its members.
      boolean told = next != null && next.startsWith(name + ".") && isBare(before) && isBare(after);
      if (!told && !Objects.equals(before, after)) {
        out.add(new Differences.OfValue(name, before, after));
      }
    }
    return out;
  }

  private static boolean isBare(@Nullable Value v) {
    return v == null || v instanceof Value.Struct;
  }

  private static Map<String, Value> settings(Project project) {
    byte[] file =
        Objects.requireNonNull(ProjectFiles.files(project).get(ProjectFiles.PROJECT_FILE));
    Map<String, Value> out = new LinkedHashMap<>();
    try {
      flatten("", Json.read(file, Json.Limits.FILE), out);
    } catch (JsonException e) {
      throw new IllegalStateException("what was just written cannot be read", e);
    }
    return out;
  }

  /** Puts the values that are not made of named ones, by the names on the way to them. */
  private static void flatten(String name, Value value, Map<String, Value> to) {
    if (value instanceof Value.Struct s && !s.fields().isEmpty()) {
      s.fields().forEach((n, v) -> flatten(name.isEmpty() ? n : name + "." + n, v, to));
    } else {
      to.put(name, value);
    }
  }

  private static PipelineDocument file(Path path) throws CommandException {
    ProjectFiles.Content content = content(path, String.valueOf(path.getFileName()));
    return content instanceof ProjectFiles.Content.OfPipeline p
        ? new PipelineDocument(p.graph(), Layout.EMPTY)
        : new PipelineDocument(Graph.EMPTY, ((ProjectFiles.Content.OfLayout) content).layout());
  }

  /**
   * What a file of a pipeline says; an empty file is an empty pipeline, as git hands over what was
   * not there.
   */
  static ProjectFiles.Content content(Path path, String name) throws CommandException {
    byte[] bytes;
    // No more than it takes to see that it is too much: what is given may be a device without end.
    try (InputStream in = Files.newInputStream(path)) {
      bytes = in.readNBytes(Json.Limits.FILE.bytes() + 1);
    } catch (IOException e) {
      throw CommandException.environment(
          "unreadable-file", path + " cannot be read (" + ProjectFiles.reason(e) + ").", "");
    }
    if (bytes.length > Json.Limits.FILE.bytes()) {
      throw new CommandException(
          Exit.PROJECT,
          List.of(
              Problem.error(
                  "file-too-large",
                  Place.file(name),
                  "The file has more than "
                      + Json.Limits.FILE.bytes()
                      + " bytes, which are read at most.",
                  "Restore the file from version control or a backup.")));
    }
    if (bytes.length == 0) {
      return new ProjectFiles.Content.OfPipeline(Graph.EMPTY);
    }
    ProjectFiles.ContentResult read = ProjectFiles.readContent(name, bytes);
    ProjectFiles.Content content = read.content();
    List<Problem> errors = read.problems().stream().filter(Problem::isError).toList();
    if (content == null || !errors.isEmpty()) {
      throw new CommandException(
          Exit.PROJECT,
          errors.isEmpty()
              ? List.of(
                  Problem.error(
                      "wrong-value", Place.file(name), "The file is none of a pipeline.", ""))
              : errors);
    }
    return content;
  }

  private static void print(
      String name, boolean before, boolean after, Differences d, Terminal terminal) {
    if (d.isEmpty() && before == after) {
      return;
    }
    String indent = "";
    if (!name.isEmpty()) {
      String sign = !before ? "+ " : !after ? "- " : "";
      terminal.print(terminal.styled(Terminal.Style.BOLD, sign + "pipeline " + name));
      indent = "  ";
    }
    for (Differences.OfValue v : d.properties()) {
      value(indent, v, terminal);
    }
    for (Differences.OfNode n : d.nodes()) {
      line(indent, n.kind(), n.name() + " (" + n.operator() + ")", terminal);
      if (n.kind() == Differences.Kind.CHANGED) {
        for (Differences.OfValue v : n.values()) {
          value(indent + "    ", v, terminal);
        }
      }
    }
    for (Differences.OfEdge e : d.edges()) {
      String words =
          e.was() != null && e.is() != null && !e.was().equals(e.is())
              ? e.was() + ", now " + e.is()
              : String.valueOf(e.is() == null ? e.was() : e.is());
      line(indent, e.kind(), words, terminal);
      for (Differences.OfValue v : e.values()) {
        value(indent + "    ", v, terminal);
      }
    }
  }

  private static void line(String indent, Differences.Kind kind, String words, Terminal terminal) {
    String text = indent + sign(kind) + " " + words;
    terminal.print(
        switch (kind) {
          case ADDED -> terminal.styled(Terminal.Style.GREEN, text);
          case REMOVED -> terminal.styled(Terminal.Style.RED, text);
          case CHANGED -> text;
        });
  }

  private static String sign(Differences.Kind kind) {
    return switch (kind) {
      case ADDED -> "+";
      case REMOVED -> "-";
      case CHANGED -> "~";
    };
  }

  private static void value(String indent, Differences.OfValue v, Terminal terminal) {
    terminal.print(indent + v.name() + ": " + shown(v.was()) + " → " + shown(v.is()));
  }

  private static String shown(@Nullable Value v) {
    if (v == null) {
      return "not set";
    }
    String text = v instanceof Value.Text t ? t.text() : Json.writeLine(v);
    String line = text.replace("\n", "⏎");
    return line.length() <= LONGEST ? line : line.substring(0, LONGEST - 1) + "…";
  }

  private static Value json(String pipeline, Differences d) {
    Map<String, Value> out = new LinkedHashMap<>();
    if (!pipeline.isEmpty()) {
      out.put("pipeline", Value.of(pipeline));
    }
    List<Value> nodes = new ArrayList<>();
    for (Differences.OfNode n : d.nodes()) {
      Map<String, Value> node = new LinkedHashMap<>();
      node.put("change", Value.of(lower(n.kind())));
      node.put("id", Value.of(n.id()));
      node.put("name", Value.of(n.name()));
      node.put("operator", Value.of(n.operator()));
      node.put("values", values(n.values()));
      nodes.add(new Value.Struct(node));
    }
    List<Value> edges = new ArrayList<>();
    for (Differences.OfEdge e : d.edges()) {
      Map<String, Value> edge = new LinkedHashMap<>();
      edge.put("change", Value.of(lower(e.kind())));
      edge.put("id", Value.of(e.id()));
      put(edge, "was", e.was() == null ? null : Value.of(e.was()));
      put(edge, "is", e.is() == null ? null : Value.of(e.is()));
      edge.put("values", values(e.values()));
      edges.add(new Value.Struct(edge));
    }
    out.put("nodes", new Value.Items(nodes));
    out.put("edges", new Value.Items(edges));
    out.put("properties", values(d.properties()));
    out.put("moved", Value.of(d.moved()));
    return new Value.Struct(out);
  }

  private static Value values(List<Differences.OfValue> values) {
    List<Value> out = new ArrayList<>();
    for (Differences.OfValue v : values) {
      Map<String, Value> one = new LinkedHashMap<>();
      one.put("name", Value.of(v.name()));
      put(one, "was", v.was());
      put(one, "is", v.is());
      out.add(new Value.Struct(one));
    }
    return new Value.Items(out);
  }

  private static void put(Map<String, Value> to, String name, @Nullable Value value) {
    if (value != null) {
      to.put(name, value);
    }
  }

  private static String lower(Differences.Kind kind) {
    return kind.name().toLowerCase(Locale.ROOT);
  }
}
