package dev.eddy.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A pipeline that is used in another one, from its files to the rows of the sink. */
class SubGraphRunTest {
  @TempDir Path folder;

  private Path project;

  @BeforeEach
  void aSourceASubGraphAndASink() throws IOException {
    project = folder.resolve("p");
    Files.createDirectories(project.resolve("pipelines"));
    Files.createDirectories(project.resolve("data"));
    Files.writeString(project.resolve("data/in.csv"), "a\n1\n5\n9\n");
    Files.writeString(
        project.resolve("eddy.json"),
        "{\"format\": 1, \"name\": \"p\", \"environments\": {\"local\": {}}}");
    Files.writeString(
        project.resolve("pipelines/main.pipeline.json"),
        """
        {"format": 1, "nodes": [
          {"id": "s", "operator": "csv-source", "name": "in",
           "parameters": {"path": "data/in.csv", "columns": [{"name": "a", "type": "INT"}]}},
          {"id": "c", "operator": "subgraph:keep", "name": "big ones",
           "parameters": {"bound": "4"}},
          {"id": "k", "operator": "file-sink", "name": "out", "parameters": {}}],
         "edges": [
          {"id": "e1", "from": "s.out", "to": "c.rows"},
          {"id": "e2", "from": "c.kept", "to": "k.in"}]}
        """);
    keep("a > ${bound}");
  }

  private void keep(String condition) throws IOException {
    Files.writeString(
        project.resolve("pipelines/keep.pipeline.json"),
        """
        {"format": 1, "nodes": [
          {"id": "i", "operator": "subgraph-input", "name": "rows",
           "parameters": {"columns": [{"name": "a", "type": "INT"}]}},
          {"id": "f", "operator": "filter", "name": "f", "parameters": {"condition": "%s"}},
          {"id": "o", "operator": "subgraph-output", "name": "kept", "parameters": {}}],
         "edges": [
          {"id": "x", "from": "i.out", "to": "f.in"},
          {"id": "y", "from": "f.out", "to": "o.in"}]}
        """
            .formatted(condition));
  }

  private String rows(String... options) throws Exception {
    List<String> all =
        new ArrayList<>(
            List.of(
                "run", project.toString(), "--out", folder.resolve("out").toString(), "--quiet"));
    all.addAll(List.of(options));
    Shell.Result r = new Shell(folder).run(all.toArray(String[]::new));
    assertThat(r.exit()).as(r.toString()).isZero();
    return Files.readString(folder.resolve("out/out.ndjson"));
  }

  @Test
  void theRowsAreThoseThatTheSubGraphLetThrough() throws Exception {
    assertThat(rows()).contains("5").contains("9").doesNotContain("1");
  }

  @Test
  void aParameterOfASubGraphIsSetAtTheCommandLine() throws Exception {
    assertThat(rows("--set", "big ones.bound=6")).contains("9").doesNotContain("5");
  }

  @Test
  void aChangeOfTheSubGraphIsInTheNextRun() throws Exception {
    rows();
    keep("a < ${bound}");
    assertThat(rows()).contains("1").doesNotContain("9");
  }

  @Test
  void itIsCheckedWhereItIsUsedAndDoesNotRunAlone() throws Exception {
    Shell shell = new Shell(folder);
    assertThat(shell.run("check", project.toString()).exit()).isZero();
    assertThat(shell.run("run", project.toString(), "keep").exit()).isNotZero();
    keep("nothing > ${bound}");
    Shell.Result broken = shell.run("check", project.toString());
    assertThat(broken.exit()).isNotZero();
    assertThat(broken.toString()).contains("big ones / f");
  }
}
