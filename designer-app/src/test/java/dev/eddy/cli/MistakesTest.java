package dev.eddy.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eddy.cli.Shell.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What somebody gets to read who has mistaken something, and what a script sees. */
class MistakesTest {
  @TempDir static Path folder;
  private static String project = "";
  private static String recording = "";

  @BeforeAll
  static void record() throws Exception {
    project = Example.copy(folder.resolve("p"), 500, UnaryOperator.identity()).toString();
    recording = folder.resolve("r").toString();
    Result run =
        shell("run", project, "--record", recording, "--out", folder + "/first", "--quiet");
    assertThat(run.exit()).as(run.err()).isZero();
  }

  private static Result shell(String... args) {
    return new Shell(folder).run(args);
  }

  /** Words of a command, in which P is the project, R the recording and T the folder of both. */
  private static Result shellOf(String line) {
    List<String> words = new ArrayList<>();
    for (String w : line.strip().split(" +")) {
      words.add(
          w.replaceAll("^P(?=/|$)", project)
              .replaceAll("^R(?=/|$)", recording)
              .replaceAll("^T(?=/|$)", folder.toString())
              .replace('_', ' '));
    }
    return shell(words.toArray(String[]::new));
  }

  private static byte[] all(Path root) throws IOException {
    StringBuilder b = new StringBuilder();
    try (Stream<Path> files = Files.walk(root)) {
      for (Path f : files.sorted().toList()) {
        b.append(root.relativize(f)).append(' ');
        b.append(Files.isDirectory(f) ? "" : Files.size(f)).append('\n');
      }
    }
    return b.toString().getBytes(java.nio.charset.StandardCharsets.UTF_8);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "run P nosuch --out T/x                            | 1 | has no pipeline 'nosuch'",
        "run P --set nosuch=1 --out T/x                    | 2 | has no parameter 'nosuch'",
        "run P --set valid_rows.nosuch=1 --out T/x         | 2 | has no parameter 'nosuch'",
        "run P --set valid_rows.condition=nosuch --out T/x | 1 | There is no column nosuch",
        "run P --set valid_rows.condition= --out T/x       | 1 | is empty",
        "run P --set x --out T/x                           | 2 | takes NAME=VALUE, not 'x'",
        "run P --state disk --out T/x                      | 2 | takes heap or rocksdb",
        "run P --clock utc --out T/x                       | 2 | takes wall or event-time",
        "run P --restart often --out T/x                   | 2 | 'often' is no restart strategy",
        "run P --restart fixed-delay:-1,x --out T/x        | 2 | is no restart strategy",
        "run P --parallelism 0 --out T/x                   | 2 | from 1 to 128, not '0'",
        "run P --epoch-rows 1e3 --out T/x                  | 2 | whole number",
        "run P --drop-state --out T/x                      | 2 | go with --from",
        "run P --renamed a.b=c --out T/x                   | 2 | go with --from",
        "run P --from T/nowhere --out T/x                  | 1 | There is no recording",
        "run P --record R --out T/x                        | 2 | is not empty",
        "run P --record P/eddy.json --out T/x              | 3 | it is a file",
        "run P --out P/eddy.json                           | 1 | is a file, not a folder",
        "resume P                                          | 1 | there is no recording",
        "resume T/nowhere                                  | 1 | There is no recording",
        "resume P/eddy.json                                | 1 | no recording",
        "inspect R --at middle                             | 2 | 'middle' is no moment",
        "inspect R --at -1                                 | 2 | '-1' is no moment",
        "inspect R --at 5.-1                               | 2 | '5.-1' is no moment",
        "inspect R --at 99999999999999999999               | 2 | is no moment",
        "inspect R --at end --state nosuch                 | 2 | has no node 'nosuch'; it has:",
        "inspect R --at end --edge nosuch                  | 2 | has no node 'nosuch'",
        "inspect R --at end --why nosuch                   | 2 | has no node 'nosuch'",
        "inspect R --at end --lineage x                    | 2 | is no moment",
        "inspect R --at end --lineage report:0             | 2 | report",
        "inspect R --at end --lineage report:99999999      | 2 | report",
        "inspect R --at end --lineage report:x             | 2 | x",
        "inspect R --at end --lineage x --forward          | 2 | number of an event",
        "inspect R --at end --forward                      | 2 | goes with --lineage",
        "inspect R --at end --diff 5                       | 2 | goes with --state",
        "inspect P --at end                                | 1 | no recording",
        "replay R                                          | 2 | say what for",
        "replay R --backwards                              | 2 | say what for",
        "replay R --to x                                   | 2 | is no moment",
        "replay R --verify --to 5                          | 2 | exclude each other",
        "replay R --break nosuch                           | 2 | does not know 'nosuch'",
        "replay R --break edge=nosuch                      | 2 | has no node 'nosuch'",
        "replay R --break edge=valid_rows_where_nosuch>1   | 2 | There is no column nosuch",
        "replay R --break watermark=report:soon            | 2 | soon",
        "replay R --break checkpoint --limit 0             | 2 | --limit",
        "branch R                                          | 2 | nothing is changed",
        "branch R --drop x                                 | 2 | number of a gate event, not 'x'",
        "branch R --drop 0                                 | 2 | there is no event 0",
        "branch R --drop 99999999                          | 2 | there is no event 99999999",
        "branch R --replace 5                              | 2 | takes EVENT=ROW, not '5'",
        "branch R --replace 5=a                            | 2 | needs 2 columns",
        "branch R --insert 5=a                             | 2 | takes EVENT:SOURCE=ROW",
        "branch R --insert 5:nosuch=a                      | 2 | has no node 'nosuch'",
        "branch R --from 3                                 | 2 | nothing is changed",
        "branch R --from 3 --drop 5                        | 2 | goes with PROJECT",
        "branch R --set a=b --drop 5                       | 2 | goes with PROJECT",
        "branch R P nosuch                                 | 1 | has no pipeline 'nosuch'",
        "recordings --older x --prune                      | 2 | whole number",
        "recordings --older 3                              | 2 | what --prune takes away",
        "recordings --prune                                | 2 | needs --older",
        "recordings --max-size big --prune                 | 2 | 'big' is no size",
        "recordings --in T/nowhere                         | 3 | There is no folder",
        "recordings --in P/eddy.json                       | 3 | There is no folder",
        "merge P P P                                       | 3 | Is a directory",
        "diff P P/eddy.json                                | 2 | two files of a pipeline",
        "diff P/eddy.json P/eddy.json                      | 1 | is one of a project",
        "diff P/data/airports.csv P/data/airports.csv      | 1 | airports.csv",
        "deploy P hourly-delays --target nonsense          | 2 | takes a URL",
        "deploy P nosuch --target http://127.0.0.1:9       | 1 | has no pipeline 'nosuch'",
        "jobs --target ftp://x                             | 2 | takes a URL",
        "parity P nosuch --target http://127.0.0.1:9       | 1 | has no pipeline 'nosuch'",
      })
  void aMistakeHasAnExitCodeAndASentence(String line, int exit, String words) throws Exception {
    byte[] projectBefore = all(Path.of(project));
    byte[] recordingBefore = all(Path.of(recording));
    Result r = shellOf(line);
    assertThat(r.exit()).as(r.toString()).isEqualTo(exit);
    assertThat(r.err()).as("where errors go").contains("error: ").contains(words);
    assertThat(r.out()).as("what a script reads").isEmpty();
    assertThat(r.err()).doesNotContain("\tat ", "Exception", "internal-error");
    assertThat(all(Path.of(project))).as("the project is as it was").isEqualTo(projectBefore);
    assertThat(all(Path.of(recording))).as("and the recording").isEqualTo(recordingBefore);
    assertThat(folder.resolve("x/report.ndjson")).doesNotExist();
  }

  @Test
  void aMergeDriverThatIsSetForTooManyFilesSpoilsNone() throws Exception {
    Path file = Path.of(project, "eddy.json");
    byte[] before = Files.readAllBytes(file);
    Path other = Files.copy(file, folder.resolve("theirs.json"));
    Files.writeString(other, Files.readString(file).replace("UTC", "Europe/Berlin"));
    Result r = shell("merge", file.toString(), file.toString(), other.toString());
    assertThat(r.exit()).isEqualTo(1);
    assertThat(r.err()).contains("is one of a project, not of a pipeline");
    assertThat(Files.readAllBytes(file)).isEqualTo(before);
  }

  @Test
  void aMomentBeyondTheEndIsTheEndAndIsSaid() {
    Result r = shell("inspect", recording, "--at", "99999999");
    assertThat(r.exit()).isZero();
    assertThat(r.err()).contains("99999999.0 is after the end; shown is the end");
    assertThat(shell("inspect", recording, "--at", "end").out()).isEqualTo(r.out());
  }

  @Test
  void aRunThatIsOverIsResumedToTheSameFiles() throws Exception {
    byte[] before = all(folder.resolve("first"));
    assertThat(shell("resume", recording, "--quiet").exit()).isZero();
    assertThat(all(folder.resolve("first"))).isEqualTo(before);
  }

  @Test
  void oneRecordingIsNotSaidToBeSeveral() throws Exception {
    Path shelf = Files.createDirectories(folder.resolve("shelf"));
    assertThat(shell("recordings", "--in", shelf.toString()).out()).startsWith("0 recordings, ");
    assertThat(
            shell("run", project, "--record", shelf + "/one", "--out", folder + "/o", "--quiet")
                .exit())
        .isZero();
    assertThat(shell("recordings", "--in", shelf.toString()).out()).contains("1 recording, ");
    Result pruned = shell("recordings", "--in", shelf.toString(), "--prune", "--older", "0");
    assertThat(pruned.out()).startsWith("removed 1 recording, ");
    assertThat(shelf.resolve("one")).doesNotExist();
  }

  @Test
  void aCheckForScriptsIsJsonAlsoOfWhatCannotBeRead() {
    Result r = shell("check", folder.resolve("nowhere").toString(), "--json");
    assertThat(r.exit()).isEqualTo(1);
    assertThat(r.out()).startsWith("[").contains("\"severity\": \"error\"");
    assertThat(shell("check", project, "--json").out().strip()).startsWith("[").endsWith("]");
  }
}
