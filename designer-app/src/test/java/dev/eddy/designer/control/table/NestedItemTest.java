package dev.eddy.designer.control.table;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eddy.model.io.Json;
import dev.eddy.model.value.Value;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Values that hold others, as the detail view folds them. */
class NestedItemTest {
  private static NestedItem of(String text) {
    return NestedItem.of("payload", text).orElseThrow();
  }

  private static NestedItem child(NestedItem of, String name) {
    return of.children().stream().filter(c -> c.name().equals(name)).findFirst().orElseThrow();
  }

  @Test
  void fieldsAndItemsAreNamedCountedAndFoundByTheirPath() {
    NestedItem all = of("{\"legs\":[{\"origin\":\"PHX\"},{}],\"two words\":null,\"n\":1.50}");
    assertThat(all.words()).isEqualTo("3 fields");
    NestedItem legs = child(all, "legs");
    assertThat(legs.words()).isEqualTo("2 items");
    assertThat(legs.children()).extracting(NestedItem::name).containsExactly("[0]", "[1]");
    assertThat(legs.children().get(1).words()).isEqualTo("0 fields");
    NestedItem origin = child(legs.children().get(0), "origin");
    assertThat(origin.path()).isEqualTo("payload.legs[0].origin");
    assertThat(origin.words()).isEqualTo("PHX");
    assertThat(child(all, "two words").path()).isEqualTo("payload.\"two words\"");
    assertThat(child(all, "two words").words()).isEqualTo("null");
    assertThat(child(all, "n").words())
        .as("as many digits as it was written with")
        .isEqualTo("1.50");
  }

  @Test
  void aTextIsCopiedAsItIsAndAllElseAsJson() {
    NestedItem all = of("{\"a\":\"x\\ny\",\"b\":[1,true],\"c\":{}}");
    assertThat(child(all, "a").text()).isEqualTo("x\ny");
    assertThat(child(all, "a").words()).as("on one line").isEqualTo("x⏎y");
    assertThat(child(all, "a").isLong()).isTrue();
    assertThat(child(all, "b").text().replaceAll("\\s", "")).isEqualTo("[1,true]");
    assertThat(child(all, "c").text()).isEqualTo("{}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "PHX", "1", "null", "[1, 2", "{a: 1}", "{\"a\":1} more", "{\"a\":1,\"a\":2}"})
  void aTextThatIsNoObjectAndNoArrayStaysAText(String text) {
    assertThat(NestedItem.of("c", text)).isEmpty();
  }

  @Test
  void whatIsNestedBeyondEveryMeasureStaysATextToo() {
    assertThat(NestedItem.of("c", "[".repeat(5_000) + "]".repeat(5_000))).isEmpty();
  }

  @Test
  void theWeightOfAnArrayOfThousandsIsNotCountedToItsEnd() {
    NestedItem many = of("[" + "0,".repeat(50_000) + "0]");
    assertThat(many.weight(25)).isEqualTo(25);
    assertThat(of("[[1,2],3]").weight(25)).isEqualTo(4);
  }

  @Property
  void allThatAValueHoldsIsThereOnceUnderAPathOfItsOwn(@ForAll long seed) {
    Value value = new Value.Items(List.of(holding(new Random(seed), 4)));
    String text = new String(Json.write(value), StandardCharsets.UTF_8);
    NestedItem all = of(text);
    List<NestedItem> seen = new ArrayList<>();
    collect(all, seen);
    assertThat(seen).hasSize(count(value));
    assertThat(new HashSet<>(seen.stream().map(NestedItem::path).toList())).hasSameSizeAs(seen);
    assertThat(all.weight(1_000_000)).isEqualTo(seen.size() - 1);
    for (NestedItem i : seen) {
      if (i.size() > 0) {
        assertThat(of(i.text()).value())
            .as("what is copied can be read again")
            .isEqualTo(i.value());
      }
      assertThat(i.words()).doesNotContain("\n");
    }
  }

  private static void collect(NestedItem i, List<NestedItem> out) {
    out.add(i);
    i.children().forEach(c -> collect(c, out));
  }

  private static int count(Value v) {
    int sum = 1;
    if (v instanceof Value.Struct s) {
      for (Value f : s.fields().values()) {
        sum += count(f);
      }
    } else if (v instanceof Value.Items i) {
      for (Value f : i.items()) {
        sum += count(f);
      }
    }
    return sum;
  }

  /** Some nested value; the same for a seed. */
  private static Value holding(Random random, int depth) {
    int kind = random.nextInt(depth == 0 ? 4 : 8);
    switch (kind) {
      case 0:
        return Value.of(name(random));
      case 1:
        return new Value.Num(BigDecimal.valueOf(random.nextInt(), random.nextInt(4)));
      case 2:
        return Value.of(random.nextBoolean());
      case 3:
        return new Value.Null();
      default:
        break;
    }
    int size = random.nextInt(5);
    if (kind < 6) {
      List<Value> items = new ArrayList<>();
      for (int i = 0; i < size; i++) {
        items.add(holding(random, depth - 1));
      }
      return new Value.Items(items);
    }
    Map<String, Value> fields = new LinkedHashMap<>();
    for (int i = 0; i < size; i++) {
      fields.put(name(random), holding(random, depth - 1));
    }
    return new Value.Struct(fields);
  }

  private static String name(Random random) {
    String letters = "ab_Z9 .[]\"\n\tü";
    StringBuilder b = new StringBuilder();
    for (int i = random.nextInt(6); i > 0; i--) {
      b.append(letters.charAt(random.nextInt(letters.length())));
    }
    return b.toString();
  }
}
