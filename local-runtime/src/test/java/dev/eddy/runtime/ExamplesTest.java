package dev.eddy.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eddy.expressions.Compilation;
import dev.eddy.expressions.PlanCompiler;
import dev.eddy.expressions.SqlExpressions;
import dev.eddy.model.io.ProjectFiles;
import dev.eddy.model.plan.Plan;
import dev.eddy.model.project.Project;
import dev.eddy.model.time.Moment;
import dev.eddy.runtime.RunOptions.State;
import dev.eddy.runtime.fixture.Flights;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** However the smaller examples are run, their files are the same; the large one has its own. */
class ExamplesTest {
  @TempDir Path temp;

  private static Plan plan(String example, Path out) {
    Path folder = Objects.requireNonNull(Flights.PROJECT.getParent()).resolve(example);
    Project project = Objects.requireNonNull(ProjectFiles.read(folder).project());
    Compilation c =
        PlanCompiler.compile(
            project,
            project.pipelines().keySet().iterator().next(),
            Project.LOCAL,
            Map.of(),
            out.toString(),
            Flights.PROVIDERS,
            new SqlExpressions());
    return Objects.requireNonNull(c.plan(), () -> c.problems().toString());
  }

  private static Map<String, String> files(Path folder) throws IOException {
    Map<String, String> out = new TreeMap<>();
    try (var all = Files.list(folder)) {
      for (Path p : (Iterable<Path>) all::iterator) {
        out.put(p.getFileName().toString(), Files.readString(p));
      }
    }
    return out;
  }

  private Map<String, String> whole(String example, String name, RunOptions o) throws Exception {
    Path out = temp.resolve("out-" + name);
    try (LocalRun run = LocalRun.start(plan(example, out), Flights.PROVIDERS, Flights.LOADER, o)) {
      assertThat(run.advance(() -> false)).isEqualTo(Stop.END);
    }
    assertThat(Replay.verify(o.recording(), Flights.PROVIDERS, Flights.LOADER).ok()).isTrue();
    return files(out);
  }

  private RunOptions options(String name) {
    return RunOptions.defaults(temp.resolve(name));
  }

  @ParameterizedTest
  @ValueSource(strings = {"click-sessions", "orders-and-rates"})
  void neitherThreadsNorEpochsNorTheBackendNorSeeksNorCutsChangeAByte(String example)
      throws Exception {
    Map<String, String> expected = whole(example, "first", options("first"));
    assertThat(expected).isNotEmpty();
    assertThat(expected.values()).allSatisfy(text -> assertThat(text).isNotEmpty());
    int[][] runs = {{1, 7}, {2, 100}, {4, 10_000}};
    for (int[] r : runs) {
      String name = r[0] + "x" + r[1];
      RunOptions o =
          options(name)
              .withParallelism(r[0])
              .withEpochRows(r[1])
              .withStateBackend(r[0] == 2 ? State.ROCKSDB : State.HEAP);
      assertThat(whole(example, name, o)).as(name).isEqualTo(expected);
    }
    assertThat(soughtAndCut(example)).isEqualTo(expected);
  }

  /** Stopped, sought and closed again and again, and resumed by another parallelism. */
  private Map<String, String> soughtAndCut(String example) throws Exception {
    Path out = temp.resolve("out-cut");
    Random random = new Random(3);
    RunOptions o = options("cut").withEpochRows(1).withCheckpointRows(300);
    LocalRun run = LocalRun.start(plan(example, out), Flights.PROVIDERS, Flights.LOADER, o);
    while (true) {
      try (LocalRun now = run) {
        int[] left = {400 + random.nextInt(900)};
        if (now.advance(() -> left[0]-- <= 0).kind() == Stop.Kind.END) {
          return files(out);
        }
        Moment here = now.at();
        now.seek(new Moment(random.nextInt((int) here.sequence()), random.nextInt(6)));
        now.stepBack();
        now.seek(here);
        assertThat(now.at()).isEqualTo(here);
      }
      RunOptions next = o.withParallelism(1 + random.nextInt(2));
      run = LocalRun.resume(o.recording(), Flights.PROVIDERS, Flights.LOADER, next);
    }
  }
}
