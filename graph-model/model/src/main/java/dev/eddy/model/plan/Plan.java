package dev.eddy.model.plan;

import dev.eddy.model.contract.Contract;
import dev.eddy.model.expression.AggregateCall;
import dev.eddy.model.graph.Partitioning;
import dev.eddy.model.value.Value;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A pipeline ready to run on either host: checked, every parameter resolved for one environment,
 * every expression compiled. A value that can be stored (see {@code dev.eddy.model.io.PlanFiles});
 * a run is a function of plan and journal.
 *
 * @param nodes in topological order; the position is the operator's rank
 * @param classes bytes of the generated classes by binary name
 */
public record Plan(
    String project,
    String pipeline,
    int maxParallelism,
    List<PlanNode> nodes,
    List<PlanEdge> edges,
    Map<String, byte[]> classes) {
  public Plan {
    nodes = List.copyOf(nodes);
    edges = List.copyOf(edges);
    classes = Collections.unmodifiableMap(new LinkedHashMap<>(classes));
  }

  /**
   * An operator of the plan.
   *
   * @param parameters resolved: defaults filled in, project parameters replaced, paths bound by the
   *     environment and absolute where they are local files
   * @param functions by parameter name, the generated class that it was compiled to (for {@code
   *     Aggregates}: the class that computes the arguments)
   * @param aggregates by parameter name
   * @param inputs contract of each input port
   * @param outputs contract of each output port
   */
  public record PlanNode(
      String id,
      String name,
      String operator,
      Value.Struct parameters,
      Map<String, String> functions,
      Map<String, List<AggregateCall>> aggregates,
      List<Contract> inputs,
      List<Contract> outputs) {
    public PlanNode {
      functions = Collections.unmodifiableMap(new LinkedHashMap<>(functions));
      aggregates = Collections.unmodifiableMap(new LinkedHashMap<>(aggregates));
      inputs = List.copyOf(inputs);
      outputs = List.copyOf(outputs);
    }
  }

  /**
   * From output port to input port, both by position; {@code from} and {@code to} are ranks.
   *
   * @param partitioning null where it follows from the operator
   */
  public record PlanEdge(
      String id, int from, int fromPort, int to, int toPort, @Nullable Partitioning partitioning) {
    public PlanEdge(String id, int from, int fromPort, int to, int toPort) {
      this(id, from, fromPort, to, toPort, null);
    }
  }

  public @Nullable PlanNode node(String id) {
    for (PlanNode n : nodes) {
      if (n.id().equals(id)) {
        return n;
      }
    }
    return null;
  }

  /** Rank of a node, or -1. */
  public int rankOf(String id) {
    for (int i = 0; i < nodes.size(); i++) {
      if (nodes.get(i).id().equals(id)) {
        return i;
      }
    }
    return -1;
  }
}
