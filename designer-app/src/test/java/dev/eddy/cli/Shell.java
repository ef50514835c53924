package dev.eddy.cli;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** Runs the command line in this JVM, with streams, environment and state folder of its own. */
final class Shell {
  private final Map<String, String> environment = new LinkedHashMap<>();
  private boolean interactive;

  /** What a command left. */
  record Result(int exit, String out, String err) {}

  Shell(Path state) {
    environment.put("HOME", state.toString());
    environment.put("XDG_STATE_HOME", state.resolve("state").toString());
    environment.put("XDG_CACHE_HOME", state.resolve("cache").toString());
  }

  Shell with(String variable, String value) {
    environment.put(variable, value);
    return this;
  }

  Shell watched() {
    interactive = true;
    return this;
  }

  Result run(String... args) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int exit = new EddyMain(stream(out), stream(err), environment, interactive).run(args);
    return new Result(
        exit, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  private static PrintStream stream(ByteArrayOutputStream to) {
    return new PrintStream(to, true, StandardCharsets.UTF_8);
  }
}
