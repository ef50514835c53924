package dev.eddy.operators;

import static dev.eddy.operator.torture.TestRows.row;
import static dev.eddy.operator.torture.TestRows.schema;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import dev.eddy.model.contract.ChangelogMode;
import dev.eddy.model.contract.Contract;
import dev.eddy.model.problem.Problem;
import dev.eddy.model.row.Row;
import dev.eddy.model.row.RowKind;
import dev.eddy.model.type.Schema;
import dev.eddy.operator.ProcessProvider;
import dev.eddy.operator.torture.Element;
import dev.eddy.operator.torture.Emitted;
import dev.eddy.operator.torture.TestHost;
import dev.eddy.operator.torture.TestSetup;
import dev.eddy.operator.torture.Torture;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Outer, semi and anti joins; joins in windows and intervals. Times are milliseconds. */
class JoinKindsTest {
  private static final Schema LEFT = schema("a INT", "x INT NOT NULL", "lt TIMESTAMP(3) NOT NULL");
  private static final Schema RIGHT = schema("b INT", "y INT NOT NULL", "rt TIMESTAMP(3) NOT NULL");

  private static TestSetup setup(ProcessProvider provider, JoinType type, boolean updating) {
    Contract left = Contract.append(LEFT, "lt", true);
    Contract right = Contract.append(RIGHT, "rt", true);
    return TestSetup.of(provider)
        .set("type", type.word())
        .columns("left_keys", "a")
        .columns("right_keys", "b")
        .input(updating ? left.updating(ChangelogMode.RETRACT, List.of()) : left)
        .input(updating ? right.updating(ChangelogMode.RETRACT, List.of()) : right);
  }

  /** The condition {@code x + y <> 3}. */
  private static TestSetup conditioned(TestSetup setup) {
    return setup
        .set("condition", "x + y <> 3")
        .predicate("condition", r -> r.getLong(1) + r.getLong(4) != 3);
  }

  private static Element left(Integer a, int x, long time) {
    return Element.row(0, row(LEFT, a, x, time));
  }

  private static Element right(Integer b, int y, long time) {
    return Element.row(1, row(RIGHT, b, y, time));
  }

  private static String cell(Row r, int c) {
    return r.isNull(c) ? "-" : Long.toString(r.getLong(c));
  }

  /** {@code +I a x / b y}, or {@code +I a x} of the left alone. */
  private static List<String> texts(List<Emitted> out) {
    return out.stream()
        .map(
            e -> {
              Row r = e.row();
              String left = r.kind().shortName() + " " + cell(r, 0) + " " + cell(r, 1);
              return r.columns() > 5 ? left + " / " + cell(r, 3) + " " + cell(r, 4) : left;
            })
        .toList();
  }

  private static List<String> run(ProcessProvider p, TestSetup setup, Element... elements) {
    List<Element> all = new ArrayList<>(List.of(elements));
    all.add(Element.end());
    return texts(Torture.run(p, setup, all));
  }

  @Test
  void theRowWithNullsIsTakenBackWhenAPartnerComes() {
    assertThat(
            run(
                new Join(),
                setup(new Join(), JoinType.LEFT, false),
                left(1, 10, 0),
                right(1, 20, 0),
                right(1, 21, 0),
                right(2, 22, 0)))
        .containsExactly("+I 1 10 / - -", "-D 1 10 / - -", "+I 1 10 / 1 20", "+I 1 10 / 1 21");
  }

  @Test
  void aNullKeyMatchesNothingAndLeavesWhereItsSideIsKept() {
    assertThat(
            run(
                new Join(),
                setup(new Join(), JoinType.FULL, false),
                left(null, 10, 0),
                right(null, 20, 0)))
        .containsExactly("+I - 10 / - -", "+I - - / - 20");
  }

  @Test
  void aSemiRowComesWithItsFirstPartnerAndAnAntiRowGoesThen() {
    Element[] elements = {left(1, 10, 0), right(1, 20, 0), right(1, 21, 0), left(1, 11, 0)};

    assertThat(run(new Join(), setup(new Join(), JoinType.SEMI, false), elements))
        .containsExactly("+I 1 10", "+I 1 11");
    assertThat(run(new Join(), setup(new Join(), JoinType.ANTI, false), elements))
        .containsExactly("+I 1 10", "-D 1 10");
  }

  @Test
  void onlySemiAndInnerJoinsOfAppendedRowsAreAppended() {
    for (JoinType type : JoinType.values()) {
      assertThat(setup(new Join(), type, false).output(0).isUpdating())
          .isEqualTo(type != JoinType.INNER && type != JoinType.SEMI);
      assertThat(setup(new Join(), type, true).output(0).isUpdating()).isTrue();
    }
  }

  @Test
  void columnsOfASideThatMayBeMissingAreNullable() {
    Schema out = setup(new Join(), JoinType.LEFT, false).output(0).schema();

    assertThat(out.type(1).nullable()).isFalse();
    assertThat(out.type(4).nullable()).isTrue();
    assertThat(setup(new Join(), JoinType.FULL, false).output(0).schema().type(1).nullable())
        .isTrue();
  }

  @Test
  void aKeyOfOneNameOnBothSidesHasTheValueOfTheSideThatIsThere() {
    Schema right = schema("a INT", "y INT");
    TestSetup setup =
        TestSetup.of(new Join())
            .set("type", "right")
            .columns("left_keys", "a")
            .columns("right_keys", "a")
            .input(Contract.append(LEFT, null, true))
            .input(Contract.append(right, null, true));
    List<Emitted> out =
        Torture.run(new Join(), setup, List.of(Element.row(1, row(right, 7, 8)), Element.end()));

    assertThat(out).containsExactly(new Emitted(0, row(setup.outputSchema(0), 7, null, null, 8)));
  }

  /** What SQL gives for the rows that are there now. */
  private static Map<String, Integer> joined(List<Row> left, List<Row> right, JoinType type) {
    Map<String, Integer> out = new HashMap<>();
    boolean[] found = new boolean[right.size()];
    for (Row l : left) {
      boolean any = false;
      for (int i = 0; i < found.length; i++) {
        Row r = right.get(i);
        if (!l.isNull(0)
            && !r.isNull(0)
            && l.getLong(0) == r.getLong(0)
            && l.getLong(1) + r.getLong(1) != 3) {
          any = true;
          found[i] = true;
          if (!type.isLeftOnly()) {
            out.merge(
                cell(l, 0) + " " + cell(l, 1) + " / " + cell(r, 0) + " " + cell(r, 1),
                1,
                Integer::sum);
          }
        }
      }
      if (type.isLeftOnly() ? any == (type == JoinType.SEMI) : !any && type.keeps(0)) {
        out.merge(
            cell(l, 0) + " " + cell(l, 1) + (type.isLeftOnly() ? "" : " / - -"), 1, Integer::sum);
      }
    }
    for (int i = 0; i < found.length; i++) {
      if (!found[i] && type.keeps(1)) {
        Row r = right.get(i);
        out.merge("- - / " + cell(r, 0) + " " + cell(r, 1), 1, Integer::sum);
      }
    }
    return out;
  }

  @Property(tries = 120)
  void afterEachChangeTheChangesAddUpToTheJoinOfTheRowsThatAreThere(
      @ForAll long seed, @ForAll JoinType type, @ForAll @IntRange(min = 1, max = 40) int changes) {
    Random random = new Random(seed);
    TestSetup setup = conditioned(setup(new Join(), type, true));
    List<List<Row>> there = List.of(new ArrayList<>(), new ArrayList<>());
    List<Element> elements = new ArrayList<>();
    Map<String, Integer> table = new HashMap<>();
    try (TestHost host = new TestHost(new Join(), setup)) {
      for (int i = 0; i < changes; i++) {
        int side = random.nextInt(2);
        List<Row> rows = there.get(side);
        Row row;
        if (!rows.isEmpty() && random.nextInt(3) == 0) {
          row = rows.remove(random.nextInt(rows.size())).copy();
          row.setKind(random.nextBoolean() ? RowKind.DELETE : RowKind.UPDATE_BEFORE);
        } else {
          Integer key = random.nextInt(6) == 0 ? null : random.nextInt(2);
          row = row(side == 0 ? LEFT : RIGHT, key, random.nextInt(3), 0L);
          rows.add(row);
        }
        elements.add(Element.row(side, row));
        host.row(side, row);
        for (Emitted e : host.takeOutput()) {
          String text = texts(List.of(e)).get(0).substring(3);
          table.merge(text, e.row().kind().isAdding() ? 1 : -1, Integer::sum);
        }
        table.values().removeIf(n -> n == 0);

        assertThat(table).isEqualTo(joined(there.get(0), there.get(1), type));
      }
    }
    Torture.run(new Join(), setup, elements);
  }

  private static TestSetup windowed(JoinType type) {
    return setup(new WindowJoin(), type, false).set("size", "10 ms");
  }

  @Test
  void aWindowJoinGivesItsPairsWhenTheWindowIsOver() {
    List<Emitted> out =
        Torture.run(
            new WindowJoin(),
            windowed(JoinType.INNER),
            List.of(
                left(1, 10, 3),
                right(1, 20, 9),
                right(1, 21, 10),
                Element.watermark(8),
                left(1, 11, 0),
                Element.watermark(9),
                left(1, 12, 4),
                Element.end()));

    assertThat(texts(out)).containsExactly("+I 1 10 / 1 20", "+I 1 11 / 1 20");
    assertThat(out.get(0).row().getLong(6)).isZero();
    assertThat(out.get(0).row().getLong(7)).isEqualTo(10);
    assertThat(windowed(JoinType.FULL).output(0).isUpdating()).isFalse();
  }

  @ParameterizedTest
  @EnumSource(JoinType.class)
  void eachTypeOfWindowJoinGivesTheJoinOfTheRowsOfAWindow(JoinType type) {
    Random random = new Random(type.ordinal());
    List<Element> elements = new ArrayList<>();
    List<List<Row>> there = List.of(new ArrayList<>(), new ArrayList<>());
    for (int i = 0; i < 60; i++) {
      int side = random.nextInt(2);
      Integer key = random.nextInt(6) == 0 ? null : random.nextInt(3);
      Row row = row(side == 0 ? LEFT : RIGHT, key, random.nextInt(3), 5L);
      there.get(side).add(row);
      elements.add(Element.row(side, row));
    }
    elements.add(Element.end());
    Map<String, Integer> out = new HashMap<>();
    List<Emitted> emitted = Torture.run(new WindowJoin(), conditioned(windowed(type)), elements);
    for (Emitted e : emitted) {
      Row r = e.row();
      String left = cell(r, 0) + " " + cell(r, 1);
      out.merge(
          type.isLeftOnly() ? left : left + " / " + cell(r, 3) + " " + cell(r, 4), 1, Integer::sum);
    }

    assertThat(out).isEqualTo(joined(there.get(0), there.get(1), type));
  }

  private static TestSetup interval(JoinType type) {
    return setup(new IntervalJoin(), type, false).set("before", "2 ms").set("after", "5 ms");
  }

  @Test
  void theBoundsOfAnIntervalAreInclusive() {
    assertThat(
            run(
                new IntervalJoin(),
                interval(JoinType.INNER),
                right(1, 1, 7),
                right(1, 2, 8),
                left(1, 10, 10),
                right(1, 3, 15),
                right(1, 4, 16)))
        .containsExactly("+I 1 10 / 1 2", "+I 1 10 / 1 3");
  }

  @Test
  void aRowWithoutAPartnerLeavesWhenTheWatermarkHasPassedItsInterval() {
    List<Emitted> out =
        Torture.run(
            new IntervalJoin(),
            interval(JoinType.FULL),
            List.of(
                left(1, 10, 10),
                right(1, 1, 20),
                Element.watermark(14),
                Element.watermark(15),
                left(2, 11, 9),
                Element.watermark(22),
                right(null, 5, 30),
                Element.end()));

    assertThat(texts(out))
        .containsExactly("+I 1 10 / - -", "+I 2 11 / - -", "+I - - / 1 1", "+I - - / - 5");
  }

  @Test
  void aLeftRowCanSayItselfUntilWhenItsPartnersMayCome() {
    Schema left = schema("a INT", "lt TIMESTAMP(3) NOT NULL", "until TIMESTAMP(3)");
    TestSetup setup = until(left, true);
    List<Emitted> out =
        Torture.run(
            new IntervalJoin(),
            setup,
            List.of(
                right(1, 1, 10),
                Element.row(0, row(left, 1, 10L, 20L)),
                right(1, 2, 9),
                right(1, 3, 20),
                right(1, 4, 21),
                Element.end()));

    assertThat(out).extracting(e -> e.row().getLong(4)).containsExactly(1L, 3L);
    assertThat(setup.output(0).schema().names())
        .containsExactly("a", "lt", "until", "b", "y", "rt");
  }

  @Test
  void nothingIsKeptOfWhatCanHaveNoPartnerAnyMore() {
    for (JoinType type : JoinType.PAIRS) {
      for (ProcessProvider p : List.of(new WindowJoin(), new IntervalJoin())) {
        TestSetup setup = p instanceof WindowJoin ? windowed(type) : interval(type);
        TestHost host = new TestHost(p, setup);
        for (int i = 0; i < 30; i++) {
          host.accept(i % 2 == 0 ? left(i % 3, i, i * 2L) : right(i % 3, i, i * 2L));
          host.watermark(i);
        }
        host.watermark(Long.MAX_VALUE);

        assertThat(host.snapshot().entries()).isZero();
        assertThat(host.snapshot().timers()).isZero();
      }
    }
  }

  @Test
  void rowsOfAKeyLeaveOneAfterTheOtherThoughNoFurtherOnesCome() {
    TestHost host = new TestHost(new IntervalJoin(), interval(JoinType.INNER));
    for (int time : List.of(0, 1_500, 3_000, 900)) {
      host.accept(left(1, time, time));
    }
    Map<Long, Integer> waiting = new LinkedHashMap<>();
    for (long watermark = 999; watermark < 5_000; watermark += 1_000) {
      host.watermark(watermark);
      waiting.put(watermark, host.snapshot().entries());
    }

    assertThat(waiting)
        .containsExactly(
            entry(999L, 2), entry(1_999L, 1), entry(2_999L, 1), entry(3_999L, 0), entry(4_999L, 0));
    assertThat(host.snapshot().timers()).isZero();
  }

  @Test
  void rowsThatWaitLongerUnderNewBoundsLeaveByThose() {
    Schema left = schema("a INT", "lt TIMESTAMP(3) NOT NULL", "until TIMESTAMP(3)");
    TestHost before = new TestHost(new IntervalJoin(), until(left, false));
    before.accept(Element.row(0, row(left, 1, 10L, 5_000L)));
    before.accept(Element.row(0, row(left, 1, 20L, 9_000L)));
    TestHost host = new TestHost(new IntervalJoin(), until(left, true), before.snapshot());
    host.watermark(999);
    assertThat(host.snapshot().entries()).isEqualTo(2);
    host.watermark(5_999);
    assertThat(host.snapshot().entries()).isEqualTo(1);
    host.watermark(9_999);
    assertThat(host.snapshot().entries()).isZero();
    assertThat(host.snapshot().timers()).isZero();
  }

  /**
   * An interval join whose left rows wait until a time of their own, or just for their own time.
   */
  private static TestSetup until(Schema left, boolean own) {
    TestSetup setup =
        TestSetup.of(new IntervalJoin()).columns("left_keys", "a").columns("right_keys", "b");
    return (own ? setup.set("until", "until") : setup)
        .input(Contract.append(left, "lt", true))
        .input(Contract.append(RIGHT, "rt", true));
  }

  @Test
  void joinsInTimeNeedEventTimeOnBothSides() {
    assertThat(
            TestSetup.of(new IntervalJoin())
                .columns("left_keys", "a")
                .columns("right_keys", "b")
                .input(Contract.append(LEFT, null, true))
                .input(Contract.append(RIGHT, null, true))
                .problems())
        .extracting(Problem::code)
        .containsExactly("no-event-time", "no-event-time");
  }
}
