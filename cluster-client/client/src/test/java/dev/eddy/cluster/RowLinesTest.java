package dev.eddy.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eddy.model.type.DataType;
import dev.eddy.model.type.Field;
import dev.eddy.model.type.Schema;
import java.util.List;
import org.junit.jupiter.api.Test;

class RowLinesTest {
  private static final Schema SCHEMA =
      Schema.of(new Field("k", DataType.VARCHAR), new Field("v", DataType.DOUBLE));

  @Test
  void theOrderOfRowsIsNothingButTheirNumberIs() {
    assertThat(RowLines.exactly(List.of("a", "b", "a"), List.of("a", "a", "b")).isNone()).isTrue();

    RowLines.Difference d = RowLines.exactly(List.of("a", "a", "b"), List.of("a", "c"));
    assertThat(d.left()).containsExactly("a", "b");
    assertThat(d.right()).containsExactly("c");
  }

  @Test
  void atMostFiveRowsASideAreShown() {
    RowLines.Difference d = RowLines.exactly(List.of("1", "2", "3", "4", "5", "6", "7"), List.of());

    assertThat(d.left()).containsExactly("1", "2", "3", "4", "5");
  }

  @Test
  void floatsMayDifferInTheirLastDigitsOnlyWhereThatIsAllowed() throws Exception {
    List<String> here = List.of("{\"k\":\"a\",\"v\":0.30000000000000004}", "{\"k\":\"a\",\"v\":7}");
    List<String> there = List.of("{\"k\":\"a\",\"v\":7.0}", "{\"k\":\"a\",\"v\":0.3}");

    assertThat(RowLines.withTolerance(here, there, SCHEMA).isNone()).isTrue();
    assertThat(RowLines.exactly(here, there).isNone()).isFalse();
  }

  @Test
  void floatsThatReallyDifferAreToldOnBothSides() throws Exception {
    RowLines.Difference d =
        RowLines.withTolerance(
            List.of("{\"k\":\"a\",\"v\":1.0}", "{\"k\":\"b\",\"v\":\"NaN\"}"),
            List.of("{\"k\":\"a\",\"v\":1.1}", "{\"k\":\"b\",\"v\":\"NaN\"}"),
            SCHEMA);

    assertThat(d.left()).containsExactly("{\"k\":\"a\",\"v\":1.0}");
    assertThat(d.right()).containsExactly("{\"k\":\"a\",\"v\":1.1}");
  }
}
