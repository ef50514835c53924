package dev.eddy.model.refactor;

import dev.eddy.model.contract.ChangelogMode;
import dev.eddy.model.contract.Contract;
import dev.eddy.model.edit.Fresh;
import dev.eddy.model.edit.GraphEdit;
import dev.eddy.model.edit.PipelineDocument;
import dev.eddy.model.graph.Edge;
import dev.eddy.model.graph.Graph;
import dev.eddy.model.graph.Node;
import dev.eddy.model.graph.PortRef;
import dev.eddy.model.operator.Catalog;
import dev.eddy.model.operator.OperatorDescriptor;
import dev.eddy.model.operator.OperatorType;
import dev.eddy.model.operator.ParameterSpec;
import dev.eddy.model.operator.Parameters;
import dev.eddy.model.problem.Place;
import dev.eddy.model.problem.Problem;
import dev.eddy.model.problem.Suggestions;
import dev.eddy.model.type.DataType;
import dev.eddy.model.type.Field;
import dev.eddy.model.value.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Finds the ready-made remedies of a problem, the safest first. Pure but for the ids of new nodes,
 * which come from the source of chance that is given.
 */
public final class QuickFixes {
  private final PipelineDocument document;
  private final Catalog catalog;
  private final Map<String, Contract> inputs;
  private final Map<String, Contract> outputs;
  private final RandomGenerator random;

  /**
   * @param inputs contract of each input by {@code node.port}, where it is known
   * @param outputs contract of each output by {@code node.port}, where it is known
   */
  public QuickFixes(
      PipelineDocument document,
      Catalog catalog,
      Map<String, Contract> inputs,
      Map<String, Contract> outputs,
      RandomGenerator random) {
    this.document = document;
    this.catalog = catalog;
    this.inputs = inputs;
    this.outputs = outputs;
    this.random = random;
  }

  public List<QuickFix> of(Problem problem) {
    List<QuickFix> out = new ArrayList<>();
    Node node = problem.place().nodeId() == null ? null : node(problem.place().nodeId());
    if (node != null) {
      for (String replacement : problem.fixes()) {
        replaced(node, problem.place(), replacement).ifPresent(out::add);
      }
      OperatorDescriptor d = descriptor(node).orElse(null);
      if (d == null) {
        if (problem.code().equals("unknown-operator")) {
          out.add(new QuickFix("Remove the node", new GraphEdit.RemoveNode(node.id())));
        }
        return out;
      }
      out.addAll(byCode(problem, node, d));
    }
    return out;
  }

  private Graph graph() {
    return document.graph();
  }

  private @Nullable Node node(String id) {
    return graph().nodes().get(id);
  }

  private Optional<OperatorDescriptor> descriptor(Node n) {
    return catalog.find(n.operator()).map(OperatorType::descriptor);
  }

  private List<QuickFix> byCode(Problem p, Node n, OperatorDescriptor d) {
    return switch (p.code()) {
      case "unknown-parameter" -> unknownParameter(p, n, d);
      case "unknown-port" -> unknownPort(p, n, d);
      case "missing-input" -> missingInput(n, d);
      case "dead-end" -> deadEnd(n, d);
      case "several-edges" -> severalEdges(n, d);
      case "cycle" -> cycle(n);
      case "missing-name" ->
          List.of(
              renamed(n, Fresh.nodeName(graph(), d.title().toLowerCase(java.util.Locale.ROOT))));
      case "duplicate-name" -> List.of(renamed(n, Fresh.nodeName(graph(), n.name())));
      case "changelog-mode" -> changelogMode(n, d);
      case "nullable-time" -> notNull(n, d);
      case "no-watermark" -> watermark(n, d);
      case "no-event-time", "not-a-time" -> eventTime(p, n, d);
      case "not-a-condition" -> condition(p, n);
      case "duplicate-column" -> duplicateColumn(p, n);
      case "different-columns" -> sameColumns(n, d);
      case "key-type" -> keyType(n, d);
      case "missing-parameter" -> missingParameter(p, n, d);
      default -> List.of();
    };
  }

  private static QuickFix renamed(Node n, String name) {
    return new QuickFix("Name it " + name, new GraphEdit.RenameNode(n.id(), name));
  }

  /** The text at a place, or its range there, replaced. */
  static Optional<QuickFix> replaced(Node node, Place place, String replacement) {
    Site site = place.parameter() == null ? null : Site.ofPlace(node, place.parameter());
    if (site == null) {
      return Optional.empty();
    }
    String text = site.text(node);
    String next = replacement;
    Place.Range range = place.range();
    if (range != null) {
      if (text == null) {
        return Optional.empty();
      }
      int from = offset(text, range.startLine(), range.startColumn());
      int to = offset(text, range.endLine(), range.endColumn());
      if (from < 0 || to < from || to > text.length()) {
        return Optional.empty();
      }
      next = text.substring(0, from) + replacement + text.substring(to);
    }
    Value value = site.with(node.parameters().get(site.parameter()), next);
    return value == null
        ? Optional.empty()
        : Optional.of(
            new QuickFix(
                "Change to " + shortened(replacement), set(node, site.parameter(), value)));
  }

  private static int offset(String text, int line, int column) {
    int at = 0;
    for (int i = 1; i < line; i++) {
      int end = text.indexOf('\n', at);
      if (end < 0) {
        return -1;
      }
      at = end + 1;
    }
    return at + column - 1;
  }

  private static String shortened(String text) {
    return text.length() <= 48 ? text : text.substring(0, 47) + "…";
  }

  private static GraphEdit set(Node n, String parameter, @Nullable Value value) {
    return new GraphEdit.SetParameter(n.id(), parameter, value);
  }

  // ---------------------------------------------------------------- parameters

  private List<QuickFix> unknownParameter(Problem p, Node n, OperatorDescriptor d) {
    String name = Objects.requireNonNull(p.place().parameter());
    Value value = n.parameters().get(name);
    List<QuickFix> out = new ArrayList<>();
    for (String near :
        Suggestions.near(name, d.parameters().stream().map(ParameterSpec::name).toList())) {
      if (n.parameters().get(near) == null && value != null) {
        out.add(
            new QuickFix(
                "Call it " + near,
                composite("Call " + name + " " + near, set(n, name, null), set(n, near, value))));
      }
    }
    out.add(new QuickFix("Remove " + name, set(n, name, null)));
    return out;
  }

  private List<QuickFix> missingParameter(Problem p, Node n, OperatorDescriptor d) {
    String name = Objects.requireNonNull(p.place().parameter());
    ParameterSpec spec = d.parameter(name).orElse(null);
    if (spec == null) {
      return List.of();
    }
    List<QuickFix> out = new ArrayList<>();
    if (spec.type() instanceof dev.eddy.model.operator.ParameterType.Columns c && c.input() >= 0) {
      Contract in = input(n, d, c.input());
      if (in != null && !in.upsertKeys().isEmpty()) {
        out.add(
            new QuickFix(
                "Use the key " + String.join(", ", in.upsertKeys()),
                set(n, name, Value.ofTexts(in.upsertKeys()))));
      }
    }
    return out;
  }

  private @Nullable Contract input(Node n, OperatorDescriptor d, int port) {
    return port < d.inputs().size() ? inputs.get(n.id() + "." + d.inputs().get(port).name()) : null;
  }

  private List<QuickFix> condition(Problem p, Node n) {
    Site site = p.place().parameter() == null ? null : Site.ofPlace(n, p.place().parameter());
    String text = site == null ? null : site.text(n);
    if (site == null || text == null || text.contains("${")) {
      return List.of();
    }
    boolean simple = text.strip().matches("[\\w`.]+(\\(.*\\))?");
    String operand = simple ? text.strip() : "(" + text.strip() + ")";
    List<QuickFix> out = new ArrayList<>();
    if (p.message().matches(".*\\b(TINYINT|SMALLINT|INT|BIGINT|FLOAT|DOUBLE|DECIMAL).*")) {
      textFix(n, site, operand + " <> 0").ifPresent(out::add);
    }
    textFix(n, site, operand + " IS NOT NULL").ifPresent(out::add);
    return out;
  }

  private static Optional<QuickFix> textFix(Node n, Site site, String text) {
    return Optional.ofNullable(site.with(n.parameters().get(site.parameter()), text))
        .map(v -> new QuickFix("Change to " + shortened(text), set(n, site.parameter(), v)));
  }

  private List<QuickFix> duplicateColumn(Problem p, Node n) {
    Site site = p.place().parameter() == null ? null : Site.ofPlace(n, p.place().parameter());
    if (site == null || site.index() < 0) {
      return List.of();
    }
    List<QuickFix> out = new ArrayList<>();
    Value whole = n.parameters().get(site.parameter());
    String name = site.text(n);
    if (site.field().equals("name") && name != null) {
      String free = name + "_2";
      Value value = site.with(whole, free);
      if (value != null) {
        out.add(new QuickFix("Name it " + free, set(n, site.parameter(), value)));
      }
    }
    if (whole instanceof Value.Items items) {
      List<Value> rest = new ArrayList<>(items.items());
      rest.remove(site.index());
      out.add(new QuickFix("Remove it", set(n, site.parameter(), new Value.Items(rest))));
    }
    return out;
  }

  // ---------------------------------------------------------------- time

  private static List<Field> times(Node n, OperatorDescriptor d) {
    return new Parameters(d, n.parameters())
        .columnTypes("columns").fields().stream()
            .filter(f -> f.type().root().isTimestamp())
            .toList();
  }

  private List<QuickFix> eventTime(Problem p, Node n, OperatorDescriptor d) {
    if (!"event_time".equals(p.place().parameter())) {
      return List.of();
    }
    return times(n, d).stream()
        .map(f -> new QuickFix("Use " + f.name(), set(n, "event_time", Value.of(f.name()))))
        .limit(3)
        .toList();
  }

  private List<QuickFix> watermark(Node n, OperatorDescriptor d) {
    String time = new Parameters(d, n.parameters()).text("event_time");
    String quoted = time.matches("[A-Za-z_]\\w*") ? time : "`" + time + "`";
    List<QuickFix> out = new ArrayList<>();
    for (String lag : List.of("INTERVAL '5' SECOND", "INTERVAL '1' MINUTE")) {
      out.add(
          new QuickFix(
              "Set it to " + quoted + " - " + lag,
              set(n, "watermark", Value.of(quoted + " - " + lag))));
    }
    return out;
  }

  private List<QuickFix> notNull(Node n, OperatorDescriptor d) {
    String time = new Parameters(d, n.parameters()).text("event_time");
    if (!(n.parameters().get("columns") instanceof Value.Items items)) {
      return List.of();
    }
    List<Value> copy = new ArrayList<>(items.items());
    for (int i = 0; i < copy.size(); i++) {
      if (copy.get(i) instanceof Value.Struct s
          && s.get("name") instanceof Value.Text name
          && name.text().equals(time)
          && s.get("type") instanceof Value.Text type) {
        Optional<DataType> t = DataType.parse(type.text());
        if (t.isPresent()) {
          copy.set(i, s.with("type", Value.of(t.get().notNull().toString())));
          return List.of(
              new QuickFix(
                  "Declare " + time + " NOT NULL", set(n, "columns", new Value.Items(copy))));
        }
      }
    }
    return List.of();
  }

  // ---------------------------------------------------------------- edges

  private List<QuickFix> unknownPort(Problem p, Node n, OperatorDescriptor d) {
    Edge e = p.place().edgeId() == null ? null : graph().edges().get(p.place().edgeId());
    if (e == null) {
      return List.of();
    }
    List<QuickFix> out = new ArrayList<>();
    boolean into = e.to().node().equals(n.id()) && d.inputIndex(e.to().port()) < 0;
    List<String> ports =
        into
            ? d.inputs().stream().map(i -> i.name()).toList()
            : d.outputs().stream().map(o -> o.name()).toList();
    String wrong = into ? e.to().port() : e.from().port();
    List<String> near = Suggestions.near(wrong, ports);
    for (String port : near.isEmpty() ? ports : near) {
      PortRef ref = new PortRef(n.id(), port);
      Edge moved = new Edge(e.id(), into ? e.from() : ref, into ? ref : e.to(), e.unknown());
      out.add(
          new QuickFix(
              "Connect it to " + port,
              composite(
                  "Connect to " + port,
                  new GraphEdit.RemoveEdge(e.id()),
                  new GraphEdit.AddEdge(moved))));
    }
    out.add(new QuickFix("Remove the edge", new GraphEdit.RemoveEdge(e.id())));
    return out;
  }

  /** Nodes whose rows go nowhere yet, or else the nearest in file order before it. */
  private List<QuickFix> missingInput(Node n, OperatorDescriptor d) {
    List<QuickFix> out = new ArrayList<>();
    for (int i = 0; i < d.inputs().size(); i++) {
      PortRef to = new PortRef(n.id(), d.inputs().get(i).name());
      if (graph().edges().values().stream().anyMatch(e -> e.to().equals(to))) {
        continue;
      }
      for (PortRef from : free(n)) {
        Contract c = outputs.get(from.toString());
        if (c == null || d.inputs().get(i).accepts().contains(c.changelog())) {
          out.add(
              new QuickFix(
                  "Connect "
                      + Objects.requireNonNull(node(from.node())).name()
                      + (d.inputs().size() > 1 ? " to " + to.port() : ""),
                  addEdge(graph(), from, to)));
        }
      }
    }
    return out.size() > 3 ? out.subList(0, 3) : out;
  }

  private List<PortRef> free(Node n) {
    Map<String, Node> candidates = new LinkedHashMap<>(graph().nodes());
    candidates.remove(n.id());
    behind(n.id()).forEach(candidates::remove);
    graph().edges().values().forEach(e -> candidates.remove(e.from().node()));
    List<PortRef> out = new ArrayList<>();
    for (Node other : candidates.values()) {
      descriptor(other)
          .filter(d -> !d.outputs().isEmpty())
          .ifPresent(d -> out.add(new PortRef(other.id(), d.outputs().get(0).name())));
    }
    return out;
  }

  /** Ids of all nodes that get rows of a node. */
  private List<String> behind(String id) {
    List<String> out = new ArrayList<>(List.of(id));
    for (int i = 0; i < out.size(); i++) {
      for (Edge e : graph().outOf(out.get(i))) {
        if (!out.contains(e.to().node())) {
          out.add(e.to().node());
        }
      }
    }
    return out;
  }

  private GraphEdit addEdge(Graph graph, PortRef from, PortRef to) {
    return new GraphEdit.AddEdge(new Edge(Fresh.edgeId(graph, random), from, to));
  }

  private List<QuickFix> deadEnd(Node n, OperatorDescriptor d) {
    PortRef from = new PortRef(n.id(), d.outputs().get(0).name());
    Contract c = outputs.get(from.toString());
    List<QuickFix> out = new ArrayList<>();
    for (OperatorType t : catalog.all()) {
      OperatorDescriptor sink = t.descriptor();
      boolean fits =
          sink.outputs().isEmpty()
              && sink.inputs().size() == 1
              && (c == null || sink.inputs().get(0).accepts().contains(c.changelog()));
      if (fits && out.size() < 2) {
        Insertion.after(document, n, sink, from, keys(sink, c), random)
            .ifPresent(e -> out.add(new QuickFix("Add " + sink.title(), e)));
      }
    }
    return out;
  }

  private static Value.Struct keys(OperatorDescriptor sink, @Nullable Contract c) {
    return c != null && !c.upsertKeys().isEmpty() && sink.parameter("keys").isPresent()
        ? Value.Struct.EMPTY.with("keys", Value.ofTexts(c.upsertKeys()))
        : Value.Struct.EMPTY;
  }

  private List<QuickFix> severalEdges(Node n, OperatorDescriptor d) {
    List<QuickFix> out = new ArrayList<>();
    for (var port : d.inputs()) {
      List<Edge> edges =
          graph().into(n.id()).stream().filter(e -> e.to().port().equals(port.name())).toList();
      if (edges.size() < 2 || port.many()) {
        continue;
      }
      catalog
          .find("union")
          .map(OperatorType::descriptor)
          .flatMap(union -> Insertion.join(document, n, union, edges, port.name(), random))
          .ifPresent(e -> out.add(new QuickFix("Put a union in between", e)));
      List<GraphEdit> rest = new ArrayList<>();
      edges.subList(1, edges.size()).forEach(e -> rest.add(new GraphEdit.RemoveEdge(e.id())));
      String first = Objects.requireNonNull(node(edges.get(0).from().node())).name();
      out.add(
          new QuickFix(
              "Keep only " + first, new GraphEdit.Composite("Keep the edge from " + first, rest)));
    }
    return out;
  }

  private List<QuickFix> cycle(Node n) {
    List<String> behind = behind(n.id());
    return graph().into(n.id()).stream()
        .filter(e -> behind.contains(e.from().node()))
        .map(
            e ->
                new QuickFix(
                    "Remove the edge from " + Objects.requireNonNull(node(e.from().node())).name(),
                    new GraphEdit.RemoveEdge(e.id())))
        .toList();
  }

  // ---------------------------------------------------------------- contracts

  private List<QuickFix> changelogMode(Node n, OperatorDescriptor d) {
    List<QuickFix> out = new ArrayList<>();
    for (Edge e : graph().into(n.id())) {
      Contract c = outputs.get(e.from().toString());
      int port = d.inputIndex(e.to().port());
      if (c == null || port < 0 || d.inputs().get(port).accepts().contains(c.changelog())) {
        continue;
      }
      for (OperatorType t : catalog.all()) {
        OperatorDescriptor other = t.descriptor();
        if (other.id().equals("normalize")
            && c.isUpdating()
            && d.inputs().get(port).accepts().contains(ChangelogMode.RETRACT)
            && other.inputs().get(0).accepts().contains(c.changelog())) {
          Insertion.between(document, e, other, Value.Struct.EMPTY, random)
              .ifPresent(edit -> out.add(new QuickFix("Insert " + other.title(), edit)));
        } else if (d.outputs().isEmpty()
            && other.outputs().isEmpty()
            && other.inputs().size() == 1
            && !other.id().equals(n.operator())
            && other.inputs().get(0).accepts().contains(c.changelog())) {
          out.add(
              new QuickFix(
                  "Write to " + other.title() + " instead",
                  Insertion.replace(document, n, other, keys(other, c))));
        }
      }
    }
    return out;
  }

  /** A projection before each stream that differs from the first one. */
  private List<QuickFix> sameColumns(Node n, OperatorDescriptor d) {
    OperatorDescriptor project = catalog.find("project").map(OperatorType::descriptor).orElse(null);
    List<Edge> edges = graph().into(n.id());
    Contract first = edges.isEmpty() ? null : outputs.get(edges.get(0).from().toString());
    if (project == null || first == null || d.inputs().size() != 1) {
      return List.of();
    }
    List<QuickFix> out = new ArrayList<>();
    for (Edge e : edges.subList(1, edges.size())) {
      Contract c = outputs.get(e.from().toString());
      if (c == null
          || c.schema().names().equals(first.schema().names())
              && Projections.typesFit(first.schema(), c.schema())) {
        continue;
      }
      Value columns = Projections.toward(first.schema(), c.schema());
      String from = Objects.requireNonNull(node(e.from().node())).name();
      if (columns != null) {
        Insertion.between(document, e, project, Value.Struct.EMPTY.with("columns", columns), random)
            .ifPresent(edit -> out.add(new QuickFix("Insert Project behind " + from, edit)));
      }
    }
    return out;
  }

  /** A projection that casts the right keys to the types of the left ones. */
  private List<QuickFix> keyType(Node n, OperatorDescriptor d) {
    OperatorDescriptor project = catalog.find("project").map(OperatorType::descriptor).orElse(null);
    Contract left = input(n, d, 0);
    Contract right = input(n, d, 1);
    if (project == null || left == null || right == null || d.inputs().size() < 2) {
      return List.of();
    }
    Parameters p = new Parameters(d, n.parameters());
    Map<String, DataType> casts = new LinkedHashMap<>();
    List<String> leftKeys = p.columns("left_keys");
    List<String> rightKeys = p.columns("right_keys");
    for (int i = 0; i < Math.min(leftKeys.size(), rightKeys.size()); i++) {
      Field a = left.schema().find(leftKeys.get(i)).orElse(null);
      Field b = right.schema().find(rightKeys.get(i)).orElse(null);
      if (a != null && b != null && a.type().root() != b.type().root()) {
        casts.put(b.name(), a.type());
      }
    }
    PortRef to = new PortRef(n.id(), d.inputs().get(1).name());
    return graph().edges().values().stream()
        .filter(e -> e.to().equals(to))
        .limit(1)
        .flatMap(
            e ->
                Insertion.between(
                    document,
                    e,
                    project,
                    Value.Struct.EMPTY.with("columns", Projections.casting(right.schema(), casts)),
                    random)
                    .stream())
        .map(e -> new QuickFix("Insert Project that casts the key", e))
        .toList();
  }

  private static GraphEdit composite(String label, GraphEdit... edits) {
    return new GraphEdit.Composite(label, List.of(edits));
  }
}
