package dev.eddy.model.operator;

import dev.eddy.model.type.DataType;
import dev.eddy.model.type.Field;
import dev.eddy.model.type.Schema;
import dev.eddy.model.value.Value;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The parameters of a node read through its descriptor: values of the file, else defaults. The
 * typed getters are lenient (an unreadable value is as good as absent), for the checks report it
 * with its place.
 */
public record Parameters(OperatorDescriptor descriptor, Value.Struct values) {
  private static final Pattern DURATION =
      Pattern.compile("\\s*(\\d{1,15})\\s*(ms|s|min|m|h|d)\\s*");
  private static final Map<String, Long> UNITS =
      Map.of(
          "ms", 1L, "s", 1_000L, "min", 60_000L, "m", 60_000L, "h", 3_600_000L, "d", 86_400_000L);

  /** A name and a SQL text: a column of a projection, an aggregate. */
  public record Named(String name, String expression) {}

  /** A column and its direction. */
  public record Order(String column, boolean descending) {}

  public @Nullable Value value(String name) {
    Value v = values.get(name);
    if (v != null && !(v instanceof Value.Null)) {
      return v;
    }
    return descriptor.parameter(name).map(ParameterSpec::defaultValue).orElse(null);
  }

  /** The text of a parameter; empty where there is none. */
  public String text(String name) {
    return value(name) instanceof Value.Text t ? t.text() : "";
  }

  public boolean has(String name) {
    Value v = value(name);
    return v != null
        && !(v instanceof Value.Text t && t.text().isBlank())
        && !(v instanceof Value.Items i && i.items().isEmpty());
  }

  public boolean bool(String name) {
    return value(name) instanceof Value.Bool b && b.value();
  }

  public long integer(String name, long otherwise) {
    if (value(name) instanceof Value.Num n) {
      try {
        return n.number().longValueExact();
      } catch (ArithmeticException e) {
        return otherwise;
      }
    }
    return otherwise;
  }

  /** Milliseconds of a duration such as {@code 1 h}. */
  public Optional<Long> duration(String name) {
    return parseDuration(text(name));
  }

  public static Optional<Long> parseDuration(String text) {
    Matcher m = DURATION.matcher(text.toLowerCase(Locale.ROOT));
    if (!m.matches()) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          Math.multiplyExact(
              Long.parseLong(m.group(1)), java.util.Objects.requireNonNull(UNITS.get(m.group(2)))));
    } catch (ArithmeticException e) {
      return Optional.empty();
    }
  }

  /** The texts of a list of columns. */
  public List<String> columns(String name) {
    List<String> out = new ArrayList<>();
    if (value(name) instanceof Value.Items items) {
      for (Value v : items.items()) {
        if (v instanceof Value.Text t) {
          out.add(t.text());
        }
      }
    }
    return out;
  }

  public List<Named> named(String name) {
    List<Named> out = new ArrayList<>();
    if (value(name) instanceof Value.Items items) {
      for (Value v : items.items()) {
        if (v instanceof Value.Struct s
            && s.get("name") instanceof Value.Text n
            && s.get("expression") instanceof Value.Text e) {
          out.add(new Named(n.text(), e.text()));
        }
      }
    }
    return out;
  }

  public List<Order> ordering(String name) {
    List<Order> out = new ArrayList<>();
    if (value(name) instanceof Value.Items items) {
      for (Value v : items.items()) {
        if (v instanceof Value.Struct s && s.get("column") instanceof Value.Text c) {
          out.add(
              new Order(
                  c.text(),
                  s.get("order") instanceof Value.Text o && o.text().equalsIgnoreCase("desc")));
        }
      }
    }
    return out;
  }

  /** The schema that the user wrote; items that cannot be read are left out. */
  public Schema columnTypes(String name) {
    List<Field> out = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    if (value(name) instanceof Value.Items items) {
      for (Value v : items.items()) {
        if (v instanceof Value.Struct s
            && s.get("name") instanceof Value.Text n
            && s.get("type") instanceof Value.Text t
            && seen.add(n.text())) {
          DataType.parse(t.text()).ifPresent(type -> out.add(new Field(n.text(), type)));
        }
      }
    }
    return new Schema(out);
  }
}
