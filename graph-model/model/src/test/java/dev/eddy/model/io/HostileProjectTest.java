package dev.eddy.model.io;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eddy.model.graph.Graph;
import dev.eddy.model.problem.Problem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Project files that are damaged, made by others or made to harm: each opens with problems or is
 * refused with one clear sentence, soon, and is left as it is.
 */
@Timeout(240)
class HostileProjectTest {
  private static final String PIPELINE = "pipelines/p.pipeline.json";
  private static final String LAYOUT = "pipelines/p.layout.json";
  private static final String GOOD =
      """
      {"format": 1,
       "nodes": [
         {"id": "a", "operator": "csv-source", "name": "a", "parameters": {"path": "x.csv"}},
         {"id": "b", "operator": "filter", "name": "b", "parameters": {"condition": "c > 1"}}],
       "edges": [{"id": "e1", "from": "a.out", "to": "b.in"}]}
      """;
  private static final String PLACES =
      """
      {"format": 1, "nodes": {"a": {"x": 0, "y": 16}, "b": {"x": 240, "y": 16}}}
      """;

  @TempDir private Path folder;

  @BeforeEach
  void make() throws IOException {
    Files.createDirectories(folder.resolve("pipelines"));
    write("eddy.json", "{\"format\": 1, \"name\": \"p\"}");
    write(PIPELINE, GOOD);
    write(LAYOUT, PLACES);
  }

  private void write(String file, String text) throws IOException {
    Files.writeString(folder.resolve(file), text);
  }

  private Map<String, String> files() throws IOException {
    Map<String, String> out = new TreeMap<>();
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path p : all.filter(Files::isRegularFile).toList()) {
        out.put(
            folder.relativize(p).toString(),
            new String(Files.readAllBytes(p), StandardCharsets.ISO_8859_1));
      }
    }
    return out;
  }

  /** Reads, and holds what every reading must: sentences, and no byte changed. */
  private ProjectFiles.ReadResult read() throws IOException {
    Map<String, String> before = files();
    ProjectFiles.ReadResult r = ProjectFiles.read(folder);
    assertThat(files()).isEqualTo(before);
    for (Problem p : r.problems()) {
      assertThat(p.message()).as(p.toString()).isNotBlank().doesNotContain("Exception");
      assertThat(p.place().file()).as(p.toString()).isNotNull();
      assertThat(p.message().length()).as(p.toString()).isLessThan(600);
    }
    return r;
  }

  private Graph graph(ProjectFiles.ReadResult r) {
    assertThat(r.project()).isNotNull();
    return r.project().pipelines().get("p").graph();
  }

  private String refused(String text) throws IOException {
    write(PIPELINE, text);
    ProjectFiles.ReadResult r = read();
    assertThat(r.hasErrors()).isTrue();
    assertThat(r.project()).isNotNull();
    assertThat(r.project().pipelines()).isEmpty();
    return r.problems().stream().map(Problem::message).collect(Collectors.joining(" "));
  }

  @Test
  void whatIsGoodIsReadWithoutAWord() throws IOException {
    assertThat(read().problems()).isEmpty();
  }

  @Test
  void aHugeFileIsRefusedWithoutBeingRead() throws IOException {
    assertThat(refused(GOOD + " ".repeat(17 << 20))).contains("at most");
  }

  @Test
  void aDeepFileIsRefused() throws IOException {
    assertThat(refused("{\"format\": 1, \"x\": " + "[".repeat(200_000) + "]".repeat(200_000) + "}"))
        .contains("deep");
  }

  @Test
  void aFileThatEndsInTheMiddleIsRefusedWhereverItEnds() throws IOException {
    for (int length = 0; length < GOOD.strip().length(); length += 3) {
      assertThat(refused(GOOD.strip().substring(0, length))).isNotBlank();
    }
  }

  @Test
  void conflictMarkersAreNamed() throws IOException {
    String conflict = "<<<<<<< HEAD\n" + GOOD + "=======\n" + GOOD + ">>>>>>> theirs\n";
    assertThat(refused(conflict)).contains("conflict");
  }

  @Test
  void aNewerFormatIsRefusedWithWhatToDo() throws IOException {
    write(PIPELINE, GOOD.replace("\"format\": 1", "\"format\": 99"));
    assertThat(read().problems())
        .singleElement()
        .satisfies(
            p -> {
              assertThat(p.message()).contains("format 99");
              assertThat(p.remedy()).contains("Update Eddy");
            });
  }

  @Test
  void idsThatAreThereTwiceAreNamed() throws IOException {
    assertThat(refused(GOOD.replace("\"id\": \"b\"", "\"id\": \"a\""))).contains("\"a\"");
    assertThat(refused(GOOD.replace("\"format\": 1", "\"format\": 1, \"format\": 1")))
        .contains("twice");
  }

  @Test
  void operatorsAndCyclesThatTheReaderDoesNotKnowAreForTheChecks() throws IOException {
    write(
        PIPELINE,
        GOOD.replace("csv-source", "of-a-plugin")
            .replace(
                "\"to\": \"b.in\"}",
                "\"to\": \"b.in\"}, {\"id\": \"e2\", \"from\": \"b.out\", \"to\": \"a.in\"},"
                    + " {\"id\": \"e3\", \"from\": \"a.out\", \"to\": \"a.in\"}"));
    assertThat(graph(read()).edges()).hasSize(3);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "NaN",
        "Infinity",
        "-Infinity",
        "1e999999999",
        "1e900",
        "-1e8",
        "\"NaN\"",
        "null",
        "{}"
      })
  void aPositionThatIsNoneCostsThePositionNotThePipeline(String x) throws IOException {
    write(LAYOUT, PLACES.replace("\"x\": 0", "\"x\": " + x));
    ProjectFiles.ReadResult r = read();
    assertThat(graph(r).nodes()).hasSize(2);
    assertThat(r.problems()).isNotEmpty().noneMatch(Problem::isError);
    r.project()
        .pipelines()
        .get("p")
        .layout()
        .positions()
        .values()
        .forEach(p -> assertThat(Double.isFinite(p.x()) && Double.isFinite(p.y())).isTrue());
  }

  @Test
  void bytesThatAreNoTextAreRefused() throws IOException {
    SplittableRandom random = new SplittableRandom(7);
    byte[] bytes = new byte[4096];
    random.nextBytes(bytes);
    Files.write(folder.resolve(PIPELINE), bytes);
    assertThat(read().hasErrors()).isTrue();
    Files.write(folder.resolve("eddy.json"), bytes);
    assertThat(read().project()).isNull();
  }

  @Test
  void aFolderInThePlaceOfAFileIsSaid() throws IOException {
    Files.delete(folder.resolve(PIPELINE));
    Files.createDirectories(folder.resolve(PIPELINE));
    assertThat(read().hasErrors()).isTrue();
  }

  @Test
  void aFileOfVeryManySmallValuesIsRefusedBeforeTheyFillTheMemory() throws IOException {
    String many =
        GOOD.replace("\"format\": 1", "\"format\": 1, \"x\": [" + "1,".repeat(1 << 20) + "1]");
    assertThat(refused(many)).contains("more than 1000000 values");
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void aPipeOrADeviceIsNotWaitedFor() throws Exception {
    Path pipeline = folder.resolve(PIPELINE);
    Files.delete(pipeline);
    assertThat(new ProcessBuilder("mkfifo", pipeline.toString()).start().waitFor()).isZero();
    assertThat(ProjectFiles.read(folder).problems())
        .extracting(Problem::message)
        .containsExactly("The file cannot be read (it is no file).");
    Files.delete(pipeline);
    Files.createSymbolicLink(pipeline, Path.of("/dev/zero"));
    assertThat(ProjectFiles.read(folder).problems())
        .extracting(Problem::message)
        .containsExactly("The file cannot be read (it is no file).");
    Files.delete(pipeline);
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void aLinkThatLeadsToItselfIsSaidWithoutThePathsOfTheMachine() throws IOException {
    Path pipeline = folder.resolve(PIPELINE);
    Files.delete(pipeline);
    Files.createSymbolicLink(pipeline, pipeline);
    ProjectFiles.ReadResult r = ProjectFiles.read(folder);
    assertThat(r.problems()).hasSize(1);
    assertThat(r.problems().get(0).message())
        .startsWith("The file cannot be read (")
        .doesNotContain(folder.toString());
    Files.delete(pipeline);
    Files.delete(folder.resolve(LAYOUT));
    Files.delete(folder.resolve("pipelines"));
    Files.createSymbolicLink(folder.resolve("pipelines"), folder.resolve("pipelines"));
    assertThat(ProjectFiles.read(folder).problems())
        .extracting(p -> p.place().file())
        .as("not as if there were no pipelines")
        .containsExactly("pipelines");
  }

  @Test
  void aFileInThePlaceOfTheFolderOfPipelinesIsSaid() throws IOException {
    Files.delete(folder.resolve(PIPELINE));
    Files.delete(folder.resolve(LAYOUT));
    Files.delete(folder.resolve("pipelines"));
    write("pipelines", "x");
    assertThat(read().problems())
        .extracting(Problem::message)
        .containsExactly("The file cannot be read (it is no folder).");
  }

  @Test
  void aByteOrderMarkAndWindowsLinesAreNoFault() throws IOException {
    write(PIPELINE, "\ufeff" + GOOD.replace("\n", "\r\n"));
    write("eddy.json", "\ufeff{\"format\": 1,\r\n \"name\": \"p\"}\r\n");
    ProjectFiles.ReadResult r = read();
    assertThat(r.problems()).isEmpty();
    assertThat(graph(r).nodes()).hasSize(2);
  }

  @Test
  void aPipelineThatCouldNotBeReadIsNotOverwrittenByASave() throws IOException {
    write(PIPELINE, "<<<<<<< HEAD\n" + GOOD);
    ProjectFiles.ReadResult r = read();
    ProjectFiles.write(r.project());
    assertThat(files()).containsEntry(PIPELINE, "<<<<<<< HEAD\n" + GOOD);
  }

  @Test
  void aThousandRandomDamagesNeverEscapeAsAnException() throws IOException {
    SplittableRandom random = new SplittableRandom(20260302);
    List<String> files = List.of("eddy.json", PIPELINE, LAYOUT);
    List<String> texts = List.of("{\"format\": 1, \"name\": \"p\"}", GOOD, PLACES);
    String alphabet = "{}[]\",:0123456789.eE+-\\ \n\u0000\u00ff<abcnull";
    for (int i = 0; i < 1_000; i++) {
      int which = random.nextInt(files.size());
      StringBuilder b = new StringBuilder(texts.get(which));
      for (int n = 1 + random.nextInt(4); n > 0 && !b.isEmpty(); n--) {
        int at = random.nextInt(b.length());
        switch (random.nextInt(4)) {
          case 0 -> b.deleteCharAt(at);
          case 1 -> b.insert(at, alphabet.charAt(random.nextInt(alphabet.length())));
          case 2 -> b.setCharAt(at, alphabet.charAt(random.nextInt(alphabet.length())));
          default -> {
            int end = Math.min(b.length(), at + random.nextInt(30));
            b.insert(random.nextInt(b.length()), b.substring(at, end));
          }
        }
      }
      write(files.get(which), b.toString());
      ProjectFiles.ReadResult r = ProjectFiles.read(folder);
      if (r.project() == null) {
        assertThat(r.problems()).as(b.toString()).isNotEmpty();
      } else {
        // What was read can be written and read again as the same.
        Map<String, byte[]> bytes = ProjectFiles.files(r.project());
        assertThat(bytes).isNotEmpty();
      }
      write(files.get(which), texts.get(which));
    }
  }
}
