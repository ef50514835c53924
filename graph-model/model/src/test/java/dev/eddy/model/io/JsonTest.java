package dev.eddy.model.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.eddy.model.problem.Place.Range;
import dev.eddy.model.problem.Problem;
import dev.eddy.model.value.Value;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class JsonTest {
  private static Value read(String text) throws JsonException {
    return Json.read(text.getBytes(StandardCharsets.UTF_8), Json.Limits.FILE);
  }

  private static Problem refusal(String text) {
    return catchThrowableOfType(JsonException.class, () -> read(text)).problem();
  }

  @Test
  void oneEntryALineAndShortScalarsStayTogether() throws Exception {
    Value v =
        read(
            """
            {"b": 1.50, "a": {"x": 1, "y": 2}, "keys": ["k", "l"], "empty": [], "none": {},
             "items": [{"name": "n", "type": "INT"}, {"deep": [1]}], "s": {"t": "u"}}""");
    assertThat(new String(Json.write(v), StandardCharsets.UTF_8))
        .isEqualTo(
            """
            {
              "b": 1.50,
              "a": {"x": 1, "y": 2},
              "keys": ["k", "l"],
              "empty": [],
              "none": {},
              "items": [
                {"name": "n", "type": "INT"},
                {
                  "deep": [1]
                }
              ],
              "s": {
                "t": "u"
              }
            }
            """);
  }

  @Property
  void whatIsWrittenIsReadAgainAndWrittenAlike(@ForAll("values") Value value) throws Exception {
    byte[] bytes = Json.write(value);
    Value again = Json.read(bytes, Json.Limits.FILE);
    assertThat(again).isEqualTo(value);
    assertThat(Json.write(again)).isEqualTo(bytes);
    assertThat(Json.read(Json.writeLine(value).getBytes(StandardCharsets.UTF_8), Json.Limits.FILE))
        .isEqualTo(value);
  }

  @Provide
  Arbitrary<Value> values() {
    Arbitrary<String> texts = Arbitraries.strings().all().ofMaxLength(12);
    Arbitrary<Value> scalars =
        Arbitraries.oneOf(
            texts.map(Value::of),
            Arbitraries.bigDecimals().ofScale(5).map(Value.Num::new),
            Arbitraries.longs().map(Value::of),
            Arbitraries.of(true, false).map(Value::of),
            Arbitraries.just(new Value.Null()));
    return Arbitraries.recursive(
        () -> scalars,
        inner ->
            Arbitraries.oneOf(
                inner.list().ofMaxSize(3).map(Value.Items::new),
                Arbitraries.maps(texts, inner).ofMaxSize(3).map(Value.Struct::new)),
        0,
        3);
  }

  @Test
  void aKeyThatIsThereTwiceIsRefusedAtItsPlace() {
    Problem p = refusal("{\n  \"a\": 1,\n  \"a\": 2\n}");
    assertThat(p.code()).isEqualTo("duplicate-key");
    assertThat(p.message()).contains("\"a\"");
    assertThat(p.place().range()).isEqualTo(new Range(3, 3, 3, 3));
  }

  @Test
  void aMergeConflictIsNamedAsSuch() {
    Problem p = refusal("{\n<<<<<<< HEAD\n  \"a\": 1\n=======\n");
    assertThat(p.code()).isEqualTo("merge-conflict");
    assertThat(p.place().range()).isEqualTo(new Range(2, 1, 2, 8));
  }

  @Test
  void aCutOffTextIsNamedAsSuch() {
    assertThat(refusal("{\"a\": [1, 2").code()).isEqualTo("json-cut-off");
    assertThat(refusal("{\"a\": \"tex").code()).isEqualTo("json-cut-off");
    assertThat(refusal("").code()).isEqualTo("json-cut-off");
  }

  @Test
  void depthSizeAndNumbersAreBounded() {
    assertThat(refusal("[".repeat(100) + "]".repeat(100)).message()).contains("64 deep");
    assertThat(refusal("1".repeat(5_000)).code()).isEqualTo("json-limit");
    assertThat(refusal("1e999999999").code()).isEqualTo("json-limit");
    byte[] big = " ".repeat(100).getBytes(StandardCharsets.UTF_8);
    JsonException e =
        catchThrowableOfType(JsonException.class, () -> Json.read(big, new Json.Limits(5, 99, 99)));
    assertThat(e.problem().code()).isEqualTo("file-too-large");
  }

  @Test
  void whatIsNoJsonIsRefused() {
    for (String text :
        List.of(
            "{a: 1}", "[1,]", "{} {}", "nul", "'a'", "NaN", "// c\n1", "{\"a\" 1}", "01", "]")) {
      assertThat(refusal(text).code()).as(text).isEqualTo("json-syntax");
      assertThat(refusal(text).place().range()).as(text).isNotNull();
    }
    JsonException e =
        catchThrowableOfType(
            JsonException.class,
            () -> Json.read(new byte[] {'"', (byte) 0xc3, '"'}, Json.Limits.FILE));
    assertThat(e.problem().code()).isEqualTo("not-utf8");
  }

  @Test
  void numbersKeepTheirDigitsAndAByteOrderMarkIsPassedOver() throws Exception {
    assertThat(read("\ufeff[1.50]"))
        .isEqualTo(new Value.Items(List.of(new Value.Num(new BigDecimal("1.50")))));
  }

  @Test
  void aValueKnowsWhereItStood() throws Exception {
    Json.Document d =
        Json.readDocument(
            "{\n  \"a\": [true]\n}".getBytes(StandardCharsets.UTF_8), Json.Limits.FILE);
    Value a = ((Value.Struct) d.root()).fields().get("a");
    assertThat(d.rangeOf(a)).isEqualTo(new Range(2, 8, 2, 14));
    assertThat(d.rangeOf(new Value.Struct(Map.of()))).isNull();
  }

  @Test
  void aNumberWithAnExponentThatNoNumberHasIsRefused() {
    for (String number : new String[] {"1e1001", "9E23372036854775807", "1e-99999999999"}) {
      assertThatThrownBy(() -> Json.read(number.getBytes(StandardCharsets.UTF_8), Json.Limits.FILE))
          .isInstanceOf(JsonException.class)
          .hasMessageContaining("out of range");
    }
  }
}
