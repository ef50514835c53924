package dev.eddy.benchmarks.run;

import dev.eddy.benchmarks.eddy.EddyEngine;
import dev.eddy.benchmarks.nexmark.Engine;
import dev.eddy.benchmarks.nexmark.Query;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What recording costs: each query with its recording, and with a disk that keeps nothing and no
 * checkpoint before the end, in turn in one JVM. The history in memory, which a run needs to go
 * back in itself, is kept in both.
 */
final class RecordBench {
  private static final long SEED = 42;

  private final Report report;
  private final List<Query> queries;
  private final long scale;
  private final int warmups;
  private final int rounds;

  /**
   * @param scale events for each unit of a query's weight
   * @param warmups pairs of runs before the first that counts
   */
  RecordBench(Report report, List<Query> queries, long scale, int warmups, int rounds) {
    this.report = report;
    this.queries = queries;
    this.scale = scale;
    this.warmups = warmups;
    this.rounds = rounds;
  }

  void run() throws IOException, BenchException {
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("query", "off ns", "on ns", "more", "aim", "load"));
    List<Double> all = new ArrayList<>();
    for (Query query : queries) {
      long events = query.weight() * scale;
      Engine.Job on = new Engine.Job(query, events, SEED, 1, "");
      Engine.Job off = new Engine.Job(query, events, SEED, 1, EddyEngine.UNRECORDED);
      double[] ratios = new double[rounds];
      double[] ons = new double[rounds];
      double[] offs = new double[rounds];
      try (EngineProcess process = new EngineProcess(EngineKind.EDDY)) {
        for (int warm = 0; warm < warmups; warm++) {
          process.run(on);
          process.run(off);
        }
        for (int i = 0; i < rounds; i++) {
          offs[i] = cpu(process, off);
          ons[i] = cpu(process, on);
          ratios[i] = ons[i] / offs[i];
        }
      }
      double more = (EngineBench.median(ratios) - 1) * 100;
      all.add(more);
      double a = EngineBench.median(offs);
      double b = EngineBench.median(ons);
      report.figure("cpu per event, not recorded", "eddy", query.id(), 1, a, "ns", 0);
      report.figure("cpu per event, recorded", "eddy", query.id(), 1, b, "ns", 0);
      report.figure("recording on against off", "eddy", query.id(), 1, more, "percent", 0);
      rows.add(
          List.of(
              query.id(), number(a), number(b), percent(more), "<=12 %", number(report.load())));
      report.say(String.join("  ", rows.get(rows.size() - 1)));
    }
    double median = EngineBench.median(all.stream().mapToDouble(Double::doubleValue).toArray());
    report.figure("recording on against off, median", "eddy", "", 1, median, "percent", 0);
    report.say("");
    report.table(rows);
    report.say("median " + percent(median) + " (aim: <= 5 %)");
  }

  /** Nanoseconds an event, over enough runs for the clock. */
  private static double cpu(EngineProcess process, Engine.Job job)
      throws IOException, BenchException {
    long cpu = 0;
    int runs = 0;
    while (cpu < 300_000_000L && runs < 10) {
      cpu += process.run(job).cpu();
      runs++;
    }
    return (double) cpu / runs / job.events();
  }

  private static String number(double v) {
    return String.format(Locale.ROOT, "%.1f", v);
  }

  private static String percent(double v) {
    return String.format(Locale.ROOT, "%+.1f %%", v);
  }
}
