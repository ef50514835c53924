package dev.eddy.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eddy.model.plan.Plan;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PlanClassLoaderTest {
  /** What stands for a generated class. */
  public static final class Generated {
    public Class<?> seen() {
      return Plan.class;
    }
  }

  private static final String NAME = Generated.class.getName();

  private final List<String> asked = new ArrayList<>();

  private final ClassLoader plugins =
      new ClassLoader(PlanClassLoaderTest.class.getClassLoader()) {
        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
          asked.add(name);
          return super.loadClass(name, resolve);
        }
      };

  private PlanClassLoader loader() throws IOException {
    return new PlanClassLoader(plan(bytes()), plugins);
  }

  private static Plan plan(byte[] generated) {
    return new Plan("p", "main", 128, List.of(), List.of(), Map.of(NAME, generated));
  }

  private static byte[] bytes() throws IOException {
    try (InputStream in =
        Generated.class.getResourceAsStream("PlanClassLoaderTest$Generated.class")) {
      return in.readAllBytes();
    }
  }

  @Test
  void aClassOfThePlanIsItsOwnOnceAndForAllAndNobodyElseIsAskedForIt() throws Exception {
    PlanClassLoader loader = loader();
    Class<?> made = loader.loadClass(NAME);
    assertThat(made).isNotSameAs(Generated.class);
    assertThat(loader.loadClass(NAME)).isSameAs(made);
    assertThat(asked).as("a look into all jars, in vain").doesNotContain(NAME);
  }

  @Test
  void whatAClassOfThePlanNamesIsThePluginsOne() throws Exception {
    Object made = loader().loadClass(NAME).getConstructor().newInstance();
    assertThat(made.getClass().getMethod("seen").invoke(made)).isSameAs(Plan.class);
    assertThat(asked).contains(Plan.class.getName());
  }

  @Test
  void theSameCodeIsTheSameClassInEveryPlanOfThesePlugins() throws Exception {
    Class<?> made = loader().loadClass(NAME);
    assertThat(loader().loadClass(NAME)).isSameAs(made);
    ClassLoader others = new ClassLoader(getClass().getClassLoader()) {};
    assertThat(new PlanClassLoader(plan(bytes()), others).loadClass(NAME)).isNotSameAs(made);
  }

  @Test
  void otherCodeOfTheSameNameIsAnotherClass() throws Exception {
    byte[] changed = bytes();
    // An older version of the format, in which it is as good.
    changed[7] = 52;
    Class<?> made = loader().loadClass(NAME);
    assertThat(new PlanClassLoader(plan(changed), plugins).loadClass(NAME))
        .isNotSameAs(made)
        .hasToString(made.toString());
  }

  @Test
  void aClassThatNobodyHasIsNotFound() {
    assertThatThrownBy(() -> loader().loadClass("dev.eddy.generated.N9_gone"))
        .isInstanceOf(ClassNotFoundException.class)
        .hasMessageContaining("N9_gone");
  }
}
