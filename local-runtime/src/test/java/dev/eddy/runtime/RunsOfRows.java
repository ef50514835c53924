package dev.eddy.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eddy.model.plan.Plan;
import dev.eddy.operator.Providers;
import dev.eddy.runtime.fixture.Fixtures.Datum;
import dev.eddy.runtime.fixture.Memory;
import dev.eddy.runtime.fixture.PlanBuilder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Rows of three names, and runs of a pipeline over them, each in a folder of its own. */
abstract class RunsOfRows {
  static final ClassLoader LOADER = RunsOfRows.class.getClassLoader();
  final Memory memory = new Memory();
  final Providers providers = memory.providers();

  @TempDir Path temp;
  private int folders;

  @BeforeEach
  void data() {
    Random random = new Random(1);
    List<Datum> many = new ArrayList<>();
    for (int i = 0; i < 3000; i++) {
      many.add(new Datum(i / 3 + random.nextInt(20), "k" + random.nextInt(7), i % 97));
    }
    memory.put("many", List.of(many));
    memory.put("two", List.of(many.subList(0, 1500), many.subList(1500, 3000)));
    memory.put(
        "few",
        List.of(
            List.of(
                new Datum(1, "a", 1),
                new Datum(2, "b", 2),
                new Datum(12, "a", 4),
                new Datum(30, "a", 5),
                new Datum(3, "b", 7))));
  }

  private Path folder() {
    return temp.resolve("recording" + folders++);
  }

  RunOptions options() {
    // So that whoever asks whether to stop is asked at every event.
    return RunOptions.defaults(folder()).withEpochRows(1);
  }

  static Plan windows(String data) {
    return new PlanBuilder()
        .source("numbers", data)
        .add("keep", "drop", "numbers")
        .add("windows", "windows", "keep")
        .add("fold", "fold", "windows")
        .add("out", "store", "fold")
        .add("late", "store", "windows.1")
        .build();
  }

  LocalRun start(Plan plan, RunOptions o) throws RunException {
    return LocalRun.start(plan, providers, LOADER, o);
  }

  /** Interrupts at every n-th question. */
  static BooleanSupplier every(int n) {
    int[] asked = {0};
    return () -> ++asked[0] % n == 0;
  }

  List<String> stored(String sink) {
    return memory.rows(sink);
  }

  /** The digests of the last run that {@link #runWhole} ran. */
  Map<String, String> lastDigests = Map.of();

  List<String> runWhole(Plan plan, RunOptions o) throws RunException {
    try (LocalRun run = start(plan, o)) {
      assertThat(run.advance(() -> false)).isEqualTo(Stop.END);
      lastDigests = run.digests();
    }
    assertThat(Replay.verify(o.recording(), providers, LOADER).ok()).isTrue();
    return stored("out");
  }
}
