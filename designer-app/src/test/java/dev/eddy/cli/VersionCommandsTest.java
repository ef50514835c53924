package dev.eddy.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eddy.model.edit.GraphEdit;
import dev.eddy.model.edit.PipelineDocument;
import dev.eddy.model.graph.Edge;
import dev.eddy.model.graph.Graph;
import dev.eddy.model.graph.Layout;
import dev.eddy.model.graph.Node;
import dev.eddy.model.graph.PortRef;
import dev.eddy.model.io.ProjectFiles;
import dev.eddy.model.value.Value;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VersionCommandsTest {
  @TempDir private Path temp;

  private static Node node(String id, String operator, String name) {
    return new Node(id, operator, name, Value.Struct.EMPTY);
  }

  private static final Graph BASE =
      Graph.of(
          List.of(
              node("s", "csv-source", "readings"),
              node("f", "filter", "hot"),
              node("k", "csv-sink", "report")),
          List.of(
              new Edge("e1", new PortRef("s", "out"), new PortRef("f", "in")),
              new Edge("e2", new PortRef("f", "out"), new PortRef("k", "in"))));

  private static Graph changed(GraphEdit... edits) {
    PipelineDocument d = new PipelineDocument(BASE, Layout.EMPTY);
    for (GraphEdit e : edits) {
      d = e.apply(d);
    }
    return d.graph();
  }

  private static GraphEdit set(String condition) {
    return new GraphEdit.SetParameter("f", "condition", Value.of(condition));
  }

  private Path file(String name, Graph graph) throws IOException {
    return Files.write(temp.resolve(name), ProjectFiles.pipelineBytes(graph));
  }

  private Shell.Result eddy(Object... words) {
    String[] args = new String[words.length];
    for (int i = 0; i < words.length; i++) {
      args[i] = words[i].toString();
    }
    return new Shell(temp).run(args);
  }

  private static Graph graph(Path file) throws IOException {
    ProjectFiles.Content c = ProjectFiles.readContent("x", Files.readAllBytes(file)).content();
    return ((ProjectFiles.Content.OfPipeline) c).graph();
  }

  @Test
  void aDiffSpeaksOfOperatorsAndWhatOfThemHasChanged() throws Exception {
    Path a = file("a.pipeline.json", BASE);
    Path b =
        file(
            "b.pipeline.json",
            changed(
                new GraphEdit.RenameNode("f", "very hot"),
                set("t > 30"),
                new GraphEdit.RemoveNode("k"),
                new GraphEdit.AddNode(node("p", "print-sink", "screen"), null, -1),
                new GraphEdit.AddEdge(
                    new Edge("e3", new PortRef("f", "out"), new PortRef("p", "in")))));
    Shell.Result r = eddy("diff", a, b);
    assertThat(r.exit()).isEqualTo(1);
    assertThat(r.out().lines())
        .containsExactly(
            "~ very hot (filter)",
            "    name: hot → very hot",
            "    condition: not set → t > 30",
            "+ screen (print-sink)",
            "- report (csv-sink)",
            "+ very hot.out → screen.in",
            "- hot.out → report.in");
    assertThat(r.err()).contains("5 differences");
    assertThat(eddy("diff", a, a).exit()).isZero();
    assertThat(eddy("diff", a, a).out()).isEmpty();
  }

  @Test
  void aDiffForScriptsIsJson() throws Exception {
    Path a = file("a.pipeline.json", BASE);
    Path b = file("b.pipeline.json", changed(set("t > 30")));
    assertThat(eddy("diff", a, b, "--json").out())
        .contains("\"change\": \"changed\"")
        .contains("\"is\": \"t > 30\"");
  }

  @Test
  void projectsAreComparedPipelineByPipeline() throws Exception {
    Path example = Example.folder();
    Path copy = temp.resolve("copy");
    try (var files = Files.walk(example)) {
      for (Path f : files.filter(p -> p.toString().endsWith(".json")).toList()) {
        Path to = copy.resolve(example.relativize(f).toString());
        Files.createDirectories(to.getParent());
        Files.copy(f, to);
      }
    }
    assertThat(eddy("diff", example, copy).exit()).isZero();
    Files.write(copy.resolve("pipelines/more.pipeline.json"), ProjectFiles.pipelineBytes(BASE));
    Shell.Result r = eddy("diff", example, copy);
    assertThat(r.exit()).isEqualTo(1);
    assertThat(r.out()).startsWith("+ pipeline more\n  + readings (csv-source)");
    assertThat(eddy("diff", example, temp.resolve("copy/eddy.json")).exit()).isEqualTo(2);
  }

  @Test
  void whatStandsBesideThePipelinesIsComparedToo() throws Exception {
    Path a = Files.createDirectories(temp.resolve("a"));
    Path b = Files.createDirectories(temp.resolve("b"));
    String project =
        """
        {"format": 1, "name": "p", "parameters": {"least": "%s"},
         "environments": {"local": {"parameters": {%s}}}}
        """;
    Files.writeString(a.resolve("eddy.json"), project.formatted("10", ""));
    Files.writeString(b.resolve("eddy.json"), project.formatted("20", "\"most\": \"9\""));
    Shell.Result r = eddy("diff", a, b);
    assertThat(r.exit()).as(r.err()).isEqualTo(1);
    assertThat(r.out().lines())
        .containsExactly(
            "project",
            "  environments.local.parameters.most: not set → 9",
            "  parameters.least: 10 → 20");
    assertThat(r.err()).contains("2 differences");
    assertThat(eddy("diff", a, b, "--json").out()).contains("\"project\"").contains("\"20\"");
    assertThat(eddy("diff", a, a).exit()).isZero();
  }

  @Test
  void aParameterWhoseNameIsTheBeginningOfAnotherIsNotForgotten() throws Exception {
    Path a = Files.createDirectories(temp.resolve("a"));
    Path b = Files.createDirectories(temp.resolve("b"));
    String project =
        """
        {"format": 1, "name": "p", "parameters": {"least": "%s", "least.delay": "1"}}
        """;
    Files.writeString(a.resolve("eddy.json"), project.formatted("10"));
    Files.writeString(b.resolve("eddy.json"), project.formatted("20"));
    assertThat(eddy("diff", a, b).out().lines())
        .containsExactly("project", "  parameters.least: 10 → 20");
  }

  @Test
  void whatIsNoPipelineIsRefused() throws Exception {
    Path a = file("a.pipeline.json", BASE);
    Path wrong = Files.writeString(temp.resolve("b.json"), "<<<<<<< ours\n{}");
    Shell.Result r = eddy("diff", a, wrong);
    assertThat(r.exit()).isEqualTo(1);
    assertThat(r.err()).contains("b.json");
    Shell.Result gone = eddy("diff", a, temp.resolve("gone.json"));
    assertThat(gone.exit()).isEqualTo(3);
    assertThat(gone.err()).contains("gone.json cannot be read (it is not there).");
  }

  @Test
  void bothChangesComeTogetherInOurs() throws Exception {
    Path base = file("base", BASE);
    Path ours = file("ours", changed(set("t > 30")));
    Path theirs = file("theirs", changed(new GraphEdit.RenameNode("s", "sensors")));
    Shell.Result r = eddy("merge", base, ours, theirs, "--path", "pipelines/p.pipeline.json");
    assertThat(r.exit()).isZero();
    assertThat(graph(ours))
        .isEqualTo(changed(set("t > 30"), new GraphEdit.RenameNode("s", "sensors")));
    assertThat(graph(theirs)).as("theirs is left alone").isNotEqualTo(graph(ours));
  }

  @Test
  void aConflictIsToldKeepsOursAndIsExitCodeOne() throws Exception {
    Path base = file("base", changed(set("t > 10")));
    Path ours = file("ours", changed(set("t > 30")));
    Path theirs = file("theirs", changed(set("t > 40")));
    Path out = temp.resolve("out");
    Shell.Result r = eddy("merge", base, ours, theirs, "--path", "p.pipeline.json", "--out", out);
    assertThat(r.exit()).isEqualTo(1);
    assertThat(r.err()).contains("p.pipeline.json").contains("hot").contains("1 conflict");
    assertThat(graph(out)).isEqualTo(changed(set("t > 30")));
    assertThat(graph(ours)).isEqualTo(changed(set("t > 30")));
  }

  @Test
  void whatBothAddedHasAnEmptyBase() throws Exception {
    Path base = Files.write(temp.resolve("base"), new byte[0]);
    Path ours = file("ours", Graph.of(List.of(node("a", "filter", "a")), List.of()));
    Path theirs = file("theirs", Graph.of(List.of(node("b", "filter", "b")), List.of()));
    assertThat(eddy("merge", base, ours, theirs).exit()).isZero();
    assertThat(graph(ours).nodes()).containsOnlyKeys("a", "b");
  }

  @Test
  void ofLayoutsEitherIsTakenWithoutAWord() throws Exception {
    Path base = Files.write(temp.resolve("base"), ProjectFiles.layoutBytes(at(0, 0)));
    Path ours = Files.write(temp.resolve("ours"), ProjectFiles.layoutBytes(at(16, 0)));
    Path theirs = Files.write(temp.resolve("theirs"), ProjectFiles.layoutBytes(at(32, 48)));
    assertThat(eddy("merge", base, ours, theirs).exit()).isZero();
    ProjectFiles.Content c = ProjectFiles.readContent("x", Files.readAllBytes(ours)).content();
    assertThat(c).isEqualTo(new ProjectFiles.Content.OfLayout(at(16, 48)));
    assertThat(eddy("merge", base, ours, file("p", BASE)).exit()).isEqualTo(2);
  }

  private static Layout at(double x, double y) {
    return Layout.EMPTY.withPositions(
        Map.of("a", new Layout.Position(x, 0), "b", new Layout.Position(0, y)));
  }

  @Test
  void whatALaterVersionWroteToAnEdgeOrThePipelineDiffersToo() throws Exception {
    Value.Struct later = Value.Struct.EMPTY.with("colour", Value.of("red"));
    java.util.Map<String, Edge> edges = new java.util.LinkedHashMap<>(BASE.edges());
    edges.put("e1", new Edge("e1", edges.get("e1").from(), edges.get("e1").to(), later));
    Path a = file("a.pipeline.json", BASE);
    Path b = file("b.pipeline.json", new Graph(BASE.nodes(), edges, BASE.properties(), later));
    Shell.Result r = eddy("diff", a, b);
    assertThat(r.exit()).isEqualTo(1);
    assertThat(r.out().lines())
        .containsExactly(
            "colour: not set → red", "~ readings.out → hot.in", "    colour: not set → red");
    assertThat(r.err()).contains("2 differences");
    assertThat(eddy("diff", a, b, "--json").out()).contains("\"colour\"");
  }

  @Test
  void aFileThatIsTooLargeOrHasNoEndIsRefusedWithoutBeingReadWhole() throws Exception {
    Path a = file("a.pipeline.json", BASE);
    Path large = temp.resolve("large.json");
    try (var f = new java.io.RandomAccessFile(large.toFile(), "rw")) {
      f.setLength(3L << 30);
    }
    for (String endless : List.of(large.toString(), "/dev/zero")) {
      Shell.Result r = eddy("diff", a, endless);
      assertThat(r.exit()).as(endless).isEqualTo(1);
      assertThat(r.err()).contains("has more than 16777216 bytes");
      Shell.Result m = eddy("merge", a, a, endless);
      assertThat(m.exit()).as(endless).isEqualTo(1);
    }
    assertThat(graph(a)).as("a merge that is refused writes nothing").isEqualTo(BASE);
  }

  @Test
  void whatWasNotThereIsHandedOverByGitAsTheNullDevice() throws Exception {
    Path a = file("a.pipeline.json", BASE);
    Shell.Result r = eddy("diff", "/dev/null", a);
    assertThat(r.exit()).isEqualTo(1);
    assertThat(r.out().lines())
        .contains("+ readings (csv-source)", "+ hot.out → report.in")
        .allMatch(l -> l.startsWith("+"));
    assertThat(eddy("diff", "/dev/null", "/dev/null").exit()).isZero();
  }

  @Test
  void aFileThatIsNoneOfAPipelineIsTold() throws Exception {
    Path a = file("a.pipeline.json", BASE);
    Path list = Files.writeString(temp.resolve("list.json"), "[1, 2]");
    assertThat(eddy("diff", a, list).exit()).isEqualTo(1);
    assertThat(eddy("diff", a, list).err()).contains("list.json");
    Path conflict = Files.writeString(temp.resolve("c.json"), "{\n<<<<<<< ours\n \"format\": 1\n");
    Shell.Result r = eddy("merge", a, a, conflict);
    assertThat(r.exit()).isEqualTo(1);
    assertThat(graph(a)).isEqualTo(BASE);
  }
}
