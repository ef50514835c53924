package dev.eddy.runtime;

import dev.eddy.model.expression.Expressions.GeneratedClass;
import dev.eddy.model.expression.RowPredicate;
import dev.eddy.model.problem.Place;
import dev.eddy.model.problem.Problem;
import dev.eddy.model.row.Row;
import org.jspecify.annotations.Nullable;

/** Conditions that were compiled elsewhere, made ready to be asked. */
final class Predicates {
  private Predicates() {}

  /**
   * The predicate of a condition.
   *
   * @param text the condition; empty for none
   * @param parent the loader that sees the plan's classes
   * @return null where there is none
   */
  static @Nullable RowPredicate of(
      String text, @Nullable GeneratedClass compiled, ClassLoader parent, Place place)
      throws RunException {
    if (compiled == null) {
      if (!text.isBlank()) {
        throw new RunException(
            Problem.error(
                "breakpoint-not-compiled",
                place,
                "the condition of a breakpoint was not compiled.",
                "Mend the condition."));
      }
      return null;
    }
    try {
      return (RowPredicate)
          new OneClass(compiled, parent)
              .loadClass(compiled.name())
              .getDeclaredConstructor()
              .newInstance();
    } catch (ReflectiveOperationException | LinkageError | ClassCastException e) {
      throw new RunException(
          Problem.error(
              "breakpoint-not-usable",
              place,
              "the compiled condition of a breakpoint cannot be used: " + e,
              "Set the breakpoint again."),
          e);
    }
  }

  /** A condition that fails on a row (such as by an overflow) does not hold for it. */
  static boolean holds(@Nullable RowPredicate condition, Row row) {
    if (condition == null) {
      return true;
    }
    try {
      return condition.test(row);
    } catch (ArithmeticException | IllegalArgumentException e) {
      return false;
    }
  }

  private static final class OneClass extends ClassLoader {
    private final GeneratedClass generated;

    OneClass(GeneratedClass generated, ClassLoader parent) {
      super(parent);
      this.generated = generated;
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
      if (!name.equals(generated.name())) {
        throw new ClassNotFoundException(name);
      }
      return defineClass(name, generated.bytes(), 0, generated.bytes().length);
    }
  }
}
