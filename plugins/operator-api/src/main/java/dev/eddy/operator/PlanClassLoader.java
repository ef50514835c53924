package dev.eddy.operator;

import dev.eddy.model.plan.Plan;
import java.util.Map;

/** Defines the generated classes of a plan as children of the loader that sees the plugins. */
public final class PlanClassLoader extends ClassLoader {
  private final Map<String, byte[]> classes;

  public PlanClassLoader(Plan plan, ClassLoader parent) {
    super(parent);
    this.classes = plan.classes();
  }

  /** Those of the plan first: the parent would look through all its jars and find none. */
  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    if (!classes.containsKey(name)) {
      return super.loadClass(name, resolve);
    }
    synchronized (getClassLoadingLock(name)) {
      Class<?> loaded = findLoadedClass(name);
      return loaded != null ? loaded : findClass(name);
    }
  }

  @Override
  protected Class<?> findClass(String name) throws ClassNotFoundException {
    byte[] bytes = classes.get(name);
    if (bytes == null) {
      throw new ClassNotFoundException(name);
    }
    return defineClass(name, bytes, 0, bytes.length);
  }
}
