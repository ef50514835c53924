package dev.eddy.designer.state;

import dev.eddy.model.graph.Graph;
import dev.eddy.model.graph.Layout;
import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Values of any record, enum or sealed type, made by reflection from small pools of names, so that
 * they often speak of things that exist. A message that is added tomorrow is among them without a
 * line here. The same seed gives the same values.
 */
final class AnyValue {
  private static final int DEEPEST = 7;

  private final Random random;
  private final List<String> names;

  /**
   * @param names that texts are taken from: ids of nodes, edges, pipelines
   */
  AnyValue(long seed, List<String> names) {
    this.random = new Random(seed);
    this.names = names;
  }

  /** All records and enums that a sealed type permits, at any depth. */
  static List<Class<?>> leaves(Class<?> type) {
    if (!type.isSealed()) {
      return List.of(type);
    }
    List<Class<?>> out = new ArrayList<>();
    for (Class<?> c : type.getPermittedSubclasses()) {
      out.addAll(leaves(c));
    }
    return out;
  }

  <T> T of(Class<T> type) {
    return type.cast(value(type, null, 0));
  }

  private Object value(Type type, @Nullable AnnotatedType annotated, int depth) {
    if (type instanceof ParameterizedType p) {
      return generic((Class<?>) p.getRawType(), p, (AnnotatedParameterizedType) annotated, depth);
    }
    Class<?> c = (Class<?>) type;
    if (c == String.class) {
      return pick(names);
    }
    if (c == int.class || c == Integer.class) {
      return random.nextInt(5) == 0 ? random.nextInt() : random.nextInt(6) - 1;
    }
    if (c == long.class || c == Long.class) {
      return random.nextInt(5) == 0 ? random.nextLong() : random.nextInt(20) - 1L;
    }
    if (c == double.class || c == Double.class) {
      return random.nextInt(64) * 16.0 - 256;
    }
    if (c == boolean.class || c == Boolean.class) {
      return random.nextBoolean();
    }
    if (c == byte[].class) {
      return new byte[] {1, 2, 3};
    }
    if (c == long[].class) {
      return new long[] {0, random.nextInt(100)};
    }
    if (c == BigDecimal.class) {
      return BigDecimal.valueOf(random.nextInt(1000), random.nextInt(3));
    }
    if (c == Path.class) {
      return Path.of(pick(List.of("/projects/p", "/projects/q", "/x/a.csv")));
    }
    if (c.isEnum()) {
      return pick(List.of(c.getEnumConstants()));
    }
    if (c.isSealed()) {
      List<Class<?>> permitted = new ArrayList<>(Arrays.asList(c.getPermittedSubclasses()));
      if (depth > DEEPEST / 2) {
        // What holds others of its kind must end somewhere.
        permitted.removeIf(x -> x.isRecord() && holds(x, c));
      }
      return value(pick(permitted), null, depth);
    }
    if (c.isRecord()) {
      return record(c, depth);
    }
    throw new IllegalArgumentException("no values of " + c + " are known");
  }

  private static boolean holds(Class<?> record, Class<?> type) {
    return Arrays.stream(record.getRecordComponents())
        .anyMatch(r -> r.getGenericType().getTypeName().contains(type.getName()));
  }

  private Object generic(
      Class<?> raw, ParameterizedType p, @Nullable AnnotatedParameterizedType a, int depth) {
    int size = depth > DEEPEST ? 0 : random.nextInt(3);
    if (raw == Optional.class) {
      return size == 0 ? Optional.empty() : Optional.of(argument(p, a, 0, depth));
    }
    if (raw == Map.class) {
      Map<Object, Object> out = new LinkedHashMap<>();
      for (int i = 0; i < size; i++) {
        Object key = argument(p, a, 0, depth);
        Object made = argument(p, a, 1, depth);
        out.put(id(made, key), made);
      }
      return out;
    }
    Collection<Object> out = raw == Set.class ? new LinkedHashSet<>() : new ArrayList<>();
    for (int i = 0; i < size; i++) {
      out.add(argument(p, a, 0, depth));
    }
    return out;
  }

  /** The key of a value: its own id, where it has one, as everywhere in the model. */
  private static Object id(@Nullable Object value, Object otherwise) {
    try {
      return value != null && value.getClass().isRecord()
          ? value.getClass().getMethod("id").invoke(value)
          : otherwise;
    } catch (ReflectiveOperationException e) {
      return otherwise;
    }
  }

  private Object argument(
      ParameterizedType p, @Nullable AnnotatedParameterizedType a, int index, int depth) {
    AnnotatedType annotated = a == null ? null : a.getAnnotatedActualTypeArguments()[index];
    return annotated != null && annotated.isAnnotationPresent(Nullable.class) && chance()
        ? null
        : value(p.getActualTypeArguments()[index], annotated, depth + 1);
  }

  private boolean chance() {
    return random.nextInt(3) == 0;
  }

  /** What a record refuses is tried again with other values. */
  private Object record(Class<?> type, int depth) {
    RuntimeException last = null;
    for (int i = 0; i < 50; i++) {
      try {
        return fill(type, depth);
      } catch (IllegalArgumentException e) {
        last = e;
      }
    }
    throw new IllegalArgumentException("no " + type + " could be made", last);
  }

  private Object fill(Class<?> type, int depth) {
    RecordComponent[] parts = type.getRecordComponents();
    Object[] values = new Object[parts.length];
    Class<?>[] types = new Class<?>[parts.length];
    for (int i = 0; i < parts.length; i++) {
      types[i] = parts[i].getType();
      AnnotatedType annotated = parts[i].getAnnotatedType();
      boolean none = annotated.isAnnotationPresent(Nullable.class);
      values[i] =
          none && (chance() || depth > DEEPEST)
              ? null
              : value(parts[i].getGenericType(), annotated, depth + 1);
    }
    beReadable(values);
    if (type == Layout.Frame.class && ((Set<?>) values[2]).isEmpty()) {
      throw new IllegalArgumentException("no file has a frame round nothing");
    }
    try {
      Constructor<?> c = type.getDeclaredConstructor(types);
      c.setAccessible(true);
      return c.newInstance(values);
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof RuntimeException r) {
        throw new IllegalArgumentException(type + " refuses " + Arrays.toString(values), r);
      }
      throw new IllegalStateException(type.toString(), e);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(type.toString(), e);
    }
  }

  /** A layout beside its graph is what the reader of files would make of it. */
  private static void beReadable(Object[] values) {
    for (int i = 1; i < values.length; i++) {
      if (values[i] instanceof Layout layout && values[i - 1] instanceof Graph graph) {
        values[i] = layout.fitting(graph);
      }
    }
  }

  private <T> T pick(List<T> from) {
    return from.get(random.nextInt(from.size()));
  }
}
