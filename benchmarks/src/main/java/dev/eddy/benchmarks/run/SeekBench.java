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
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.function.BooleanSupplier;

/**
 * Moving in time through a recorded run of the running count: to random moments, back by a step,
 * back to a hit long ago. All in wall time, which is what somebody waits for.
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
        measure("in the run itself", run);
      }
      try (LocalRun run = LocalRun.open(recording, providers, loader)) {
        measure("in the recording, opened anew", run);
      }
    } catch (RunException e) {
      throw new BenchException(3, e.problem().toString());
    } finally {
      Scratch.delete(scratch);
    }
  }

  private void measure(String where, LocalRun run) throws RunException, IOException {
    report.say(where + ":");
    Random random = new Random(7);
    long end = run.liveEdge().sequence();
    double[] seek = new double[seeks];
    double[] first = new double[seeks];
    double[] warm = new double[seeks];
    for (int i = 0; i < seeks; i++) {
      long to = 10 + (long) (random.nextDouble() * (end - 10));
      seek[i] = millis(() -> run.seek(Moment.before(to)));
      first[i] = millis(run::stepBack);
      run.stepBack();
      warm[i] = millis(run::stepBack);
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
    double took = millis(() -> stop[0] = run.reverse(NEVER));
    run.breakpoints(List.of());
    if (stop[0].kind() != Stop.Kind.BREAKPOINT) {
      throw new IllegalStateException("the hit was not found: " + stop[0]);
    }
    String figure = "reverse-continue to a hit " + (events - hit) + " events back";
    report.figure(figure + ", " + where, "eddy", QUERY, 1, took, "ms", 0);
    report.say(
        String.format(Locale.ROOT, "  %s: %.0f ms (aim: 10 M events <= 2000 ms)", figure, took));
  }

  private interface Move {
    void run() throws RunException;
  }

  private static double millis(Move move) throws RunException {
    long from = System.nanoTime();
    move.run();
    return (System.nanoTime() - from) / 1e6;
  }

  private void print(String where, String figure, double[] values, String aim) throws IOException {
    Arrays.sort(values);
    double median = values[values.length / 2];
    double p95 = values[(int) (values.length * 0.95)];
    double max = values[values.length - 1];
    report.figure(figure + ", median, " + where, "eddy", QUERY, 1, median, "ms", 0);
    report.figure(figure + ", p95, " + where, "eddy", QUERY, 1, p95, "ms", 0);
    report.figure(figure + ", max, " + where, "eddy", QUERY, 1, max, "ms", 0);
    report.say(
        String.format(
            Locale.ROOT,
            "  %s: median %.2f, p95 %.2f, max %.2f ms (%s; load %.1f)",
            figure,
            median,
            p95,
            max,
            aim,
            report.load()));
  }
}
