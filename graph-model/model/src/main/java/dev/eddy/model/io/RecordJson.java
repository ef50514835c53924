package dev.eddy.model.io;

import dev.eddy.model.problem.Place;
import dev.eddy.model.problem.Problem;
import dev.eddy.model.type.DataType;
import dev.eddy.model.type.Field;
import dev.eddy.model.type.Schema;
import dev.eddy.model.value.Value;
import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The model's own records as JSON, by their components: what travels between processes and into
 * recordings. Closed by construction: only the declared component types of a record are ever made,
 * a member of a sealed interface is told by its simple name in {@code "is"}, and no class is looked
 * up by a name from the text. A field that the record does not have is ignored, so that a newer
 * side may say more; one that is absent is null, empty, 0 or false.
 */
final class RecordJson {
  private static final String IS = "is";
  private static final Map<Class<?>, Class<?>> PLAIN =
      Map.of(int.class, Integer.class, long.class, Long.class, boolean.class, Boolean.class);
  private static final Map<Class<?>, RecordComponent[]> COMPONENTS = new ConcurrentHashMap<>();

  private RecordJson() {}

  /** The JSON of a record. */
  static Value toValue(Record record) {
    return write(record);
  }

  /** The value again; an IOException tells what does not fit. */
  static <T> T read(Value value, Class<T> declared) throws JsonException {
    try {
      Object read = read(value, declared, null, declared.getSimpleName());
      if (read == null) {
        throw new Misfit(declared.getSimpleName() + " is missing");
      }
      return declared.cast(read);
    } catch (Misfit e) {
      throw new JsonException(
          Problem.error(
              "bad-message",
              Place.NOWHERE,
              "The text is no " + declared.getSimpleName() + ": " + e.getMessage() + ".",
              "Both sides should have the same version of Eddy."));
    }
  }

  private static final class Misfit extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Misfit(String message) {
      super(message, null, false, false);
    }
  }

  private static Value write(@Nullable Object o) {
    if (o == null) {
      return new Value.Null();
    } else if (o instanceof Value v) {
      return v;
    } else if (o instanceof String s) {
      return Value.of(s);
    } else if (o instanceof Integer || o instanceof Long) {
      return Value.of(((Number) o).longValue());
    } else if (o instanceof Boolean b) {
      return Value.of(b);
    } else if (o instanceof Enum<?> e) {
      return Value.of(e.name());
    } else if (o instanceof byte[] bytes) {
      return Value.of(Base64.getEncoder().encodeToString(bytes));
    } else if (o instanceof long[] longs) {
      List<Value> items = new ArrayList<>(longs.length);
      for (long l : longs) {
        items.add(Value.of(l));
      }
      return new Value.Items(items);
    } else if (o instanceof List<?> list) {
      return new Value.Items(list.stream().map(i -> write(i)).toList());
    } else if (o instanceof Map<?, ?> map) {
      Map<String, Value> fields = new LinkedHashMap<>();
      map.forEach((k, v) -> fields.put((String) k, write(v)));
      return new Value.Struct(fields);
    } else if (o instanceof DataType type) {
      return Value.of(type.toString());
    } else if (o instanceof Schema schema) {
      return write(schema.fields());
    } else if (o instanceof Record record) {
      return writeRecord(record);
    }
    throw new IllegalArgumentException("no JSON for " + o.getClass());
  }

  private static Value writeRecord(Record record) {
    Map<String, Value> fields = new LinkedHashMap<>();
    if (isMember(record.getClass())) {
      fields.put(IS, Value.of(record.getClass().getSimpleName()));
    }
    for (RecordComponent c : components(record.getClass())) {
      try {
        fields.put(c.getName(), write(c.getAccessor().invoke(record)));
      } catch (ReflectiveOperationException e) {
        throw new IllegalStateException("record " + record.getClass(), e);
      }
    }
    return new Value.Struct(fields);
  }

  private static boolean isMember(Class<?> record) {
    for (Class<?> i : record.getInterfaces()) {
      if (i.isSealed()) {
        return true;
      }
    }
    return false;
  }

  private static RecordComponent[] components(Class<?> record) {
    // No method reference: what a caller may see depends on the caller, which takes classes made at
    // run time.
    return COMPONENTS.computeIfAbsent(record, c -> c.getRecordComponents());
  }

  private static @Nullable Object read(
      @Nullable Value v, Class<?> type, @Nullable AnnotatedType annotated, String path) {
    if (Value.class.isAssignableFrom(type)) {
      return type.isInstance(v)
          ? v
          : v == null && type == Value.Struct.class ? Value.Struct.EMPTY : misfit(path);
    }
    if (v == null || v instanceof Value.Null) {
      return absent(type, annotated, path);
    }
    if (type == String.class && v instanceof Value.Text t) {
      return t.text();
    } else if (PLAIN.containsKey(type) || PLAIN.containsValue(type)) {
      return plain(v, type, path);
    } else if (type.isEnum() && v instanceof Value.Text t) {
      return constant(type, t.text(), path);
    } else if (type == byte[].class && v instanceof Value.Text t) {
      return bytes(t.text(), path);
    } else if (type == long[].class && v instanceof Value.Items items) {
      return items.items().stream().mapToLong(i -> integer(i, path)).toArray();
    } else if (type == List.class && v instanceof Value.Items items) {
      return list(items, annotated, path);
    } else if (type == Map.class && v instanceof Value.Struct struct) {
      return map(struct, annotated, path);
    } else if (type == DataType.class && v instanceof Value.Text t) {
      return DataType.parse(t.text()).orElseThrow(() -> new Misfit(path + " is no type"));
    } else if (type == Schema.class && v instanceof Value.Items items) {
      return schema(items, path);
    } else if (type.isRecord() && v instanceof Value.Struct struct) {
      return record(struct, type, path);
    } else if (type.isSealed() && v instanceof Value.Struct struct) {
      return member(struct, type, path);
    }
    return misfit(path);
  }

  private static Object misfit(String path) {
    throw new Misfit(path + " does not fit");
  }

  private static @Nullable Object absent(
      Class<?> type, @Nullable AnnotatedType annotated, String path) {
    if (type == int.class) {
      return 0;
    } else if (type == long.class) {
      return 0L;
    } else if (type == boolean.class) {
      return false;
    } else if (annotated != null && annotated.isAnnotationPresent(Nullable.class)) {
      return null;
    } else if (type == List.class) {
      return List.of();
    } else if (type == Map.class) {
      return Map.of();
    } else if (type == String.class) {
      return "";
    }
    throw new Misfit(path + " is missing");
  }

  private static Object plain(Value v, Class<?> type, String path) {
    if (type == boolean.class || type == Boolean.class) {
      return v instanceof Value.Bool b ? b.value() : misfit(path);
    }
    long number = integer(v, path);
    if (type == long.class || type == Long.class) {
      return number;
    }
    if (number != (int) number) {
      return misfit(path);
    }
    return (int) number;
  }

  private static long integer(Value v, String path) {
    if (v instanceof Value.Num n) {
      try {
        return n.number().longValueExact();
      } catch (ArithmeticException e) {
        throw new Misfit(path + " is no whole number");
      }
    }
    throw new Misfit(path + " is no number");
  }

  private static Object constant(Class<?> type, String name, String path) {
    for (Object c : type.getEnumConstants()) {
      if (((Enum<?>) c).name().equals(name)) {
        return c;
      }
    }
    return misfit(path);
  }

  private static byte[] bytes(String text, String path) {
    try {
      return Base64.getDecoder().decode(text);
    } catch (IllegalArgumentException e) {
      throw new Misfit(path + " is damaged");
    }
  }

  private static List<@Nullable Object> list(
      Value.Items items, @Nullable AnnotatedType annotated, String path) {
    AnnotatedType element = argument(annotated, 0, path);
    List<@Nullable Object> out = new ArrayList<>(items.items().size());
    for (Value v : items.items()) {
      out.add(read(v, raw(element), element, path + "[" + out.size() + "]"));
    }
    return out;
  }

  private static Map<String, Object> map(
      Value.Struct struct, @Nullable AnnotatedType annotated, String path) {
    AnnotatedType element = argument(annotated, 1, path);
    Map<String, Object> out = new LinkedHashMap<>();
    struct
        .fields()
        .forEach(
            (k, v) -> {
              Object read = read(v, raw(element), element, path + "." + k);
              if (read == null) {
                throw new Misfit(path + "." + k + " is missing");
              }
              out.put(k, read);
            });
    return out;
  }

  private static AnnotatedType argument(@Nullable AnnotatedType type, int index, String path) {
    if (type instanceof AnnotatedParameterizedType p) {
      return p.getAnnotatedActualTypeArguments()[index];
    }
    throw new IllegalStateException("no element type at " + path);
  }

  private static Class<?> raw(AnnotatedType type) {
    Type t = type.getType();
    if (t instanceof Class<?> c) {
      return c;
    }
    return (Class<?>) ((ParameterizedType) t).getRawType();
  }

  private static Schema schema(Value.Items items, String path) {
    List<Field> fields = new ArrayList<>();
    for (Value v : items.items()) {
      Object field = read(v, Field.class, null, path + "[" + fields.size() + "]");
      if (field == null) {
        throw new Misfit(path + " has an empty column");
      }
      fields.add((Field) field);
    }
    try {
      return new Schema(fields);
    } catch (IllegalArgumentException e) {
      throw new Misfit(path + ": " + e.getMessage());
    }
  }

  private static Object member(Value.Struct struct, Class<?> sealed, String path) {
    String name = struct.get(IS) instanceof Value.Text t ? t.text() : "";
    for (Class<?> c : sealed.getPermittedSubclasses()) {
      if (c.getSimpleName().equals(name)) {
        return record(struct, c, path + "(" + name + ")");
      }
    }
    throw new Misfit(path + " is a '" + name + "', which is not known");
  }

  private static Object record(Value.Struct struct, Class<?> type, String path) {
    RecordComponent[] components = components(type);
    Class<?>[] types = new Class<?>[components.length];
    @Nullable Object[] values = new Object[components.length];
    for (int i = 0; i < components.length; i++) {
      RecordComponent c = components[i];
      types[i] = c.getType();
      values[i] =
          read(struct.get(c.getName()), types[i], c.getAnnotatedType(), path + "." + c.getName());
    }
    try {
      return type.getDeclaredConstructor(types).newInstance(values);
    } catch (InvocationTargetException e) {
      throw new Misfit(path + ": " + e.getCause());
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("record " + type, e);
    }
  }
}
