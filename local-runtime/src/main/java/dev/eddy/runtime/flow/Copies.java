package dev.eddy.runtime.flow;

import java.io.IOException;
import java.io.InputStream;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;

/**
 * Classes of our own loaded again, each under a name of its own. The compiler keeps what it learns
 * of a call by the method that it stands in: where all operators of a chain share the method that
 * calls the next one, it sees many receivers and inlines none of them. A copy for each place sees
 * one. It is kept for as long as the code that it runs, so that a second run finds it compiled. Any
 * thread may call this.
 */
final class Copies {
  /** A JVM that has made so many has had many plans; further ones do without. */
  private static final int MOST = 1000;

  private static final MethodHandles.Lookup LOOKUP = MethodHandles.lookup();
  private static final Map<Class<?>, byte[]> BYTES = new HashMap<>();

  /** Constructors by template and place, each with the code that its copy runs. */
  private static final ClassValue<Map<String, MethodHandle>> MADE =
      new ClassValue<>() {
        @Override
        protected Map<String, MethodHandle> computeValue(Class<?> code) {
          return new HashMap<>();
        }
      };

  private static int made;

  private Copies() {}

  /**
   * An object of a copy of a class.
   *
   * @param template has one constructor, with an argument of the given type
   * @param code what the copy will call, as far as it is known: one of a plan that is gone takes
   *     its copies along
   * @param place the same copy is used for the same place of the same code
   * @param otherwise makes one of the class itself, where there can be no more copies
   */
  static <A, T> T of(
      Class<? extends T> template,
      Class<?> code,
      String place,
      Class<A> type,
      A argument,
      Function<A, T> otherwise) {
    MethodHandle constructor = constructor(template, code, place, type);
    if (constructor == null) {
      return otherwise.apply(argument);
    }
    try {
      @SuppressWarnings("unchecked") // A copy extends what its template extends.
      T copy = (T) constructor.invoke(argument);
      return copy;
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException(template + " cannot be made", e);
    }
  }

  private static synchronized @org.jspecify.annotations.Nullable MethodHandle constructor(
      Class<?> template, Class<?> code, String place, Class<?> type) {
    String key = template.getName() + '/' + place;
    Map<String, MethodHandle> ofCode = MADE.get(code);
    MethodHandle known = ofCode.get(key);
    if (known == null && made < MOST) {
      try {
        Class<?> copy = LOOKUP.defineHiddenClass(bytes(template), false).lookupClass();
        known = LOOKUP.findConstructor(copy, MethodType.methodType(void.class, type));
      } catch (IOException | ReflectiveOperationException e) {
        throw new IllegalStateException(template + " cannot be copied", e);
      }
      ofCode.put(key, known);
      made++;
    }
    return known;
  }

  private static byte[] bytes(Class<?> template) throws IOException {
    byte[] bytes = BYTES.get(template);
    if (bytes == null) {
      String name = template.getName();
      String file = name.substring(name.lastIndexOf('.') + 1) + ".class";
      try (InputStream in = template.getResourceAsStream(file)) {
        if (in == null) {
          throw new IOException(file + " is missing");
        }
        bytes = in.readAllBytes();
      }
      BYTES.put(template, bytes);
    }
    return bytes;
  }
}
