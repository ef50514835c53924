package dev.eddy.operators;

import static dev.eddy.operator.torture.TestRows.row;
import static org.assertj.core.api.Assertions.assertThat;

import dev.eddy.model.contract.Contract;
import dev.eddy.model.expression.AggregateFunction;
import dev.eddy.model.row.Row;
import dev.eddy.model.type.Field;
import dev.eddy.model.type.Schema;
import dev.eddy.operator.torture.Element;
import dev.eddy.operator.torture.Emitted;
import dev.eddy.operator.torture.TestSetup;
import dev.eddy.operator.torture.Torture;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class AggregateTest {
  /** The last result of one aggregate over values of one type. */
  private static Row over(
      AggregateFunction function, String argument, String result, Object... values) {
    Schema in = new Schema(List.of(new Field("x", Calls.type(argument))));
    TestSetup setup =
        TestSetup.of(new GroupAggregate())
            .input(Contract.append(in, null, true))
            .aggregates("aggregates", List.of(Calls.call("r", function, argument, result, 0)))
            .function("aggregates", (from, to) -> to.setFrom(0, from, 0));
    List<Element> elements = new ArrayList<>();
    Arrays.stream(values).forEach(v -> elements.add(Element.row(0, row(in, v))));
    elements.add(Element.end());
    List<Emitted> out = Torture.run(new GroupAggregate(), setup, elements);
    return out.get(out.size() - 1).row();
  }

  @Test
  void anAverageOfIntegersIsCutTowardsZero() {
    assertThat(over(AggregateFunction.AVG, "INT", "INT", 1, 2, 2).getLong(0)).isEqualTo(1);
    assertThat(over(AggregateFunction.AVG, "INT", "INT", -1, -2, -2).getLong(0)).isEqualTo(-1);
    assertThat(over(AggregateFunction.AVG, "TINYINT", "TINYINT", 127, 127).getLong(0))
        .isEqualTo(127);
  }

  @Test
  void anAverageOfDecimalsIsRoundedHalfUp() {
    Row r =
        over(
            AggregateFunction.AVG,
            "DECIMAL(12, 2)",
            "DECIMAL(38, 6)",
            new BigDecimal("0.01"),
            new BigDecimal("0.01"),
            new BigDecimal("0.03"));

    assertThat(r.getDecimal(0)).isEqualTo(new BigDecimal("0.016667"));
  }

  @Test
  void anAverageOfFloatsIsComputedInDouble() {
    Row r = over(AggregateFunction.AVG, "FLOAT", "FLOAT", 16_777_216f, 1f, 1f);

    assertThat(r.getDouble(0)).isEqualTo((double) (float) (16_777_218d / 3));
  }

  @Test
  void aSumOfIntegersWraps() {
    Row r = over(AggregateFunction.SUM, "INT", "INT", Integer.MAX_VALUE, 1);

    assertThat(r.getLong(0)).isEqualTo(Integer.MIN_VALUE);
    assertThat(over(AggregateFunction.SUM, "BIGINT", "BIGINT", Long.MAX_VALUE, 1L).getLong(0))
        .isEqualTo(Long.MIN_VALUE);
  }

  @Test
  void aSumOfDecimalsThatDoesNotFitIsNullAndBeginsAnew() {
    BigDecimal most = BigDecimal.TEN.pow(38).subtract(BigDecimal.ONE);

    assertThat(
            over(AggregateFunction.SUM, "DECIMAL(38, 0)", "DECIMAL(38, 0)", most, most).isNull(0))
        .isTrue();
    assertThat(
            over(
                    AggregateFunction.SUM,
                    "DECIMAL(38, 0)",
                    "DECIMAL(38, 0)",
                    most,
                    most,
                    BigDecimal.ONE)
                .getDecimal(0))
        .isEqualTo(BigDecimal.ONE);
  }

  @Test
  void aSumOfFloatsIsRoundedAtEachStep() {
    Row r = over(AggregateFunction.SUM, "FLOAT", "FLOAT", 16_777_216f, 1f, 1f);

    assertThat(r.getDouble(0)).isEqualTo(16_777_216d);
  }

  @Test
  void extremesOfTextAreByCodePoints() {
    String beyond = new String(Character.toChars(0x1f600));

    assertThat(over(AggregateFunction.MAX, "VARCHAR", "VARCHAR", "\uffee", beyond).getString(0))
        .isEqualTo(beyond);
    assertThat(over(AggregateFunction.MIN, "VARCHAR", "VARCHAR", "b", "B", "ab").getString(0))
        .isEqualTo("B");
  }

  @Test
  void onlyNullsGiveNullExceptForCount() {
    for (AggregateFunction f :
        List.of(
            AggregateFunction.SUM,
            AggregateFunction.AVG,
            AggregateFunction.MIN,
            AggregateFunction.MAX)) {
      assertThat(over(f, "INT", "INT", null, null).isNull(0)).as(f.name()).isTrue();
    }
    Row count = over(AggregateFunction.COUNT, "INT", "BIGINT NOT NULL", null, 5, null);
    assertThat(count.getLong(0)).isEqualTo(1);
  }
}
