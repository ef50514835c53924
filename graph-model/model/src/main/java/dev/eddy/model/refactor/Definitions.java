package dev.eddy.model.refactor;

import dev.eddy.model.check.NodeContracts;
import dev.eddy.model.contract.Contract;
import dev.eddy.model.graph.Edge;
import dev.eddy.model.graph.Node;
import dev.eddy.model.operator.OperatorDescriptor;
import dev.eddy.model.operator.OperatorType;
import dev.eddy.model.operator.ParameterSpec;
import dev.eddy.model.operator.ParameterType;
import dev.eddy.model.type.Field;
import dev.eddy.model.type.Schema;
import dev.eddy.model.value.Value;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds the text that gives a column its name. Knows nothing of particular operators: it gives a
 * candidate, or a column of an input, another name and looks whether the output's column gets it.
 */
final class Definitions {
  private static final String TRIAL = "eddy_trial_name";

  private final CheckedGraph in;
  private final Set<ColumnRef> seen = new HashSet<>();
  private final Set<Site> found = new LinkedHashSet<>();
  private @Nullable ColumnRef lost;

  private Definitions(CheckedGraph in) {
    this.in = in;
  }

  /**
   * Where a column is named.
   *
   * @param sites more than one where streams or both keys of a join come together
   * @param lost a column whose name is no text of the pipeline, so that it cannot be changed; null
   *     where there is none
   */
  record Found(Set<Site> sites, @Nullable ColumnRef lost) {}

  static Found of(CheckedGraph in, ColumnRef column) {
    Definitions d = new Definitions(in);
    d.search(column);
    return new Found(d.found, d.lost);
  }

  private void search(ColumnRef ref) {
    if (!seen.add(ref)) {
      return;
    }
    Node node = in.graph().nodes().get(ref.nodeId());
    OperatorType type = node == null ? null : in.type(node).orElse(null);
    NodeContracts c = in.contracts(ref.nodeId());
    if (node == null || type == null || c == null) {
      lost = ref;
      return;
    }
    int port = type.descriptor().outputIndex(ref.port());
    Contract output = port < 0 ? null : c.outputs().get(port);
    int at = output == null ? -1 : output.schema().indexOf(ref.column());
    if (output == null || at < 0) {
      lost = ref;
      return;
    }
    List<List<Contract>> streams = streams(node, type.descriptor());
    if (streams == null) {
      lost = ref;
      return;
    }
    List<@Nullable Schema> schemas = schemas(c);
    for (Site site : candidates(node, type.descriptor(), ref.column())) {
      Node tried = defining(node, type.descriptor(), site, schemas);
      if (tried != null && renames(tried, type, streams, port, at, output.schema().size())) {
        found.add(site);
        return;
      }
    }
    List<Integer> having = having(schemas, ref.column());
    for (int input : having) {
      if (passes(node, type, streams, List.of(input), schemas, ref, port, at, output)) {
        upstream(node, type.descriptor(), List.of(input), ref.column());
        return;
      }
    }
    // Keys of one name on both sides of a join are one column of the result.
    if (having.size() > 1 && passes(node, type, streams, having, schemas, ref, port, at, output)) {
      upstream(node, type.descriptor(), having, ref.column());
      return;
    }
    lost = ref;
  }

  private @Nullable List<List<Contract>> streams(Node node, OperatorDescriptor d) {
    List<List<Contract>> out = new ArrayList<>();
    for (List<Edge> edges : in.edgesInto(node, d)) {
      List<Contract> port = new ArrayList<>();
      for (Edge e : edges) {
        Contract c = in.output(e.from().node(), e.from().port());
        if (c == null) {
          return null;
        }
        port.add(c);
      }
      out.add(port);
    }
    return out;
  }

  static List<@Nullable Schema> schemas(NodeContracts c) {
    List<@Nullable Schema> out = new ArrayList<>();
    for (Contract i : c.inputs()) {
      out.add(i == null ? null : i.schema());
    }
    return out;
  }

  private static List<Integer> having(List<@Nullable Schema> schemas, String column) {
    List<Integer> out = new ArrayList<>();
    for (int i = 0; i < schemas.size(); i++) {
      Schema s = schemas.get(i);
      if (s != null && s.indexOf(column) >= 0) {
        out.add(i);
      }
    }
    return out;
  }

  /** Texts of a node that may be the column's name. */
  private static List<Site> candidates(Node node, OperatorDescriptor d, String column) {
    List<Site> out = new ArrayList<>();
    for (ParameterSpec p : d.parameters()) {
      Value v = node.parameters().get(p.name());
      Value effective = v == null || v instanceof Value.Null ? p.defaultValue() : v;
      if (p.type() instanceof ParameterType.ColumnTypes
          || p.type() instanceof ParameterType.Projection
          || p.type() instanceof ParameterType.Aggregates) {
        if (effective instanceof Value.Items items) {
          for (int i = 0; i < items.items().size(); i++) {
            if (items.items().get(i) instanceof Value.Struct s
                && s.get("name") instanceof Value.Text t
                && t.text().equals(column)) {
              out.add(Site.field(node.id(), p.name(), i, "name"));
            }
          }
        }
      } else if (p.type() instanceof ParameterType.Text
          && effective instanceof Value.Text t
          && t.text().equals(column)) {
        out.add(Site.of(node.id(), p.name()));
      }
    }
    return out;
  }

  private @Nullable Node defining(
      Node node, OperatorDescriptor d, Site site, List<@Nullable Schema> schemas) {
    return renamed(in, node, d, site, TRIAL, Renames.none(schemas), Set.of());
  }

  /** A node with another name at a site, and what that means for its own parameters. */
  static @Nullable Node renamed(
      CheckedGraph in,
      Node node,
      OperatorDescriptor d,
      Site site,
      String name,
      Renames renames,
      Set<Site> skipped) {
    Renames all = ofOwn(node, d, site, name, renames);
    Node rewritten = Rewriter.rewrite(in, node, d, all, skipped, true).node();
    Value whole = rewritten.parameters().get(site.parameter());
    Value changed =
        site.with(
            whole == null
                ? d.parameter(site.parameter()).map(ParameterSpec::defaultValue).orElse(null)
                : whole,
            name);
    return changed == null
        ? null
        : rewritten.withParameters(rewritten.parameters().with(site.parameter(), changed));
  }

  /** With the columns that a node declares itself, which its own parameters may name. */
  static Renames ofOwn(Node node, OperatorDescriptor d, Site site, String name, Renames renames) {
    String before = site.text(node);
    boolean own =
        d.parameter(site.parameter())
            .map(p -> p.type() instanceof ParameterType.ColumnTypes)
            .orElse(false);
    return own && before != null ? renames.with(-1, before, name) : renames;
  }

  private boolean passes(
      Node node,
      OperatorType type,
      List<List<Contract>> streams,
      List<Integer> inputs,
      List<@Nullable Schema> schemas,
      ColumnRef ref,
      int port,
      int at,
      Contract output) {
    Renames renames = Renames.none(schemas);
    List<List<Contract>> changed = new ArrayList<>(streams);
    for (int i : inputs) {
      renames = renames.with(i, ref.column(), TRIAL);
      changed.set(i, streams.get(i).stream().map(c -> renamed(c, ref.column(), TRIAL)).toList());
    }
    Node rewritten = Rewriter.rewrite(in, node, type.descriptor(), renames, Set.of(), false).node();
    return renames(rewritten, type, changed, port, at, output.schema().size());
  }

  private boolean renames(
      Node node, OperatorType type, List<List<Contract>> streams, int port, int at, int size) {
    Contract output = in.trial(node, type, streams).contracts().outputs().get(port);
    return output != null
        && output.schema().size() == size
        && output.schema().field(at).name().equals(TRIAL);
  }

  private void upstream(Node node, OperatorDescriptor d, List<Integer> inputs, String column) {
    List<List<Edge>> edges = in.edgesInto(node, d);
    for (int i : inputs) {
      for (Edge e : edges.get(i)) {
        search(new ColumnRef(e.from().node(), e.from().port(), column));
      }
    }
  }

  /** A contract in which a column has another name. */
  static Contract renamed(Contract c, String from, String to) {
    List<Field> fields =
        c.schema().fields().stream()
            .map(f -> f.name().equals(from) ? new Field(to, f.type()) : f)
            .toList();
    Contract.Window w = c.window();
    return new Contract(
        new Schema(fields),
        c.changelog(),
        c.upsertKeys().stream().map(k -> k.equals(from) ? to : k).toList(),
        from.equals(c.timeColumn()) ? to : c.timeColumn(),
        w == null
            ? null
            : new Contract.Window(
                w.startColumn().equals(from) ? to : w.startColumn(),
                w.endColumn().equals(from) ? to : w.endColumn()),
        c.partitionedBy().stream().map(k -> k.equals(from) ? to : k).toList(),
        c.bounded());
  }
}
