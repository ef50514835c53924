package dev.eddy.model.refactor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eddy.model.check.NodeContracts;
import dev.eddy.model.check.TinyOperators;
import dev.eddy.model.contract.Contract;
import dev.eddy.model.edit.PipelineDocument;
import dev.eddy.model.graph.Edge;
import dev.eddy.model.graph.Graph;
import dev.eddy.model.graph.Layout;
import dev.eddy.model.graph.Node;
import dev.eddy.model.graph.PortRef;
import dev.eddy.model.problem.Problem;
import dev.eddy.model.type.DataType;
import dev.eddy.model.type.Field;
import dev.eddy.model.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ColumnChangeTest {
  private static final TinyOperators CATALOG = new TinyOperators();

  private static CheckedGraph checked(Graph graph) {
    return CheckedGraph.of(
        graph, CATALOG, new TinyOperators.Words(), Map.of("name", Value.of("a > 1")));
  }

  private static Value.Struct struct(String a, String va, String b, String vb) {
    return Value.Struct.EMPTY.with(a, Value.of(va)).with(b, Value.of(vb));
  }

  private static Value columns(String... names) {
    List<Value> out = new ArrayList<>();
    for (String n : names) {
      out.add(struct("name", n, "type", "INT"));
    }
    return new Value.Items(out);
  }

  private static Value projection(String... pairs) {
    List<Value> out = new ArrayList<>();
    for (String p : pairs) {
      String[] parts = p.split("=");
      out.add(struct("name", parts[0], "expression", parts[1]));
    }
    return new Value.Items(out);
  }

  private static Node node(String id, String operator, Object... parameters) {
    Value.Struct values = Value.Struct.EMPTY;
    for (int i = 0; i < parameters.length; i += 2) {
      Object v = parameters[i + 1];
      values = values.with((String) parameters[i], v instanceof String t ? Value.of(t) : (Value) v);
    }
    return new Node(id, operator, id, values);
  }

  private static Edge edge(String from, String to) {
    return new Edge(from + "-" + to, new PortRef(from, "out"), new PortRef(to, "in"));
  }

  private static Graph apply(Graph graph, Refactoring r) {
    return r.edit() == null
        ? graph
        : r.edit().apply(new PipelineDocument(graph, Layout.EMPTY)).graph();
  }

  private static Graph example() {
    return Graph.of(
        List.of(
            node("s", "source", "columns", columns("a", "b")),
            node("f", "filter", "condition", "a > 1"),
            node("p", "project", "columns", projection("a=a", "c=a", "b=b")),
            node(
                "n",
                "count",
                "keys",
                Value.ofTexts(List.of("a")),
                "aggregates",
                projection("most=MAX(a)", "all=COUNT(*)")),
            node("k", "sink")),
        List.of(edge("s", "f"), edge("f", "p"), edge("p", "n"), edge("n", "k")));
  }

  private static Refactoring rename(Graph g, String node, String from, String to) {
    return ColumnChange.rename(checked(g), new ColumnRef(node, "out", from), to, Set.of());
  }

  @Test
  void aColumnIsRenamedWhereverItIsUsed() {
    Refactoring r = rename(example(), "s", "a", "x");
    assertThat(r.refusal()).isNull();
    assertThat(r.conflicts()).isEmpty();
    assertThat(r.uses().stream().map(u -> u.node() + " " + u.site().place() + " " + u.kind()))
        .containsExactly(
            "s columns[0].name DEFINITION",
            "f condition REFERENCE",
            "p columns[0] REFERENCE",
            "p columns[0].name FOLLOWER",
            "p columns[1] REFERENCE",
            "n keys[0] REFERENCE",
            "n aggregates[0] REFERENCE");
    Graph after = apply(example(), r);
    assertThat(checked(after).checked().problems()).isEmpty();
    assertThat(Objects.requireNonNull(after.nodes().get("n")).parameters().get("keys"))
        .isEqualTo(Value.ofTexts(List.of("x")));
  }

  @Test
  void theDefinitionIsFoundFromAnyPlaceBehindIt() {
    assertThat(rename(example(), "f", "a", "x").edit())
        .isEqualTo(rename(example(), "s", "a", "x").edit());
    assertThat(rename(example(), "n", "a", "x").edit())
        .isEqualTo(rename(example(), "p", "a", "x").edit());
    assertThat(rename(example(), "p", "c", "x").uses().stream().map(u -> u.site().place()))
        .containsExactly("columns[1].name");
    assertThat(rename(example(), "n", "most", "x").uses().get(0).site().place())
        .isEqualTo("aggregates[0].name");
  }

  @Test
  void theParametersOfASourceNameItsOwnColumns() {
    Value time = new Value.Items(List.of(struct("name", "a", "type", "TIMESTAMP(3) NOT NULL")));
    Graph g =
        Graph.of(
            List.of(node("s", "source", "columns", time, "event_time", "a", "watermark", "a")),
            List.of());
    Node after = Objects.requireNonNull(apply(g, rename(g, "s", "a", "x")).nodes().get("s"));
    assertThat(after.parameters().get("event_time")).isEqualTo(Value.of("x"));
    assertThat(after.parameters().get("watermark")).isEqualTo(Value.of("x"));
  }

  @Test
  void aProjectionThatIsLeftOutKeepsItsNameForAllBehindIt() {
    Site follower = Site.field("p", "columns", 0, "name");
    Refactoring r =
        ColumnChange.rename(
            checked(example()), new ColumnRef("s", "out", "a"), "x", Set.of(follower));
    assertThat(r.conflicts()).isEmpty();
    Graph after = apply(example(), r);
    assertThat(checked(after).checked().problems()).isEmpty();
    assertThat(Objects.requireNonNull(after.nodes().get("n")))
        .isEqualTo(example().nodes().get("n"));
  }

  @Test
  void aUseThatIsLeftOutIsAConflict() {
    Site condition = Site.of("f", "condition");
    Refactoring r =
        ColumnChange.rename(
            checked(example()), new ColumnRef("s", "out", "a"), "x", Set.of(condition));
    assertThat(r.conflicts()).extracting(Problem::code).containsExactly("unknown-column");
  }

  @Test
  void aNameThatIsTakenIsAConflict() {
    assertThat(rename(example(), "s", "a", "b").conflicts())
        .extracting(Problem::code)
        .contains("duplicate-column");
  }

  @Test
  void allStreamsOfAUnionGetTheName() {
    Graph g =
        Graph.of(
            List.of(
                node("s", "source", "columns", columns("a", "b")),
                node("t", "source", "columns", columns("a", "b")),
                node("u", "union"),
                node("f", "filter", "condition", "b > 1")),
            List.of(edge("s", "u"), edge("t", "u"), edge("u", "f")));
    for (String from : List.of("s", "t", "u", "f")) {
      Refactoring r = rename(g, from, "b", "x");
      assertThat(r.conflicts()).isEmpty();
      Graph after = apply(g, r);
      assertThat(Objects.requireNonNull(after.nodes().get("s")).parameters().get("columns"))
          .isEqualTo(columns("a", "x"));
      assertThat(Objects.requireNonNull(after.nodes().get("t")).parameters().get("columns"))
          .isEqualTo(columns("a", "x"));
    }
  }

  @Test
  void aNameInAParameterOfTheProjectIsSaid() {
    Graph g =
        Graph.of(
            List.of(
                node("s", "source", "columns", columns("a", "b")),
                node("f", "filter", "condition", "${name}")),
            List.of(edge("s", "f")));
    assertThat(rename(g, "s", "a", "x").conflicts())
        .extracting(Problem::code)
        .contains("hidden-use");
  }

  @Test
  void aColumnThatDoesNotExistIsRefused() {
    assertThat(rename(example(), "s", "nosuch", "x").refusal()).isNotNull();
    assertThat(rename(example(), "s", "a", " ").refusal()).isNotNull();
  }

  @Test
  void aTypeIsChangedWhereItIsDeclaredOrCast() {
    CheckedGraph in = checked(example());
    Refactoring declared = ColumnChange.retype(in, new ColumnRef("f", "out", "b"), DataType.BIGINT);
    assertThat(declared.uses()).hasSize(1);
    assertThat(declared.uses().get(0).after()).isEqualTo("BIGINT");
    Refactoring computed = ColumnChange.retype(in, new ColumnRef("p", "out", "c"), DataType.BIGINT);
    assertThat(computed.uses().get(0).after()).isEqualTo("CAST(a AS BIGINT)");
    assertThat(ColumnChange.retype(in, new ColumnRef("n", "out", "all"), DataType.INT).refusal())
        .isNotNull();
  }

  @Test
  void aCastIsNotCastAgain() {
    assertThat(Casts.to("CAST(a AS INT)", DataType.BIGINT)).isEqualTo("CAST(a AS BIGINT)");
    assertThat(Casts.to("CAST(CAST(a AS INT) AS DECIMAL(3, 1))", DataType.DOUBLE))
        .isEqualTo("CAST(CAST(a AS INT) AS DOUBLE)");
    assertThat(Casts.to("CAST(a AS INT) + CAST(b AS INT)", DataType.INT))
        .isEqualTo("CAST(CAST(a AS INT) + CAST(b AS INT) AS INT)");
  }

  @Property(tries = 300)
  void afterARenameThePipelinePromisesTheSameButForTheNameAndBackIsWhereItWas(
      @ForAll @LongRange(min = 0, max = 1_000_000) long seed) {
    Random random = new Random(seed);
    Graph g = random(random);
    CheckedGraph in = checked(g);
    Assume.that(!in.checked().hasErrors());
    List<ColumnRef> all = new ArrayList<>();
    in.checked()
        .nodes()
        .forEach(
            (id, c) -> {
              if (!c.outputs().isEmpty() && c.outputs().get(0) != null) {
                Objects.requireNonNull(c.outputs().get(0))
                    .schema()
                    .names()
                    .forEach(n -> all.add(new ColumnRef(id, "out", n)));
              }
            });
    ColumnRef column = all.get(random.nextInt(all.size()));
    Refactoring there = ColumnChange.rename(in, column, "zz", Set.of());
    assertThat(there.refusal()).isNull();
    assertThat(there.conflicts()).isEmpty();
    Graph after = apply(g, there);
    CheckedGraph out = checked(after);
    assertThat(out.checked().problems().stream().map(Problem::code).toList())
        .isEqualTo(in.checked().problems().stream().map(Problem::code).toList());
    assertThat(names(out)).isEqualTo(namesWith(in, out));
    Refactoring back =
        ColumnChange.rename(
            out, new ColumnRef(column.nodeId(), "out", "zz"), column.column(), Set.of());
    assertThat(apply(after, back)).isEqualTo(g);
  }

  private static List<String> names(CheckedGraph g) {
    List<String> out = new ArrayList<>();
    g.checked().nodes().values().forEach(c -> out.add(text(c.outputs())));
    return out;
  }

  /** The contracts before, with the name of each column that is another one afterwards. */
  private static List<String> namesWith(CheckedGraph before, CheckedGraph after) {
    List<String> out = new ArrayList<>();
    before
        .checked()
        .nodes()
        .forEach(
            (id, c) -> {
              NodeContracts now = Objects.requireNonNull(after.checked().nodes().get(id));
              List<Contract> outputs = new ArrayList<>();
              for (int i = 0; i < c.outputs().size(); i++) {
                Contract contract = Objects.requireNonNull(c.outputs().get(i));
                Contract then = Objects.requireNonNull(now.outputs().get(i));
                for (int k = 0; k < contract.schema().size(); k++) {
                  Field f = contract.schema().field(k);
                  if (then.schema().field(k).name().equals("zz")) {
                    contract = Definitions.renamed(contract, f.name(), "zz");
                  }
                }
                outputs.add(contract);
              }
              out.add(text(outputs));
            });
    return out;
  }

  /** The tiny projection keeps keys that it has no columns for, so those are left out. */
  private static String text(List<? extends @Nullable Contract> outputs) {
    List<String> out = new ArrayList<>();
    for (Contract c : outputs) {
      Contract known = Objects.requireNonNull(c);
      out.add(known.schema() + " " + known.changelog());
    }
    return out.toString();
  }

  private static Graph random(Random random) {
    List<Node> nodes = new ArrayList<>();
    List<Edge> edges = new ArrayList<>();
    List<List<String>> schemas = new ArrayList<>();
    int count = 2 + random.nextInt(8);
    for (int i = 0; i < count; i++) {
      String id = "n" + i;
      int from = i == 0 ? -1 : random.nextInt(i);
      List<String> in = from < 0 ? List.of() : schemas.get(from);
      int kind = i == 0 || random.nextInt(5) == 0 ? 0 : 1 + random.nextInt(4);
      if (kind == 0 || in.isEmpty()) {
        nodes.add(node(id, "source", "columns", columns("a", "b", "c")));
        schemas.add(List.of("a", "b", "c"));
        continue;
      }
      String some = in.get(random.nextInt(in.size()));
      if (kind == 1) {
        nodes.add(node(id, "filter", "condition", some + " > " + i));
        schemas.add(in);
      } else if (kind == 2) {
        List<String> pairs = new ArrayList<>();
        List<String> out = new ArrayList<>();
        for (String c : in) {
          String name = random.nextInt(3) == 0 ? c + i : c;
          pairs.add(name + "=" + c);
          out.add(name);
        }
        nodes.add(node(id, "project", "columns", projection(pairs.toArray(new String[0]))));
        schemas.add(out);
      } else if (kind == 3) {
        // A count takes no updates, so one right behind another is an error and passed over.
        nodes.add(
            node(
                id,
                "count",
                "keys",
                Value.ofTexts(List.of(some)),
                "aggregates",
                projection("m" + i + "=MAX(" + some + ")")));
        schemas.add(List.of(some, "m" + i));
      } else {
        nodes.add(node(id, "union"));
        schemas.add(in);
        int other = random.nextInt(i);
        if (other != from && schemas.get(other).equals(in)) {
          edges.add(edge("n" + other, id));
        }
      }
      edges.add(edge("n" + from, id));
    }
    return Graph.of(nodes, edges);
  }
}
