package dev.eddy.runtime.worker;

import java.util.List;

/** What a JVM is told that runs pipelines for long: it is fast without, and faster with them. */
public final class JitFlags {
  /**
   * Chains of operators are long call chains, which the compiler shall see as a whole; but not the
   * calls that cut very long ones, since each place is compiled with all that it can see. What
   * handles single rows for those who look at them stands in no chain.
   */
  private static final List<String> FLAGS =
      List.of(
          "-XX:MaxInlineLevel=60",
          "-XX:MaxRecursiveInlineLevel=30",
          "-XX:CompileCommand=quiet",
          "-XX:CompileCommand=dontinline,dev.eddy.runtime.flow.Subtask::rowApart",
          "-XX:CompileCommand=dontinline,dev.eddy.runtime.flow.Subtask::row",
          "-XX:CompileCommand=dontinline,dev.eddy.runtime.flow.Subtask::emit",
          "-XX:CompileCommand=dontinline,dev.eddy.runtime.flow.SourceTask::row",
          "-XX:CompileCommand=dontinline,dev.eddy.runtime.flow.Route::send");

  private JitFlags() {}

  public static List<String> get() {
    return FLAGS;
  }
}
