package dev.eddy.operators;

import static dev.eddy.operator.torture.TestRows.row;
import static dev.eddy.operator.torture.TestRows.schema;
import static org.assertj.core.api.Assertions.assertThat;

import dev.eddy.model.contract.ChangelogMode;
import dev.eddy.model.contract.Contract;
import dev.eddy.model.row.Row;
import dev.eddy.model.row.RowKind;
import dev.eddy.model.type.Schema;
import dev.eddy.operator.torture.Element;
import dev.eddy.operator.torture.Emitted;
import dev.eddy.operator.torture.TestSetup;
import dev.eddy.operator.torture.Torture;
import java.util.List;
import org.junit.jupiter.api.Test;

class BroadcastJoinTest {
  private static final Schema IN = schema("origin VARCHAR", "n BIGINT NOT NULL");
  private static final Schema TABLE = schema("iata VARCHAR", "least BIGINT NOT NULL");
  private static final Schema OUT =
      schema("origin VARCHAR", "n BIGINT NOT NULL", "iata VARCHAR", "least BIGINT");

  private static Element in(String origin, long n) {
    return Element.row(0, row(IN, origin, n));
  }

  private static Element table(RowKind kind, String iata, long least) {
    return Element.row(1, row(TABLE, iata, least).setKind(kind));
  }

  private static TestSetup setup() {
    return TestSetup.of(new BroadcastJoin())
        .input(Contract.append(IN, null, true))
        .input(Contract.append(TABLE, null, true).updating(ChangelogMode.RETRACT, List.of("iata")));
  }

  private static List<Row> run(TestSetup setup, Element... elements) {
    return Torture.run(new BroadcastJoin(), setup, List.of(elements)).stream()
        .map(Emitted::row)
        .toList();
  }

  @Test
  void aRowMeetsTheTableAsItIsWhenItComes() {
    List<Row> out =
        run(
            setup()
                .columns("left_keys", "origin")
                .columns("right_keys", "iata")
                .set("type", "left"),
            in("JFK", 1),
            table(RowKind.INSERT, "JFK", 10),
            in("JFK", 2),
            table(RowKind.UPDATE_BEFORE, "JFK", 10),
            table(RowKind.UPDATE_AFTER, "JFK", 20),
            in("JFK", 3),
            in(null, 4),
            table(RowKind.DELETE, "JFK", 20),
            in("JFK", 5),
            Element.end());

    assertThat(out)
        .containsExactly(
            row(OUT, "JFK", 1L, null, null),
            row(OUT, "JFK", 2L, "JFK", 10L),
            row(OUT, "JFK", 3L, "JFK", 20L),
            row(OUT, null, 4L, null, null),
            row(OUT, "JFK", 5L, null, null));
  }

  @Test
  void withoutAKeyAllRulesAreTried() {
    List<Row> out =
        run(
            setup().predicate("condition", r -> r.getLong(1) >= r.getLong(3)),
            table(RowKind.INSERT, "few", 1),
            table(RowKind.INSERT, "many", 100),
            in("JFK", 50),
            in("ATL", 200),
            table(RowKind.DELETE, "few", 1),
            in("ORD", 100),
            in("SFO", 1),
            Element.end());

    assertThat(out)
        .containsExactly(
            row(OUT, "JFK", 50L, "few", 1L),
            row(OUT, "ATL", 200L, "few", 1L),
            row(OUT, "ATL", 200L, "many", 100L),
            row(OUT, "ORD", 100L, "many", 100L));
  }

  @Test
  void anUpdateToAnotherKeyTakesTheRowFromItsOldOne() {
    List<Row> out =
        run(
            setup().columns("left_keys", "n").columns("right_keys", "least"),
            table(RowKind.INSERT, "JFK", 10),
            table(RowKind.UPDATE_BEFORE, "JFK", 10),
            table(RowKind.UPDATE_AFTER, "JFK", 20),
            in("a", 10),
            in("b", 20),
            Element.end());

    assertThat(out).containsExactly(row(OUT, "b", 20L, "JFK", 20L));
  }

  @Test
  void aRowThatLeavesTakesNoLaterOneOfItsKeyAlong() {
    List<Row> out =
        run(
            setup().columns("left_keys", "n").columns("right_keys", "least"),
            table(RowKind.INSERT, "JFK", 10),
            table(RowKind.INSERT, "ATL", 10),
            table(RowKind.DELETE, "JFK", 10),
            in("a", 10),
            table(RowKind.DELETE, "ATL", 10),
            in("b", 10),
            Element.end());

    assertThat(out).containsExactly(row(OUT, "a", 10L, "ATL", 10L));
  }

  @Test
  void aTableOfUpsertsHasItsOwnKeyOnly() {
    Contract upserts =
        Contract.append(TABLE, null, true).updating(ChangelogMode.UPSERT, List.of("iata"));
    TestSetup byIata =
        TestSetup.of(new BroadcastJoin())
            .input(Contract.append(IN, null, true))
            .input(upserts)
            .columns("left_keys", "origin")
            .columns("right_keys", "iata");
    assertThat(
            run(
                byIata,
                table(RowKind.UPDATE_AFTER, "JFK", 10),
                table(RowKind.UPDATE_AFTER, "JFK", 20),
                in("JFK", 1),
                table(RowKind.DELETE, "JFK", 0),
                in("JFK", 2),
                Element.end()))
        .containsExactly(row(OUT, "JFK", 1L, "JFK", 20L));
    TestSetup rules =
        TestSetup.of(new BroadcastJoin())
            .input(Contract.append(IN, null, true))
            .input(upserts)
            .predicate("condition", r -> true);
    assertThat(rules.problems())
        .singleElement()
        .satisfies(p -> assertThat(p.message()).contains("updated by iata"));
  }
}
