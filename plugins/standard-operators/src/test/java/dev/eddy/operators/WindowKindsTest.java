package dev.eddy.operators;

import static dev.eddy.operator.torture.TestRows.row;
import static dev.eddy.operator.torture.TestRows.schema;
import static org.assertj.core.api.Assertions.assertThat;

import dev.eddy.model.contract.Contract;
import dev.eddy.model.expression.AggregateFunction;
import dev.eddy.model.problem.Problem;
import dev.eddy.model.row.Row;
import dev.eddy.model.type.Schema;
import dev.eddy.operator.torture.Element;
import dev.eddy.operator.torture.Emitted;
import dev.eddy.operator.torture.TestHost;
import dev.eddy.operator.torture.TestSetup;
import dev.eddy.operator.torture.Torture;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** Windows other than tumbling ones; times are milliseconds. */
class WindowKindsTest {
  private static final Schema IN = schema("t TIMESTAMP(3) NOT NULL", "k INT", "v INT");

  private static TestSetup setup(String... parameters) {
    TestSetup setup =
        TestSetup.of(new WindowAggregate())
            .columns("keys", "k")
            .input(Contract.append(IN, "t", true))
            .aggregates(
                "aggregates",
                List.of(
                    Calls.countAll("n"),
                    Calls.call("s", AggregateFunction.SUM, "INT", "INT", 0),
                    Calls.call("m", AggregateFunction.MIN, "INT", "INT", 1),
                    Calls.call("a", AggregateFunction.AVG, "DOUBLE", "DOUBLE", 2)))
            .function(
                "aggregates",
                (from, to) -> {
                  to.setFrom(0, from, 2);
                  to.setFrom(1, from, 2);
                  to.setDouble(2, from.getLong(2));
                });
    for (int i = 0; i < parameters.length; i += 2) {
      setup.set(parameters[i], parameters[i + 1]);
    }
    return setup;
  }

  private static Element at(long time, int key, int value) {
    return Element.row(0, row(IN, time, key, value));
  }

  /** {@code key start-end n sum min}, late rows as {@code late time}. */
  private static List<String> texts(List<Emitted> out) {
    return out.stream()
        .map(
            e -> {
              Row r = e.row();
              if (e.port() == 1) {
                return "late " + r.getLong(0);
              }
              assertThat(r.getDouble(6)).isEqualTo(r.getLong(4) / (double) r.getLong(3));
              return r.getLong(0)
                  + " "
                  + r.getLong(1)
                  + "-"
                  + r.getLong(2)
                  + " "
                  + r.getLong(3)
                  + " "
                  + r.getLong(4)
                  + " "
                  + r.getLong(5);
            })
        .toList();
  }

  private static List<String> run(TestSetup setup, Element... elements) {
    List<Element> all = new ArrayList<>(List.of(elements));
    all.add(Element.end());
    return texts(Torture.run(new WindowAggregate(), setup, all));
  }

  @Test
  void aRowCountsInEachSlidingWindowThatHoldsIt() {
    assertThat(
            run(
                setup("window", "sliding", "size", "30 ms", "slide", "10 ms"),
                at(12, 1, 5),
                at(25, 1, 2)))
        .containsExactly("1 -10-20 1 5 5", "1 0-30 2 7 2", "1 10-40 2 7 2", "1 20-50 1 2 2");
  }

  @Test
  void aLateRowOfASlidingWindowStillCountsInTheOpenOnes() {
    assertThat(
            run(
                setup("window", "sliding", "size", "30 ms", "slide", "10 ms"),
                at(12, 1, 5),
                Element.watermark(29),
                at(11, 1, 1),
                Element.watermark(40),
                at(12, 1, 3)))
        .containsExactly("1 -10-20 1 5 5", "1 0-30 1 5 5", "1 10-40 2 6 1", "late 12");
  }

  @Test
  void aFirstRowBehindTheWatermarkCountsInTheOpenWindowsAlone() {
    assertThat(
            run(
                setup("window", "sliding", "size", "30 ms", "slide", "10 ms"),
                Element.watermark(25),
                at(12, 1, 5)))
        .containsExactly("1 0-30 1 5 5", "1 10-40 1 5 5");
  }

  @Test
  void cumulatingWindowsGrowFromOneStart() {
    assertThat(
            run(
                setup("window", "cumulating", "size", "30 ms", "step", "10 ms"),
                at(12, 1, 5),
                at(2, 1, 1),
                at(31, 1, 7)))
        .containsExactly(
            "1 0-10 1 1 1",
            "1 0-20 2 6 1",
            "1 0-30 2 6 1",
            "1 30-40 1 7 7",
            "1 30-50 1 7 7",
            "1 30-60 1 7 7");
  }

  @Test
  void anOffsetMovesTheBounds() {
    assertThat(run(setup("size", "10 ms", "offset", "3 ms"), at(12, 1, 5), at(13, 1, 2)))
        .containsExactly("1 3-13 1 5 5", "1 13-23 1 2 2");
  }

  @Test
  void sessionsOfAKeyThatTouchAreOne() {
    assertThat(
            run(
                setup("window", "session", "gap", "10 ms"),
                at(0, 1, 1),
                at(20, 1, 2),
                at(10, 1, 4),
                at(5, 2, 3),
                at(41, 1, 6)))
        .containsExactly("2 5-15 1 3 3", "1 0-30 3 7 1", "1 41-51 1 6 6");
  }

  @Test
  void aRowThatAloneWouldBeLateLivesOnInAnOpenSession() {
    assertThat(
            run(
                setup("window", "session", "gap", "10 ms"),
                at(18, 1, 1),
                Element.watermark(20),
                at(9, 1, 2),
                at(7, 2, 5)))
        .containsExactly("late 7", "1 9-28 2 3 1");
  }

  @Test
  void withinTheAllowedLatenessALateRowMakesItsWindowFireAgain() {
    assertThat(
            run(
                setup("size", "10 ms", "lateness", "5 ms"),
                at(2, 1, 1),
                Element.watermark(9),
                at(3, 1, 2),
                at(4, 2, 9),
                Element.watermark(14),
                at(5, 1, 4)))
        .containsExactly("1 0-10 1 1 1", "1 0-10 2 3 1", "2 0-10 1 9 9", "late 5");
  }

  @Test
  void withinTheAllowedLatenessASessionFiresAgainAndMayGrowOn() {
    assertThat(
            run(
                setup("window", "session", "gap", "10 ms", "lateness", "20 ms"),
                at(0, 1, 1),
                Element.watermark(12),
                at(1, 1, 2),
                at(9, 1, 4),
                Element.watermark(17)))
        .containsExactly("1 0-10 1 1 1", "1 0-11 2 3 1", "1 0-19 3 7 1");
  }

  @Test
  void nothingIsKeptOfWindowsThatAreGone() {
    for (TestSetup setup :
        List.of(
            setup("window", "sliding", "size", "30 ms", "slide", "10 ms"),
            setup("window", "sliding", "size", "30 ms", "slide", "10 ms", "lateness", "7 ms"),
            setup("window", "cumulating", "size", "30 ms", "step", "10 ms"),
            setup("window", "session", "gap", "10 ms"),
            setup("window", "session", "gap", "10 ms", "lateness", "7 ms"))) {
      TestHost host = new TestHost(new WindowAggregate(), setup);
      for (int t : new int[] {3, 40, 17, 90, 60, 4}) {
        host.accept(at(t, t % 2, 1));
        host.watermark(t);
      }
      host.watermark(Long.MAX_VALUE);

      assertThat(host.snapshot().entries()).isZero();
      assertThat(host.snapshot().timers()).isZero();
    }
  }

  @Test
  void aSizeThatIsNoMultipleOfTheSlideIsRefused() {
    assertThat(setup("window", "sliding", "size", "25 ms", "slide", "10 ms").problems())
        .extracting(Problem::code)
        .containsExactly("window-slide");
    assertThat(setup("window", "sliding", "size", "25 ms").problems())
        .extracting(Problem::code)
        .containsExactly("window-slide");
    assertThat(setup("window", "session").problems())
        .extracting(Problem::code)
        .containsExactly("window-gap");
  }

  @Property(tries = 60)
  void panesGiveWhatCountingEveryWindowGives(
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 60) int rows,
      @ForAll @IntRange(min = 1, max = 4) int panes,
      @ForAll boolean cumulating) {
    Random random = new Random(seed);
    long pane = 10;
    long size = pane * panes;
    long offset = random.nextInt(10);
    TestSetup setup =
        setup(
            "window",
            cumulating ? "cumulating" : "sliding",
            "size",
            size + " ms",
            cumulating ? "step" : "slide",
            pane + " ms",
            "offset",
            offset + " ms");
    List<Element> elements = new ArrayList<>();
    TreeMap<Long, TreeMap<String, List<Integer>>> open = new TreeMap<>();
    List<String> expected = new ArrayList<>();
    long watermark = Long.MIN_VALUE;
    for (int i = 0; i < rows; i++) {
      int key = random.nextInt(3);
      long time = i * 3L + random.nextInt(40) - 20;
      elements.add(at(time, key, i));
      boolean late = true;
      long first = Math.floorDiv(time - offset, pane) * pane + offset + pane;
      for (long end = first; end < first + size; end += pane) {
        long start =
            cumulating ? Math.floorDiv(end - 1 - offset, size) * size + offset : end - size;
        if (start <= time && time < end && end - 1 > watermark) {
          late = false;
          open.computeIfAbsent(end, e -> new TreeMap<>())
              .computeIfAbsent(key + " " + start + "-" + end, k -> new ArrayList<>())
              .add(i);
        }
      }
      if (late) {
        expected.add("late " + time);
      }
      if (time - 10 > watermark) {
        watermark = time - 10;
        elements.add(Element.watermark(watermark));
        close(open, watermark, expected);
      }
    }
    close(open, Long.MAX_VALUE, expected);

    assertThat(run(setup, elements.toArray(Element[]::new)))
        .containsExactlyInAnyOrderElementsOf(expected);
  }

  private static void close(
      TreeMap<Long, TreeMap<String, List<Integer>>> open, long watermark, List<String> out) {
    while (!open.isEmpty() && open.firstKey() - 1 <= watermark) {
      for (Map.Entry<String, List<Integer>> e : open.pollFirstEntry().getValue().entrySet()) {
        out.add(e.getKey() + " " + summary(e.getValue()));
      }
    }
  }

  private static String summary(List<Integer> values) {
    return values.size()
        + " "
        + values.stream().mapToInt(v -> v).sum()
        + " "
        + values.stream().mapToInt(v -> v).min().orElseThrow();
  }

  private static final class Open {
    long start;
    long end;
    final List<Integer> values = new ArrayList<>();
  }

  @Property(tries = 100)
  void sessionsGiveWhatMergingByHandGives(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 60) int rows) {
    Random random = new Random(seed);
    List<Element> elements = new ArrayList<>();
    List<List<Open>> sessions = List.of(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    List<String> expected = new ArrayList<>();
    long watermark = Long.MIN_VALUE;
    for (int i = 0; i < rows; i++) {
      int key = random.nextInt(3);
      long time = i * 3L + random.nextInt(60) - 30;
      elements.add(at(time, key, i));
      Open merged = new Open();
      merged.start = time;
      merged.end = time + 10;
      for (Open o : List.copyOf(sessions.get(key))) {
        if (o.start <= time + 10 && time <= o.end) {
          merged.start = Math.min(merged.start, o.start);
          merged.end = Math.max(merged.end, o.end);
          merged.values.addAll(o.values);
          sessions.get(key).remove(o);
        }
      }
      if (merged.end - 1 <= watermark) {
        expected.add("late " + time);
      } else {
        merged.values.add(i);
        sessions.get(key).add(merged);
      }
      if (time - 25 > watermark) {
        watermark = time - 25;
        elements.add(Element.watermark(watermark));
        closeSessions(sessions, watermark, expected);
      }
    }
    closeSessions(sessions, Long.MAX_VALUE, expected);

    assertThat(run(setup("window", "session", "gap", "10 ms"), elements.toArray(Element[]::new)))
        .containsExactlyInAnyOrderElementsOf(expected);
  }

  private static void closeSessions(
      List<List<Open>> sessions, long watermark, List<String> expected) {
    for (int key = 0; key < sessions.size(); key++) {
      TreeSet<Long> ends = new TreeSet<>();
      sessions.get(key).forEach(o -> ends.add(o.end));
      for (long end : ends) {
        for (Open o : List.copyOf(sessions.get(key))) {
          if (o.end == end && end - 1 <= watermark) {
            expected.add(key + " " + o.start + "-" + o.end + " " + summary(o.values));
            sessions.get(key).remove(o);
          }
        }
      }
    }
  }
}
