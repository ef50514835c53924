package dev.eddy.benchmarks.run;

import java.util.List;

/** The JVM flags that Eddy gives its own worker. */
final class EddyFlags {
  private EddyFlags() {}

  static List<String> get() {
    String more = System.getProperty("eddy.bench.flags", "");
    return more.isBlank()
        ? List.of("-XX:MaxInlineLevel=60", "-XX:MaxRecursiveInlineLevel=30")
        : List.of(more.strip().split("\\s+"));
  }
}
