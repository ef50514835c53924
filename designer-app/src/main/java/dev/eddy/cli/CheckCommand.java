package dev.eddy.cli;

import dev.eddy.model.io.Json;
import dev.eddy.model.problem.Place;
import dev.eddy.model.problem.Problem;
import dev.eddy.model.subgraph.SubGraphs;
import dev.eddy.model.value.Value;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code eddy check}: everything that is wrong with a project, for people and for scripts. */
final class CheckCommand {
  /**
   * @param pipeline null for what concerns the whole project
   */
  private record Found(@Nullable String pipeline, Problem problem) {}

  private CheckCommand() {}

  static Exit run(Arguments arguments, Terminal terminal) throws CommandException {
    boolean json = arguments.flag("--json");
    List<Found> found = new ArrayList<>();
    int pipelines = 0;
    try {
      ProjectSource source = ProjectSource.read(arguments.operand(0));
      source.problems().forEach(p -> found.add(new Found(null, p)));
      for (String name : source.project().pipelines().keySet()) {
        if (SubGraphs.isUsable(source.project().pipelines().get(name).graph())) {
          // It is checked in each place that uses it, for only there it is known what arrives.
          continue;
        }
        pipelines++;
        source.compile(name).problems().forEach(p -> found.add(new Found(name, p)));
      }
    } catch (CommandException e) {
      if (e.exit() != Exit.PROJECT) {
        throw e;
      }
      e.problems().forEach(p -> found.add(new Found(null, p)));
    }
    if (json) {
      List<Value> items = found.stream().<Value>map(CheckCommand::json).toList();
      terminal.out().print(new String(Json.write(new Value.Items(items)), StandardCharsets.UTF_8));
    } else {
      report(found, pipelines, terminal);
    }
    return found.stream().anyMatch(f -> f.problem().isError()) ? Exit.PROJECT : Exit.OK;
  }

  private static void report(List<Found> found, int pipelines, Terminal terminal) {
    Terminal results =
        new Terminal(
            terminal.out(),
            terminal.out(),
            terminal.environment(),
            terminal.interactive(),
            terminal.quiet());
    for (Found f : found) {
      Place place = f.problem().place();
      String pipeline = f.pipeline();
      boolean unclear = pipelines > 1 && place.file() == null;
      results.problem(
          unclear && pipeline != null ? f.problem().at(place.inFile(pipeline)) : f.problem());
    }
    long errors = found.stream().filter(f -> f.problem().isError()).count();
    long others = found.size() - errors;
    terminal.say(
        found.isEmpty()
            ? "no problems in " + counted(pipelines, "pipeline")
            : counted(errors, "error") + ", " + counted(others, "warning"));
  }

  private static String counted(long n, String what) {
    return n + " " + what + (n == 1 ? "" : "s");
  }

  private static Value.Struct json(Found found) {
    Problem p = found.problem();
    Place place = p.place();
    Map<String, Value> fields = new LinkedHashMap<>();
    fields.put("severity", Value.of(p.severity().name().toLowerCase(Locale.ROOT)));
    fields.put("code", Value.of(p.code()));
    put(fields, "file", place.file());
    put(fields, "pipeline", found.pipeline());
    put(fields, "node", place.nodeName());
    put(fields, "nodeId", place.nodeId());
    put(fields, "edge", place.edgeId());
    put(fields, "parameter", place.parameter());
    Place.Range r = place.range();
    if (r != null) {
      Map<String, Value> range = new LinkedHashMap<>();
      range.put("startLine", Value.of(r.startLine()));
      range.put("startColumn", Value.of(r.startColumn()));
      range.put("endLine", Value.of(r.endLine()));
      range.put("endColumn", Value.of(r.endColumn()));
      fields.put("range", new Value.Struct(range));
    }
    fields.put("message", Value.of(p.message()));
    fields.put("remedy", Value.of(p.remedy()));
    fields.put("fixes", Value.ofTexts(p.fixes()));
    return new Value.Struct(fields);
  }

  private static void put(Map<String, Value> fields, String name, @Nullable String text) {
    if (text != null) {
      fields.put(name, Value.of(text));
    }
  }
}
