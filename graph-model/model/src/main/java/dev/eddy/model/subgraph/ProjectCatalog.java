package dev.eddy.model.subgraph;

import dev.eddy.model.contract.Contract;
import dev.eddy.model.graph.Graph;
import dev.eddy.model.graph.Node;
import dev.eddy.model.operator.Catalog;
import dev.eddy.model.operator.Family;
import dev.eddy.model.operator.Inference;
import dev.eddy.model.operator.InputPort;
import dev.eddy.model.operator.OperatorDescriptor;
import dev.eddy.model.operator.OperatorType;
import dev.eddy.model.operator.OutputPort;
import dev.eddy.model.operator.ParameterSpec;
import dev.eddy.model.operator.ParameterType;
import dev.eddy.model.operator.Parameters;
import dev.eddy.model.type.Schema;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The installed operators, and the pipelines of a project that can be used as operators. */
public final class ProjectCatalog implements Catalog {
  private static final OperatorType INPUT =
      new Own(
          new OperatorDescriptor(
              SubGraphs.INPUT,
              "Sub-graph input",
              "Where rows come into a pipeline that is used in others.",
              "log-in",
              Family.SOURCE,
              List.of(),
              List.of(new OutputPort(SubGraphs.FROM_INPUT, "out", false)),
              List.of(
                  ParameterSpec.required(
                      "columns",
                      "Columns",
                      new ParameterType.ColumnTypes(),
                      "What the pipeline is written for; each place that uses it is checked anew."),
                  ParameterSpec.optional(
                      "event_time",
                      "Event time",
                      new ParameterType.Column(-1),
                      null,
                      "The TIMESTAMP column that says when a row happened.")),
              List.of("module", "fragment", "parameter")),
          i -> {
            Schema s = i.parameters().columnTypes("columns");
            String time = i.parameters().text("event_time");
            if (s.size() > 0) {
              i.output(0, Contract.append(s, time.isEmpty() ? null : time, false));
            }
          });

  private static final OperatorType OUTPUT =
      new Own(
          new OperatorDescriptor(
              SubGraphs.OUTPUT,
              "Sub-graph output",
              "Where rows leave a pipeline that is used in others.",
              "log-out",
              Family.SINK,
              List.of(InputPort.any(SubGraphs.TO_OUTPUT)),
              List.of(),
              List.of(),
              List.of("module", "fragment", "result")),
          i -> {});

  private final Catalog installed;
  private final Map<String, OperatorType> own = new LinkedHashMap<>();

  private record Own(OperatorDescriptor descriptor, java.util.function.Consumer<Inference> rule)
      implements OperatorType {
    @Override
    public void infer(Inference inference) {
      rule.accept(inference);
    }

    @Override
    public String describe(Parameters parameters) {
      return descriptor.id().startsWith(SubGraphs.PREFIX)
          ? "sub-graph " + descriptor.title()
          : descriptor.title();
    }
  }

  private ProjectCatalog(Catalog installed) {
    this.installed = installed;
    own.put(SubGraphs.INPUT, INPUT);
    own.put(SubGraphs.OUTPUT, OUTPUT);
  }

  /**
   * @param pipelines of the project, by name
   * @param parameters of the project: a reference to one of them is no parameter of a sub-graph
   */
  public static ProjectCatalog of(
      Catalog installed, Map<String, Graph> pipelines, Set<String> parameters) {
    ProjectCatalog out = new ProjectCatalog(installed);
    pipelines.forEach(
        (name, g) -> {
          if (SubGraphs.isUsable(g)) {
            out.own.put(SubGraphs.PREFIX + name, type(name, g, parameters));
          }
        });
    return out;
  }

  private static OperatorType type(String name, Graph g, Set<String> parameters) {
    List<InputPort> inputs = new ArrayList<>();
    List<OutputPort> outputs = new ArrayList<>();
    for (Node n : g.nodes().values()) {
      if (n.operator().equals(SubGraphs.INPUT)) {
        inputs.add(InputPort.any(n.name()));
      } else if (n.operator().equals(SubGraphs.OUTPUT)) {
        outputs.add(new OutputPort(n.name(), n.name(), false));
      }
    }
    List<ParameterSpec> specs = new ArrayList<>();
    for (String reference : SubGraphs.references(g)) {
      if (!parameters.contains(reference)) {
        specs.add(
            ParameterSpec.required(
                reference,
                reference,
                new ParameterType.Text(),
                "Stands for ${" + reference + "} in " + name + "."));
      }
    }
    Family family =
        inputs.isEmpty() ? Family.SOURCE : outputs.isEmpty() ? Family.SINK : Family.TRANSFORM;
    return new Own(
        new OperatorDescriptor(
            SubGraphs.PREFIX + name,
            name,
            "The pipeline " + name + " of this project.",
            "share-2",
            family,
            inputs,
            outputs,
            specs,
            List.of("sub-graph", "module", "fragment")),
        i -> {});
  }

  @Override
  public Optional<? extends OperatorType> find(String operatorId) {
    OperatorType mine = own.get(operatorId);
    return mine != null ? Optional.of(mine) : installed.find(operatorId);
  }

  @Override
  public Collection<? extends OperatorType> all() {
    List<OperatorType> out = new ArrayList<>(installed.all());
    out.addAll(own.values());
    return out;
  }
}
