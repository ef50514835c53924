package dev.eddy.designer.effect;

import dev.eddy.designer.state.Checks;
import dev.eddy.designer.state.RefactorWish;
import dev.eddy.model.check.Checked;
import dev.eddy.model.check.IncrementalChecker;
import dev.eddy.model.check.NodeContracts;
import dev.eddy.model.check.ParameterScope;
import dev.eddy.model.contract.Contract;
import dev.eddy.model.expression.Expressions;
import dev.eddy.model.graph.Edge;
import dev.eddy.model.graph.Graph;
import dev.eddy.model.graph.Node;
import dev.eddy.model.operator.Catalog;
import dev.eddy.model.operator.OperatorDescriptor;
import dev.eddy.model.operator.OperatorType;
import dev.eddy.model.problem.Place;
import dev.eddy.model.problem.Problem;
import dev.eddy.model.project.Project;
import dev.eddy.model.refactor.CheckedGraph;
import dev.eddy.model.refactor.ColumnChange;
import dev.eddy.model.refactor.Refactoring;
import dev.eddy.model.refactor.Usages;
import dev.eddy.model.refactor.Use;
import dev.eddy.model.subgraph.ProjectCatalog;
import dev.eddy.model.subgraph.SubGraphs;
import dev.eddy.model.type.DataType;
import dev.eddy.model.value.Value;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Checks with the graph checker, in the local environment. Remembers what it found of the pipelines
 * that it checked last, so that an edit costs the nodes that it touches. Thread-safe.
 */
public final class GraphChecks implements Checker {
  private static final int REMEMBERED = 8;

  private final Catalog catalog;
  private final Expressions expressions;
  private final Map<Whose, IncrementalChecker> checkers =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Whose, IncrementalChecker> eldest) {
          return size() > REMEMBERED;
        }
      };

  /** A pipeline of a project. */
  private record Whose(Path folder, String pipeline) {}

  public GraphChecks(Catalog catalog, Expressions expressions) {
    this.catalog = ProjectCatalog.of(catalog, Map.of(), Set.of());
    this.expressions = expressions;
  }

  @Override
  public synchronized Checks check(Project project, String pipeline, long revision) {
    Project.Pipeline p = project.pipelines().get(pipeline);
    Graph graph = p == null ? Graph.EMPTY : p.graph();
    Map<String, Graph> pipelines = new LinkedHashMap<>();
    project.pipelines().forEach((name, x) -> pipelines.put(name, x.graph()));
    SubGraphs.Expansion expansion = SubGraphs.expand(pipelines, graph);
    Checked checked = checked(project, pipeline, expansion.graph());
    int ports = graph.nodes().size() * 2;
    Map<String, Contract> inputs = new HashMap<>(ports);
    Map<String, Contract> outputs = new HashMap<>(ports);
    for (Node n : graph.nodes().values()) {
      OperatorDescriptor d = catalog.find(n.operator()).map(OperatorType::descriptor).orElse(null);
      NodeContracts c = checked.nodes().get(n.id());
      if (d == null || c == null) {
        continue;
      }
      for (int i = 0; i < d.inputs().size(); i++) {
        put(inputs, n.id() + "." + d.inputs().get(i).name(), c.inputs(), i);
      }
      for (int i = 0; i < d.outputs().size(); i++) {
        put(outputs, n.id() + "." + d.outputs().get(i).name(), c.outputs(), i);
      }
    }
    if (expansion.graph() != graph) {
      portsOfSubGraphs(graph, expansion.graph(), checked, inputs, outputs);
    }
    List<Problem> problems = new ArrayList<>(expansion.problems());
    checked.problems().forEach(x -> problems.add(outer(graph, x)));
    return new Checks(revision, problems, inputs, outputs);
  }

  /** What flows into and out of sub-graphs: what the edges carry that lead there. */
  private void portsOfSubGraphs(
      Graph graph,
      Graph expanded,
      Checked checked,
      Map<String, Contract> inputs,
      Map<String, Contract> outputs) {
    for (Edge e : graph.edges().values()) {
      Edge runs = expanded.edges().get(e.id());
      Node from = runs == null ? null : expanded.nodes().get(runs.from().node());
      NodeContracts c = runs == null ? null : checked.nodes().get(runs.from().node());
      OperatorDescriptor d =
          from == null
              ? null
              : catalog.find(from.operator()).map(OperatorType::descriptor).orElse(null);
      if (runs == null || c == null || d == null) {
        continue;
      }
      int port = d.outputIndex(runs.from().port());
      if (port >= 0 && isSubGraph(graph, e.from().node())) {
        put(outputs, e.from().toString(), c.outputs(), port);
      }
      if (port >= 0 && isSubGraph(graph, e.to().node())) {
        put(inputs, e.to().toString(), c.outputs(), port);
      }
    }
  }

  private static boolean isSubGraph(Graph graph, String node) {
    Node n = graph.nodes().get(node);
    return n != null && SubGraphs.isSubGraph(n);
  }

  /** A problem within a sub-graph is one of the node that stands for it, and says where it is. */
  private static Problem outer(Graph graph, Problem p) {
    String id = p.place().nodeId();
    Node n = id == null ? null : graph.nodes().get(SubGraphs.outer(id));
    if (id == null || n == null || n.id().equals(id)) {
      return p;
    }
    String inner = p.place().nodeName() == null ? id : p.place().nodeName();
    String where =
        inner.startsWith(n.name() + " / ") ? inner.substring(n.name().length() + 3) : inner;
    return new Problem(
        p.severity(),
        p.code(),
        Place.node(n.id(), n.name()),
        "In '" + where + "': " + p.message(),
        p.remedy(),
        List.of());
  }

  private Checked checked(Project project, String pipeline, Graph graph) {
    return checkers
        .computeIfAbsent(
            new Whose(project.folder(), pipeline),
            k -> new IncrementalChecker(catalog, expressions))
        .check(graph, parameters(project, pipeline));
  }

  /** With what the places give that use the pipeline as a sub-graph: the first of each name. */
  private static Map<String, Value> parameters(Project project, String pipeline) {
    Map<String, Value> out = parameters(project);
    String operator = SubGraphs.PREFIX + pipeline;
    for (Project.Pipeline p : project.pipelines().values()) {
      for (Node n : p.graph().nodes().values()) {
        if (n.operator().equals(operator)) {
          n.parameters().fields().forEach(out::putIfAbsent);
        }
      }
    }
    return out;
  }

  @Override
  public synchronized Refactoring plan(Project project, String pipeline, RefactorWish wish) {
    Project.Pipeline p = project.pipelines().get(pipeline);
    Graph graph = p == null ? Graph.EMPTY : p.graph();
    CheckedGraph in =
        CheckedGraph.of(
            graph,
            catalog,
            expressions,
            new ParameterScope(parameters(project)),
            checked(project, pipeline, graph));
    if (wish instanceof RefactorWish.RenameColumn w) {
      return ColumnChange.rename(in, w.column(), w.to(), w.skipped());
    }
    if (wish instanceof RefactorWish.RetypeColumn w) {
      DataType type = DataType.parse(w.type()).orElse(null);
      return type == null
          ? new Refactoring(wish.title(), List.of(), List.of(), null, noType(w.type()))
          : ColumnChange.retype(in, w.column(), type);
    }
    if (wish instanceof RefactorWish.DeleteColumn w) {
      return Usages.deleteColumn(in, w.column());
    }
    if (wish instanceof RefactorWish.DeleteNodes w) {
      return Usages.deleteNodes(in, w.ids());
    }
    if (wish instanceof RefactorWish.ParameterUses w) {
      return found(wish, Usages.ofParameter(graph, w.name()));
    }
    RefactorWish.ColumnUses w = (RefactorWish.ColumnUses) wish;
    return found(wish, ColumnChange.uses(in, w.column()));
  }

  private static Refactoring found(RefactorWish wish, List<Use> uses) {
    return new Refactoring(wish.title(), uses, List.of(), null, null);
  }

  private static Problem noType(String text) {
    return Problem.error(
        "unknown-type",
        Place.NOWHERE,
        text.isBlank() ? "A column needs a type." : "'" + text + "' is no type.",
        "Write one such as INT, DOUBLE, VARCHAR, DECIMAL(10, 2), TIMESTAMP(3) or BIGINT NOT NULL.");
  }

  private static void put(
      Map<String, Contract> out, String key, List<@Nullable Contract> contracts, int i) {
    Contract c = i < contracts.size() ? contracts.get(i) : null;
    if (c != null) {
      out.put(key, c);
    }
  }

  /** The project's parameters with those of the local environment. */
  static Map<String, Value> parameters(Project project) {
    Map<String, Value> out = new HashMap<>(project.parameters());
    Project.Environment local = project.environments().get(Project.LOCAL);
    if (local != null) {
      out.putAll(local.parameters());
    }
    return out;
  }
}
