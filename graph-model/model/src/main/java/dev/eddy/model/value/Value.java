package dev.eddy.model.value;

import java.math.BigDecimal;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A parameter's value, and whatever a project file holds that this version does not know: the data
 * of JSON without its syntax. Immutable; numbers keep their text's precision, fields their order.
 */
public sealed interface Value {
  record Text(String text) implements Value {}

  record Num(BigDecimal number) implements Value {}

  record Bool(boolean value) implements Value {}

  record Null() implements Value {}

  record Items(List<Value> items) implements Value {
    public Items {
      items = List.copyOf(items);
    }
  }

  record Struct(Map<String, Value> fields) implements Value {
    public static final Struct EMPTY = new Struct(Map.of());

    public Struct {
      fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
    }

    public @Nullable Value get(String name) {
      return fields.get(name);
    }

    /** With one field set (in place, or at the end) or, for null, taken away. */
    public Struct with(String name, @Nullable Value value) {
      Map<String, Value> copy = new LinkedHashMap<>(fields);
      if (value == null) {
        copy.remove(name);
      } else {
        copy.put(name, value);
      }
      return new Struct(copy);
    }
  }

  static Value of(String text) {
    return new Text(text);
  }

  static Value of(long number) {
    return new Num(BigDecimal.valueOf(number));
  }

  static Value of(boolean value) {
    return new Bool(value);
  }

  static Value ofTexts(List<String> texts) {
    return new Items(texts.stream().map(Value::of).toList());
  }
}
