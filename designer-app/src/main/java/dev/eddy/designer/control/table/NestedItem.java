package dev.eddy.designer.control.table;

import dev.eddy.designer.control.Figures;
import dev.eddy.model.io.Json;
import dev.eddy.model.io.JsonException;
import dev.eddy.model.value.Value;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A value, or one that it holds: what a tree shows of a cell whose text is a JSON object or array.
 * Pure.
 *
 * @param name of the field, or the place in an array as {@code [2]}
 * @param path from the column on: {@code payload.legs[2].origin}; a name that is no identifier is
 *     quoted
 */
record NestedItem(String name, String path, Value value) {
  /** Larger ones are shown as text: nobody unfolds so many. */
  private static final Json.Limits LIMITS = new Json.Limits(64, 4 << 20, 100_000);

  private static final int LONG = 60;

  /** How a value looks. */
  enum Kind {
    FIELDS,
    ITEMS,
    TEXT,
    NUMBER,
    BOOLEAN,
    NULL
  }

  /**
   * What a cell holds; empty for one that is no JSON object or array, or too large to be folded.
   */
  static Optional<NestedItem> of(String column, String text) {
    String t = text.strip();
    if (t.isEmpty() || "{[".indexOf(t.charAt(0)) < 0) {
      return Optional.empty();
    }
    try {
      Value v = Json.read(t.getBytes(StandardCharsets.UTF_8), LIMITS);
      return Optional.of(new NestedItem(column, quoted(column), v));
    } catch (JsonException e) {
      // A text that only looks like it: it is shown as it is.
      return Optional.empty();
    }
  }

  Kind kind() {
    if (value instanceof Value.Struct) {
      return Kind.FIELDS;
    } else if (value instanceof Value.Items) {
      return Kind.ITEMS;
    } else if (value instanceof Value.Text) {
      return Kind.TEXT;
    } else if (value instanceof Value.Num) {
      return Kind.NUMBER;
    }
    return value instanceof Value.Bool ? Kind.BOOLEAN : Kind.NULL;
  }

  /** How many values it holds; 0 for one that is no object or array. */
  int size() {
    return value instanceof Value.Struct s
        ? s.fields().size()
        : value instanceof Value.Items i ? i.items().size() : 0;
  }

  List<NestedItem> children() {
    List<NestedItem> out = new ArrayList<>(size());
    if (value instanceof Value.Struct s) {
      s.fields().forEach((n, v) -> out.add(new NestedItem(n, path + "." + quoted(n), v)));
    } else if (value instanceof Value.Items i) {
      for (int at = 0; at < i.items().size(); at++) {
        String place = "[" + at + "]";
        out.add(new NestedItem(place, path + place, i.items().get(at)));
      }
    }
    return out;
  }

  /** What stands beside the name, on one line. */
  String words() {
    return switch (kind()) {
      case FIELDS -> Figures.count(size(), "field", "fields");
      case ITEMS -> Figures.count(size(), "item", "items");
      case TEXT -> text().isEmpty() ? "''" : text().replace('\n', '⏎').replace('\t', ' ');
      case NUMBER, BOOLEAN, NULL -> text();
    };
  }

  /** Whether {@link #words} may be cut where it is shown. */
  boolean isLong() {
    return kind() == Kind.TEXT && (text().length() > LONG || text().indexOf('\n') >= 0);
  }

  /** What copying it gives: a text as it is, JSON of all else. */
  String text() {
    return value instanceof Value.Text t
        ? t.text()
        : size() == 0
            ? Json.writeLine(value).strip()
            : new String(Json.write(value), StandardCharsets.UTF_8).strip();
  }

  private static String quoted(String name) {
    return name.matches("[A-Za-z_][A-Za-z0-9_]*") ? name : "\"" + name.replace("\"", "\"\"") + "\"";
  }

  /** What a screen reader says. */
  String spoken() {
    return name + ", " + (value instanceof Value.Null ? "null" : words());
  }

  /** Values in it and in what it holds, up to a limit. */
  int weight(int most) {
    int sum = 0;
    for (NestedItem c : children()) {
      sum += 1 + c.weight(most - sum);
      if (sum >= most) {
        return most;
      }
    }
    return sum;
  }
}
