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

  @Override
  protected Class<?> findClass(String name) throws ClassNotFoundException {
    byte[] bytes = classes.get(name);
    if (bytes == null) {
      throw new ClassNotFoundException(name);
    }
    return defineClass(name, bytes, 0, bytes.length);
  }
}
