package dev.eddy.model.io;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.eddy.model.edit.Differences;
import dev.eddy.model.edit.GraphDiff;
import dev.eddy.model.edit.GraphEdit;
import dev.eddy.model.edit.PipelineDocument;
import dev.eddy.model.graph.Layout;
import dev.eddy.model.graph.Partitioning;
import dev.eddy.model.problem.Problem;
import dev.eddy.model.project.Project;
import dev.eddy.model.value.Value;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProjectFilesTest {
  private static final String PROJECT =
      """
      {
        "format": 1,
        "name": "Flight delays",
        "timeZone": "UTC",
        "parameters": {},
        "environments": {
          "local": {
            "parameters": {},
            "bindings": {},
            "sinkFolder": "out"
          }
        }
      }
      """;
  private static final String PIPELINE =
      """
      {
        "format": 1,
        "maxParallelism": 128,
        "nodes": [
          {
            "id": "flights",
            "operator": "csv-source",
            "name": "flights",
            "parameters": {
              "columns": [
                {"name": "origin", "type": "VARCHAR"}
              ],
              "path": "data/flights.csv"
            },
            "note": "kept"
          },
          {
            "id": "report",
            "operator": "file-sink",
            "name": "report",
            "parameters": {}
          }
        ],
        "edges": [
          {"id": "e1", "from": "flights.out", "to": "report.in"}
        ],
        "future": {
          "x": [1.0, null]
        }
      }
      """;
  private static final String LAYOUT =
      """
      {
        "format": 1,
        "nodes": {
          "flights": {
            "x": 16,
            "y": 32.5,
            "colour": "blue"
          },
          "report": {"x": 320, "y": 32}
        },
        "bends": {
          "e1": [1, 2]
        }
      }
      """;

  @TempDir Path folder;

  @BeforeEach
  void project() throws IOException {
    put("eddy.json", PROJECT);
    put("pipelines/main.pipeline.json", PIPELINE);
    put("pipelines/main.layout.json", LAYOUT);
  }

  private void put(String file, String text) throws IOException {
    Path path = folder.resolve(file);
    Files.createDirectories(path.getParent());
    Files.writeString(path, text);
  }

  private Project read() {
    ProjectFiles.ReadResult r = ProjectFiles.read(folder);
    assertThat(r.problems()).isEmpty();
    return r.project();
  }

  @Test
  void thePartitioningOfAnEdgeIsReadCheckedDiffedAndWritten() throws IOException {
    String plain = "\"to\": \"report.in\"}";
    String dealt =
        PIPELINE.replace(plain, "\"to\": \"report.in\", \"partitioning\": \"rebalance\"}");
    PipelineDocument before = document(read());
    put("pipelines/main.pipeline.json", dealt);
    Project project = read();
    PipelineDocument now = document(project);
    assertThat(now.graph().edge("e1").orElseThrow().partitioning())
        .isEqualTo(Partitioning.REBALANCE);
    assertThat(new String(ProjectFiles.files(project).get("pipelines/main.pipeline.json"), UTF_8))
        .isEqualTo(dealt);
    assertThat(GraphDiff.between(before, now))
        .containsExactly(new GraphEdit.SetPartitioning("e1", Partitioning.REBALANCE));
    assertThat(Differences.between(before, now).edges())
        .singleElement()
        .satisfies(e -> assertThat(e.is()).endsWith("report.in (rebalance)"));
    put("pipelines/main.pipeline.json", dealt.replace("rebalance", "shuffle"));
    assertThat(only().code()).isEqualTo("bad-partitioning");
  }

  private static PipelineDocument document(Project p) {
    Project.Pipeline main = p.pipelines().get("main");
    return new PipelineDocument(main.graph(), main.layout());
  }

  private Problem only() {
    List<Problem> problems = ProjectFiles.read(folder).problems();
    assertThat(problems).hasSize(1);
    return problems.get(0);
  }

  @Test
  void aProjectSurvivesARoundTripByteForByte() throws IOException {
    Project p = read();
    assertThat(p.name()).isEqualTo("Flight delays");
    assertThat(p.timeZone()).isEqualTo("UTC");
    assertThat(p.pipelines().get("main").graph().properties().get("maxParallelism"))
        .isEqualTo(Value.of(128));
    assertThat(ProjectFiles.write(p)).isEmpty();
    Path elsewhere = folder.resolve("copy");
    Project moved =
        new Project(
            elsewhere,
            p.name(),
            p.timeZone(),
            p.parameters(),
            p.environments(),
            p.pipelines(),
            p.unknown());
    assertThat(ProjectFiles.write(moved)).hasSize(3);
    for (String f :
        List.of("eddy.json", "pipelines/main.pipeline.json", "pipelines/main.layout.json")) {
      assertThat(elsewhere.resolve(f)).hasSameTextualContentAs(folder.resolve(f));
    }
  }

  @Test
  void movingANodeChangesTheLayoutFileOnly() throws IOException {
    Project p = read();
    Project.Pipeline main = p.pipelines().get("main");
    Layout moved = main.layout().with("report", new Layout.Position(400, 48));
    assertThat(ProjectFiles.write(with(p, new Project.Pipeline("main", main.graph(), moved))))
        .containsExactly("pipelines/main.layout.json");
    assertThat(Files.readString(folder.resolve("pipelines/main.layout.json")))
        .isEqualTo(LAYOUT.replace("\"x\": 320, \"y\": 32}", "\"x\": 400, \"y\": 48}"));
    try (var files = Files.list(folder.resolve("pipelines"))) {
      assertThat(files).hasSize(2);
    }
  }

  private static Project with(Project p, Project.Pipeline pipeline) {
    return new Project(
        p.folder(),
        p.name(),
        p.timeZone(),
        p.parameters(),
        p.environments(),
        Map.of(pipeline.name(), pipeline),
        p.unknown());
  }

  @Test
  void aNewerFormatIsRefusedInOneSentence() throws IOException {
    put("pipelines/main.pipeline.json", PIPELINE.replace("\"format\": 1", "\"format\": 2"));
    Problem p = only();
    assertThat(p.code()).isEqualTo("newer-format");
    assertThat(p.toString())
        .isEqualTo(
            "error: pipelines/main.pipeline.json · 2:13: The file has format 2, but this version"
                + " of Eddy reads up to format 1. Update Eddy to open it.");
    assertThat(ProjectFiles.read(folder).project().pipelines()).isEmpty();
  }

  @Test
  void aDamagedPipelineLeavesTheOthersAndItsFileAlone() throws IOException {
    put("pipelines/broken.pipeline.json", PIPELINE.substring(0, 200));
    ProjectFiles.ReadResult r = ProjectFiles.read(folder);
    assertThat(r.problems()).extracting(Problem::code).containsExactly("json-cut-off");
    assertThat(r.problems().get(0).place().file()).isEqualTo("pipelines/broken.pipeline.json");
    assertThat(r.project().pipelines()).containsOnlyKeys("main");
    assertThat(ProjectFiles.write(r.project())).isEmpty();
  }

  @Test
  void aDamagedLayoutCostsPositionsOnly() throws IOException {
    put("pipelines/main.layout.json", "<<<<<<< ours\n" + LAYOUT);
    Problem p = only();
    assertThat(p.code()).isEqualTo("merge-conflict");
    assertThat(p.isError()).isFalse();
    assertThat(ProjectFiles.read(folder).project().pipelines().get("main").layout())
        .isEqualTo(Layout.EMPTY);
  }

  @Test
  void duplicateIdsAndEdgesToNowhereAreNamed() throws IOException {
    put(
        "pipelines/main.pipeline.json",
        PIPELINE
            .replace("\"id\": \"report\"", "\"id\": \"flights\"")
            .replace("report.in", "gone.in"));
    assertThat(ProjectFiles.read(folder).problems())
        .extracting(Problem::code)
        .containsExactly("duplicate-id", "edge-to-nowhere");
  }

  @Test
  void wrongShapesAreNamedWithTheirPlace() throws IOException {
    put("pipelines/main.pipeline.json", PIPELINE.replace("\"name\": \"report\"", "\"name\": 5"));
    Problem p = only();
    assertThat(p.message()).isEqualTo("\"nodes[1].name\" must be a text.");
    assertThat(p.place().range().startLine()).isEqualTo(20);
  }

  @Test
  void aFolderWithoutProjectSaysSo() {
    ProjectFiles.ReadResult r = ProjectFiles.read(folder.resolve("pipelines"));
    assertThat(r.project()).isNull();
    assertThat(r.problems()).extracting(Problem::code).containsExactly("no-project");
  }

  @Test
  void aFileThatIsTooLargeIsNotRead() throws IOException {
    put("eddy.json", " ".repeat((16 << 20) + 1));
    assertThat(only().code()).isEqualTo("file-too-large");
  }

  @Test
  void aMissingLocalEnvironmentHasItsDefaults() throws IOException {
    put("eddy.json", "{\"format\": 1, \"name\": \"n\"}");
    assertThat(read().environments().get("local").sinkFolder()).isEqualTo("out");
  }

  @Test
  void namesOfPipelinesAreNamesOfFiles() {
    assertThat(ProjectFiles.isPipelineName("hourly-delays")).isTrue();
    assertThat(ProjectFiles.isPipelineName("späte Züge")).isTrue();
    for (String bad : List.of("", ".x", "a/b", "a\\b", "a:b", "x.", "x ", "a\nb")) {
      assertThat(ProjectFiles.isPipelineName(bad)).as(bad).isFalse();
    }
  }

  @Test
  void parametersAreSortedSoThatTheirOrderTellsNothing() {
    Project p = read();
    assertThat(new String(ProjectFiles.files(p).get("pipelines/main.pipeline.json")))
        .isEqualTo(PIPELINE);
  }

  @Test
  void damagedFilesAreProblemsAndNeverCrashes() throws IOException {
    Random random = new Random(20_251_125);
    List<String> files =
        List.of("eddy.json", "pipelines/main.pipeline.json", "pipelines/main.layout.json");
    String[] pieces = {"{", "}", "[", "]", "\"", "null", "-1", "1e999", ",", ":", "\\u0000", "é"};
    int refused = 0;
    for (int i = 0; i < 1_500; i++) {
      String file = files.get(i % 3);
      String text = List.of(PROJECT, PIPELINE, LAYOUT).get(i % 3);
      StringBuilder damaged = new StringBuilder(text);
      for (int n = random.nextInt(3) + 1; n > 0; n--) {
        int at = random.nextInt(damaged.length());
        int end = Math.min(damaged.length(), at + random.nextInt(8));
        damaged.replace(at, end, pieces[random.nextInt(pieces.length)]);
      }
      put(file, damaged.toString());
      ProjectFiles.ReadResult r = ProjectFiles.read(folder);
      for (Problem p : r.problems()) {
        assertThat(p.place().file()).isEqualTo(file);
        assertThat(p.message()).isNotEmpty();
      }
      refused += r.problems().isEmpty() ? 0 : 1;
      if (r.project() != null) {
        Map<String, byte[]> canonical = ProjectFiles.files(r.project());
        canonical.values().forEach(bytes -> assertThat(bytes).isNotEmpty());
      }
      put(file, text);
    }
    assertThat(refused).isGreaterThan(1_000);
  }
}
