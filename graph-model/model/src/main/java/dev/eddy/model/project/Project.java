package dev.eddy.model.project;

import dev.eddy.model.graph.Graph;
import dev.eddy.model.graph.Layout;
import dev.eddy.model.value.Value;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A project as its folder holds it: {@code eddy.json}, {@code pipelines/NAME.pipeline.json}, {@code
 * pipelines/NAME.layout.json}.
 *
 * @param folder absolute
 * @param parameters defaults of {@code ${name}} in parameters of nodes
 * @param environments by name; {@code local} is what the designer and the command line run in
 * @param unknown keys of eddy.json that this version does not know
 */
public record Project(
    Path folder,
    String name,
    String timeZone,
    Map<String, Value> parameters,
    Map<String, Environment> environments,
    Map<String, Pipeline> pipelines,
    Value.Struct unknown) {
  public static final String LOCAL = "local";

  public Project {
    parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
    environments = Collections.unmodifiableMap(new LinkedHashMap<>(environments));
    pipelines = Collections.unmodifiableMap(new LinkedHashMap<>(pipelines));
  }

  /** A pipeline's logic and layout. */
  public record Pipeline(String name, Graph graph, Layout layout) {}

  /**
   * Where sources and sinks are bound.
   *
   * @param parameters replace the project's
   * @param bindings by {@code pipeline/node id}, parameters that replace the node's
   * @param sinkFolder where sinks write that are bound nowhere else: a folder of the project by
   *     default, an absolute path or a URL for a cluster
   */
  public record Environment(
      String name,
      Map<String, Value> parameters,
      Map<String, Value.Struct> bindings,
      String sinkFolder,
      Value.Struct unknown) {
    public Environment {
      parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
      bindings = Collections.unmodifiableMap(new LinkedHashMap<>(bindings));
    }
  }
}
