package dev.eddy.cli;

import dev.eddy.expressions.Compilation;
import dev.eddy.expressions.PlanCompiler;
import dev.eddy.expressions.SqlExpressions;
import dev.eddy.model.io.ProjectFiles;
import dev.eddy.model.plan.Plan;
import dev.eddy.model.problem.Place;
import dev.eddy.model.problem.Problem;
import dev.eddy.model.project.Project;
import dev.eddy.model.subgraph.SubGraphs;
import dev.eddy.model.value.Value;
import dev.eddy.operator.Providers;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A project that was read, on its way to a plan.
 *
 * @param problems of reading
 * @param changed whether it is another one than its files say
 */
record ProjectSource(
    Project project, List<Problem> problems, Providers providers, boolean changed) {

  /** What a pipeline became; no plan where a problem is an error. */
  record Compiled(String pipeline, @Nullable Plan plan, List<Problem> problems) {
    boolean hasErrors() {
      return problems.stream().anyMatch(Problem::isError);
    }
  }

  static ProjectSource read(String folder) throws CommandException {
    ProjectFiles.ReadResult read = ProjectFiles.read(Arguments.path(folder));
    Project project = read.project();
    if (project == null) {
      throw new CommandException(Exit.PROJECT, read.problems());
    }
    return new ProjectSource(project, read.problems(), Plugins.load(), false);
  }

  /** With the settings of nodes of a pipeline ({@link NodeSettings}); others are left alone. */
  ProjectSource with(String pipeline, List<String> settings) throws CommandException {
    List<String> ofNodes = settings.stream().filter(NodeSettings::isOfNode).toList();
    return ofNodes.isEmpty()
        ? this
        : new ProjectSource(
            NodeSettings.apply(project, pipeline, ofNodes, providers), problems, providers, true);
  }

  /** The pipeline of that name, or the only one. */
  String pipeline(Optional<String> name) throws CommandException {
    List<String> names = List.copyOf(project.pipelines().keySet());
    if (name.isPresent()) {
      if (names.contains(name.get())) {
        return name.get();
      }
      requireReadable();
      throw CommandException.project(
          Problem.error(
              "no-pipeline",
              Place.NOWHERE,
              "the project " + project.name() + " has no pipeline '" + name.get() + "'.",
              names.isEmpty() ? "" : "It has: " + String.join(", ", names) + "."));
    }
    // Sub-graphs run within others only.
    List<String> whole =
        project.pipelines().values().stream()
            .filter(p -> !SubGraphs.isUsable(p.graph()))
            .map(Project.Pipeline::name)
            .toList();
    if (whole.size() == 1) {
      return whole.get(0);
    }
    requireReadable();
    if (names.isEmpty()) {
      throw CommandException.project(
          Problem.error(
              "no-pipeline",
              Place.NOWHERE,
              "the project " + project.name() + " has no pipeline.",
              "Draw one: eddy open " + project.folder()));
    }
    throw CommandException.usage("PIPELINE is missing; there are: " + String.join(", ", names));
  }

  /** A pipeline that is missing because its file is broken is the file's problem. */
  private void requireReadable() throws CommandException {
    if (problems.stream().anyMatch(Problem::isError)) {
      throw new CommandException(Exit.PROJECT, problems);
    }
  }

  /**
   * Reads {@code NAME=VALUE} by the type that the project's parameter has; settings of nodes are
   * left out.
   */
  Map<String, Value> overrides(List<String> settings) throws CommandException {
    Map<String, Value> known = new LinkedHashMap<>(project.parameters());
    Project.Environment local = project.environments().get(Project.LOCAL);
    if (local != null) {
      known.putAll(local.parameters());
    }
    Map<String, Value> out = new LinkedHashMap<>();
    for (String setting : settings) {
      int equals = setting.indexOf('=');
      if (NodeSettings.isOfNode(setting)) {
        continue;
      }
      if (equals < 1) {
        throw CommandException.usage("--set takes NAME=VALUE, not '" + setting + "'");
      }
      String name = setting.substring(0, equals);
      Value old = known.get(name);
      if (old == null) {
        throw CommandException.usage(
            "the project has no parameter '"
                + name
                + "'"
                + (known.isEmpty() ? "" : "; it has: " + String.join(", ", known.keySet())));
      }
      out.put(name, typed(name, setting.substring(equals + 1), old));
    }
    return out;
  }

  private static Value typed(String name, String text, Value like) throws CommandException {
    if (like instanceof Value.Num) {
      try {
        return new Value.Num(new BigDecimal(text.strip()));
      } catch (NumberFormatException e) {
        throw CommandException.usage("the parameter " + name + " is a number, not '" + text + "'");
      }
    }
    if (like instanceof Value.Bool) {
      if (!text.equals("true") && !text.equals("false")) {
        throw CommandException.usage(
            "the parameter " + name + " is true or false, not '" + text + "'");
      }
      return Value.of(text.equals("true"));
    }
    return Value.of(text);
  }

  /** As {@link #compile(String, Map, Path)}, sinks where the project binds them. */
  Compiled compile(String pipeline) {
    return compile(pipeline, Map.of(), null);
  }

  /**
   * @param out where all sinks write; null for where the project binds them
   */
  private Compiled compile(String pipeline, Map<String, Value> overrides, @Nullable Path out) {
    Compilation c =
        PlanCompiler.compile(
            project,
            pipeline,
            Project.LOCAL,
            overrides,
            out == null ? null : out.toString(),
            providers,
            new SqlExpressions());
    return new Compiled(pipeline, c.plan(), c.problems());
  }

  /**
   * A plan out of the cache or the compiler, or the end of the command; warnings are said.
   *
   * @param out where all sinks write; null for where the project binds them
   */
  Plan plan(String pipeline, Map<String, Value> overrides, @Nullable Path out, Terminal terminal)
      throws CommandException {
    PlanCache cache = new PlanCache(terminal.environment());
    Optional<String> key =
        problems.isEmpty() && !changed
            ? cache.key(project, pipeline, overrides, out)
            : Optional.empty();
    Optional<Plan> kept = key.flatMap(k -> cache.find(k, providers));
    if (kept.isPresent()) {
      return kept.get();
    }
    Compiled compiled = compile(pipeline, overrides, out);
    List<Problem> all = new ArrayList<>(problems);
    all.addAll(compiled.problems());
    Plan plan = compiled.plan();
    if (plan == null || compiled.hasErrors()) {
      throw new CommandException(Exit.PROJECT, all);
    }
    if (!terminal.quiet()) {
      all.forEach(terminal::problem);
    }
    // A plan with warnings is not kept: they are to be said each time.
    if (all.isEmpty()) {
      key.ifPresent(k -> cache.keep(k, plan));
    }
    return plan;
  }
}
