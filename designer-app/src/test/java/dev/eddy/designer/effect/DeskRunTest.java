package dev.eddy.designer.effect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eddy.designer.state.Checks;
import dev.eddy.designer.state.DeskGraph;
import dev.eddy.designer.state.Pin;
import dev.eddy.designer.state.Stop;
import dev.eddy.expressions.Compilation;
import dev.eddy.expressions.PlanCompiler;
import dev.eddy.expressions.SqlExpressions;
import dev.eddy.model.graph.Graph;
import dev.eddy.model.io.ProjectFiles;
import dev.eddy.model.problem.Problem;
import dev.eddy.model.project.Project;
import dev.eddy.model.protocol.Breakpoint;
import dev.eddy.model.protocol.Condition;
import dev.eddy.model.protocol.Reply;
import dev.eddy.operator.Providers;
import dev.eddy.runtime.LocalRun;
import dev.eddy.runtime.RunOptions;
import dev.eddy.runtime.Stop.Kind;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Pins, previews and breakpoints of the example, compiled and run in the engine. */
class DeskRunTest {
  private static final Path EXAMPLE = Path.of("..", "examples", "flight-delays");
  private static final String PIPELINE = "hourly-delays";
  private static final ClassLoader LOADER = DeskRunTest.class.getClassLoader();
  private static final Providers PROVIDERS = Providers.load(LOADER);
  private static final SqlExpressions SQL = new SqlExpressions();
  private static final GraphChecks CHECKER = new GraphChecks(PROVIDERS, SQL);
  private static final int FLIGHTS = 4_000;

  @TempDir private Path temp;
  private Project project;
  private Checks checks;
  private final Map<String, Pin> pins = new LinkedHashMap<>();
  private final AtomicInteger runs = new AtomicInteger();

  /** The example without its data but the airports: flights are pinned. */
  @BeforeEach
  void project() throws IOException {
    Project example = ProjectFiles.read(EXAMPLE).project();
    Path folder = temp.resolve("project");
    project =
        new Project(
            folder,
            example.name(),
            example.timeZone(),
            example.parameters(),
            example.environments(),
            example.pipelines(),
            example.unknown());
    ProjectFiles.write(project);
    Files.createDirectories(folder.resolve("data"));
    Files.copy(EXAMPLE.resolve("data/airports.csv"), folder.resolve("data/airports.csv"));
    checks = CHECKER.check(project, PIPELINE, 0);
    List<List<@Nullable String>> rows = new ArrayList<>();
    try (BufferedReader in =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(
                    Files.newInputStream(EXAMPLE.resolve("data/flights-arrivals-200k.csv.gz"))),
                StandardCharsets.UTF_8))) {
      in.readLine();
      for (int i = 0; i < FLIGHTS; i++) {
        List<@Nullable String> row = new ArrayList<>();
        for (String cell : in.readLine().split(",", -1)) {
          row.add(cell.isEmpty() ? null : cell);
        }
        rows.add(row);
      }
    }
    pin("flights", rows);
  }

  private void pin(String node, List<List<@Nullable String>> rows) throws IOException {
    Pin pin = new Pin(node, "out", checks.output(node, "out").schema().names(), rows);
    pins.put(node, pin);
    PinFiles.write(project.folder(), PIPELINE, pin);
  }

  private DeskGraph.Result desk(@Nullable String preview) {
    Graph g = project.pipelines().get(PIPELINE).graph();
    return DeskGraph.of(g, checks.outputs(), pins, PIPELINE, preview);
  }

  private Project with(Graph g) {
    Project.Pipeline p = project.pipelines().get(PIPELINE);
    return new Project(
        project.folder(),
        project.name(),
        project.timeZone(),
        project.parameters(),
        project.environments(),
        Map.of(PIPELINE, new Project.Pipeline(PIPELINE, g, p.layout())),
        project.unknown());
  }

  private LocalRun start(Graph g) throws Exception {
    Compilation c =
        PlanCompiler.compile(with(g), PIPELINE, Project.LOCAL, Map.of(), PROVIDERS, SQL);
    assertThat(c.problems()).filteredOn(Problem::isError).isEmpty();
    return LocalRun.start(
        c.plan(),
        PROVIDERS,
        LOADER,
        RunOptions.defaults(temp.resolve("recording" + runs.incrementAndGet())));
  }

  private static List<List<@Nullable String>> rows(LocalRun run, String edge) throws Exception {
    return run.edgeRows(edge, 1_000_000).rows().stream().map(Reply.EdgeRow::cells).toList();
  }

  @Test
  void anOperatorPinnedToItsOwnRowsGivesThemAgain() throws Exception {
    List<List<@Nullable String>> report;
    List<List<@Nullable String>> valid;
    List<List<@Nullable String>> hourly;
    try (LocalRun run = start(desk(null).graph())) {
      run.advance(() -> false);
      report = rows(run, "e7");
      valid = rows(run, "e2");
      hourly = rows(run, "e3");
    }
    assertThat(report).hasSizeGreaterThan(10);
    pin("valid-rows", valid);
    try (LocalRun run = start(desk(null).graph())) {
      run.advance(() -> false);
      // Rows that were filtered out no longer raise the watermark: windows close later than before.
      assertThat(rows(run, "e2")).isEqualTo(valid);
      assertThat(rows(run, "e7")).isNotEmpty();
      assertThat(run.plan().node("flights")).as("it need not run").isNull();
    }
    pins.remove("valid-rows");
    pin("hourly-delay", hourly);
    try (LocalRun run = start(desk(null).graph())) {
      run.advance(() -> false);
      assertThat(rows(run, "e7")).containsExactlyInAnyOrderElementsOf(report);
      assertThat(run.plan().node("late-rows")).as("nothing comes there").isNull();
    }
  }

  @Test
  void aPreviewStopsAfterAThousandRowsAndWritesNothing() throws Exception {
    DeskGraph.Result desk = desk("hourly-delay");
    StopCompiler compiler = new StopCompiler(PROVIDERS, SQL, CHECKER, runs::incrementAndGet);
    List<Breakpoint> stops =
        compiler
            .compile(with(desk.graph()), PIPELINE, List.of(desk.previewStop().orElseThrow()))
            .breakpoints();
    try (LocalRun run = start(desk.graph())) {
      run.breakpoints(stops);
      dev.eddy.runtime.Stop stop = run.advance(() -> false);
      assertThat(stop.kind()).isIn(Kind.BREAKPOINT, Kind.END);
      assertThat(rows(run, "e3").size()).isLessThanOrEqualTo(DeskGraph.PREVIEW_ROWS);
    }
    assertThat(project.folder().resolve("out")).doesNotExist();
  }

  @Test
  void aPreviewOfASinkShowsWhatItWouldGetAndWritesNothing() throws Exception {
    try (LocalRun run = start(desk("report").graph())) {
      run.advance(() -> false);
      assertThat(rows(run, "e7")).isNotEmpty();
      assertThat(run.plan().node("delay-counts")).isNull();
    }
    assertThat(project.folder().resolve("out")).doesNotExist();
  }

  private Workbench.Stops compiled(Stop... stops) {
    return new StopCompiler(PROVIDERS, SQL, CHECKER, runs::incrementAndGet)
        .compile(with(desk(null).graph()), PIPELINE, Arrays.asList(stops));
  }

  @Test
  void everyKindOfBreakpointStopsARun() throws Exception {
    Map<Stop, String> reasons = new LinkedHashMap<>();
    for (Stop stop :
        List.of(
            Stop.of(Stop.Kind.ROW, "e2").withCondition("delay_minutes > 30"),
            Stop.of(Stop.Kind.KEY, "hourly-delay").withDetail("PHX"),
            Stop.of(Stop.Kind.WORKS, "top-3"),
            Stop.of(Stop.Kind.LATE, "hourly-delay"),
            Stop.of(Stop.Kind.WATERMARK, "hourly-delay").withDetail("2001-01-01 08:00:00"),
            Stop.of(Stop.Kind.TIMER, "hourly-delay"),
            Stop.of(Stop.Kind.STATE, "delayed-by-origin").withHits("every 10"))) {
      Workbench.Stops compiled = compiled(stop);
      assertThat(compiled.problems()).as(stop.toString()).isEmpty();
      try (LocalRun run = start(desk(null).graph())) {
        run.breakpoints(compiled.breakpoints());
        assertThat(run.advance(() -> false).breakpointId()).isEqualTo(stop.id());
        reasons.put(stop, run.status().reason());
      }
    }
    assertThat(reasons.values()).doesNotContain("");
  }

  @Test
  void aConditionOnStateSeesKeyAndValue() {
    String state = "STATE";
    Stop stop = Stop.of(Stop.Kind.valueOf(state), "delayed-by-origin");
    Workbench.Stops wrong = compiled(stop.withCondition("no_such_column > 1"));
    assertThat(wrong.breakpoints()).isEmpty();
    assertThat(wrong.problems().get(0).message()).startsWith("breakpoint condition: ");
    Workbench.Stops right = compiled(stop.withCondition("origin = 'PHX'"));
    assertThat(right.problems()).isEmpty();
    assertThat(((Condition.StateChanges) right.breakpoints().get(0).condition()).compiled())
        .isNotNull();
  }

  @Test
  void whatIsWrongAboutABreakpointIsSaidWithTheOperatorsName() {
    Workbench.Stops s =
        compiled(
            Stop.of(Stop.Kind.KEY, "hourly-delay"),
            Stop.of(Stop.Kind.WATERMARK, "hourly-delay").withDetail("soon"),
            Stop.of(Stop.Kind.ROW, "e2").withHits("often"),
            Stop.of(Stop.Kind.ROW, "e3").withCondition("flights + 1"),
            Stop.of(Stop.Kind.ROW, "gone"),
            Stop.of(Stop.Kind.ROW, "e1").withHits(">= 3"));
    assertThat(s.problems())
        .extracting(p -> p.place().nodeName())
        .containsExactly(
            "hourly delay by origin",
            "hourly delay by origin",
            "valid rows",
            "hourly delay by origin");
    assertThat(s.breakpoints()).extracting(Breakpoint::id).containsExactly("e1");
    assertThat(s.breakpoints().get(0).hits().mode()).isEqualTo(Breakpoint.HitCount.Mode.AT_LEAST);
  }
}
