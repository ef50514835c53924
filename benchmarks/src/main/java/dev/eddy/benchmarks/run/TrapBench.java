package dev.eddy.benchmarks.run;

import dev.eddy.benchmarks.eddy.EddyQueries;
import dev.eddy.benchmarks.nexmark.Query;
import dev.eddy.expressions.SqlExpressions;
import dev.eddy.model.expression.Expressions.GeneratedClass;
import dev.eddy.model.plan.Plan;
import dev.eddy.model.plan.Plan.PlanEdge;
import dev.eddy.model.protocol.Breakpoint;
import dev.eddy.model.protocol.Condition;
import dev.eddy.operator.PlanClassLoader;
import dev.eddy.operator.Providers;
import dev.eddy.runtime.LocalRun;
import dev.eddy.runtime.RunException;
import dev.eddy.runtime.RunOptions;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * What an armed breakpoint at rows costs: q1 with a condition at its first edge that no row meets,
 * and with one that every row meets and is counted for, by the fast path that is trapped, and step
 * by step (where a breakpoint of another kind stands beside it), against none. CPU of the run's
 * thread, medians of interleaved rounds. Arguments: events, rounds.
 */
final class TrapBench {
  private static final String[] NAMES = {
    "no breakpoint", "trapped", "trapped, step by step", "counted", "counted, step by step"
  };

  private TrapBench() {}

  public static void main(String[] args) throws IOException, RunException {
    long events = args.length > 0 ? Long.parseLong(args[0]) : 2_000_000;
    int rounds = args.length > 1 ? Integer.parseInt(args[1]) : 5;
    Providers providers = EddyQueries.providers();
    Plan plan = EddyQueries.plan(Query.Q1, events, 1, providers);
    ClassLoader loader = new PlanClassLoader(plan, TrapBench.class.getClassLoader());
    PlanEdge edge = plan.edges().get(0);
    var schema = plan.nodes().get(edge.from()).outputs().get(edge.fromPort()).schema();
    String condition = schema.field(0).name() + " = -1";
    GeneratedClass compiled =
        new SqlExpressions().compilePredicate("dev.eddy.generated.Trap", condition, schema);
    Breakpoint at = new Breakpoint("b", new Condition.RowPasses(edge.id(), condition, compiled));
    Breakpoint other =
        new Breakpoint(
            "w",
            new Condition.WatermarkPasses(plan.nodes().get(edge.to()).id(), Long.MAX_VALUE - 1));
    Breakpoint counted =
        new Breakpoint(
            "c",
            new Condition.RowPasses(edge.id(), "", null),
            new Breakpoint.HitCount(Breakpoint.HitCount.Mode.EXACTLY, Long.MAX_VALUE),
            "",
            true);
    List<List<Breakpoint>> kinds =
        List.of(
            List.of(), List.of(at), List.of(at, other), List.of(counted), List.of(counted, other));
    double[][] nanos = new double[kinds.size()][rounds];
    for (int round = -2; round < rounds; round++) {
      for (int k = 0; k < kinds.size(); k++) {
        double n = run(plan, providers, loader, kinds.get(k)) / (double) events;
        if (round >= 0) {
          nanos[k][round] = n;
        }
      }
    }
    for (int k = 0; k < kinds.size(); k++) {
      Arrays.sort(nanos[k]);
      System.out.printf(
          Locale.ROOT,
          "%-22s %6.1f ns of CPU an event (%.1f to %.1f)%n",
          NAMES[k],
          nanos[k][rounds / 2],
          nanos[k][0],
          nanos[k][rounds - 1]);
    }
  }

  /** Nanoseconds of the run's thread. */
  private static long run(
      Plan plan, Providers providers, ClassLoader loader, List<Breakpoint> breakpoints)
      throws IOException, RunException {
    Path scratch = Files.createTempDirectory("eddy-bench");
    try (LocalRun run =
        LocalRun.start(plan, providers, loader, RunOptions.defaults(scratch.resolve("r")))) {
      run.breakpoints(breakpoints);
      var threads = ManagementFactory.getThreadMXBean();
      long before = threads.getCurrentThreadCpuTime();
      run.advance(() -> false);
      return threads.getCurrentThreadCpuTime() - before;
    } finally {
      Scratch.delete(scratch);
    }
  }
}
