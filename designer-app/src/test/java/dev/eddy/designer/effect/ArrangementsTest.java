package dev.eddy.designer.effect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eddy.designer.state.Arrangement;
import dev.eddy.model.value.Value;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ArrangementsTest {
  @TempDir private Path temp;

  private static final Arrangement SOME =
      new Arrangement(
          new Arrangement.Window(10, 20, 1200, 800, true),
          Map.of("inspector AUTHOR", 400.0),
          Map.of("main", new Arrangement.View(-40.5, 3.25, 0.8)),
          List.of("main", "other"),
          "other");

  @Test
  void whatWasWrittenIsReadForItsProjectAlone() throws Exception {
    Arrangements a = new Arrangements(temp.resolve("windows"));
    a.write(temp.resolve("p"), SOME);
    assertThat(a.read(temp.resolve("p"))).isEqualTo(SOME);
    assertThat(a.read(temp.resolve("q"))).isEqualTo(Arrangement.NONE);
  }

  @Test
  void whatCannotBeReadIsAsGoodAsNone() throws Exception {
    Arrangements a = new Arrangements(temp.resolve("windows"));
    a.write(temp.resolve("p"), SOME);
    try (var files = Files.list(temp.resolve("windows"))) {
      Files.writeString(files.findFirst().orElseThrow(), "{\"window\": [1, \"x\"], \"tabs\": 3");
    }
    assertThat(a.read(temp.resolve("p"))).isEqualTo(Arrangement.NONE);
    assertThat(
            Arrangements.fromValue(
                Value.Struct.EMPTY
                    .with("window", new Value.Items(List.of(Value.of(1))))
                    .with("cameras", Value.of("x"))
                    .with("sizes", Value.Struct.EMPTY.with("a", Value.of("b")))))
        .isEqualTo(Arrangement.NONE);
  }

  @Property
  void everyCameraComesBackToAFractionOfAPixel(
      @ForAll @DoubleRange(min = -1e6, max = 1e6) double x,
      @ForAll @DoubleRange(min = 0.01, max = 4) double zoom) {
    Arrangement a =
        new Arrangement(
            null, Map.of(), Map.of("p", new Arrangement.View(x, -x, zoom)), List.of(), "");
    Arrangement.View v = Arrangements.fromValue(Arrangements.toValue(a)).cameras().get("p");
    assertThat(v.x()).isCloseTo(x, org.assertj.core.data.Offset.offset(1e-4));
    assertThat(v.zoom()).isCloseTo(zoom, org.assertj.core.data.Offset.offset(1e-4));
  }
}
