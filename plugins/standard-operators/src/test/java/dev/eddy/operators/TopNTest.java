package dev.eddy.operators;

import static dev.eddy.operator.torture.TestRows.row;
import static dev.eddy.operator.torture.TestRows.schema;
import static org.assertj.core.api.Assertions.assertThat;

import dev.eddy.model.contract.Contract;
import dev.eddy.model.problem.Problem;
import dev.eddy.model.row.Row;
import dev.eddy.model.type.Schema;
import dev.eddy.model.value.Value;
import dev.eddy.operator.torture.Element;
import dev.eddy.operator.torture.Emitted;
import dev.eddy.operator.torture.TestHost;
import dev.eddy.operator.torture.TestSetup;
import dev.eddy.operator.torture.Torture;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class TopNTest {
  private static final Schema IN =
      schema(
          "origin VARCHAR",
          "window_start TIMESTAMP(3) NOT NULL",
          "window_end TIMESTAMP(3) NOT NULL",
          "avg_delay DOUBLE",
          "flights BIGINT NOT NULL");
  private static final Schema OUT =
      schema(
          "origin VARCHAR",
          "window_start TIMESTAMP(3) NOT NULL",
          "window_end TIMESTAMP(3) NOT NULL",
          "rank BIGINT NOT NULL",
          "avg_delay DOUBLE",
          "flights BIGINT NOT NULL");
  private static final Contract WINDOWED =
      Contract.append(IN, null, true).withWindow(new Contract.Window("window_start", "window_end"));

  private static Value order(String column, String direction) {
    Map<String, Value> fields = new LinkedHashMap<>();
    fields.put("column", Value.of(column));
    fields.put("order", Value.of(direction));
    return new Value.Struct(fields);
  }

  private static TestSetup setup(int n) {
    return TestSetup.of(new TopN())
        .set("n", Value.of(n))
        .set("order", new Value.Items(List.of(order("avg_delay", "desc"), order("origin", "asc"))))
        .input(WINDOWED);
  }

  private static Element in(long window, String origin, Double average, long flights) {
    return Element.row(0, row(IN, origin, window, window + 10, average, flights));
  }

  private static Emitted out(long window, long rank, String origin, Double average, long flights) {
    return new Emitted(0, row(OUT, origin, window, window + 10, rank, average, flights));
  }

  @Test
  void theBestRowsOfAWindowLeaveWithTheirRankWhenItIsOver() {
    List<Emitted> out =
        Torture.run(
            new TopN(),
            setup(2),
            List.of(
                in(0, "ATL", 5.0, 10),
                in(0, "JFK", 9.0, 10),
                in(10, "BOS", 1.0, 10),
                in(0, "SFO", 7.0, 10),
                Element.watermark(8),
                Element.watermark(9),
                in(10, "DEN", 2.0, 10),
                Element.end()));

    assertThat(out)
        .containsExactly(
            out(0, 1, "JFK", 9.0, 10),
            out(0, 2, "SFO", 7.0, 10),
            out(10, 1, "DEN", 2.0, 10),
            out(10, 2, "BOS", 1.0, 10));
  }

  @Test
  void furtherColumnsDecideBetweenEqualRows() {
    List<Emitted> out =
        Torture.run(
            new TopN(),
            setup(2),
            List.of(
                in(0, "SFO", 5.0, 1), in(0, "ATL", 5.0, 1), in(0, "JFK", 5.0, 1), Element.end()));

    assertThat(out).containsExactly(out(0, 1, "ATL", 5.0, 1), out(0, 2, "JFK", 5.0, 1));
  }

  @Test
  void ofEqualRowsTheEarlierGoesFirst() {
    TestSetup setup = setup(2).set("order", new Value.Items(List.of(order("avg_delay", "desc"))));

    List<Emitted> out =
        Torture.run(
            new TopN(),
            setup,
            List.of(
                in(0, "SFO", 5.0, 1), in(0, "ATL", 5.0, 1), in(0, "JFK", 5.0, 1), Element.end()));

    assertThat(out).containsExactly(out(0, 1, "SFO", 5.0, 1), out(0, 2, "ATL", 5.0, 1));
  }

  @Test
  void nullsAreLowestSoTheyComeLastInDescendingOrder() {
    List<Emitted> out =
        Torture.run(
            new TopN(),
            setup(3),
            List.of(in(0, "A", null, 1), in(0, "B", -1.0, 1), in(0, "C", 1.0, 1), Element.end()));

    assertThat(out)
        .containsExactly(out(0, 1, "C", 1.0, 1), out(0, 2, "B", -1.0, 1), out(0, 3, "A", null, 1));
  }

  @Test
  void rowsAreFilteredBeforeTheyAreRanked() {
    TestSetup setup =
        setup(1).set("where", "flights >= 10").predicate("where", r -> r.getLong(4) >= 10);

    List<Emitted> out =
        Torture.run(
            new TopN(),
            setup,
            List.of(in(0, "ATL", 50.0, 9), in(0, "JFK", 1.0, 10), Element.end()));

    assertThat(out).containsExactly(out(0, 1, "JFK", 1.0, 10));
  }

  @Test
  void aRowOfAWindowThatIsOverIsDropped() {
    List<Emitted> out =
        Torture.run(
            new TopN(),
            setup(1),
            List.of(Element.watermark(9), in(0, "ATL", 1.0, 1), Element.end()));

    assertThat(out).isEmpty();
  }

  @Test
  void onlyTheBestRowsAreKept() {
    TestHost host = new TestHost(new TopN(), setup(3));
    for (int i = 0; i < 100; i++) {
      host.accept(in(0, "K" + i, (double) (i * 37 % 100), 1));
    }
    assertThat(host.snapshot().entries()).isEqualTo(3);

    host.watermark(9);
    assertThat(host.snapshot().entries()).isZero();
  }

  @Test
  void theRankStandsRightBehindTheWindowAndIsNeverNull() {
    assertThat(setup(3).output(0).schema()).isEqualTo(OUT);
    assertThat(setup(3).output(0).window()).isEqualTo(WINDOWED.window());
    assertThat(setup(3).output(0).isUpdating()).isFalse();
  }

  private static TestSetup running(int n, boolean rank) {
    return TestSetup.of(new TopN())
        .set("n", Value.of(n))
        .set("rank", Value.of(rank))
        .columns("keys", "k")
        .set(
            "order",
            new Value.Items(
                List.of(
                    new Value.Struct(Map.of("column", Value.of("v"), "order", Value.of("desc"))))))
        .input(Contract.append(PLAIN, null, true));
  }

  private static final Schema PLAIN = schema("k VARCHAR", "v INT", "until TIMESTAMP(3)");

  private static List<Element> plain(Object... pairs) {
    List<Element> out = new ArrayList<>();
    for (int i = 0; i < pairs.length; i += 2) {
      out.add(Element.row(0, row(PLAIN, pairs[i], pairs[i + 1], 100L)));
    }
    out.add(Element.end());
    return out;
  }

  private static List<String> changes(List<Emitted> out) {
    return out.stream()
        .map(
            e ->
                e.row().kind().shortName()
                    + e.row().getString(0)
                    + e.row().getLong(1)
                    + (e.row().columns() > 3 ? "#" + e.row().getLong(3) : ""))
        .toList();
  }

  @Test
  void withoutAWindowTheRanksAreKeptUpToDate() {
    assertThat(
            changes(
                Torture.run(
                    new TopN(), running(2, true), plain("a", 1, "a", 3, "b", 7, "a", 2, "a", 1))))
        .containsExactly("+Ia1#1", "-Ua1#1", "+Ua3#1", "+Ia1#2", "+Ib7#1", "-Ua1#2", "+Ua2#2");
  }

  @Test
  void withoutTheRankARowThatFallsOutIsDeletedAndTheNewOneInserted() {
    assertThat(
            changes(
                Torture.run(new TopN(), running(2, false), plain("a", 1, "a", 3, "a", 2, "a", 2))))
        .containsExactly("+Ia1", "+Ia3", "-Da1", "+Ia2");
  }

  @Test
  void theFirstRowAloneIsUpdated() {
    assertThat(changes(Torture.run(new TopN(), running(1, false), plain("a", 1, "a", 3, "a", 2))))
        .containsExactly("+Ia1", "-Ua1", "+Ua3");
    assertThat(running(1, false).output(0).upsertKeys()).containsExactly("k");
    assertThat(running(3, true).output(0).upsertKeys()).containsExactly("k", "rank");
    assertThat(running(3, false).output(0).upsertKeys()).isEmpty();
  }

  @Test
  void untilATimeTheRanksAreGivenOnceAndLaterRowsAreDropped() {
    List<Element> elements = new ArrayList<>(plain("a", 1, "a", 3, "b", 2));
    elements.remove(elements.size() - 1);
    elements.add(Element.watermark(99));
    elements.addAll(plain("a", 5).subList(0, 1));
    elements.add(Element.watermark(100));
    elements.addAll(plain("a", 9));

    assertThat(
            changes(
                Torture.run(
                    new TopN(), running(2, true).set("until", Value.of("until")), elements)))
        .containsExactlyInAnyOrder("+Ia5#1", "+Ia3#2", "+Ib2#1");
  }

  @Test
  void aColumnThatIsNamedRankIsRefused() {
    List<Problem> problems = TestSetup.of(new TopN()).input(setup(1).output(0)).problems();

    assertThat(problems).extracting(Problem::code).containsExactly("duplicate-column");
  }

  @Test
  void lineTwoSaysHowManyByWhat() {
    assertThat(new TopN().describe(setup(3).parameters())).isEqualTo("TOP 3 by avg_delay");
  }

  @Property(tries = 100)
  void theResultIsThatOfSortingEachWindow(
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 4) int n,
      @ForAll @IntRange(max = 40) int rows) {
    Random random = new Random(seed);
    List<Element> elements = new ArrayList<>();
    Map<Long, List<Row>> windows = new LinkedHashMap<>();
    for (int i = 0; i < rows; i++) {
      long window = 10L * random.nextInt(3);
      Double average = random.nextInt(6) == 0 ? null : (double) random.nextInt(5);
      Row row = row(IN, "K" + random.nextInt(30), window, window + 10, average, (long) i);
      windows.computeIfAbsent(window, w -> new ArrayList<>()).add(row);
      elements.add(Element.row(0, row));
    }
    elements.add(Element.end());
    List<Emitted> expected = new ArrayList<>();
    windows.keySet().stream()
        .sorted()
        .forEach(
            w -> {
              List<Row> sorted = new ArrayList<>(windows.get(w));
              sorted.sort(
                  Comparator.comparingDouble(
                          (Row r) -> r.isNull(3) ? Double.POSITIVE_INFINITY : -r.getDouble(3))
                      .thenComparing(r -> r.getString(0)));
              for (int i = 0; i < Math.min(n, sorted.size()); i++) {
                Row r = sorted.get(i);
                expected.add(
                    out(
                        w,
                        i + 1,
                        r.getString(0),
                        r.isNull(3) ? null : (Double) r.getDouble(3),
                        r.getLong(4)));
              }
            });

    assertThat(Torture.run(new TopN(), setup(n), elements)).isEqualTo(expected);
  }
}
