package dev.eddy.benchmarks.run;

import dev.eddy.runtime.worker.JitFlags;
import java.util.List;

/** The JVM flags that Eddy gives its own worker. */
final class EddyFlags {
  private EddyFlags() {}

  static List<String> get() {
    String more = System.getProperty("eddy.bench.flags", "");
    return more.isBlank() ? JitFlags.get() : List.of(more.strip().split("\\s+"));
  }
}
