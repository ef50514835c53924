package dev.eddy.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eddy.expressions.PlanCompiler;
import dev.eddy.expressions.SqlExpressions;
import dev.eddy.model.io.ProjectFiles;
import dev.eddy.model.plan.Plan;
import dev.eddy.model.project.Project;
import dev.eddy.model.protocol.Reply;
import dev.eddy.model.time.Moment;
import dev.eddy.runtime.fixture.Flights;
import dev.eddy.runtime.record.Rename;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Windows keep the accumulators of several panes in one value; its columns evolve as theirs do. */
class PackedStateMigrationTest {
  private static final String SUM = "{\"name\": \"total\", \"expression\": \"SUM(v)\"}";
  private static final String MOST = "{\"name\": \"most\", \"expression\": \"MAX(v)\"}";

  @TempDir Path temp;

  /** Sliding windows over some hundred rows of three keys. */
  private Plan plan(String name, String valueType, String... aggregates) throws IOException {
    Path project = temp.resolve("project-" + name);
    Files.createDirectories(project.resolve("pipelines"));
    Files.createDirectories(project.resolve("data"));
    Random random = new Random(7);
    StringBuilder rows = new StringBuilder("ts,k,v\n");
    for (int i = 0; i < 300; i++) {
      rows.append("2024-01-01 00:")
          .append(String.format("%02d:%02d", i / 60, i % 60))
          .append(",k")
          .append(random.nextInt(3))
          .append(',')
          .append(random.nextInt(100))
          .append('\n');
    }
    Files.writeString(project.resolve("data/rows.csv"), rows);
    Files.writeString(
        project.resolve("eddy.json"),
        """
        {"format": 1, "name": "packed", "timeZone": "UTC", "parameters": {},
         "environments": {"local": {"parameters": {}, "bindings": {}, "sinkFolder": "out"}}}
        """);
    Files.writeString(
        project.resolve("pipelines/p.pipeline.json"),
        """
        {"format": 1, "maxParallelism": 128, "nodes": [
          {"id": "rows", "operator": "csv-source", "name": "rows", "parameters": {
            "columns": [
              {"name": "ts", "type": "TIMESTAMP(3) NOT NULL"},
              {"name": "k", "type": "VARCHAR"},
              {"name": "v", "type": "%s"}],
            "event_time": "ts", "path": "data/rows.csv",
            "watermark": "ts - INTERVAL '2' SECOND"}},
          {"id": "windows", "operator": "window-aggregate", "name": "windows", "parameters": {
            "aggregates": [%s], "keys": ["k"], "window": "sliding", "size": "40 s",
            "slide": "10 s"}},
          {"id": "sink", "operator": "file-sink", "name": "sink", "parameters": {}}],
         "edges": [
          {"id": "e1", "from": "rows.out", "to": "windows.in"},
          {"id": "e2", "from": "windows.out", "to": "sink.in"}]}
        """
            .formatted(valueType, String.join(", ", aggregates)));
    Project read = Objects.requireNonNull(ProjectFiles.read(project).project());
    return Objects.requireNonNull(
        PlanCompiler.compile(
                read, "p", Project.LOCAL, Map.of(), Flights.PROVIDERS, new SqlExpressions())
            .plan());
  }

  private Path half(Plan plan) throws RunException {
    Path recording = temp.resolve("half");
    RunOptions o = new RunOptions(recording, 1, 1, 50, false);
    try (LocalRun run = LocalRun.start(plan, Flights.PROVIDERS, Flights.LOADER, o)) {
      while (run.at().sequence() <= 130) {
        run.step();
      }
      run.finish();
    }
    return recording;
  }

  private LocalRun from(Path before, String name, Plan plan, Rename... renames)
      throws RunException {
    RunOptions o = new RunOptions(temp.resolve(name), 1, 1, 50, false);
    return LocalRun.startFrom(
        before, List.of(renames), false, plan, Flights.PROVIDERS, Flights.LOADER, o);
  }

  private List<Reply.StateEntry> entries(Path before, Plan plan, Rename... renames)
      throws RunException {
    try (LocalRun run = from(before, "more", plan, renames)) {
      assertThat(run.advance(() -> false)).isEqualTo(Stop.END);
      run.seek(new Moment(1, 0));
      return run.state("windows", "", 100).tables().get(0).entries();
    }
  }

  private static List<Reply.StateEntry> ofWhole(Path recording) throws RunException {
    try (LocalRun run = LocalRun.open(recording, Flights.PROVIDERS, Flights.LOADER)) {
      run.seek(run.liveEdge());
      return run.state("windows", "", 100).tables().get(0).entries();
    }
  }

  private static List<String> text(List<Reply.StateEntry> entries, int... columns) {
    return entries.stream()
        .map(
            e -> {
              StringBuilder out = new StringBuilder(e.key().toString());
              for (int c : columns) {
                out.append(' ').append(e.value().get(c));
              }
              return out.toString();
            })
        .toList();
  }

  @Test
  void anAggregateIsAddedAndOldPanesHaveNoneOfItYet() throws Exception {
    Path half = half(plan("before", "INT", SUM));
    List<Reply.StateEntry> before = ofWhole(half);
    List<Reply.StateEntry> after = entries(half, plan("after", "INT", MOST, SUM));
    assertThat(before).hasSizeGreaterThan(6);
    assertThat(text(after, 1)).isEqualTo(text(before, 0));
    assertThat(after).allSatisfy(e -> assertThat(e.value().get(0)).isNull());
  }

  @Test
  void anAggregateIsRemovedAndAnotherOneRenamed() throws Exception {
    Path half = half(plan("before", "INT", SUM, MOST));
    List<Reply.StateEntry> before = ofWhole(half);
    String renamed = MOST.replace("most", "highest");
    List<Reply.StateEntry> after =
        entries(half, plan("after", "INT", renamed), new Rename("windows", "highest", "most"));
    assertThat(text(after, 0)).isEqualTo(text(before, 1));
  }

  @Test
  void aColumnThatGoesIsToldOnceByTheNameThatTheUserGave() throws Exception {
    Path half = half(plan("before", "INT", SUM, MOST));
    try (LocalRun run = from(half, "kept", plan("same", "INT", SUM, MOST))) {
      assertThat(run.notices()).isEmpty();
    }
    try (LocalRun run = from(half, "less", plan("after", "INT", MOST))) {
      assertThat(run.notices())
          .singleElement()
          .satisfies(
              n -> {
                assertThat(n.place().nodeId()).isEqualTo("windows");
                assertThat(n.message()).contains("windows does not keep total any more");
              });
    }
  }

  @Test
  void anAccumulatorIsWidened() throws Exception {
    Path half = half(plan("before", "INT", MOST));
    List<Reply.StateEntry> before = ofWhole(half);
    assertThat(text(entries(half, plan("after", "BIGINT", MOST)), 0)).isEqualTo(text(before, 0));
  }

  @Test
  void aCountIsNotAddedSinceOldPanesHaveNoNumber() throws Exception {
    Path half = half(plan("before", "INT", SUM));
    Plan after = plan("after", "INT", SUM, "{\"name\": \"n\", \"expression\": \"COUNT(*)\"}");
    assertThatThrownBy(() -> entries(half, after))
        .hasMessageContaining("The column n is new and NOT NULL");
  }

  @Test
  void anAccumulatorOfAnotherTypeIsRefused() throws Exception {
    Path half = half(plan("before", "BIGINT", MOST));
    Plan after = plan("after", "INT", MOST);
    assertThatThrownBy(() -> entries(half, after)).hasMessageContaining("was BIGINT and is INT");
  }

  @Test
  void anAccumulatorIsNoBeginningForAnotherFunction() throws Exception {
    Path half = half(plan("before", "INT", MOST));
    Plan least = plan("after", "INT", MOST.replace("MAX", "MIN"));
    assertThatThrownBy(() -> entries(half, least))
        .hasMessageContaining("windows: its state held MAX as most")
        .hasMessageContaining("no beginning for MIN");
    Plan renamed = plan("renamed", "INT", MOST.replace("MAX", "MIN").replace("most", "least"));
    assertThatThrownBy(() -> entries(half, renamed, new Rename("windows", "least", "most")))
        .hasMessageContaining("its state held MAX as most");
    assertThat(entries(half, renamed))
        .isNotEmpty()
        .allSatisfy(e -> assertThat(e.value()).containsOnlyNulls());
  }

  @Test
  void aSourceThatHadEndedIsToldOf() throws Exception {
    Plan plan = plan("whole", "INT", MOST);
    Path whole = temp.resolve("ended");
    try (LocalRun run =
        LocalRun.start(
            plan, Flights.PROVIDERS, Flights.LOADER, new RunOptions(whole, 1, 1, 50, false))) {
      assertThat(run.advance(() -> false)).isEqualTo(Stop.END);
      run.finish();
    }
    try (LocalRun run = from(whole, "again", plan)) {
      assertThat(run.notices())
          .singleElement()
          .satisfies(
              n -> {
                assertThat(n.place().nodeId()).isEqualTo("rows");
                assertThat(n.message()).contains("nothing more is read of it");
              });
    }
  }
}
