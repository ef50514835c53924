package dev.eddy.operators;

import static dev.eddy.operator.torture.TestRows.row;
import static dev.eddy.operator.torture.TestRows.schema;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eddy.model.contract.Contract;
import dev.eddy.model.expression.AggregateFunction;
import dev.eddy.model.problem.Problem;
import dev.eddy.model.row.Row;
import dev.eddy.model.type.Schema;
import dev.eddy.operator.StateSpec;
import dev.eddy.operator.torture.Element;
import dev.eddy.operator.torture.Emitted;
import dev.eddy.operator.torture.TestHost;
import dev.eddy.operator.torture.TestRows;
import dev.eddy.operator.torture.TestSetup;
import dev.eddy.operator.torture.Torture;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class WindowAggregateTest {
  private static final Schema IN =
      schema("time TIMESTAMP(3) NOT NULL", "delay INT", "origin VARCHAR");
  private static final Schema OUT =
      schema(
          "origin VARCHAR",
          "window_start TIMESTAMP(3) NOT NULL",
          "window_end TIMESTAMP(3) NOT NULL",
          "avg_delay DOUBLE",
          "flights BIGINT NOT NULL",
          "max_delay INT");
  private static final long HOUR = 3_600_000;
  private static final long TEN = TestRows.millis("2001-01-01 10:00:00");

  private static TestSetup setup() {
    return TestSetup.of(new WindowAggregate())
        .name("hourly delay by origin")
        .set("size", "1 h")
        .columns("keys", "origin")
        .input(Contract.append(IN, "time", true))
        .aggregates(
            "aggregates",
            List.of(
                Calls.call("avg_delay", AggregateFunction.AVG, "DOUBLE", "DOUBLE", 0),
                Calls.countAll("flights"),
                Calls.call("max_delay", AggregateFunction.MAX, "INT", "INT", 1)))
        .function(
            "aggregates",
            (from, to) -> {
              if (from.isNull(1)) {
                to.setNull(0);
              } else {
                to.setDouble(0, from.getLong(1));
              }
              to.setFrom(1, from, 1);
            });
  }

  private static Row flight(long minute, Integer delay, String origin) {
    return row(IN, TEN + minute * 60_000, delay, origin);
  }

  private static Row result(String origin, long hour, Double average, long flights, Integer max) {
    long start = TEN + hour * HOUR;
    return row(OUT, origin, start, start + HOUR, average, flights, max);
  }

  @Test
  void aWindowIsEmittedOnceWhenTheWatermarkReachesItsLastMillisecond() {
    List<Emitted> out =
        Torture.run(
            new WindowAggregate(),
            setup(),
            List.of(
                Element.row(0, flight(0, 10, "JFK")),
                Element.row(0, flight(59, 20, "JFK")),
                Element.row(0, flight(60, 30, "JFK")),
                Element.watermark(TEN + HOUR - 2),
                Element.row(0, flight(30, 60, "JFK")),
                Element.watermark(TEN + HOUR - 1),
                Element.end()));

    assertThat(out)
        .containsExactly(
            new Emitted(0, result("JFK", 0, 30.0, 3, 60)),
            new Emitted(0, result("JFK", 1, 30.0, 1, 30)));
  }

  @Test
  void aLateRowLeavesByItsOwnPort() {
    Row late = flight(59, 5, "JFK");

    List<Emitted> out =
        Torture.run(
            new WindowAggregate(),
            setup(),
            List.of(
                Element.watermark(TEN + HOUR - 1),
                Element.row(0, late),
                Element.row(0, flight(60, 1, "JFK")),
                Element.end()));

    assertThat(out)
        .containsExactly(new Emitted(1, late), new Emitted(0, result("JFK", 1, 1.0, 1, 1)));
  }

  @Test
  void aRowIsNotLateWhileItsWindowIsOpenHoweverOldItIs() {
    List<Emitted> out =
        Torture.run(
            new WindowAggregate(),
            setup(),
            List.of(
                Element.watermark(TEN + HOUR - 2),
                Element.row(0, flight(0, 5, "JFK")),
                Element.end()));

    assertThat(out).containsExactly(new Emitted(0, result("JFK", 0, 5.0, 1, 5)));
  }

  @Test
  void nullsAreSkippedAndOnlyNullsGiveNull() {
    List<Emitted> out =
        Torture.run(
            new WindowAggregate(),
            setup(),
            List.of(
                Element.row(0, flight(0, null, "JFK")),
                Element.row(0, flight(60, null, "JFK")),
                Element.row(0, flight(61, 8, "JFK")),
                Element.end()));

    assertThat(out)
        .containsExactly(
            new Emitted(0, result("JFK", 0, null, 1, null)),
            new Emitted(0, result("JFK", 1, 8.0, 2, 8)));
  }

  @Test
  void nullIsAKeyLikeAnyOther() {
    List<Emitted> out =
        Torture.run(
            new WindowAggregate(),
            setup(),
            List.of(
                Element.row(0, flight(0, 1, null)),
                Element.row(0, flight(1, 3, null)),
                Element.end()));

    assertThat(out).containsExactly(new Emitted(0, result(null, 0, 2.0, 2, 3)));
  }

  @Test
  void windowsBefore1970AreAlignedToo() {
    Row row = row(IN, -1L, 4, "JFK");

    List<Emitted> out =
        Torture.run(new WindowAggregate(), setup(), List.of(Element.row(0, row), Element.end()));

    assertThat(out).containsExactly(new Emitted(0, row(OUT, "JFK", -HOUR, 0L, 4.0, 1L, 4)));
  }

  @Test
  void withoutKeysThereIsOneResultForAllRows() {
    TestSetup setup = setup().columns("keys");
    List<Emitted> out =
        Torture.run(
            new WindowAggregate(),
            setup,
            List.of(
                Element.row(0, flight(0, 1, "JFK")),
                Element.row(0, flight(1, 3, "ATL")),
                Element.end()));

    assertThat(out)
        .containsExactly(new Emitted(0, row(setup.outputSchema(0), TEN, TEN + HOUR, 2.0, 2L, 3)));
  }

  @Test
  void nothingIsKeptOfAWindowThatIsOver() {
    TestHost host = new TestHost(new WindowAggregate(), setup());
    host.row(0, flight(0, 1, "JFK"));
    host.row(0, flight(0, 1, "ATL"));
    assertThat(host.snapshot().entries()).isEqualTo(2);
    host.watermark(TEN + HOUR);

    assertThat(host.snapshot().entries()).isZero();
    assertThat(host.snapshot().timers()).isZero();
  }

  @Test
  void aNullEventTimeFailsWithTheColumnsName() {
    Schema nullable = schema("time TIMESTAMP(3)", "delay INT", "origin VARCHAR");
    TestSetup setup =
        TestSetup.of(new WindowAggregate())
            .set("size", "1 h")
            .input(Contract.append(nullable, "time", true))
            .aggregates("aggregates", List.of(Calls.countAll("n")));
    TestHost host = new TestHost(new WindowAggregate(), setup);

    assertThatThrownBy(() -> host.row(0, row(nullable, null, 1, "JFK")))
        .hasMessageContaining("the event time time is null");
  }

  @Test
  void theResultIsWindowedAndPartitionedByItsKeys() {
    Contract out = setup().output(0);

    assertThat(out.schema()).isEqualTo(OUT);
    assertThat(out.window()).isEqualTo(new Contract.Window("window_start", "window_end"));
    assertThat(out.partitionedBy()).containsExactly("origin");
    assertThat(out.isUpdating()).isFalse();
    assertThat(setup().output(1)).isEqualTo(Contract.append(IN, "time", true));
  }

  @Test
  void rowsWithoutEventTimeAreRefusedWithARemedy() {
    List<Problem> problems =
        TestSetup.of(new WindowAggregate())
            .set("size", "1 h")
            .input(Contract.append(IN, null, true))
            .aggregates("aggregates", List.of(Calls.countAll("n")))
            .problems();

    assertThat(problems).extracting(Problem::code).containsExactly("no-event-time");
    assertThat(problems.get(0).remedy()).contains("watermark");
  }

  @Test
  void anAggregateNamedLikeAKeyIsRefused() {
    List<Problem> problems =
        setup().aggregates("aggregates", List.of(Calls.countAll("origin"))).problems();

    assertThat(problems).extracting(Problem::code).containsExactly("duplicate-column");
  }

  @Test
  void lineTwoSaysTheWindowAndTheKeys() {
    assertThat(new WindowAggregate().describe(setup().parameters()))
        .isEqualTo("TUMBLE 1 h by origin");
  }

  @Property(tries = 60)
  void anyStreamGivesWhatAPlainModelGives(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 120) int rows) {
    Random random = new Random(seed);
    List<Element> elements = new ArrayList<>();
    Map<Long, Map<String, List<Integer>>> open = new TreeMap<>();
    List<Row> expected = new ArrayList<>();
    long watermark = Long.MIN_VALUE;
    long greatest = Long.MIN_VALUE;
    for (int i = 0; i < rows; i++) {
      Row row =
          flight(
              i * 10L + random.nextInt(200),
              random.nextInt(5) == 0 ? null : random.nextInt(100),
              "K" + random.nextInt(4));
      elements.add(Element.row(0, row));
      long time = row.getLong(0);
      long start = Math.floorDiv(time, HOUR) * HOUR;
      if (start + HOUR - 1 > watermark) {
        open.computeIfAbsent(start, s -> new HashMap<>())
            .computeIfAbsent(row.getString(2), s -> new ArrayList<>())
            .add(row.isNull(1) ? null : row.getInt(1));
      } else {
        expected.add(row);
      }
      greatest = Math.max(greatest, time);
      if (greatest - 30 * 60_000 > watermark) {
        watermark = greatest - 30 * 60_000;
        elements.add(Element.watermark(watermark));
        expected.addAll(close(open, watermark));
      }
    }
    elements.add(Element.end());
    expected.addAll(close(open, Long.MAX_VALUE));

    List<Row> out =
        Torture.run(new WindowAggregate(), setup(), elements).stream()
            .map(Emitted::row)
            .collect(Collectors.toList());

    assertThat(out).containsExactlyInAnyOrderElementsOf(expected);
  }

  private static List<Row> close(Map<Long, Map<String, List<Integer>>> open, long watermark) {
    List<Row> out = new ArrayList<>();
    open.entrySet()
        .removeIf(
            window -> {
              if (window.getKey() + HOUR - 1 > watermark) {
                return false;
              }
              window
                  .getValue()
                  .forEach(
                      (key, delays) -> {
                        List<Integer> known = delays.stream().filter(d -> d != null).toList();
                        out.add(
                            row(
                                OUT,
                                key,
                                window.getKey(),
                                window.getKey() + HOUR,
                                known.isEmpty()
                                    ? null
                                    : (Object)
                                        (known.stream().mapToDouble(d -> d).sum() / known.size()),
                                (long) delays.size(),
                                known.stream().max(Integer::compare).orElse(null)));
                      });
              return true;
            });
    return out;
  }

  @Test
  void panesOfAReachBeyondAllTimeAreInNoRing() {
    TestSetup forEver = setup().set("size", "8 h").set("lateness", "106751991167 d");
    assertThat(new WindowAggregate().shape(forEver).states())
        .extracting(StateSpec::name)
        .containsExactly("other panes");
    assertThat(new WindowAggregate().create(forEver)).isNotNull();
  }
}
