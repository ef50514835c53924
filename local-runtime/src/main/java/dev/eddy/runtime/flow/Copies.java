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
 * one. It is kept for as long as the JVM lives, so that a second run finds compiled code. Any
 * thread may call this.
 */
final class Copies {
  /** A JVM that has made so many has had many plans; further ones do without. */
  private static final int MOST = 1000;

  private static final MethodHandles.Lookup LOOKUP = MethodHandles.lookup();
  private static final Map<String, MethodHandle> MADE = new HashMap<>();
  private static final Map<Class<?>, byte[]> BYTES = new HashMap<>();

  private Copies() {}

  /**
   * An object of a copy of a class.
   *
   * @param template has one constructor, with an argument of the given type
   * @param place what is likely to run the same code: the same copy is used for the same place
   * @param otherwise makes one of the class itself, where there can be no more copies
   */
  static <A, T> T of(
      Class<? extends T> template,
      String place,
      Class<A> type,
      A argument,
      Function<A, T> otherwise) {
    MethodHandle constructor = constructor(template, place, type);
    if (constructor == null) {
      return otherwise.apply(argument);
    }
    try {
      @SuppressWarnings("unchecked") // A copy extends what its template extends.
      T made = (T) constructor.invoke(argument);
      return made;
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException(template + " cannot be made", e);
    }
  }

  private static synchronized @org.jspecify.annotations.Nullable MethodHandle constructor(
      Class<?> template, String place, Class<?> type) {
    String key = template.getName() + '/' + place;
    MethodHandle made = MADE.get(key);
    if (made == null && MADE.size() < MOST) {
      try {
        Class<?> copy = LOOKUP.defineHiddenClass(bytes(template), false).lookupClass();
        made = LOOKUP.findConstructor(copy, MethodType.methodType(void.class, type));
      } catch (IOException | ReflectiveOperationException e) {
        throw new IllegalStateException(template + " cannot be copied", e);
      }
      MADE.put(key, made);
    }
    return made;
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
