package dev.eddy.model.refactor;

import dev.eddy.model.type.DataType;
import dev.eddy.model.type.Field;
import dev.eddy.model.type.Schema;
import dev.eddy.model.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Values of {@code Projection} parameters. */
final class Projections {
  private Projections() {}

  static boolean typesFit(Schema a, Schema b) {
    if (a.size() != b.size()) {
      return false;
    }
    for (int i = 0; i < a.size(); i++) {
      if (!a.type(i).withNullable(true).equals(b.type(i).withNullable(true))) {
        return false;
      }
    }
    return true;
  }

  /**
   * From the columns that there are to those that are wanted: by name, else by place; cast where
   * the type is another. Null where there are too few.
   */
  static @Nullable Value toward(Schema wanted, Schema given) {
    List<Value> out = new ArrayList<>();
    for (int i = 0; i < wanted.size(); i++) {
      Field w = wanted.field(i);
      Field g = given.find(w.name()).orElse(i < given.size() ? given.field(i) : null);
      if (g == null) {
        return null;
      }
      boolean same = w.type().withNullable(true).equals(g.type().withNullable(true));
      out.add(named(w.name(), same ? quoted(g.name()) : cast(g.name(), w.type())));
    }
    return new Value.Items(out);
  }

  /** All columns, some of them cast. */
  static Value casting(Schema schema, Map<String, DataType> casts) {
    List<Value> out = new ArrayList<>();
    for (Field f : schema.fields()) {
      DataType type = casts.get(f.name());
      out.add(named(f.name(), type == null ? quoted(f.name()) : cast(f.name(), type)));
    }
    return new Value.Items(out);
  }

  private static Value named(String name, String expression) {
    return Value.Struct.EMPTY.with("name", Value.of(name)).with("expression", Value.of(expression));
  }

  private static String cast(String column, DataType type) {
    return "CAST(" + quoted(column) + " AS " + type.sql() + ")";
  }

  /** Quotes are never wrong, only needless; which words need them the model does not know. */
  private static String quoted(String column) {
    return "`" + column.replace("`", "``") + "`";
  }
}
