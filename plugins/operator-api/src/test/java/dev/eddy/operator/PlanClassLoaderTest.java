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
    try (InputStream in =
        Generated.class.getResourceAsStream("PlanClassLoaderTest$Generated.class")) {
      return new PlanClassLoader(
          new Plan("p", "main", 128, List.of(), List.of(), Map.of(NAME, in.readAllBytes())),
          plugins);
    }
  }

  @Test
  void aClassOfThePlanIsItsOwnOnceAndForAllAndNobodyElseIsAskedForIt() throws Exception {
    PlanClassLoader loader = loader();
    Class<?> made = loader.loadClass(NAME);
    assertThat(made).isNotSameAs(Generated.class);
    assertThat(made.getClassLoader()).isSameAs(loader);
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
  void aClassThatNobodyHasIsNotFound() {
    assertThatThrownBy(() -> loader().loadClass("dev.eddy.generated.N9_gone"))
        .isInstanceOf(ClassNotFoundException.class)
        .hasMessageContaining("N9_gone");
  }
}
