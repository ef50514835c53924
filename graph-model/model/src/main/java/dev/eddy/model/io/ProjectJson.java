package dev.eddy.model.io;

import dev.eddy.model.project.Project;
import dev.eddy.model.project.Project.Environment;
import dev.eddy.model.value.Value;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code eddy.json}: name, time zone, parameters, environments. */
final class ProjectJson {
  private static final String UTC = "UTC";
  private static final String SINK_FOLDER = "out";

  private ProjectJson() {}

  /** What eddy.json holds; the rest of a project is in other files. */
  record Header(
      String name,
      String timeZone,
      Map<String, Value> parameters,
      Map<String, Environment> environments,
      Value.Struct unknown) {}

  static Value.Struct toValue(Project project) {
    Map<String, Value> out = new LinkedHashMap<>();
    out.put("format", Value.of(FormatVersion.CURRENT));
    out.put("name", Value.of(project.name()));
    out.put("timeZone", Value.of(project.timeZone()));
    out.put("parameters", new Value.Struct(project.parameters()));
    Map<String, Value> environments = new LinkedHashMap<>();
    project.environments().forEach((name, e) -> environments.put(name, environment(e)));
    out.put("environments", new Value.Struct(environments));
    project.unknown().fields().forEach(out::putIfAbsent);
    return new Value.Struct(out);
  }

  private static Value environment(Environment e) {
    Map<String, Value> out = new LinkedHashMap<>();
    out.put("parameters", new Value.Struct(e.parameters()));
    out.put("bindings", new Value.Struct(new LinkedHashMap<>(e.bindings())));
    out.put("sinkFolder", Value.of(e.sinkFolder()));
    e.unknown().fields().forEach(out::putIfAbsent);
    return new Value.Struct(out);
  }

  /** The header; null where an error was reported. */
  static @Nullable Header read(Value.Struct root, StructReader.Source source) {
    StructReader reader = new StructReader(root, "", source);
    int before = source.problems().size();
    if (!FormatVersion.accept(reader, source)) {
      return null;
    }
    String name = reader.text("name");
    String timeZone = reader.text("timeZone", UTC);
    checkZone(timeZone, root, source);
    Map<String, Value> parameters = reader.struct("parameters").fields();
    Map<String, Environment> environments = new LinkedHashMap<>();
    Value.Struct written = reader.struct("environments");
    for (Map.Entry<String, Value> e : written.fields().entrySet()) {
      if (e.getValue() instanceof Value.Struct s) {
        environments.put(e.getKey(), readEnvironment(e.getKey(), s, source));
      } else {
        source.error(
            "wrong-value",
            e.getValue(),
            "\"environments." + e.getKey() + "\" must be an object {…}.",
            "");
      }
    }
    environments.putIfAbsent(
        Project.LOCAL,
        new Environment(Project.LOCAL, Map.of(), Map.of(), SINK_FOLDER, Value.Struct.EMPTY));
    return source.problems().size() > before
        ? null
        : new Header(name, timeZone, parameters, environments, reader.rest());
  }

  private static void checkZone(String zone, Value.Struct root, StructReader.Source source) {
    try {
      ZoneId.of(zone);
    } catch (DateTimeException e) {
      source.error(
          "wrong-value",
          root.get("timeZone"),
          "\"timeZone\" names no time zone: " + zone + ".",
          "Write one such as UTC or Europe/Berlin.");
    }
  }

  private static Environment readEnvironment(
      String name, Value.Struct s, StructReader.Source source) {
    String path = "environments." + name;
    StructReader reader = new StructReader(s, path, source);
    Map<String, Value.Struct> bindings = new LinkedHashMap<>();
    Map<String, Value> parameters = reader.struct("parameters").fields();
    reader
        .struct("bindings")
        .fields()
        .forEach(
            (node, v) -> {
              if (v instanceof Value.Struct b) {
                bindings.put(node, b);
              } else {
                source.error(
                    "wrong-value",
                    v,
                    "\"" + path + ".bindings." + node + "\" must be an object {…}.",
                    "");
              }
            });
    return new Environment(
        name, parameters, bindings, reader.text("sinkFolder", SINK_FOLDER), reader.rest());
  }
}
