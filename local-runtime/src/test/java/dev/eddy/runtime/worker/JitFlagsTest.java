package dev.eddy.runtime.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class JitFlagsTest {
  private static final String METHOD = "-XX:CompileCommand=dontinline,";

  /** A JVM says nothing of a method that it does not find. */
  @Test
  void theMethodsThatTheCompilerIsToldOfAreThere() throws Exception {
    assertThat(JitFlags.get()).anyMatch(f -> f.startsWith(METHOD));
    for (String flag : JitFlags.get()) {
      if (flag.startsWith(METHOD)) {
        String[] parts = flag.substring(METHOD.length()).split("::");
        // A star stands for what is behind the name of a copy.
        Class<?> type = Class.forName(parts[0].replace("*", ""));
        assertThat(Arrays.stream(type.getDeclaredMethods()).map(Method::getName))
            .as(flag)
            .contains(parts[1]);
      }
    }
  }
}
