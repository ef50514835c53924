package dev.eddy.designer.control.form;

import dev.eddy.model.value.Value;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * From what the user typed to values and back. What cannot be read stays as the text that it is, so
 * that nothing typed is lost and the check says what is wrong. Pure.
 */
final class FormValues {
  private static final Pattern COUNTED = Pattern.compile("(-?\\d+)\\s*([A-Za-z]*)");

  private static final int DIGITS = 100;

  private FormValues() {}

  /** The first of {@code column_1}, {@code column_2} and so on that no row is named. */
  static String freshColumn(List<Value.Struct> rows) {
    List<String> taken = rows.stream().map(r -> field(r, "name")).toList();
    int n = rows.size() + 1;
    while (taken.contains("column_" + n)) {
      n++;
    }
    return "column_" + n;
  }

  /** Null for blank: the parameter is taken out of the file. */
  static @Nullable Value text(String typed) {
    return typed.isBlank() ? null : Value.of(typed);
  }

  /** Null for nothing at all; blanks are a text, such as a delimiter. */
  static @Nullable Value exact(String typed) {
    return typed.isEmpty() ? null : Value.of(typed);
  }

  /** A number; other text as text, and so is a number of more digits than anybody could read. */
  static @Nullable Value integer(String typed) {
    String t = typed.strip().replace("\u202f", "").replace("\u00a0", "").replace('\u2212', '-');
    if (t.isEmpty()) {
      return null;
    }
    try {
      BigDecimal number = new BigDecimal(t);
      boolean readable = number.precision() <= DIGITS && Math.abs((long) number.scale()) <= DIGITS;
      return readable ? new Value.Num(number) : Value.of(typed);
    } catch (NumberFormatException e) {
      return Value.of(typed);
    }
  }

  /**
   * A whole number, with whatever unit stands behind it, counted on; never below 0 where there is a
   * unit. Null where the text is none.
   */
  static @Nullable String stepped(String text, int by) {
    Matcher m = COUNTED.matcher(text.strip());
    if (!m.matches()) {
      return null;
    }
    try {
      long next = Math.addExact(Long.parseLong(m.group(1)), by);
      String unit = m.group(2);
      return unit.isEmpty() ? Long.toString(next) : Math.max(0, next) + " " + unit;
    } catch (ArithmeticException | NumberFormatException e) {
      return null;
    }
  }

  /** What a text field shows of a value; nested values as {@link #inWords}. */
  static String shown(@Nullable Value value) {
    if (value == null || value instanceof Value.Null) {
      return "";
    }
    return value instanceof Value.Text t ? t.text() : inWords(value);
  }

  /** A value in the syntax of the file, on one line. */
  static String inWords(Value value) {
    if (value instanceof Value.Text t) {
      return '"' + t.text().replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + '"';
    }
    if (value instanceof Value.Num n) {
      return n.number().toPlainString();
    }
    if (value instanceof Value.Bool b) {
      return Boolean.toString(b.value());
    }
    if (value instanceof Value.Items i) {
      return i.items().stream()
          .map(FormValues::inWords)
          .collect(Collectors.joining(", ", "[", "]"));
    }
    if (value instanceof Value.Struct s) {
      return s.fields().entrySet().stream()
          .map(e -> '"' + e.getKey() + "\": " + inWords(e.getValue()))
          .collect(Collectors.joining(", ", "{", "}"));
    }
    return "null";
  }

  /** The items, or null where there are none. */
  static @Nullable Value items(List<? extends Value> items) {
    return items.isEmpty() ? null : new Value.Items(new ArrayList<>(items));
  }

  static @Nullable Value texts(List<String> texts) {
    return texts.isEmpty() ? null : Value.ofTexts(texts);
  }

  static String field(Value.Struct struct, String name) {
    return shown(struct.get(name));
  }

  /** A list with two items exchanged, for moving a row up or down; as it is at the ends. */
  static <T> List<T> moved(List<T> items, int from, int by) {
    int to = from + by;
    List<T> out = new ArrayList<>(items);
    if (from >= 0 && from < out.size() && to >= 0 && to < out.size()) {
      out.add(to, out.remove(from));
    }
    return out;
  }

  static <T> List<T> replaced(List<T> items, int index, T item) {
    List<T> out = new ArrayList<>(items);
    out.set(index, item);
    return out;
  }

  static <T> List<T> without(List<T> items, int index) {
    List<T> out = new ArrayList<>(items);
    out.remove(index);
    return out;
  }

  static <T> List<T> plus(List<T> items, T item) {
    List<T> out = new ArrayList<>(items);
    out.add(item);
    return out;
  }

  static Value.Struct struct(String a, Value va, String b, Value vb) {
    Map<String, Value> fields = new java.util.LinkedHashMap<>();
    fields.put(a, va);
    fields.put(b, vb);
    return new Value.Struct(fields);
  }
}
