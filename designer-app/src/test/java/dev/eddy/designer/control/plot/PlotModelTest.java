package dev.eddy.designer.control.plot;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;

class PlotModelTest {
  private static PlotModel of(double... y) {
    double[] x = new double[y.length];
    for (int i = 0; i < x.length; i++) {
      x[i] = i;
    }
    return PlotModel.of("Rate", "rows/s", List.of(new PlotModel.Line("in", "accent", false, x, y)));
  }

  @Test
  void axesHaveRoundNumbersThatHoldAllValues() {
    PlotModel m = of(0, 61_200, 40_000);
    assertThat(m.top()).isEqualTo(80_000);
    assertThat(m.values())
        .extracting(PlotModel.Tick::text)
        .containsExactly("0", "20k", "40k", "60k", "80k");
  }

  @Property
  void theTopIsNeverBelowTheGreatestValueNorFarAboveIt(
      @ForAll @DoubleRange(min = 0.01, max = 1e12) double v) {
    PlotModel m = of(0, v);
    assertThat(m.top()).isBetween(v * (1 - 1e-9), v * 2.5 + 1e-12);
    assertThat(m.values()).hasSizeBetween(2, 6);
  }

  @Test
  void nothingKnownIsAnEmptyPlotWithAxes() {
    assertThat(of().isEmpty()).isTrue();
    PlotModel m = of(Double.NaN, Double.NaN);
    assertThat(m.top()).isEqualTo(1);
    assertThat(m.spoken()).isEqualTo("Rate, in not known");
  }

  @Test
  void aScreenReaderHearsTheLastValue() {
    assertThat(of(1, 1_234_000, Double.NaN).spoken()).isEqualTo("Rate, in 1.23M rows/s");
  }

  @Test
  void numbersAreShort() {
    assertThat(PlotModel.short3(0.25)).isEqualTo("0.25");
    assertThat(PlotModel.short3(9_999)).isEqualTo("9999");
    assertThat(PlotModel.short3(2e9)).isEqualTo("2G");
  }
}
