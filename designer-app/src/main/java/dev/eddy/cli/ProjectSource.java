package dev.eddy.cli;

import dev.eddy.expressions.PlanCompiler;
import dev.eddy.expressions.SqlExpressions;
import dev.eddy.model.io.ProjectFiles;
import dev.eddy.model.operator.Family;
import dev.eddy.model.plan.Plan;
import dev.eddy.model.problem.Place;
import dev.eddy.model.problem.Problem;
import dev.eddy.model.project.Project;
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
 */
record ProjectSource(Project project, List<Problem> problems, Providers providers) {

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
    return new ProjectSource(project, read.problems(), providers());
  }

  static Providers providers() {
    return Providers.load(ProjectSource.class.getClassLoader());
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
    if (names.size() == 1) {
      return names.get(0);
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

  /** With all sinks of a pipeline bound to one folder. */
  ProjectSource writingTo(String pipeline, Path folder) {
    Project.Environment local =
        project
            .environments()
            .getOrDefault(
                Project.LOCAL,
                new Project.Environment(
                    Project.LOCAL, Map.of(), Map.of(), "out", Value.Struct.EMPTY));
    Map<String, Value.Struct> bindings = new LinkedHashMap<>(local.bindings());
    Project.Pipeline found = project.pipelines().get(pipeline);
    if (found != null) {
      for (var node : found.graph().nodes().values()) {
        if (isSink(node.operator())) {
          String key = pipeline + "/" + node.id();
          bindings.put(
              key,
              bindings
                  .getOrDefault(key, Value.Struct.EMPTY)
                  .with("folder", Value.of(folder.toString())));
        }
      }
    }
    Map<String, Project.Environment> environments = new LinkedHashMap<>(project.environments());
    environments.put(
        Project.LOCAL,
        new Project.Environment(
            Project.LOCAL, local.parameters(), bindings, folder.toString(), local.unknown()));
    return new ProjectSource(
        new Project(
            project.folder(),
            project.name(),
            project.timeZone(),
            project.parameters(),
            environments,
            project.pipelines(),
            project.unknown()),
        problems,
        providers);
  }

  private boolean isSink(String operator) {
    return providers
        .find(operator)
        .map(p -> p.descriptor().family() == Family.SINK)
        .orElse(false);
  }

  /** Reads {@code NAME=VALUE} by the type that the project's parameter has. */
  Map<String, Value> overrides(List<String> settings) throws CommandException {
    Map<String, Value> known = new LinkedHashMap<>(project.parameters());
    Project.Environment local = project.environments().get(Project.LOCAL);
    if (local != null) {
      known.putAll(local.parameters());
    }
    Map<String, Value> out = new LinkedHashMap<>();
    for (String setting : settings) {
      int equals = setting.indexOf('=');
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

  Compiled compile(String pipeline, Map<String, Value> overrides) {
    PlanCompiler.Compilation c =
        PlanCompiler.compile(
            project, pipeline, Project.LOCAL, overrides, providers, new SqlExpressions());
    return new Compiled(pipeline, c.plan(), c.problems());
  }

  /** Compiles to a plan, or ends the command; warnings are said. */
  Plan plan(String pipeline, Map<String, Value> overrides, Terminal terminal)
      throws CommandException {
    Compiled compiled = compile(pipeline, overrides);
    List<Problem> all = new ArrayList<>(problems);
    all.addAll(compiled.problems());
    Plan plan = compiled.plan();
    if (plan == null || compiled.hasErrors()) {
      throw new CommandException(Exit.PROJECT, all);
    }
    if (!terminal.quiet()) {
      all.forEach(terminal::problem);
    }
    return plan;
  }
}
