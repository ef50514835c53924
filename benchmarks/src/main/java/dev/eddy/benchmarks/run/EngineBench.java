package dev.eddy.benchmarks.run;

import dev.eddy.benchmarks.nexmark.Engine;
import dev.eddy.benchmarks.nexmark.Query;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The queries on every engine: for each query fresh JVMs that take turns, so that what else the
 * machine does falls on all alike. A figure is the median of the rounds after the warm-up.
 */
final class EngineBench {
  private static final long SEED = 42;

  /** The clock has ticks of 10 ms: a sample lasts so long that one is 3 %. */
  private static final double ENOUGH = 0.3e9;

  private final Report report;
  private final Settings settings;

  /** Of the first engine, on the query that is being measured. */
  private long firstChecksum;

  /**
   * How much is measured.
   *
   * @param scale events for each unit of a query's weight
   */
  record Settings(
      List<Query> queries,
      List<EngineKind> engines,
      List<Integer> parallelisms,
      long scale,
      int warmups,
      int rounds) {}

  /** Medians of one engine on one query. */
  private record Measured(double cpu, double wall, long checksum, long peakKilobytes) {}

  EngineBench(Report report, Settings settings) {
    this.report = report;
    this.settings = settings;
  }

  void run() throws IOException, BenchException {
    List<List<String>> rows = new ArrayList<>();
    rows.add(
        List.of(
            "query",
            "p",
            "hand",
            "eddy",
            "flink",
            "jet",
            "eddy/hand",
            "aim",
            "flink/eddy",
            "aim",
            "eddy MB",
            "load"));
    Map<Query, Double> alone = new EnumMap<>(Query.class);
    for (int parallelism : settings.parallelisms()) {
      for (Query query : settings.queries()) {
        Map<EngineKind, Measured> m = measure(query, parallelism);
        rows.add(row(query, parallelism, m));
        report.say(String.join("  ", rows.get(rows.size() - 1)));
        Measured eddy = m.get(EngineKind.EDDY);
        if (eddy != null && parallelism == 1) {
          alone.put(query, eddy.cpu);
        } else if (eddy != null && alone.containsKey(query)) {
          double ratio = eddy.cpu / alone.get(query);
          report.figure(
              "cpu against parallelism 1", "eddy", query.id(), parallelism, ratio, "ratio", 0);
        }
      }
    }
    report.say("");
    report.say("CPU ns per event of the whole process");
    report.table(rows);
  }

  private Map<EngineKind, Measured> measure(Query query, int parallelism)
      throws IOException, BenchException {
    List<EngineProcess> processes = new ArrayList<>();
    Map<EngineKind, List<EngineProcess.Sample>> samples = new EnumMap<>(EngineKind.class);
    Engine.Job job =
        new Engine.Job(query, query.weight() * settings.scale(), SEED, parallelism, "");
    int[] repeats = new int[EngineKind.values().length];
    try {
      for (EngineKind k : settings.engines()) {
        if (k != EngineKind.HAND || parallelism == 1) {
          processes.add(new EngineProcess(k));
        }
      }
      for (int round = 0; round < settings.warmups() + settings.rounds(); round++) {
        for (EngineProcess p : processes) {
          int number = p.kind().ordinal();
          EngineProcess.Sample s = sample(p, job, Math.max(1, repeats[number]));
          repeats[number] = (int) Math.min(10, Math.ceil(ENOUGH / Math.max(1e7, s.cpu())));
          if (round >= settings.warmups()) {
            samples.computeIfAbsent(p.kind(), k -> new ArrayList<>()).add(s);
          } else {
            compare(query, parallelism, s, p.kind(), processes.get(0), job);
          }
        }
      }
    } finally {
      for (EngineProcess p : processes) {
        p.close();
      }
    }
    Map<EngineKind, Measured> out = new EnumMap<>(EngineKind.class);
    for (Map.Entry<EngineKind, List<EngineProcess.Sample>> e : samples.entrySet()) {
      out.put(e.getKey(), figures(e.getKey(), job, e.getValue()));
    }
    agree(query, out);
    return out;
  }

  /** In the warm-up already, so that nothing is measured that is wrong. */
  private void compare(
      Query query,
      int parallelism,
      EngineProcess.Sample sample,
      EngineKind kind,
      EngineProcess first,
      Engine.Job job)
      throws BenchException {
    if (kind == first.kind()) {
      firstChecksum = sample.checksum();
    } else if (sample.checksum() != firstChecksum) {
      throw new BenchException(
          1,
          String.format(
              Locale.ROOT,
              "%s at parallelism %d over %d events: %s gives checksum %016x (%d rows), %s %016x",
              query.id(),
              parallelism,
              job.events(),
              kind.id(),
              sample.checksum(),
              sample.count(),
              first.kind().id(),
              firstChecksum));
    }
  }

  private static void agree(Query query, Map<EngineKind, Measured> measured) throws BenchException {
    if (measured.values().stream().mapToLong(Measured::checksum).distinct().count() > 1) {
      throw new BenchException(1, query.id() + " has different results: " + measured);
    }
  }

  /** Runs the job some times and gives the mean. */
  private static EngineProcess.Sample sample(EngineProcess process, Engine.Job job, int times)
      throws IOException, BenchException {
    long cpu = 0;
    long wall = 0;
    EngineProcess.Sample last = process.run(job);
    for (int i = 1; i < times; i++) {
      cpu += last.cpu();
      wall += last.wall();
      EngineProcess.Sample next = process.run(job);
      if (next.checksum() != last.checksum()) {
        throw new BenchException(
            1, process.kind().id() + " gives another result each time on " + job.query().id());
      }
      last = next;
    }
    return new EngineProcess.Sample(
        (cpu + last.cpu()) / times,
        (wall + last.wall()) / times,
        last.count(),
        last.checksum(),
        last.peakKilobytes());
  }

  private Measured figures(EngineKind kind, Engine.Job job, List<EngineProcess.Sample> samples)
      throws IOException {
    double events = job.events();
    double cpu = median(samples.stream().mapToDouble(s -> s.cpu() / events).toArray());
    double wall = median(samples.stream().mapToDouble(s -> s.wall() / events).toArray());
    EngineProcess.Sample last = samples.get(samples.size() - 1);
    String id = kind.id();
    String query = job.query().id();
    int p = job.parallelism();
    report.figure("cpu per event", id, query, p, cpu, "ns", last.checksum());
    report.figure("wall per event", id, query, p, wall, "ns", last.checksum());
    report.figure("peak memory", id, query, p, last.peakKilobytes() / 1024.0, "MB", 0);
    return new Measured(cpu, wall, last.checksum(), last.peakKilobytes());
  }

  static double median(double... values) {
    Arrays.sort(values);
    int n = values.length;
    return n == 0 ? Double.NaN : (values[n / 2] + values[(n - 1) / 2]) / 2;
  }

  private List<String> row(Query query, int parallelism, Map<EngineKind, Measured> m) {
    Measured hand = m.get(EngineKind.HAND);
    Measured eddy = m.get(EngineKind.EDDY);
    Measured flink = m.get(EngineKind.FLINK);
    Aim aim = Aim.of(query);
    return List.of(
        query.id(),
        Integer.toString(parallelism),
        cpu(hand),
        cpu(eddy),
        cpu(flink),
        cpu(m.get(EngineKind.JET)),
        ratio(eddy, hand),
        "<=" + number(aim.byHand()),
        ratio(flink, eddy),
        aim.flink() == 0 ? "" : ">=" + number(aim.flink()),
        eddy == null ? "-" : Long.toString(eddy.peakKilobytes / 1024),
        String.format(Locale.ROOT, "%.1f", report.load()));
  }

  private static String cpu(@Nullable Measured m) {
    return m == null ? "-" : number(m.cpu);
  }

  private static String ratio(@Nullable Measured a, @Nullable Measured b) {
    return a == null || b == null ? "-" : number(a.cpu / b.cpu);
  }

  private static String number(double v) {
    return String.format(Locale.ROOT, v >= 100 ? "%.0f" : v >= 10 ? "%.1f" : "%.2f", v);
  }
}
