package dev.eddy.designer.effect;

import dev.eddy.designer.state.Arrangement;
import dev.eddy.model.io.AtomicFile;
import dev.eddy.model.io.Json;
import dev.eddy.model.value.Value;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * How the windows of projects were left: a file for each project in the state folder. A file that
 * cannot be read is as good as none. Not thread-safe.
 */
record Arrangements(Path root) {
  Arrangement read(Path project) {
    try {
      Value v = Json.read(Files.readAllBytes(file(project)), Json.Limits.FILE);
      return v instanceof Value.Struct s ? fromValue(s) : Arrangement.NONE;
    } catch (IOException e) {
      // JsonException is one of them.
      return Arrangement.NONE;
    }
  }

  void write(Path project, Arrangement a) throws IOException {
    AtomicFile.write(file(project), Json.write(toValue(a)));
  }

  private Path file(Path project) {
    return root.resolve(Drafts.stem(project) + ".json");
  }

  static Value.Struct toValue(Arrangement a) {
    Map<String, Value> out = new LinkedHashMap<>();
    Arrangement.Window w = a.window();
    if (w != null) {
      out.put("window", numbers(w.x(), w.y(), w.width(), w.height()));
      out.put("maximized", Value.of(w.maximized()));
    }
    Map<String, Value> sizes = new LinkedHashMap<>();
    a.sizes().forEach((name, size) -> sizes.put(name, number(size)));
    out.put("sizes", new Value.Struct(sizes));
    Map<String, Value> cameras = new LinkedHashMap<>();
    a.cameras().forEach((name, c) -> cameras.put(name, numbers(c.x(), c.y(), c.zoom())));
    out.put("cameras", new Value.Struct(cameras));
    out.put("tabs", Value.ofTexts(a.tabs()));
    out.put("pipeline", Value.of(a.pipeline()));
    return new Value.Struct(out);
  }

  static Arrangement fromValue(Value.Struct root) {
    List<Double> w = numbers(root.get("window"));
    boolean maximized = root.get("maximized") instanceof Value.Bool b && b.value();
    return new Arrangement(
        w.size() == 4
            ? new Arrangement.Window(w.get(0), w.get(1), w.get(2), w.get(3), maximized)
            : null,
        each(root.get("sizes"), v -> v instanceof Value.Num n ? n.number().doubleValue() : null),
        each(
            root.get("cameras"),
            v -> {
              List<Double> c = numbers(v);
              return c.size() == 3 && c.get(2) > 0
                  ? new Arrangement.View(c.get(0), c.get(1), c.get(2))
                  : null;
            }),
        root.get("tabs") instanceof Value.Items tabs
            ? tabs.items().stream()
                .filter(Value.Text.class::isInstance)
                .map(t -> ((Value.Text) t).text())
                .toList()
            : List.of(),
        root.get("pipeline") instanceof Value.Text t ? t.text() : "");
  }

  private static <T> Map<String, T> each(@Nullable Value v, Function<Value, @Nullable T> read) {
    Map<String, T> out = new LinkedHashMap<>();
    if (v instanceof Value.Struct s) {
      s.fields()
          .forEach(
              (name, x) -> Optional.ofNullable(read.apply(x)).ifPresent(t -> out.put(name, t)));
    }
    return out;
  }

  private static Value numbers(double... values) {
    return new Value.Items(Arrays.stream(values).<Value>mapToObj(Arrangements::number).toList());
  }

  private static Value number(double d) {
    return new Value.Num(
        Double.isFinite(d)
            ? BigDecimal.valueOf(d).setScale(4, RoundingMode.HALF_UP).stripTrailingZeros()
            : BigDecimal.ZERO);
  }

  private static List<Double> numbers(@Nullable Value v) {
    return v instanceof Value.Items items
            && items.items().stream().allMatch(Value.Num.class::isInstance)
        ? items.items().stream().map(n -> ((Value.Num) n).number().doubleValue()).toList()
        : List.of();
  }
}
