package dev.eddy.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import dev.eddy.expressions.Compilation;
import dev.eddy.expressions.PlanCompiler;
import dev.eddy.expressions.SqlExpressions;
import dev.eddy.model.io.ProjectFiles;
import dev.eddy.model.plan.Plan;
import dev.eddy.model.project.Project;
import dev.eddy.model.protocol.Status;
import dev.eddy.model.time.Moment;
import dev.eddy.model.value.Value;
import dev.eddy.operator.Providers;
import dev.eddy.runtime.LocalRun;
import dev.eddy.runtime.RunException;
import dev.eddy.runtime.RunOptions;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;

/**
 * The example's pipeline on the engine beside the hand-written loop, in turn in one process, and
 * the time of seeks and steps in a recorded run. Prints JSON lines: figure, engine, value, unit,
 * load.
 */
public final class FlightDelays {
  private static final int ROUNDS = 5;
  private static final int SEEKS = 40;

  private final Plan plan;
  private final Providers providers;
  private final ClassLoader loader = FlightDelays.class.getClassLoader();
  private final Path scratch;
  private final PrintStream out;
  private final OperatingSystemMXBean system =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

  private FlightDelays(Plan plan, Providers providers, Path scratch, PrintStream out) {
    this.plan = plan;
    this.providers = providers;
    this.scratch = scratch;
    this.out = out;
  }

  /** Arguments: the project folder, and a scratch folder that is new or empty. */
  public static void main(String[] args) throws Exception {
    Path folder = Path.of(args[0]).toAbsolutePath();
    Path scratch = Files.createDirectories(Path.of(args[1]).toAbsolutePath());
    Providers providers = Providers.load(FlightDelays.class.getClassLoader());
    Project project = ProjectFiles.read(folder).project();
    if (project == null) {
      throw new IOException(folder + " holds no project");
    }
    Map<String, Value> none = Map.of();
    Compilation compiled =
        PlanCompiler.compile(
            project,
            "hourly-delays",
            Project.LOCAL,
            none,
            scratch.resolve("out").toString(),
            providers,
            new SqlExpressions());
    Plan plan = compiled.plan();
    if (plan == null) {
      throw new IOException("the example does not compile: " + compiled.problems());
    }
    new FlightDelays(plan, providers, scratch, System.out).run(folder.resolve("data"));
  }

  private void run(Path data) throws IOException, RunException {
    List<Double> ratios = new ArrayList<>();
    List<Double> engines = new ArrayList<>();
    Path recording = scratch;
    for (int round = 0; round < ROUNDS; round++) {
      long a = system.getProcessCpuTime();
      HandLoop.Result hand =
          HandLoop.run(data.resolve("flights-arrivals-200k.csv.gz"), data.resolve("airports.csv"));
      long b = system.getProcessCpuTime();
      recording = scratch.resolve("recording-" + round);
      engine(recording, hand);
      long c = system.getProcessCpuTime();
      ratios.add((double) (c - b) / (b - a));
      engines.add((c - b) / 1e6);
    }
    print("cpu of the whole run", "eddy", median(engines), "ms");
    print("cpu against the hand loop", "eddy", median(ratios), "ratio");
    seeks(recording);
  }

  private void engine(Path recording, HandLoop.Result hand) throws RunException {
    RunOptions options = RunOptions.defaults(recording);
    try (LocalRun run = LocalRun.start(plan, providers, loader, options)) {
      run.advance(() -> false);
      run.finish();
      Status status = run.status();
      check("valid rows", hand.valid(), rowsIn(status, "hourly-delay"));
      check("late rows", hand.late(), rowsIn(status, "late-rows"));
      check("report rows", hand.report().size(), rowsIn(status, "report"));
    }
  }

  private static long rowsIn(Status status, String node) {
    return status.nodes().stream()
        .filter(n -> n.nodeId().equals(node))
        .mapToLong(Status.NodeCounts::rowsIn)
        .findFirst()
        .orElse(-1);
  }

  private static void check(String what, long expected, long actual) {
    if (expected != actual) {
      throw new IllegalStateException(what + ": by hand " + expected + ", engine " + actual);
    }
  }

  private void seeks(Path recording) throws RunException {
    try (LocalRun run = LocalRun.open(recording, providers, loader)) {
      Random random = new Random(7);
      long end = run.liveEdge().sequence();
      double[] seek = new double[SEEKS];
      double[] back = new double[SEEKS];
      for (int i = 0; i < SEEKS; i++) {
        long from = System.nanoTime();
        run.seek(Moment.before(1 + (long) (random.nextDouble() * (end - 1))));
        seek[i] = (System.nanoTime() - from) / 1e6;
        run.stepBack();
        from = System.nanoTime();
        run.stepBack();
        back[i] = (System.nanoTime() - from) / 1e6;
      }
      Arrays.sort(seek);
      Arrays.sort(back);
      print("seek, median", "eddy", seek[SEEKS / 2], "ms");
      print("seek, longest", "eddy", seek[SEEKS - 1], "ms");
      print("step back when warm, median", "eddy", back[SEEKS / 2], "ms");
      print("step back when warm, longest", "eddy", back[SEEKS - 1], "ms");
    }
  }

  private static double median(List<Double> values) {
    double[] sorted = values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    return sorted[sorted.length / 2];
  }

  private void print(String figure, String engine, double value, String unit) {
    out.printf(
        Locale.ROOT,
        "{\"figure\":\"%s\",\"engine\":\"%s\",\"value\":%.2f,\"unit\":\"%s\",\"load\":%.1f}%n",
        figure,
        engine,
        value,
        unit,
        system.getSystemLoadAverage());
  }
}
