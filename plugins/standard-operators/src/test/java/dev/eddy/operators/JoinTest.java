package dev.eddy.operators;

import static dev.eddy.operator.torture.TestRows.row;
import static dev.eddy.operator.torture.TestRows.schema;
import static org.assertj.core.api.Assertions.assertThat;

import dev.eddy.model.contract.ChangelogMode;
import dev.eddy.model.contract.Contract;
import dev.eddy.model.problem.Problem;
import dev.eddy.model.row.Row;
import dev.eddy.model.row.RowKind;
import dev.eddy.model.type.Schema;
import dev.eddy.operator.torture.Element;
import dev.eddy.operator.torture.Emitted;
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

class JoinTest {
  private static final Schema LEFT = schema("origin VARCHAR", "rank BIGINT NOT NULL");
  private static final Schema RIGHT = schema("iata VARCHAR NOT NULL", "name VARCHAR");
  private static final Schema OUT =
      schema("origin VARCHAR", "rank BIGINT NOT NULL", "iata VARCHAR NOT NULL", "name VARCHAR");
  private static final Contract LEFT_APPEND = Contract.append(LEFT, null, true);
  private static final Contract RIGHT_APPEND = Contract.append(RIGHT, null, true);

  private static TestSetup setup(Contract left, Contract right) {
    return TestSetup.of(new Join())
        .columns("left_keys", "origin")
        .columns("right_keys", "iata")
        .input(left)
        .input(right);
  }

  private static Element left(String origin, long rank) {
    return Element.row(0, row(LEFT, origin, rank));
  }

  private static Element right(String iata, String name) {
    return Element.row(1, row(RIGHT, iata, name));
  }

  private static Emitted out(String key, long rank, String name) {
    return new Emitted(0, row(OUT, key, rank, key, name));
  }

  @Test
  void eachRowMeetsThoseOfTheOtherSideThatCameBefore() {
    List<Emitted> out =
        Torture.run(
            new Join(),
            setup(LEFT_APPEND, RIGHT_APPEND),
            List.of(
                left("JFK", 1),
                left("JFK", 2),
                right("JFK", "Kennedy"),
                right("ATL", "Hartsfield"),
                left("JFK", 1),
                right("JFK", "again"),
                Element.end()));

    assertThat(out)
        .containsExactly(
            out("JFK", 1, "Kennedy"),
            out("JFK", 2, "Kennedy"),
            out("JFK", 1, "Kennedy"),
            out("JFK", 1, "again"),
            out("JFK", 2, "again"),
            out("JFK", 1, "again"));
  }

  @Test
  void aNullKeyMatchesNothingNotEvenNull() {
    Schema nullable = schema("iata VARCHAR", "name VARCHAR");
    List<Emitted> out =
        Torture.run(
            new Join(),
            setup(LEFT_APPEND, Contract.append(nullable, null, true)),
            List.of(
                Element.row(0, row(LEFT, null, 1L)),
                Element.row(1, row(nullable, null, "x")),
                Element.end()));

    assertThat(out).isEmpty();
  }

  @Test
  void whatAnUpdatedSideTakesAwayIsTakenOutOfTheResult() {
    List<Emitted> out =
        Torture.run(
            new Join(),
            setup(LEFT_APPEND.updating(ChangelogMode.RETRACT, List.of("origin")), RIGHT_APPEND),
            List.of(
                right("JFK", "Kennedy"),
                left("JFK", 1),
                Element.row(0, row(RowKind.UPDATE_BEFORE, LEFT, "JFK", 1L)),
                Element.row(0, row(RowKind.UPDATE_AFTER, LEFT, "JFK", 2L)),
                right("JFK", "again"),
                Element.row(0, row(RowKind.DELETE, LEFT, "JFK", 2L)),
                Element.end()));

    assertThat(out)
        .containsExactly(
            out("JFK", 1, "Kennedy"),
            deleted("JFK", 1, "Kennedy"),
            out("JFK", 2, "Kennedy"),
            out("JFK", 2, "again"),
            deleted("JFK", 2, "Kennedy"),
            deleted("JFK", 2, "again"));
  }

  private static Emitted deleted(String key, long rank, String name) {
    return new Emitted(0, row(RowKind.DELETE, OUT, key, rank, key, name));
  }

  @Test
  void theResultHasTheColumnsOfBothSides() {
    Contract out = setup(LEFT_APPEND, RIGHT_APPEND).output(0);

    assertThat(out.schema()).isEqualTo(OUT);
    assertThat(out.isUpdating()).isFalse();
    assertThat(out.bounded()).isTrue();
  }

  @Test
  void aKeyOfTheSameNameComesOnce() {
    Schema right = schema("origin VARCHAR", "name VARCHAR");
    TestSetup setup =
        TestSetup.of(new Join())
            .columns("left_keys", "origin")
            .columns("right_keys", "origin")
            .input(LEFT_APPEND)
            .input(Contract.append(right, null, true));

    assertThat(setup.output(0).schema().names()).containsExactly("origin", "rank", "name");
    assertThat(
            Torture.run(
                new Join(),
                setup,
                List.of(
                    left("JFK", 1), Element.row(1, row(right, "JFK", "Kennedy")), Element.end())))
        .containsExactly(new Emitted(0, row(setup.outputSchema(0), "JFK", 1L, "Kennedy")));
  }

  @Test
  void otherColumnsOfTheSameNameAreRefused() {
    Contract right = Contract.append(schema("iata VARCHAR", "rank INT"), null, true);

    List<Problem> problems = setup(LEFT_APPEND, right).problems();

    assertThat(problems).extracting(Problem::code).containsExactly("duplicate-column");
    assertThat(problems.get(0).message()).contains("rank");
  }

  @Test
  void keysOfDifferentTypesAreRefused() {
    Contract right = Contract.append(schema("iata BIGINT", "name VARCHAR"), null, true);

    assertThat(setup(LEFT_APPEND, right).problems())
        .extracting(Problem::code)
        .containsExactly("key-type");
  }

  @Test
  void integersOfDifferentWidthsAreEqualByValue() {
    Schema left = schema("id INT", "a INT");
    Schema right = schema("key BIGINT", "b INT");
    TestSetup setup =
        TestSetup.of(new Join())
            .columns("left_keys", "id")
            .columns("right_keys", "key")
            .input(Contract.append(left, null, true))
            .input(Contract.append(right, null, true));

    assertThat(
            Torture.run(
                new Join(),
                setup,
                List.of(
                    Element.row(0, row(left, 7, 1)),
                    Element.row(1, row(right, 7L, 2)),
                    Element.end())))
        .containsExactly(new Emitted(0, row(setup.outputSchema(0), 7, 1, 7L, 2)));
  }

  @Test
  void keysOfDifferentLengthAreRefused() {
    TestSetup setup = setup(LEFT_APPEND, RIGHT_APPEND).columns("right_keys", "iata", "name");

    assertThat(setup.problems()).extracting(Problem::code).containsExactly("key-count");
  }

  @Test
  void lineTwoSaysTheCondition() {
    assertThat(new Join().describe(setup(LEFT_APPEND, RIGHT_APPEND).parameters()))
        .isEqualTo("JOIN origin = iata");
  }

  @Property(tries = 60)
  void theChangesAddUpToTheJoinOfWhatIsLeft(
      @ForAll long seed,
      @ForAll boolean leftUpdates,
      @ForAll boolean rightUpdates,
      @ForAll @IntRange(min = 1, max = 60) int steps) {
    Random random = new Random(seed);
    List<Element> elements = new ArrayList<>();
    List<List<Row>> left = List.of(new ArrayList<>(), new ArrayList<>());
    for (int i = 0; i < steps; i++) {
      int side = random.nextInt(2);
      List<Row> rows = left.get(side);
      boolean updates = side == 0 ? leftUpdates : rightUpdates;
      if (updates && !rows.isEmpty() && random.nextInt(3) == 0) {
        Row gone = rows.remove(random.nextInt(rows.size()));
        elements.add(Element.row(side, gone.copy().setKind(RowKind.DELETE)));
      } else {
        String key = "K" + random.nextInt(3);
        Row row =
            side == 0
                ? row(LEFT, key, (long) random.nextInt(3))
                : row(RIGHT, key, "n" + random.nextInt(3));
        rows.add(row);
        elements.add(Element.row(side, row));
      }
    }
    elements.add(Element.end());
    Map<Row, Integer> expected = new HashMap<>();
    for (Row l : left.get(0)) {
      for (Row r : left.get(1)) {
        if (l.getString(0).equals(r.getString(0))) {
          expected.merge(
              row(OUT, l.getString(0), l.getLong(1), r.getString(0), r.getString(1)),
              1,
              Integer::sum);
        }
      }
    }
    TestSetup setup =
        setup(
            leftUpdates ? LEFT_APPEND.updating(ChangelogMode.RETRACT, List.of()) : LEFT_APPEND,
            rightUpdates ? RIGHT_APPEND.updating(ChangelogMode.RETRACT, List.of()) : RIGHT_APPEND);

    Map<Row, Integer> actual = new HashMap<>();
    for (Emitted e : Torture.run(new Join(), setup, elements)) {
      Row row = e.row().copy().setKind(RowKind.INSERT);
      actual.merge(row, e.row().kind().isAdding() ? 1 : -1, Integer::sum);
    }
    actual.values().removeIf(n -> n == 0);
    assertThat(actual).isEqualTo(expected);
  }
}
