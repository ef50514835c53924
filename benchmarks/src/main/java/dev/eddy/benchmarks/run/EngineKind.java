package dev.eddy.benchmarks.run;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The engines, each in a JVM of its own. */
enum EngineKind {
  HAND("hand", "dev.eddy.benchmarks.hand.HandMain", null),
  EDDY("eddy", "dev.eddy.benchmarks.eddy.EddyEngine", null),
  FLINK("flink", "dev.eddy.benchmarks.flink.FlinkEngine", "eddy.bench.flink"),
  JET("jet", "dev.eddy.benchmarks.jet.JetEngine", "eddy.bench.jet");

  /**
   * The heap is touched before anything is measured: where a page of memory is used for the first
   * time the system has to find one, which on virtual machines can cost more than all the rest, and
   * which a run that lasts does not do.
   */
  private static final List<String> FLAGS =
      List.of("-Xms2g", "-Xmx2g", "-XX:+UseG1GC", "-XX:+AlwaysPreTouch", "-XX:-UsePerfData");

  /** What the peers' serializers reach for. */
  private static final List<String> OPENED =
      List.of(
          "java.base/java.lang",
          "java.base/java.util",
          "java.base/java.nio",
          "java.base/java.net",
          "java.base/java.time",
          "java.base/java.util.concurrent",
          "java.base/sun.nio.ch",
          "java.base/jdk.internal.ref",
          "java.management/sun.management",
          "jdk.management/com.sun.management.internal");

  private final String id;
  private final String main;
  private final @Nullable String property;

  /**
   * @param property system property that holds its class path; null for our own
   */
  EngineKind(String id, String main, @Nullable String property) {
    this.id = id;
    this.main = main;
    this.property = property;
  }

  String id() {
    return id;
  }

  /** Whether its class path is known. */
  boolean isThere() {
    return property == null || !System.getProperty(property, "").isEmpty();
  }

  /** The command that starts its JVM. */
  List<String> command() {
    List<String> command = new ArrayList<>();
    command.add(ProcessHandle.current().info().command().orElse("java"));
    command.addAll(FLAGS);
    if (this == EDDY) {
      command.addAll(EddyFlags.get());
    }
    if (property != null) {
      for (String o : OPENED) {
        command.add("--add-opens");
        command.add(o + "=ALL-UNNAMED");
      }
      command.add("--add-exports");
      command.add("java.base/jdk.internal.ref=ALL-UNNAMED");
      command.add("--add-modules");
      command.add("java.se");
    }
    command.add("-cp");
    command.add(System.getProperty(property == null ? "java.class.path" : property, ""));
    command.add(main);
    return command;
  }
}
