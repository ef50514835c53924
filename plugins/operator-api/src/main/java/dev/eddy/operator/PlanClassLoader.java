package dev.eddy.operator;

import dev.eddy.model.plan.Plan;
import java.lang.ref.WeakReference;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.WeakHashMap;

/**
 * Finds the generated classes of a plan, none of which names another; other classes are those of
 * the loader that sees the plugins.
 *
 * <p>Code that is the same is the same class, in whatever plan it stands: a run that starts again,
 * or a plan of which one operator was changed, goes on with what the JVM has compiled and with call
 * sites that have seen one class only.
 */
public final class PlanClassLoader extends ClassLoader {
  /** By what their loaders' parent is, for as long as somebody uses them. */
  private static final Map<ClassLoader, Map<Code, WeakReference<Class<?>>>> DEFINED =
      new WeakHashMap<>();

  private final Map<String, byte[]> classes;
  private final Map<String, Class<?>> found = new HashMap<>();

  public PlanClassLoader(Plan plan, ClassLoader plugins) {
    super(plugins);
    this.classes = plan.classes();
  }

  /** Those of the plan first: the parent would look through all its jars and find none. */
  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    byte[] bytes = classes.get(name);
    if (bytes == null) {
      return super.loadClass(name, resolve);
    }
    synchronized (getClassLoadingLock(name)) {
      Class<?> known = found.get(name);
      if (known == null) {
        known = shared(new Code(name, bytes), getParent());
        found.put(name, known);
      }
      return known;
    }
  }

  private static Class<?> shared(Code code, ClassLoader plugins) {
    synchronized (DEFINED) {
      Map<Code, WeakReference<Class<?>>> ofPlugins =
          DEFINED.computeIfAbsent(plugins, p -> new HashMap<>());
      WeakReference<Class<?>> known = ofPlugins.get(code);
      Class<?> made = known == null ? null : known.get();
      if (made == null) {
        ofPlugins.values().removeIf(r -> r.refersTo(null));
        made = new OneClassLoader(plugins).define(code);
        ofPlugins.put(code, new WeakReference<>(made));
      }
      return made;
    }
  }

  /** A class's name and bytes. */
  private record Code(String name, byte[] bytes) {
    @Override
    public boolean equals(Object other) {
      return other instanceof Code c && name.equals(c.name) && Arrays.equals(bytes, c.bytes);
    }

    @Override
    public int hashCode() {
      return name.hashCode() * 31 + Arrays.hashCode(bytes);
    }
  }

  /** A loader for each, so that a class goes when the last plan that has it is gone. */
  private static final class OneClassLoader extends ClassLoader {
    OneClassLoader(ClassLoader plugins) {
      super(plugins);
    }

    Class<?> define(Code code) {
      return defineClass(code.name, code.bytes, 0, code.bytes.length);
    }
  }
}
