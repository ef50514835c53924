package dev.eddy.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the small examples write is what a model of each, written apart from Eddy, says. */
class ExampleResultsTest {
  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"click-sessions", "orders-and-rates"})
  void theSinksHoldTheExpectedRows(String name) throws Exception {
    Path example = Example.folder().resolveSibling(name);
    Path out = folder.resolve("out");
    Shell.Result r =
        new Shell(folder).run("run", example.toString(), "--quiet", "--out", out.toString());
    assertThat(r.exit()).as(r.err()).isZero();
    List<Path> expected;
    try (Stream<Path> files = Files.list(example.resolve("expected"))) {
      expected = files.filter(f -> f.toString().endsWith(".ndjson")).sorted().toList();
    }
    assertThat(expected).hasSizeGreaterThan(1);
    for (Path file : expected) {
      assertThat(Example.rows(file)).as(file.toString()).isNotEmpty();
      assertThat(Example.rows(out.resolve(file.getFileName())))
          .as(file.toString())
          .isEqualTo(Example.rows(file));
    }
  }
}
