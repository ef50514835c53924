package dev.eddy.operators;

import static dev.eddy.operator.torture.TestRows.row;
import static dev.eddy.operator.torture.TestRows.schema;
import static org.assertj.core.api.Assertions.assertThat;

import dev.eddy.expressions.SqlExpressions;
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
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/** Aggregates that look at order, at distinct values, at squares; where rows are taken away too. */
class OrderedAggregatesTest {
  private static final Schema IN = schema("k VARCHAR", "s VARCHAR", "d DOUBLE");

  private static TestSetup setup(boolean retracting, String... aggregates) {
    Contract in = Contract.append(IN, null, true);
    return TestSetup.of(new GroupAggregate())
        .columns("keys", "k")
        .set("aggregates", Flow.named(aggregates))
        .input(retracting ? in.updating(ChangelogMode.RETRACT, List.of()) : in)
        .expressions(new SqlExpressions());
  }

  private static Row last(TestSetup setup, List<Element> elements) {
    List<Emitted> out = Torture.run(new GroupAggregate(), setup, elements);
    return out.get(out.size() - 1).row();
  }

  private static Element change(RowKind kind, String s, Double d) {
    return Element.row(0, row(IN, "k", s, d).setKind(kind));
  }

  @Test
  void theFirstTheLastAndAllOfThemSkipNulls() {
    Row out =
        last(
            setup(
                false,
                "f = FIRST_VALUE(s)",
                "l = LAST_VALUE(s)",
                "a = LISTAGG(s, '-')",
                "u = LISTAGG(DISTINCT s)",
                "big = LISTAGG(s) FILTER (WHERE d > 1)"),
            List.of(
                change(RowKind.INSERT, null, 9.0),
                change(RowKind.INSERT, "b", 1.0),
                change(RowKind.INSERT, "a", 2.0),
                change(RowKind.INSERT, "b", 3.0),
                Element.end()));

    assertThat(List.of(out.getString(1), out.getString(2), out.getString(3), out.getString(4)))
        .containsExactly("b", "b", "b-a-b", "b,a");
    assertThat(out.getString(5)).isEqualTo("a,b");
  }

  @Test
  void variancesAreThoseOfTheFormula() {
    Row out =
        last(
            setup(
                false,
                "vp = VAR_POP(d)",
                "vs = VAR_SAMP(d)",
                "sp = STDDEV_POP(d)",
                "ss = STDDEV_SAMP(d)"),
            List.of(
                change(RowKind.INSERT, "", 2.0),
                change(RowKind.INSERT, "", null),
                change(RowKind.INSERT, "", 4.0),
                change(RowKind.INSERT, "", 9.0),
                Element.end()));

    assertThat(out.getDouble(1)).isEqualTo((101 - 15 * 15 / 3.0) / 3);
    assertThat(out.getDouble(2)).isEqualTo((101 - 15 * 15 / 3.0) / 2);
    assertThat(out.getDouble(3)).isEqualTo(Math.pow((101 - 15 * 15 / 3.0) / 3, 0.5));
    assertThat(out.getDouble(4)).isEqualTo(Math.pow((101 - 15 * 15 / 3.0) / 2, 0.5));
  }

  @Test
  void oneValueHasNoSampleVariance() {
    Row out =
        last(
            setup(false, "vs = VAR_SAMP(d)", "vp = VAR_POP(d)"),
            List.of(change(RowKind.INSERT, "", 2.0), Element.end()));

    assertThat(out.isNull(1)).isTrue();
    assertThat(out.getDouble(2)).isZero();
  }

  @Property(tries = 60)
  void whatIsTakenAwayWasNeverThere(@ForAll long seed) {
    Random random = new Random(seed);
    List<String> there = new ArrayList<>();
    List<Element> elements = new ArrayList<>();
    there.add("z");
    elements.add(change(RowKind.INSERT, "z", 0.0));
    for (int i = 0; i < 30; i++) {
      if (there.size() > 1 && random.nextInt(3) == 0) {
        // Of equal ones the first goes, as in Flink.
        String gone = there.get(random.nextInt(there.size()));
        there.remove(gone);
        elements.add(change(RowKind.DELETE, gone, (double) gone.charAt(0)));
      } else {
        String s = String.valueOf((char) ('a' + random.nextInt(4)));
        there.add(s);
        elements.add(change(RowKind.INSERT, s, (double) s.charAt(0)));
      }
    }
    // So that there is a last row whatever happened.
    there.add("end");
    elements.add(change(RowKind.INSERT, "end", 0.0));
    elements.add(Element.end());

    Row out =
        last(
            setup(
                true,
                "f = FIRST_VALUE(s)",
                "l = LAST_VALUE(s)",
                "a = LISTAGG(s, '')",
                "n = COUNT(DISTINCT s)",
                "m = MAX(DISTINCT s)"),
            elements);

    assertThat(out.getString(1)).isEqualTo(there.get(0));
    assertThat(out.getString(2)).isEqualTo("end");
    assertThat(out.getString(3)).isEqualTo(there.stream().collect(Collectors.joining()));
    assertThat(out.getLong(4)).isEqualTo(there.stream().distinct().count());
    assertThat(out.getString(5)).isEqualTo(there.stream().max(String::compareTo).orElseThrow());
  }

  @Test
  void windowsRefuseWhatCannotBeAddedUp() {
    Contract in = Contract.append(schema("ts TIMESTAMP(3)", "s VARCHAR"), "ts", true);
    for (String[] c :
        new String[][] {
          {"tumbling", "COUNT(DISTINCT s)", "DISTINCT in a window"},
          {"sliding", "FIRST_VALUE(s)", "FIRST_VALUE in windows that overlap"}
        }) {
      TestSetup setup =
          TestSetup.of(new WindowAggregate())
              .set("window", c[0])
              .set("size", "10 s")
              .set("slide", "5 s")
              .set("aggregates", Flow.named("x = " + c[1]))
              .input(in)
              .expressions(new SqlExpressions());

      assertThat(setup.problems())
          .extracting(Problem::message)
          .singleElement()
          .asString()
          .contains(c[2]);
    }
  }
}
