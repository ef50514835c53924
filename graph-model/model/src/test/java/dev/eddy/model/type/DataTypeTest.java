package dev.eddy.model.type;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class DataTypeTest {
  @Property
  void aTypeIsReadAsItIsWritten(@ForAll("types") DataType type) {
    assertThat(DataType.parse(type.toString())).contains(type);
    assertThat(DataType.parse(" " + type.toString().toLowerCase(java.util.Locale.ROOT) + " "))
        .contains(type);
  }

  @Provide
  Arbitrary<DataType> types() {
    Arbitrary<DataType> plain =
        Arbitraries.of(
            DataType.BOOLEAN,
            DataType.TINYINT,
            DataType.SMALLINT,
            DataType.INT,
            DataType.BIGINT,
            DataType.FLOAT,
            DataType.DOUBLE,
            DataType.VARCHAR,
            DataType.DATE);
    Arbitrary<DataType> decimals =
        Arbitraries.integers()
            .between(1, 38)
            .flatMap(p -> Arbitraries.integers().between(0, p).map(s -> DataType.decimal(p, s)));
    Arbitrary<DataType> sized =
        Combinators.combine(
                Arbitraries.of(TypeRoot.CHAR, TypeRoot.VARCHAR),
                Arbitraries.integers().between(1, 999_999_999))
            .as((root, n) -> new DataType(root, n, 0, true));
    Arbitrary<DataType> times =
        Combinators.combine(
                Arbitraries.of(TypeRoot.TIME, TypeRoot.TIMESTAMP, TypeRoot.TIMESTAMP_LTZ),
                Arbitraries.integers().between(0, 3))
            .as((root, n) -> new DataType(root, n, 0, true));
    return Combinators.combine(
            Arbitraries.oneOf(plain, decimals, sized, times), Arbitraries.of(true, false))
        .as(DataType::withNullable);
  }

  @Test
  void otherSpellingsAreRead() {
    assertThat(DataType.parse("string")).contains(DataType.VARCHAR);
    assertThat(DataType.parse("INTEGER NULL")).contains(DataType.INT);
    assertThat(DataType.parse("numeric(5)")).contains(DataType.decimal(5, 0));
    assertThat(DataType.parse("DECIMAL")).contains(DataType.decimal(10, 0));
    assertThat(DataType.parse("timestamp  not   null")).contains(DataType.TIMESTAMP.notNull());
  }

  @Test
  void whatIsNoSupportedTypeIsRefused() {
    for (String text :
        List.of(
            "",
            "INT(3)",
            "DECIMAL(39)",
            "DECIMAL(0)",
            "DECIMAL(3,4)",
            "VARCHAR(0)",
            "CHAR(0)",
            "TIMESTAMP(6)",
            "TIMESTAMP(3,1)",
            "VARCHAR(99999999999)",
            "ARRAY<INT>",
            "INT NOT",
            "INT; DROP")) {
      assertThat(DataType.parse(text)).as(text).isEmpty();
    }
  }

  @Test
  void namesOfColumnsAreDistinct() {
    assertThatThrownBy(
            () -> Schema.of(new Field("a", DataType.INT), new Field("a", DataType.VARCHAR)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("two columns are named a");
  }

  @Test
  void aSchemaFindsAndSelectsColumns() {
    Schema s =
        Schema.of(
            new Field("a", DataType.INT),
            new Field("b", DataType.VARCHAR),
            new Field("A", DataType.DATE));
    assertThat(s.indexOf("A")).isEqualTo(2);
    assertThat(s.indexOf("z")).isEqualTo(-1);
    assertThat(s.select(2, 0).names()).containsExactly("A", "a");
    assertThat(s.indexesOf(List.of("b", "a"))).containsExactly(1, 0);
    assertThatThrownBy(() -> s.indexesOf(List.of("z")))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
