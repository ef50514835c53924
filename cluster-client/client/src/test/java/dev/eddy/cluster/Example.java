package dev.eddy.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eddy.expressions.Compilation;
import dev.eddy.expressions.PlanCompiler;
import dev.eddy.expressions.SqlExpressions;
import dev.eddy.model.io.ProjectFiles;
import dev.eddy.model.plan.Plan;
import dev.eddy.model.plan.Plan.PlanNode;
import dev.eddy.model.project.Project;
import dev.eddy.model.value.Value;
import dev.eddy.operator.Providers;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;

/** The example {@code flight-delays} with its expected rows. */
final class Example {
  private static final Path FOLDER = root().resolve("examples/flight-delays");

  private Example() {}

  private static Path root() {
    Path folder = Path.of("").toAbsolutePath();
    while (!Files.isDirectory(folder.resolve("examples"))) {
      folder = folder.getParent();
    }
    return folder;
  }

  static Providers providers() {
    return Providers.load(Example.class.getClassLoader());
  }

  /** The pipeline with its sinks bound to a folder and the flights at a rate, rows a second. */
  static Plan plan(Path out, long rate) {
    Project project = ProjectFiles.read(FOLDER).project();
    Compilation compiled =
        PlanCompiler.compile(
            project,
            "hourly-delays",
            Project.LOCAL,
            Map.of(),
            out.toString(),
            providers(),
            new SqlExpressions());
    assertThat(compiled.problems()).isEmpty();
    return withRate(compiled.plan(), "flights", rate);
  }

  static Plan withRate(Plan plan, String nodeId, long rate) {
    List<PlanNode> nodes = new ArrayList<>();
    for (PlanNode n : plan.nodes()) {
      Value.Struct parameters =
          n.id().equals(nodeId) ? n.parameters().with("rate", Value.of(rate)) : n.parameters();
      nodes.add(
          new PlanNode(
              n.id(),
              n.name(),
              n.operator(),
              parameters,
              n.functions(),
              n.aggregates(),
              n.inputs(),
              n.outputs()));
    }
    return new Plan(
        plan.project(),
        plan.pipeline(),
        plan.maxParallelism(),
        nodes,
        plan.edges(),
        plan.classes());
  }

  static Path expected(String file) {
    return FOLDER.resolve("expected").resolve(file);
  }

  /** Each sink has the expected rows, each as often as expected. */
  static void assertExpected(Path out) throws IOException {
    assertSame(out, "report.ndjson", "report.ndjson");
    assertSame(out, "late-rows.ndjson", "late-rows.ndjson.gz");
    assertSame(out, "delay-counts.ndjson", "delay-counts.ndjson");
    assertSame(out, "delay-counts.changelog.ndjson", "delay-counts.changelog.ndjson.gz");
  }

  private static void assertSame(Path out, String file, String expected) throws IOException {
    List<String> found = RowLines.read(out.resolve(file));
    List<String> wanted = lines(expected(expected));
    RowLines.Difference difference = RowLines.exactly(found, wanted);
    assertThat(difference.left()).as(file + ": rows too many").isEmpty();
    assertThat(difference.right()).as(file + ": rows missing").isEmpty();
    assertThat(found).hasSameSizeAs(wanted).isNotEmpty();
  }

  private static List<String> lines(Path file) throws IOException {
    try (InputStream raw = Files.newInputStream(file);
        InputStream in = file.toString().endsWith(".gz") ? new GZIPInputStream(raw) : raw;
        BufferedReader reader =
            new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      return reader.lines().toList();
    }
  }
}
