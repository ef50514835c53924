package dev.eddy.benchmarks.run;

import dev.eddy.benchmarks.eddy.EddyQueries;
import dev.eddy.benchmarks.nexmark.Query;
import dev.eddy.expressions.SqlExpressions;
import dev.eddy.model.expression.Expressions.GeneratedClass;
import dev.eddy.model.plan.Plan;
import dev.eddy.model.plan.Plan.PlanEdge;
import dev.eddy.model.protocol.Breakpoint;
import dev.eddy.model.time.Moment;
import dev.eddy.operator.Providers;
import dev.eddy.runtime.LocalRun;
import dev.eddy.runtime.RunException;
import dev.eddy.runtime.RunOptions;
import dev.eddy.runtime.Stop;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.function.BooleanSupplier;

/**
 * Moving in time through a recorded run of the running count: to random moments, back by a step,
 * back to a hit long ago. In wall time, which is what somebody waits for, and CPU time.
 */
final class SeekBench {
  private static final BooleanSupplier NEVER = () -> false;
  private static final long SEED = 42;
  private static final String QUERY = "wc";

  private final Report report;
  private final long events;
  private final int seeks;
  private final long backBy;
  private final Providers providers = EddyQueries.providers();
  private final ClassLoader loader = SeekBench.class.getClassLoader();

  /**
   * @param events of the run, on up to a million keys
   * @param seeks how many random moments
   * @param backBy how many events before its end the hit lies that reverse-continue looks for
   */
  SeekBench(Report report, long events, int seeks, long backBy) {
    this.report = report;
    this.events = events;
    this.seeks = seeks;
    this.backBy = backBy;
  }

  void run() throws IOException, BenchException {
    Path scratch = Scratch.create("eddy-seek");
    try {
      Plan plan = EddyQueries.plan(Query.WC, events, SEED, providers);
      Path recording = scratch.resolve("recording");
      report.say("recording " + events + " events of the running count");
      try (LocalRun run = LocalRun.start(plan, providers, loader, RunOptions.defaults(recording))) {
        run.advance(NEVER);
        run.finish();
        measure("in the run itself", run, seeks);
      }
      try (LocalRun run = LocalRun.open(recording, providers, loader)) {
        // Each of these replays much: a few are enough.
        measure("in the recording, opened anew", run, Math.max(5, seeks / 20));
        Times times = new Times(1);
        times.take(
            () -> {
              while (run.prepare(NEVER)) {
                report.say("not ready yet");
              }
            });
        report.figure("made ready after opening", "eddy", QUERY, 1, times.wall[0], "ms", 0);
        report.say(String.format(Locale.ROOT, "made ready in %.0f ms", times.wall[0]));
        measure("in the recording, made ready", run, seeks);
      }
    } catch (RunException e) {
      throw new BenchException(3, e.problem().toString());
    } finally {
      Scratch.delete(scratch);
    }
  }

  private void measure(String where, LocalRun run, int seeks) throws RunException, IOException {
    report.say(where + ":");
    Random random = new Random(7);
    long end = run.liveEdge().sequence();
    Times seek = new Times(seeks);
    Times first = new Times(seeks);
    Times warm = new Times(seeks);
    for (int i = 0; i < seeks; i++) {
      long to = 10 + (long) (random.nextDouble() * (end - 10));
      seek.take(() -> run.seek(Moment.before(to)));
      first.take(run::stepBack);
      run.stepBack();
      warm.take(run::stepBack);
    }
    print(where, "seek to a random moment", seek, "aim: p95 <= 100 ms, max <= 500 ms");
    print(where, "first step back", first, "aim: <= 200 ms");
    print(where, "step back when warm", warm, "aim: <= 16 ms");
    reverse(where, run, end);
  }

  private void reverse(String where, LocalRun run, long end) throws RunException, IOException {
    Plan plan = run.plan();
    PlanEdge edge = plan.edges().get(0);
    long hit = Math.max(0, events - backBy);
    String condition = "seq = " + hit;
    GeneratedClass compiled =
        new SqlExpressions()
            .compilePredicate(
                "dev.eddy.generated.BenchmarkStop",
                condition,
                plan.nodes().get(edge.from()).outputs().get(edge.fromPort()).schema());
    run.breakpoints(List.of());
    run.seek(Moment.before(end));
    run.breakpoints(List.of(new Breakpoint("b", edge.id(), condition, compiled, true)));
    Stop[] stop = new Stop[1];
    Times times = new Times(1);
    times.take(() -> stop[0] = run.reverse(NEVER));
    double took = times.wall[0];
    run.breakpoints(List.of());
    if (stop[0].kind() != Stop.Kind.BREAKPOINT) {
      throw new IllegalStateException("the hit was not found: " + stop[0]);
    }
    String figure = "reverse-continue to a hit " + (events - hit) + " events back";
    report.figure(figure + ", " + where, "eddy", QUERY, 1, took, "ms", 0);
    report.say(
        String.format(
            Locale.ROOT,
            "  %s: %.0f ms, %.0f ms of CPU (aim: 10 M events <= 2000 ms; load %.1f)",
            figure,
            took,
            times.cpu[0],
            report.load()));
    report.figure(figure + ", " + where + ", cpu", "eddy", QUERY, 1, times.cpu[0], "ms", 0);
  }

  private interface Move {
    void run() throws RunException;
  }

  /** Wall time, and the CPU time of the thread, which says more on a machine that is shared. */
  private static final class Times {
    private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    final double[] wall;
    final double[] cpu;
    private int n;

    Times(int most) {
      wall = new double[most];
      cpu = new double[most];
    }

    void take(Move move) throws RunException {
      long cpuFrom = threads.getCurrentThreadCpuTime();
      long from = System.nanoTime();
      move.run();
      wall[n] = (System.nanoTime() - from) / 1e6;
      cpu[n++] = (threads.getCurrentThreadCpuTime() - cpuFrom) / 1e6;
    }
  }

  private void print(String where, String figure, Times times, String aim) throws IOException {
    double[] wall = report(where, figure, times.wall);
    double[] cpu = report(where, figure + ", cpu", times.cpu);
    report.say(
        String.format(
            Locale.ROOT,
            "  %s: median %.2f, p95 %.2f, max %.2f ms; CPU %.2f, %.2f, %.2f ms (%s; load %.1f)",
            figure,
            wall[0],
            wall[1],
            wall[2],
            cpu[0],
            cpu[1],
            cpu[2],
            aim,
            report.load()));
  }

  /** Gives median, p95 and maximum. */
  private double[] report(String where, String figure, double[] values) throws IOException {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    double median = sorted[sorted.length / 2];
    double p95 = sorted[(int) (sorted.length * 0.95)];
    double max = sorted[sorted.length - 1];
    report.figure(figure + ", median, " + where, "eddy", QUERY, 1, median, "ms", 0);
    report.figure(figure + ", p95, " + where, "eddy", QUERY, 1, p95, "ms", 0);
    report.figure(figure + ", max, " + where, "eddy", QUERY, 1, max, "ms", 0);
    return new double[] {median, p95, max};
  }
}
