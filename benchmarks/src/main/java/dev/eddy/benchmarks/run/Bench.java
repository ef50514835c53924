package dev.eddy.benchmarks.run;

import dev.eddy.benchmarks.nexmark.Query;
import dev.eddy.benchmarks.state.StateBench;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * {@code ./eddy bench FIGURE [--quick] [--json FILE]}. Exit codes as all commands have: 0, 1 for
 * engines that disagree, 2 for wrong usage, 3 for what is missing.
 */
public final class Bench {
  private static final String USAGE =
      """
      usage: eddy bench engine|state|kv|restore|seek|record|start|canvas [--quick] [--json FILE]
                        [--queries q0,q1,...] [--engines hand,eddy,flink,jet] [--parallelism 1,2]
                        [--events N] [--warmups N] [--rounds N]
      """;

  private final Report report;
  private final Options options;

  /** The command line, read. */
  private record Options(
      String figure,
      boolean quick,
      @Nullable Path json,
      List<Query> queries,
      List<EngineKind> engines,
      List<Integer> parallelisms,
      long events,
      int warmups,
      int rounds) {}

  private Bench(Report report, Options options) {
    this.report = report;
    this.options = options;
  }

  public static void main(String[] args) throws Exception {
    System.exit(run(args));
  }

  private static int run(String... args) throws IOException {
    try {
      Options options = parse(args);
      try (Report report = new Report(System.out, options.json)) {
        new Bench(report, options).run();
      }
      return 0;
    } catch (BenchException e) {
      System.err.println("error: " + e.getMessage());
      if (e.exit() == 2) {
        System.err.print(USAGE);
      }
      return e.exit();
    }
  }

  private void run() throws IOException, BenchException {
    switch (options.figure) {
      case "engine" -> engine();
      case "record" ->
          new RecordBench(report, options.queries, options.events, options.warmups, options.rounds)
              .run();
      case "seek" -> {
        long events = options.events * (options.quick ? 4 : 16);
        new SeekBench(report, events, options.quick ? 100 : 400, events / 2).run();
      }
      case "start" ->
          new StartBench(report, Path.of(System.getProperty("eddy.home", ".")), options.quick)
              .run();
      case "restore" ->
          new RestoreBench(report, options.events * 8, Math.max(3, options.rounds)).run();
      case "kv" -> new LargeStateBench(report, options.events * 4, options.rounds).run();
      case "state" -> {
        StateBench.main(options.quick ? new String[] {"--quick"} : new String[0]);
        new RestoreBench(report, options.events * (options.quick ? 8 : 16), options.rounds).run();
        new LargeStateBench(report, options.events * (options.quick ? 4 : 32), options.rounds)
            .run();
      }
      default -> throw new BenchException(2, "there is no figure '" + options.figure + "'");
    }
  }

  private void engine() throws IOException, BenchException {
    List<EngineKind> there = options.engines.stream().filter(EngineKind::isThere).toList();
    for (EngineKind k : options.engines) {
      if (!k.isThere()) {
        report.say(k.id() + " is left out: its libraries come from Maven, which is missing");
      }
    }
    new EngineBench(
            report,
            new EngineBench.Settings(
                options.queries,
                there,
                options.parallelisms,
                options.events,
                options.warmups,
                options.rounds))
        .run();
  }

  private static Options parse(String... args) throws BenchException {
    if (args.length == 0) {
      throw new BenchException(2, "what is to be measured?");
    }
    boolean quick = Arrays.asList(args).contains("--quick");
    Path json = null;
    List<Query> queries = Query.onEveryEngine();
    List<EngineKind> engines = List.of(EngineKind.values());
    List<Integer> parallelisms = quick ? List.of(1) : List.of(1, 2);
    long events = quick ? 500_000 : 1_250_000;
    // In so many whole runs the compilers come to rest, but for the longest queries.
    int warmups = quick ? 2 : 8;
    int rounds = quick ? 3 : 7;
    for (int i = 1; i < args.length; i++) {
      if (args[i].equals("--quick")) {
        continue;
      }
      if (i + 1 == args.length) {
        throw new BenchException(2, args[i] + " is unknown or needs a value");
      }
      String value = args[++i];
      try {
        switch (args[i - 1]) {
          case "--json" -> json = Path.of(value);
          case "--queries" -> queries = list(value).stream().map(Query::of).toList();
          case "--engines" ->
              engines =
                  list(value).stream()
                      .map(w -> EngineKind.valueOf(w.toUpperCase(Locale.ROOT)))
                      .toList();
          case "--parallelism" ->
              parallelisms = list(value).stream().map(Integer::valueOf).toList();
          case "--events" -> events = Long.parseLong(value);
          case "--warmups" -> warmups = Integer.parseInt(value);
          case "--rounds" -> rounds = Integer.parseInt(value);
          default -> throw new BenchException(2, "there is no option " + args[i - 1]);
        }
      } catch (IllegalArgumentException e) {
        throw new BenchException(2, args[i - 1] + " " + value + ": " + e.getMessage());
      }
    }
    return new Options(
        args[0], quick, json, queries, engines, parallelisms, events, warmups, rounds);
  }

  private static List<String> list(String value) {
    return new ArrayList<>(List.of(value.split(",")));
  }
}
