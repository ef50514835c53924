package dev.eddy.operators;

import static dev.eddy.operator.torture.TestRows.row;
import static dev.eddy.operator.torture.TestRows.schema;
import static org.assertj.core.api.Assertions.assertThat;

import dev.eddy.model.contract.ChangelogMode;
import dev.eddy.model.contract.Contract;
import dev.eddy.model.expression.AggregateFunction;
import dev.eddy.model.row.Row;
import dev.eddy.model.row.RowKind;
import dev.eddy.model.type.Schema;
import dev.eddy.model.value.Value;
import dev.eddy.operator.torture.Element;
import dev.eddy.operator.torture.Emitted;
import dev.eddy.operator.torture.TestHost;
import dev.eddy.operator.torture.TestSetup;
import dev.eddy.operator.torture.Torture;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class GroupAggregateTest {
  private static final Schema IN = schema("origin VARCHAR", "delay INT");
  private static final Contract APPEND = Contract.append(IN, null, true);
  private static final Contract RETRACT = APPEND.updating(ChangelogMode.RETRACT, List.of());

  private static final Schema COUNTS = schema("origin VARCHAR", "delayed BIGINT NOT NULL");
  private static final Schema ALL =
      schema(
          "origin VARCHAR",
          "n BIGINT NOT NULL",
          "known BIGINT NOT NULL",
          "s INT",
          "a INT",
          "lo INT",
          "hi INT");

  private static TestSetup counts() {
    return TestSetup.of(new GroupAggregate())
        .set("where", "delay > 15")
        .columns("keys", "origin")
        .input(APPEND)
        .predicate("where", r -> !r.isNull(1) && r.getLong(1) > 15)
        .aggregates("aggregates", List.of(Calls.countAll("delayed")));
  }

  private static TestSetup all(Contract in) {
    return TestSetup.of(new GroupAggregate())
        .columns("keys", "origin")
        .input(in)
        .aggregates(
            "aggregates",
            List.of(
                Calls.countAll("n"),
                Calls.call("known", AggregateFunction.COUNT, "INT", "BIGINT NOT NULL", 0),
                Calls.call("s", AggregateFunction.SUM, "INT", "INT", 0),
                Calls.call("a", AggregateFunction.AVG, "INT", "INT", 0),
                Calls.call("lo", AggregateFunction.MIN, "INT", "INT", 0),
                Calls.call("hi", AggregateFunction.MAX, "INT", "INT", 0)))
        .function("aggregates", (from, to) -> to.setFrom(0, from, 1));
  }

  private static Element in(RowKind kind, String origin, Integer delay) {
    return Element.row(0, row(kind, IN, origin, delay));
  }

  private static Element in(String origin, Integer delay) {
    return in(RowKind.INSERT, origin, delay);
  }

  private static Emitted out(RowKind kind, Schema schema, Object... values) {
    return new Emitted(0, row(kind, schema, values));
  }

  @Test
  void theFirstRowInsertsAndFurtherOnesUpdate() {
    List<Emitted> out =
        Torture.run(
            new GroupAggregate(),
            counts(),
            List.of(in("JFK", 20), in("ATL", 99), in("JFK", 16), Element.end()));

    assertThat(out)
        .containsExactly(
            out(RowKind.INSERT, COUNTS, "JFK", 1L),
            out(RowKind.INSERT, COUNTS, "ATL", 1L),
            out(RowKind.UPDATE_BEFORE, COUNTS, "JFK", 1L),
            out(RowKind.UPDATE_AFTER, COUNTS, "JFK", 2L));
  }

  @Test
  void rowsThatDoNotFitTheConditionChangeNothing() {
    List<Emitted> out =
        Torture.run(
            new GroupAggregate(), counts(), List.of(in("JFK", 15), in("JFK", null), Element.end()));

    assertThat(out).isEmpty();
  }

  @Test
  void aResultThatStaysIsNotEmittedAgain() {
    TestSetup setup =
        all(APPEND)
            .aggregates(
                "aggregates", List.of(Calls.call("hi", AggregateFunction.MAX, "INT", "INT", 0)));
    Schema schema = schema("origin VARCHAR", "hi INT");

    List<Emitted> out =
        Torture.run(
            new GroupAggregate(),
            setup,
            List.of(in("JFK", 20), in("JFK", 10), in("JFK", 30), Element.end()));

    assertThat(out)
        .containsExactly(
            out(RowKind.INSERT, schema, "JFK", 20),
            out(RowKind.UPDATE_BEFORE, schema, "JFK", 20),
            out(RowKind.UPDATE_AFTER, schema, "JFK", 30));
  }

  @Test
  void aRowThatIsTakenAwayIsTakenOutOfEveryAggregate() {
    List<Emitted> out =
        Torture.run(
            new GroupAggregate(),
            all(RETRACT),
            List.of(
                in("JFK", 5),
                in("JFK", 20),
                in(RowKind.DELETE, "JFK", 20),
                in(RowKind.DELETE, "JFK", 5),
                Element.end()));

    assertThat(out)
        .containsExactly(
            out(RowKind.INSERT, ALL, "JFK", 1L, 1L, 5, 5, 5, 5),
            out(RowKind.UPDATE_BEFORE, ALL, "JFK", 1L, 1L, 5, 5, 5, 5),
            out(RowKind.UPDATE_AFTER, ALL, "JFK", 2L, 2L, 25, 12, 5, 20),
            out(RowKind.UPDATE_BEFORE, ALL, "JFK", 2L, 2L, 25, 12, 5, 20),
            out(RowKind.UPDATE_AFTER, ALL, "JFK", 1L, 1L, 5, 5, 5, 5),
            out(RowKind.DELETE, ALL, "JFK", 1L, 1L, 5, 5, 5, 5));
  }

  @Test
  void takingAwayAllThatIsKnownLeavesNulls() {
    List<Emitted> out =
        Torture.run(
            new GroupAggregate(),
            all(RETRACT),
            List.of(in("JFK", null), in("JFK", 7), in(RowKind.DELETE, "JFK", 7), Element.end()));

    assertThat(out.get(out.size() - 1))
        .isEqualTo(out(RowKind.UPDATE_AFTER, ALL, "JFK", 1L, 0L, null, null, null, null));
  }

  @Test
  void takingAwayFromAKeyThatIsNotThereDoesNothing() {
    assertThat(
            Torture.run(
                new GroupAggregate(),
                all(RETRACT),
                List.of(in(RowKind.DELETE, "JFK", 7), Element.end())))
        .isEmpty();
  }

  @Test
  void nothingIsKeptOfAKeyWhoseLastRowIsGone() {
    TestHost host = new TestHost(new GroupAggregate(), all(RETRACT));
    host.accept(in("JFK", 5));
    assertThat(host.snapshot().entries()).isPositive();
    host.accept(in(RowKind.DELETE, "JFK", 5));

    assertThat(host.snapshot().entries()).isZero();
  }

  @Test
  void theResultIsUpdatedByItsKeys() {
    Contract out = counts().output(0);

    assertThat(out.schema()).isEqualTo(COUNTS);
    assertThat(out.changelog()).isEqualTo(ChangelogMode.RETRACT);
    assertThat(out.upsertKeys()).containsExactly("origin");
    assertThat(out.bounded()).isTrue();
  }

  @Test
  void lineTwoSaysTheAggregatesAndTheKeys() {
    TestSetup setup =
        counts()
            .set(
                "aggregates",
                new Value.Items(
                    List.of(
                        new Value.Struct(
                            Map.of(
                                "name",
                                Value.of("delayed"),
                                "expression",
                                Value.of("COUNT(*)"))))));

    assertThat(new GroupAggregate().describe(setup.parameters())).isEqualTo("COUNT(*) by origin");
  }

  @Property(tries = 80)
  void theChangesAddUpToTheAggregateOfWhatIsLeft(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 60) int steps) {
    Random random = new Random(seed);
    List<Element> elements = new ArrayList<>();
    Map<String, List<Integer>> left = new HashMap<>();
    for (int i = 0; i < steps; i++) {
      String key = "K" + random.nextInt(3);
      List<Integer> values = left.computeIfAbsent(key, k -> new ArrayList<>());
      if (!values.isEmpty() && random.nextInt(3) == 0) {
        Integer gone = values.remove(random.nextInt(values.size()));
        elements.add(in(RowKind.DELETE, key, gone));
      } else {
        Integer value = random.nextInt(4) == 0 ? null : random.nextInt(9) - 4;
        values.add(value);
        elements.add(in(key, value));
      }
    }
    elements.add(Element.end());
    Map<String, Row> expected = new HashMap<>();
    left.forEach(
        (key, values) -> {
          if (!values.isEmpty()) {
            expected.put(key, aggregate(key, values));
          }
        });

    assertThat(applied(Torture.run(new GroupAggregate(), all(RETRACT), elements)))
        .isEqualTo(expected);
  }

  private static Row aggregate(String key, List<Integer> values) {
    List<Integer> known = values.stream().filter(v -> v != null).toList();
    Integer sum = known.isEmpty() ? null : known.stream().mapToInt(v -> v).sum();
    return row(
        ALL,
        key,
        (long) values.size(),
        (long) known.size(),
        sum,
        sum == null ? null : (Object) (sum / known.size()),
        known.stream().min(Integer::compare).orElse(null),
        known.stream().max(Integer::compare).orElse(null));
  }

  /** The table that changes lead to; each change must fit the table as it is. */
  private static Map<String, Row> applied(List<Emitted> changes) {
    Map<String, Row> table = new HashMap<>();
    for (Emitted e : changes) {
      Row row = e.row().copy().setKind(RowKind.INSERT);
      String key = row.getString(0);
      switch (e.row().kind()) {
        case INSERT -> assertThat(table.put(key, row)).isNull();
        case UPDATE_BEFORE -> assertThat(table.get(key)).isEqualTo(row);
        case UPDATE_AFTER -> assertThat(table.put(key, row)).isNotNull();
        case DELETE -> assertThat(table.remove(key)).isEqualTo(row);
      }
    }
    return table;
  }
}
