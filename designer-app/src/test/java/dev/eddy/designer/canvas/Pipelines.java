package dev.eddy.designer.canvas;

import dev.eddy.model.graph.Edge;
import dev.eddy.model.graph.Graph;
import dev.eddy.model.graph.Layout;
import dev.eddy.model.graph.Node;
import dev.eddy.model.graph.PortRef;
import dev.eddy.model.operator.Catalog;
import dev.eddy.model.operator.Family;
import dev.eddy.model.operator.Inference;
import dev.eddy.model.operator.InputPort;
import dev.eddy.model.operator.OperatorDescriptor;
import dev.eddy.model.operator.OperatorType;
import dev.eddy.model.operator.OutputPort;
import dev.eddy.model.value.Value;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A small pipeline and its operators, for tests of the designer. */
public final class Pipelines {
  public static final OperatorDescriptor SOURCE =
      type("source", Family.SOURCE, List.of(), List.of(OutputPort.main()));
  public static final OperatorDescriptor FILTER =
      type(
          "filter",
          Family.TRANSFORM,
          List.of(InputPort.appendOnly("in")),
          List.of(OutputPort.main()));
  public static final OperatorDescriptor WINDOW =
      type(
          "window",
          Family.WINDOW,
          List.of(InputPort.appendOnly("in")),
          List.of(OutputPort.main(), OutputPort.side("late")));
  public static final OperatorDescriptor JOIN =
      type(
          "join",
          Family.JOIN,
          List.of(InputPort.any("left"), InputPort.any("right")),
          List.of(OutputPort.main()));
  public static final OperatorDescriptor SINK =
      type("sink", Family.SINK, List.of(InputPort.any("in")), List.of());

  public static final Catalog CATALOG = catalog(SOURCE, FILTER, WINDOW, JOIN, SINK);

  /** source, filter and window in a row, a sink of late rows not connected. */
  public static final Graph GRAPH =
      Graph.of(
          List.of(node("s", "source"), node("f", "filter"), node("w", "window"), node("k", "sink")),
          List.of(edge("e1", "s.out", "f.in"), edge("e2", "f.out", "w.in")));

  public static final Layout LAYOUT =
      Layout.EMPTY
          .with("s", new Layout.Position(0, 0))
          .with("f", new Layout.Position(256, 0))
          .with("w", new Layout.Position(512, 0))
          .with("k", new Layout.Position(768, 160));

  private Pipelines() {}

  public static Node node(String id, String operator) {
    return new Node(id, operator, "node " + id, Value.Struct.EMPTY);
  }

  public static Edge edge(String id, String from, String to) {
    return new Edge(id, ref(from), ref(to));
  }

  public static PortRef ref(String text) {
    String[] parts = text.split("\\.");
    return new PortRef(parts[0], parts[1]);
  }

  private static OperatorDescriptor type(
      String id, Family family, List<InputPort> inputs, List<OutputPort> outputs) {
    return new OperatorDescriptor(
        id, id, "A " + id + ".", "box", family, inputs, outputs, List.of(), List.of());
  }

  private static Catalog catalog(OperatorDescriptor... types) {
    Map<String, OperatorType> all = new LinkedHashMap<>();
    for (OperatorDescriptor d : types) {
      all.put(
          d.id(),
          new OperatorType() {
            @Override
            public OperatorDescriptor descriptor() {
              return d;
            }

            @Override
            public void infer(Inference inference) {}
          });
    }
    return new Catalog() {
      @Override
      public Optional<OperatorType> find(String operatorId) {
        return Optional.ofNullable(all.get(operatorId));
      }

      @Override
      public Collection<OperatorType> all() {
        return all.values();
      }
    };
  }
}
