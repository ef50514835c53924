package dev.eddy.operators;

import static dev.eddy.operator.torture.TestRows.row;
import static dev.eddy.operator.torture.TestRows.schema;
import static org.assertj.core.api.Assertions.assertThat;

import dev.eddy.model.contract.ChangelogMode;
import dev.eddy.model.contract.Contract;
import dev.eddy.model.row.RowKind;
import dev.eddy.model.type.Schema;
import dev.eddy.operator.torture.Element;
import dev.eddy.operator.torture.Emitted;
import dev.eddy.operator.torture.TestSetup;
import dev.eddy.operator.torture.Torture;
import java.util.List;
import org.junit.jupiter.api.Test;

class FilterTest {
  private static final Schema DELAYS = schema("time TIMESTAMP(3) NOT NULL", "delay INT");
  private static final Contract IN = Contract.append(DELAYS, "time", true);

  private static TestSetup setup(Contract in) {
    return TestSetup.of(new Filter())
        .set("condition", "delay BETWEEN -30 AND 360")
        .input(in)
        .predicate("condition", r -> !r.isNull(1) && r.getLong(1) >= -30 && r.getLong(1) <= 360);
  }

  @Test
  void onlyRowsForWhichTheConditionIsTruePass() {
    List<Emitted> out =
        Torture.run(
            new Filter(),
            setup(IN),
            List.of(
                Element.row(0, row(DELAYS, 1L, 5)),
                Element.row(0, row(DELAYS, 2L, 400)),
                Element.row(0, row(DELAYS, 3L, null)),
                Element.row(0, row(DELAYS, 4L, -30)),
                Element.end()));

    assertThat(out)
        .containsExactly(new Emitted(0, row(DELAYS, 1L, 5)), new Emitted(0, row(DELAYS, 4L, -30)));
  }

  @Test
  void halvesOfAnUpdatePassAloneAsDeletionAndInsertion() {
    Contract updating = IN.updating(ChangelogMode.RETRACT, List.of("time"));

    List<Emitted> out =
        Torture.run(
            new Filter(),
            setup(updating),
            List.of(
                Element.row(0, row(RowKind.INSERT, DELAYS, 1L, 5)),
                Element.row(0, row(RowKind.UPDATE_BEFORE, DELAYS, 1L, 5)),
                Element.row(0, row(RowKind.UPDATE_AFTER, DELAYS, 1L, 500)),
                Element.row(0, row(RowKind.UPDATE_BEFORE, DELAYS, 1L, 500)),
                Element.row(0, row(RowKind.UPDATE_AFTER, DELAYS, 1L, 7)),
                Element.end()));

    assertThat(out)
        .containsExactly(
            new Emitted(0, row(RowKind.INSERT, DELAYS, 1L, 5)),
            new Emitted(0, row(RowKind.DELETE, DELAYS, 1L, 5)),
            new Emitted(0, row(RowKind.INSERT, DELAYS, 1L, 7)));
  }

  @Test
  void theContractStaysAsItIs() {
    assertThat(setup(IN).inferred(0)).isEqualTo(IN);
  }

  @Test
  void lineTwoShowsARangeShortly() {
    assertThat(new Filter().describe(setup(IN).parameters())).isEqualTo("delay -30 … 360");
  }

  @Test
  void lineTwoCutsALongCondition() {
    String text =
        new Filter()
            .describe(setup(IN).set("condition", "a > 1 AND ".repeat(20) + "b").parameters());

    assertThat(text).hasSizeLessThanOrEqualTo(48).endsWith("…");
  }
}
