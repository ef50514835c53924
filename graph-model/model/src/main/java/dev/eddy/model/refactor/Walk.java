package dev.eddy.model.refactor;

import dev.eddy.model.check.NodeContracts;
import dev.eddy.model.check.NodeTrial;
import dev.eddy.model.contract.Contract;
import dev.eddy.model.edit.GraphEdit;
import dev.eddy.model.graph.Edge;
import dev.eddy.model.graph.Node;
import dev.eddy.model.operator.OperatorDescriptor;
import dev.eddy.model.operator.OperatorType;
import dev.eddy.model.problem.Problem;
import dev.eddy.model.type.Schema;
import dev.eddy.model.value.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Changes texts that define columns, and goes with the rows from there: at each node rewrites what
 * names a changed column, infers the contracts anew, and sees in them how the outputs' columns are
 * called now. So it follows a column through operators that it knows nothing of.
 */
final class Walk {
  /** A text to be changed; {@code isName} where it is the name of a column. */
  record Root(Site site, String text, boolean isName) {}

  private final CheckedGraph in;
  private final Map<String, List<Root>> roots = new HashMap<>();
  private final Set<Site> skipped;
  private final Map<String, NodeContracts> after = new HashMap<>();
  private final Map<String, Node> changed = new LinkedHashMap<>();
  private final List<Use> uses = new ArrayList<>();
  private final List<Problem> conflicts = new ArrayList<>();
  private final Set<ColumnRef> wanted = new LinkedHashSet<>();
  private final Map<String, Set<String>> problemsBefore = new HashMap<>();

  Walk(CheckedGraph in, List<Root> roots, Set<Site> skipped) {
    this.in = in;
    this.skipped = skipped;
    for (Root r : roots) {
      this.roots.computeIfAbsent(r.site().nodeId(), k -> new ArrayList<>()).add(r);
    }
    for (Problem p : in.checked().problems()) {
      if (p.place().nodeId() != null) {
        problemsBefore.computeIfAbsent(p.place().nodeId(), k -> new HashSet<>()).add(key(p));
      }
    }
  }

  private static String key(Problem p) {
    return p.code() + " " + p.place().parameter();
  }

  Walk run() {
    in.checked().order().forEach(id -> visit(in.node(id)));
    return this;
  }

  List<Use> uses() {
    return uses;
  }

  List<Problem> conflicts() {
    return conflicts;
  }

  /** Columns that must get the new name too, so that all fits together again. */
  Set<ColumnRef> wanted() {
    return wanted;
  }

  /** One edit for each parameter that changed. */
  List<GraphEdit> edits() {
    List<GraphEdit> out = new ArrayList<>();
    changed.forEach(
        (id, node) -> {
          Value.Struct before = in.node(id).parameters();
          node.parameters()
              .fields()
              .forEach(
                  (name, value) -> {
                    if (!value.equals(before.get(name))) {
                      out.add(new GraphEdit.SetParameter(id, name, value));
                    }
                  });
        });
    return out;
  }

  private void visit(Node node) {
    OperatorType type = in.type(node).orElse(null);
    NodeContracts before = in.contracts(node.id());
    if (type == null || before == null) {
      return;
    }
    OperatorDescriptor d = type.descriptor();
    List<Root> here = roots.getOrDefault(node.id(), List.of());
    List<List<Edge>> edges = in.edgesInto(node, d);
    if (here.isEmpty() && edges.stream().flatMap(List::stream).noneMatch(this::isChanged)) {
      return;
    }
    Renames renames = arriving(edges, before);
    for (Root r : here) {
      if (r.isName()) {
        renames = Definitions.ofOwn(node, d, r.site(), r.text(), renames);
      }
    }
    Rewriter.Rewritten rewritten = Rewriter.rewrite(in, node, d, renames, skipped, true);
    Node next = rewritten.node();
    for (Root r : here) {
      next = applied(node, next, d, r);
    }
    uses.addAll(rewritten.uses());
    conflicts.addAll(rewritten.problems());
    NodeTrial trial = in.trial(next, type, streams(edges));
    if (shapeChanged(before, trial.contracts())) {
      wantSameNames(edges, before, renames);
    }
    for (Problem p : trial.problems()) {
      if (p.isError() && !problemsBefore.getOrDefault(node.id(), Set.of()).contains(key(p))) {
        conflicts.add(p);
      }
    }
    after.put(node.id(), trial.contracts());
    if (!next.equals(node)) {
      changed.put(node.id(), next);
    }
  }

  private Node applied(Node original, Node next, OperatorDescriptor d, Root root) {
    Site site = root.site();
    String before = site.text(original);
    Value whole = next.parameters().get(site.parameter());
    if (whole == null) {
      whole = d.parameter(site.parameter()).map(p -> p.defaultValue()).orElse(null);
    }
    Value value = site.with(whole, root.text());
    if (value == null) {
      return next;
    }
    uses.add(
        new Use(
            site,
            original.name(),
            Use.Kind.DEFINITION,
            before == null ? defaultText(d, site) : before,
            root.text()));
    return next.withParameters(next.parameters().with(site.parameter(), value));
  }

  private static String defaultText(OperatorDescriptor d, Site site) {
    return d.parameter(site.parameter()).map(p -> p.defaultValue()).orElse(null)
            instanceof Value.Text t
        ? t.text()
        : "";
  }

  private boolean isChanged(Edge e) {
    NodeContracts now = after.get(e.from().node());
    return now != null
        && !Objects.equals(output(now, e), in.output(e.from().node(), e.from().port()));
  }

  private @Nullable Contract output(NodeContracts contracts, Edge e) {
    OperatorType type = in.type(in.node(e.from().node())).orElse(null);
    int port = type == null ? -1 : type.descriptor().outputIndex(e.from().port());
    return port < 0 ? null : contracts.outputs().get(port);
  }

  private @Nullable Contract now(Edge e) {
    NodeContracts now = after.get(e.from().node());
    return now == null ? in.output(e.from().node(), e.from().port()) : output(now, e);
  }

  private List<List<Contract>> streams(List<List<Edge>> edges) {
    List<List<Contract>> out = new ArrayList<>();
    for (List<Edge> port : edges) {
      List<Contract> streams = new ArrayList<>();
      for (Edge e : port) {
        Contract c = now(e);
        if (c != null) {
          streams.add(c);
        }
      }
      out.add(streams.size() == port.size() ? streams : List.of());
    }
    return out;
  }

  /** How the columns that arrive are called now. */
  private Renames arriving(List<List<Edge>> edges, NodeContracts before) {
    Renames renames = Renames.none(Definitions.schemas(before));
    for (int i = 0; i < edges.size(); i++) {
      Map<String, String> all = new LinkedHashMap<>();
      for (Edge e : edges.get(i)) {
        all.putAll(differences(e));
      }
      for (Map.Entry<String, String> r : all.entrySet()) {
        renames = renames.with(i, r.getKey(), r.getValue());
        for (Edge e : edges.get(i)) {
          if (!differences(e).containsKey(r.getKey())) {
            wanted.add(new ColumnRef(e.from().node(), e.from().port(), r.getKey()));
          }
        }
      }
    }
    return renames;
  }

  private Map<String, String> differences(Edge e) {
    Contract before = in.output(e.from().node(), e.from().port());
    Contract now = now(e);
    Map<String, String> out = new LinkedHashMap<>();
    if (before != null && now != null && before.schema().size() == now.schema().size()) {
      for (int c = 0; c < before.schema().size(); c++) {
        String a = before.schema().field(c).name();
        String b = now.schema().field(c).name();
        if (!a.equals(b)) {
          out.put(a, b);
        }
      }
    }
    return out;
  }

  private static boolean shapeChanged(NodeContracts before, NodeContracts now) {
    for (int i = 0; i < before.outputs().size(); i++) {
      Contract a = before.outputs().get(i);
      Contract b = now.outputs().get(i);
      if (a != null && (b == null || a.schema().size() != b.schema().size())) {
        return true;
      }
    }
    return false;
  }

  /** A key that both sides of a join call the same stays one column only if both are renamed. */
  private void wantSameNames(List<List<Edge>> edges, NodeContracts before, Renames renames) {
    Map<Integer, Map<String, String>> byInput = renames.byInput();
    for (Map.Entry<Integer, Map<String, String>> input : byInput.entrySet()) {
      for (String name : input.getValue().keySet()) {
        for (int i = 0; i < edges.size(); i++) {
          Contract c = before.inputs().get(i);
          Schema schema = c == null ? Schema.EMPTY : c.schema();
          if (i != input.getKey()
              && schema.indexOf(name) >= 0
              && !byInput.getOrDefault(i, Map.of()).containsKey(name)) {
            for (Edge e : edges.get(i)) {
              wanted.add(new ColumnRef(e.from().node(), e.from().port(), name));
            }
          }
        }
      }
    }
  }
}
