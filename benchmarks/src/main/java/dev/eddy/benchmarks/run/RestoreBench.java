package dev.eddy.benchmarks.run;

import dev.eddy.benchmarks.eddy.EddyQueries;
import dev.eddy.benchmarks.nexmark.Query;
import dev.eddy.model.plan.Plan;
import dev.eddy.model.time.Moment;
import dev.eddy.operator.Providers;
import dev.eddy.runtime.LocalRun;
import dev.eddy.runtime.RunException;
import dev.eddy.runtime.RunOptions;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;

/**
 * Going on from a checkpoint of a large state: from the call to the moment where the run stands at
 * its live edge. The files are in the cache of the operating system.
 */
final class RestoreBench {
  private static final long SEED = 42;
  private static final double AIM_MILLIS = 500;

  /** Events that are left when the run is stopped, at most. */
  private static final int BEHIND = 2000;

  private final Report report;
  private final long events;
  private final int rounds;
  private final Providers providers = EddyQueries.providers();
  private final ClassLoader loader = RestoreBench.class.getClassLoader();
  private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();

  /**
   * @param events of the run whose state is restored, on up to a million keys
   */
  RestoreBench(Report report, long events, int rounds) {
    this.report = report;
    this.events = events;
    this.rounds = rounds;
  }

  void run() throws IOException, BenchException {
    Path scratch = Scratch.create("eddy-restore");
    try {
      Plan plan = EddyQueries.plan(Query.WC, events, SEED, providers);
      Path recording = scratch.resolve("recording");
      // One checkpoint, where the run is stopped, with the whole state in it.
      RunOptions options = RunOptions.defaults(recording).withCheckpointRows(0);
      long entries;
      try (LocalRun run = LocalRun.start(plan, providers, loader, options)) {
        run.advance(() -> run.liveEdge().sequence() > events - BEHIND);
        entries = run.status().nodes().stream().mapToLong(n -> Math.max(0, n.stateEntries())).sum();
        run.finish();
      }
      report.say(String.format(Locale.ROOT, "restoring %d entries", entries));
      for (RunOptions.State backend : RunOptions.State.values()) {
        restore(backend, options.withStateBackend(backend));
      }
    } catch (RunException e) {
      throw new BenchException(3, e.problem().toString());
    } finally {
      Scratch.delete(scratch);
    }
  }

  private void restore(RunOptions.State backend, RunOptions options)
      throws RunException, IOException {
    double[] wall = new double[rounds];
    double[] cpu = new double[rounds];
    for (int i = 0; i < rounds; i++) {
      long cpuFrom = threads.getCurrentThreadCpuTime();
      long from = System.nanoTime();
      try (LocalRun run = LocalRun.resume(options.recording(), providers, loader, options)) {
        run.seek(new Moment(Long.MAX_VALUE, 0));
        wall[i] = (System.nanoTime() - from) / 1e6;
        cpu[i] = (threads.getCurrentThreadCpuTime() - cpuFrom) / 1e6;
        if (run.liveEdge().sequence() < events - BEHIND) {
          throw new IllegalStateException("stands at " + run.liveEdge());
        }
      }
    }
    Arrays.sort(wall);
    Arrays.sort(cpu);
    String name = backend.name().toLowerCase(Locale.ROOT);
    double median = wall[rounds / 2];
    report.figure("restore", "eddy on " + name, Query.WC.id(), 1, median, "ms", 0);
    report.figure("restore, cpu", "eddy on " + name, Query.WC.id(), 1, cpu[rounds / 2], "ms", 0);
    report.say(
        String.format(
            Locale.ROOT,
            "  %s: median %.0f, least %.0f ms; CPU %.0f ms (aim <= %.0f ms; load %.1f)",
            name,
            median,
            wall[0],
            cpu[rounds / 2],
            AIM_MILLIS,
            report.load()));
  }
}
