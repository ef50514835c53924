package dev.eddy.expressions;

import dev.eddy.model.expression.Expressions.GeneratedClass;
import dev.eddy.model.expression.RowFunction;
import dev.eddy.model.expression.RowPredicate;
import dev.eddy.model.row.Row;
import dev.eddy.model.type.DataType;
import dev.eddy.model.type.Field;
import dev.eddy.model.type.Schema;
import dev.eddy.model.type.TypeRoot;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Compiles and runs expressions for tests. */
final class Generated {
  private static final AtomicInteger NAMES = new AtomicInteger();
  static final SqlExpressions SQL = new SqlExpressions();

  private record Key(String text, Schema input) {}

  private record Typed(@Nullable DataType type) {
    static Typed of(String text, Schema input) {
      return new Typed(SQL.typeOf(text, input).type());
    }
  }

  private static final Map<Key, RowFunction> COMPILED = new ConcurrentHashMap<>();
  private static final Map<Key, Typed> TYPED = new ConcurrentHashMap<>();

  private Generated() {}

  private static final class Loader extends ClassLoader {
    Loader() {
      super(Generated.class.getClassLoader());
    }

    Class<?> define(GeneratedClass c) {
      return defineClass(c.name(), c.bytes(), 0, c.bytes().length);
    }
  }

  static String freshName() {
    return "dev.eddy.generated.Test" + NAMES.incrementAndGet();
  }

  static RowFunction function(List<String> texts, Schema input) {
    return instance(SQL.compileFunction(freshName(), texts, input), RowFunction.class);
  }

  static RowPredicate predicate(String text, Schema input) {
    return instance(SQL.compilePredicate(freshName(), text, input), RowPredicate.class);
  }

  private static <T> T instance(GeneratedClass c, Class<T> type) {
    try {
      return type.cast(new Loader().define(c).getDeclaredConstructor().newInstance());
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The value of an expression without columns. */
  static @Nullable Object value(String text) {
    return value(text, Schema.EMPTY, new Row(0));
  }

  /** Long, Double, Boolean, String or BigDecimal. */
  static @Nullable Object value(String text, Schema input, Row row) {
    DataType type = TYPED.computeIfAbsent(new Key(text, input), k -> Typed.of(text, input)).type();
    if (type == null) {
      throw new IllegalArgumentException(text + ": " + SQL.typeOf(text, input).problems());
    }
    Row out = new Row(1);
    COMPILED
        .computeIfAbsent(new Key(text, input), k -> function(List.of(text), input))
        .apply(row, out);
    return get(out, 0, type);
  }

  static @Nullable Object get(Row row, int c, DataType type) {
    if (row.isNull(c)) {
      return null;
    }
    return switch (type.root()) {
      case BOOLEAN -> row.getBoolean(c);
      case FLOAT, DOUBLE -> row.getDouble(c);
      case DECIMAL, CHAR, VARCHAR -> row.getObject(c);
      default -> row.getLong(c);
    };
  }

  static void set(Row row, int c, DataType type, @Nullable Object value) {
    if (value == null) {
      row.setNull(c);
    } else if (value instanceof Boolean b) {
      row.setBoolean(c, b);
    } else if (type.root() == TypeRoot.DOUBLE || type.root() == TypeRoot.FLOAT) {
      row.setDouble(c, ((Number) value).doubleValue());
    } else if (value instanceof String || value instanceof BigDecimal) {
      row.setObject(c, value);
    } else {
      row.setLong(c, ((Number) value).longValue());
    }
  }

  static Row row(Schema schema, @Nullable Object... values) {
    Row row = new Row(schema.size());
    for (int i = 0; i < values.length; i++) {
      set(row, i, schema.type(i), values[i]);
    }
    return row;
  }

  static Schema schema(String... namesAndTypes) {
    Field[] fields = new Field[namesAndTypes.length];
    for (int i = 0; i < fields.length; i++) {
      int space = namesAndTypes[i].indexOf(' ');
      fields[i] =
          new Field(
              namesAndTypes[i].substring(0, space),
              DataType.parse(namesAndTypes[i].substring(space + 1)).orElseThrow());
    }
    return Schema.of(fields);
  }
}
