package dev.eddy.runtime.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class JitFlagsTest {
  private static final String LATER = "-XX:CompileCommand=CompileThresholdScaling,";
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

  @Test
  void theClassesThatAreCompiledLaterAreThere() throws Exception {
    assertThat(JitFlags.get()).anyMatch(f -> f.startsWith(LATER));
    for (String flag : JitFlags.get()) {
      if (flag.startsWith(LATER)) {
        String type = flag.substring(LATER.length(), flag.indexOf("::"));
        assertThat(Class.forName(type)).as(flag).isNotNull();
      }
    }
  }

  /** It would go on without the flag, and slower. */
  @Test
  void aJvmTakesAllFlagsWithoutAWord() throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(JitFlags.get());
    command.add("-Xshare:auto");
    command.add("-version");
    Process java = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(java.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(java.waitFor()).isZero();
    assertThat(said).doesNotContain("CompileCommand", "warning", "error");
  }
}
