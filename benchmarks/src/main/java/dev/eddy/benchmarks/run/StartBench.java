package dev.eddy.benchmarks.run;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * {@code ./eddy run} of a small CSV pipeline, from the start of the process to the first row that a
 * sink takes, and to its end, when all rows are committed. Once with nothing kept from an earlier
 * run (plans are compiled), then again as it is every other time.
 */
final class StartBench {
  private static final int ROWS = 1000;
  private static final int ROUNDS = 9;

  private final Report report;
  private final Path home;
  private final boolean quick;

  /**
   * @param home the source tree, with the script {@code eddy}
   */
  StartBench(Report report, Path home, boolean quick) {
    this.report = report;
    this.home = home;
    this.quick = quick;
  }

  /**
   * A run of the process.
   *
   * @param first milliseconds from its start to the first row
   * @param wall milliseconds from its start to its end
   * @param cpu milliseconds of all its threads
   * @param memory greatest resident memory, MB
   */
  private record Start(double first, double wall, double cpu, double memory) {}

  void run() throws IOException, BenchException {
    if (!Files.isExecutable(home.resolve("eddy"))) {
      throw new BenchException(3, home + " is no source tree: it has no script eddy");
    }
    Path scratch = Scratch.create("eddy-start");
    try {
      Path project = write(scratch.resolve("project"));
      List<Start> firsts = new ArrayList<>();
      List<Start> again = new ArrayList<>();
      int rounds = quick ? 5 : ROUNDS;
      for (int round = 0; round < rounds; round++) {
        Path cache = scratch.resolve("cache" + round);
        // A plan says where its sinks write: the same place, or it is another plan.
        Path out = scratch.resolve("out" + round);
        firsts.add(start(project, scratch, cache, out, "recording-" + round + "-first"));
        again.add(start(project, scratch, cache, out, "recording-" + round + "-again"));
      }
      print("first time", firsts, "<= 2500 ms");
      print("ran before", again, "<= 700 ms, <= 150 MB");
    } finally {
      Scratch.delete(scratch);
    }
  }

  private Start start(Path project, Path scratch, Path cache, Path out, String recording)
      throws IOException, BenchException {
    ProcessBuilder builder =
        new ProcessBuilder(
            home.resolve("eddy").toString(),
            "run",
            project.toString(),
            "--out",
            out.toString(),
            "--record",
            scratch.resolve(recording).toString(),
            "--quiet");
    builder.environment().put("XDG_CACHE_HOME", cache.toString());
    Path first = scratch.resolve(recording + "-row");
    builder.environment().put("EDDY_JAVA_OPTS", "-Deddy.first-row=" + first);
    builder.redirectErrorStream(true).redirectOutput(scratch.resolve("log").toFile());
    long began = System.currentTimeMillis();
    long from = System.nanoTime();
    Process process = builder.start();
    double memory = 0;
    double cpu = 0;
    // The script becomes the JVM by exec, so that its number stays.
    Path proc = Path.of("/proc", Long.toString(process.pid()));
    while (process.isAlive()) {
      memory = Math.max(memory, memory(proc));
      cpu = Math.max(cpu, cpu(proc));
      try {
        Thread.sleep(2);
      } catch (InterruptedException e) {
        process.destroy();
        Thread.currentThread().interrupt();
        throw new BenchException(3, "interrupted");
      }
    }
    double wall = (System.nanoTime() - from) / 1e6;
    Path rows = out.resolve("totals.ndjson");
    if (process.exitValue() != 0 || Files.notExists(rows) || Files.size(rows) == 0) {
      throw new BenchException(3, "eddy run failed:\n" + Files.readString(scratch.resolve("log")));
    }
    double row = Long.parseLong(Files.readString(first)) - began;
    return new Start(row, wall, cpu, memory);
  }

  private static double memory(Path proc) {
    try {
      for (String line : Files.readAllLines(proc.resolve("status"))) {
        if (line.startsWith("VmHWM:")) {
          return Long.parseLong(line.replaceAll("\\D", "")) / 1024.0;
        }
      }
      return 0;
    } catch (IOException e) {
      // It has just ended.
      return 0;
    }
  }

  /** User and system time of the process; a tick is 10 ms. */
  private static double cpu(Path proc) {
    try {
      String stat = Files.readString(proc.resolve("stat"));
      String[] words = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
      return (Long.parseLong(words[11]) + Long.parseLong(words[12])) * 10.0;
    } catch (IOException e) {
      // It has just ended.
      return 0;
    }
  }

  private void print(String when, List<Start> starts, String aim) throws IOException {
    double row = EngineBench.median(starts.stream().mapToDouble(Start::first).toArray());
    double leastRow = starts.stream().mapToDouble(Start::first).min().orElse(Double.NaN);
    double wall = EngineBench.median(starts.stream().mapToDouble(Start::wall).toArray());
    double least = starts.stream().mapToDouble(Start::wall).min().orElse(Double.NaN);
    double cpu = EngineBench.median(starts.stream().mapToDouble(Start::cpu).toArray());
    double memory = starts.stream().mapToDouble(Start::memory).max().orElse(Double.NaN);
    report.figure("start to first row, " + when, "eddy", "csv", 1, row, "ms", 0);
    report.figure("start to first row, least, " + when, "eddy", "csv", 1, leastRow, "ms", 0);
    report.figure("start to end, " + when, "eddy", "csv", 1, wall, "ms", 0);
    report.figure("start to end, least, " + when, "eddy", "csv", 1, least, "ms", 0);
    report.figure("cpu of the process, " + when, "eddy", "csv", 1, cpu, "ms", 0);
    report.figure("peak memory, " + when, "eddy", "csv", 1, memory, "MB", 0);
    report.say(
        String.format(
            Locale.ROOT,
            "%s: first row after %.0f ms (median; least %.0f), end after %.0f ms (least %.0f), CPU"
                + " %.0f ms, peak memory %.0f MB (aim: %s; load %.1f)",
            when,
            row,
            leastRow,
            wall,
            least,
            cpu,
            memory,
            aim,
            report.load()));
  }

  /** A project of a source, a filter, a window and a sink, with its data. */
  private static Path write(Path folder) throws IOException {
    Files.createDirectories(folder.resolve("pipelines"));
    Files.createDirectories(folder.resolve("data"));
    for (String name : List.of("eddy.json", "pipelines/totals.pipeline.json")) {
      try (var in = StartBench.class.getResourceAsStream("/dev/eddy/benchmarks/start/" + name)) {
        if (in == null) {
          throw new IOException("the resource " + name + " is missing");
        }
        Files.write(folder.resolve(name), in.readAllBytes());
      }
    }
    StringBuilder csv = new StringBuilder("sold_at,shop,amount\n");
    for (int i = 0; i < ROWS; i++) {
      csv.append(
          String.format(
              Locale.ROOT,
              "2026-01-01 %02d:%02d:%02d,shop%d,%d\n",
              i / 360 % 24,
              i / 6 % 60,
              i % 6 * 10,
              i % 7,
              i * 37 % 500));
    }
    Files.write(folder.resolve("data/sales.csv"), csv.toString().getBytes(StandardCharsets.UTF_8));
    return folder;
  }
}
