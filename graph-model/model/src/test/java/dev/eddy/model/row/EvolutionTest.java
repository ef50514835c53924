package dev.eddy.model.row;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eddy.model.type.DataType;
import dev.eddy.model.type.Field;
import dev.eddy.model.type.Schema;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EvolutionTest {
  private static Schema schema(String... columns) {
    return new Schema(
        java.util.Arrays.stream(columns)
            .map(
                c -> {
                  int space = c.indexOf(' ');
                  return new Field(
                      c.substring(0, space), DataType.parse(c.substring(space)).orElseThrow());
                })
            .toList());
  }

  private static Row row(Object... cells) {
    Row r = new Row(cells.length);
    for (int c = 0; c < cells.length; c++) {
      if (cells[c] instanceof Long n) {
        r.setLong(c, n);
      } else {
        r.setObject(c, cells[c]);
      }
    }
    return r;
  }

  private static List<String> obstacles(Schema before, Schema after) {
    return Evolution.obstacles(before, after, Map.of()).stream()
        .map(Evolution.Obstacle::message)
        .toList();
  }

  @Test
  void columnsAreAddedAsNullRemovedMovedAndRenamed() {
    Evolution e =
        Evolution.of(
            schema("a INT NOT NULL", "b STRING", "gone BIGINT"),
            schema("fresh BIGINT", "c STRING", "a INT NOT NULL"),
            Map.of("c", "b"));

    Row out = e.apply(row(7L, "x", 9L).setKind(RowKind.UPDATE_AFTER));

    assertThat(out.isNull(0)).isTrue();
    assertThat(out.getString(1)).isEqualTo("x");
    assertThat(out.getLong(2)).isEqualTo(7);
    assertThat(out.kind()).isEqualTo(RowKind.UPDATE_AFTER);
    assertThat(e.added()).containsExactly("fresh");
    assertThat(e.removed()).containsExactly("gone");
    assertThat(e.isIdentity()).isFalse();
  }

  @Test
  void aNewColumnMayHaveTheNameThatARenamedOneGaveUp() {
    Schema after = schema("b INT", "a INT");
    Evolution e = Evolution.of(schema("a INT"), after, Map.of("b", "a"));

    Row out = e.apply(row(7L));

    assertThat(out.getLong(0)).isEqualTo(7);
    assertThat(out.isNull(1)).isTrue();
    assertThat(e.added()).containsExactly("a");
    Evolution exchanged = Evolution.of(after, after, Map.of("a", "b", "b", "a"));
    assertThat(exchanged.apply(row(7L, 8L))).isEqualTo(row(8L, 7L));
  }

  @Test
  void whatStaysIsLeftAlone() {
    Schema s = schema("a INT", "b DECIMAL(5, 2)");

    assertThat(Evolution.of(s, s, Map.of()).isIdentity()).isTrue();
    assertThat(Evolution.of(s, schema("a BIGINT", "b DECIMAL(9, 2)"), Map.of()).isIdentity())
        .as("wider numbers have the same words")
        .isTrue();
  }

  @Test
  void decimalsGetTheDigitsOfTheNewType() {
    Evolution e = Evolution.of(schema("d DECIMAL(5, 2)"), schema("d DECIMAL(9, 4)"), Map.of());

    assertThat(e.apply(row(new BigDecimal("1.25"))).getDecimal(0))
        .isEqualTo(new BigDecimal("1.2500"));
  }

  @Test
  void whatCannotBeReadAsWhatItWasIsRefusedWithTheReason() {
    assertThat(obstacles(schema("a INT"), schema("a STRING")))
        .containsExactly("The column a was INT and is VARCHAR.");
    assertThat(obstacles(schema("a BIGINT"), schema("a INT"))).hasSize(1);
    assertThat(obstacles(schema("a DECIMAL(9, 4)"), schema("a DECIMAL(9, 6)"))).hasSize(1);
    assertThat(obstacles(schema("a VARCHAR(9)"), schema("a VARCHAR(5)"))).hasSize(1);
    assertThat(obstacles(schema("a INT"), schema("a INT NOT NULL")))
        .containsExactly("The column a must not be null any more.");
    assertThat(obstacles(schema("a INT"), schema("a INT", "b INT NOT NULL")))
        .containsExactly("The column b is new and NOT NULL, and old rows have no value.");
    assertThatThrownBy(() -> Evolution.of(schema("a INT"), schema("a DATE"), Map.of()))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
