package dev.eddy.example;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eddy.expressions.SqlExpressions;
import dev.eddy.model.check.Checked;
import dev.eddy.model.check.GraphChecker;
import dev.eddy.model.check.NodeContracts;
import dev.eddy.model.contract.ChangelogMode;
import dev.eddy.model.contract.Contract;
import dev.eddy.model.graph.Node;
import dev.eddy.model.io.ProjectFiles;
import dev.eddy.model.project.Project;
import dev.eddy.operator.Providers;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The projects that a newcomer opens first are without a fault. */
class ExamplesTest {
  private static final Path EXAMPLES = Path.of("../examples");

  private static List<Path> examples() throws IOException {
    try (Stream<Path> folders = Files.list(EXAMPLES)) {
      return folders.filter(Files::isDirectory).sorted().toList();
    }
  }

  private static Project read(Path folder) {
    ProjectFiles.ReadResult result = ProjectFiles.read(folder);
    assertThat(result.problems()).as("problems of %s", folder).isEmpty();
    return result.project();
  }

  private static Checked check(Project project, Project.Pipeline pipeline) {
    return GraphChecker.check(
        pipeline.graph(),
        Providers.load(ExamplesTest.class.getClassLoader()),
        new SqlExpressions(),
        project.parameters());
  }

  @Test
  void theyAreReadAndChecked() throws IOException {
    assertThat(examples()).isNotEmpty();
    for (Path folder : examples()) {
      Project project = read(folder);
      assertThat(project.pipelines()).isNotEmpty();
      for (Project.Pipeline pipeline : project.pipelines().values()) {
        Checked checked = check(project, pipeline);
        assertThat(checked.problems()).as("problems of %s", pipeline.name()).isEmpty();
        assertThat(checked.order()).hasSameSizeAs(pipeline.graph().nodes().keySet());
        assertThat(checked.nodes().values()).allMatch(NodeContracts::isComplete);
        assertThat(pipeline.layout().positions().keySet())
            .isEqualTo(pipeline.graph().nodes().keySet());
      }
    }
  }

  @Test
  void theirFilesAreCanonical() throws IOException {
    for (Path folder : examples()) {
      Project project = read(folder);
      for (Map.Entry<String, byte[]> file : ProjectFiles.files(project).entrySet()) {
        assertThat(Files.readString(folder.resolve(file.getKey())))
            .as(file.getKey())
            .isEqualTo(new String(file.getValue(), StandardCharsets.UTF_8));
      }
    }
  }

  @Test
  void theContractsOfTheFlightDelaysAreWhatItsPageSays() {
    Project project = read(EXAMPLES.resolve("flight-delays"));
    Project.Pipeline pipeline = project.pipelines().get("hourly-delays");
    Checked checked = check(project, pipeline);
    assertThat(input(checked, pipeline, "delay counts").changelog())
        .isNotEqualTo(ChangelogMode.APPEND);
    assertThat(input(checked, pipeline, "delay counts").schema().names())
        .contains("origin", "delayed");
    Contract report = input(checked, pipeline, "report");
    assertThat(report.changelog()).isEqualTo(ChangelogMode.APPEND);
    assertThat(report.schema().names())
        .contains("window_start", "rank", "origin", "name", "avg_delay", "flights", "max_delay");
    assertThat(report.schema().find("rank").orElseThrow().type().toString())
        .isEqualTo("BIGINT NOT NULL");
    assertThat(input(checked, pipeline, "late rows").schema().names())
        .contains("scheduled_departure", "delay_minutes", "origin");
  }

  private static Contract input(Checked checked, Project.Pipeline pipeline, String name) {
    Node node =
        pipeline.graph().nodes().values().stream()
            .filter(n -> n.name().equals(name))
            .findFirst()
            .orElseThrow();
    return checked.node(node.id()).orElseThrow().inputs().get(0);
  }
}
