package dev.eddy.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eddy.cli.Shell.Result;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The past of a run at the command line. */
class TravelCommandsTest {
  @TempDir static Path folder;
  private static String recording = "";
  private static String project = "";

  @BeforeAll
  static void record() throws Exception {
    project = Example.copy(folder.resolve("p"), 3_000, UnaryOperator.identity()).toString();
    recording = folder.resolve("r").toString();
    Result run = shell("run", project, "--record", recording, "--quiet");
    assertThat(run.exit()).as(run.err()).isZero();
  }

  private static Result shell(String... args) {
    return new Shell(folder).run(args);
  }

  private static List<String> lines(String... args) {
    Result r = shell(args);
    assertThat(r.exit()).as(r.err()).isZero();
    return r.out().lines().toList();
  }

  @Test
  void theRowsOfASinkAreTracedBackToTheRowsOfTheSource() {
    List<String> lineage = lines("inspect", recording, "--at", "end", "--lineage", "report:1");
    assertThat(lineage.get(lineage.size() - 2)).contains("report takes +I (");
    assertThat(lineage).anyMatch(l -> l.contains("flights gives +I ("));
    assertThat(lineage).anyMatch(l -> l.contains("(made it fire)"));
    String gate = lineage.stream().filter(l -> l.contains("flights gives")).findFirst().get();
    String event = gate.substring(0, gate.indexOf('.'));
    assertThat(lines("inspect", recording, "--at", "end", "--lineage", event, "--forward"))
        .contains(lineage.get(lineage.size() - 2).replaceAll(" {2}←.*", "") + cause(lineage));
  }

  /** How the last step names its cause, which is the same from both ends. */
  private static String cause(List<String> lineage) {
    String last = lineage.get(lineage.size() - 2);
    return last.substring(last.indexOf("  ←"));
  }

  @Test
  void whatHoldsTheWatermarkIsNamed() {
    assertThat(lines("inspect", recording, "--at", "5000", "--why", "report"))
        .anyMatch(l -> l.contains("hourly delay by origin: ") && l.contains("would release it"));
  }

  @Test
  void stopsAreListedForwardsAndBackwards() {
    String[] forward = {
      "replay",
      recording,
      "--break",
      "edge=valid rows where delay_minutes > 100",
      "--break",
      "late=hourly delay by origin",
      "--limit",
      "1000"
    };
    List<String> there = lines(forward);
    assertThat(there).hasSizeGreaterThan(5);
    List<String> args = new ArrayList<>(List.of(forward));
    args.add("--backwards");
    List<String> back = new ArrayList<>(lines(args.toArray(String[]::new)));
    Collections.reverse(back);
    assertThat(back).isEqualTo(there);
  }

  @Test
  void theCheckpointAtTheEndIsListedBackwardsToo() {
    String[] forward = {"replay", recording, "--break", "checkpoint"};
    List<String> there = lines(forward);
    assertThat(there).isNotEmpty();
    List<String> args = new ArrayList<>(List.of(forward));
    args.add("--backwards");
    List<String> back = new ArrayList<>(lines(args.toArray(String[]::new)));
    Collections.reverse(back);
    assertThat(back).isEqualTo(there);
  }

  @Test
  void aLogPointSaysTheValues() {
    assertThat(
            lines(
                "replay",
                recording,
                "--break",
                "edge=valid rows",
                "--log",
                "{origin}!",
                "--limit",
                "1"))
        .singleElement()
        .asString()
        .matches("\\d+\\.\\d+ {2}[A-Z]{3}!");
  }

  @Test
  void aStateIsComparedWithItselfAtAnotherMoment() {
    List<String> diff =
        lines(
            "inspect", recording, "--at", "4000", "--state", "delayed by origin", "--diff", "5000");
    assertThat(diff.get(0)).contains("differences");
    assertThat(diff).anyMatch(l -> l.strip().startsWith("+"));
  }

  @Test
  void aBranchWithoutARowShowsTheFirstDifference() {
    Result drop = shell("branch", recording, "--drop", "3425");
    assertThat(drop.exit()).as(drop.err()).isEqualTo(1);
    assertThat(drop.out()).contains("first at row 1:").contains("late rows: the same");
    Result same = shell("branch", recording, project);
    assertThat(same.exit()).as(same.out() + same.err()).isZero();
  }

  @Test
  void whatCannotBeAskedIsRefused() {
    assertThat(shell("branch", recording).err()).contains("nothing is changed");
    assertThat(shell("replay", recording, "--break", "moon").err())
        .contains("--break does not know 'moon'");
    assertThat(shell("replay", recording, "--break", "late=valid rows").err())
        .contains("has no output for late rows");
    assertThat(shell("inspect", recording, "--at", "1", "--diff", "2").err())
        .contains("--diff goes with --state");
    assertThat(shell("branch", recording, "--replace", "4000=1,2").err())
        .contains("needs 5 columns");
  }

  private static final String WINDOWS = "hourly delay by origin";

  @Test
  void aWindowShowsEachOfItsPanesAndWhatDiffersOfThem() {
    List<String> state = lines("inspect", recording, "--at", "5000", "--state", WINDOWS);
    assertThat(state.get(0)).startsWith(WINDOWS + " · 3 panes of 1h: ");
    assertThat(state.get(1).strip().split(" +"))
        .startsWith("origin", "pane_start", "avg_delay_sum", "avg_delay_count", "flights");
    assertThat(state.get(2)).contains(":00:00.000").doesNotContain("null");
    List<String> diff =
        lines("inspect", recording, "--at", "4990", "--state", WINDOWS, "--diff", "5000");
    assertThat(diff).anyMatch(l -> l.contains(":00:00.000"));
    List<String> join = lines("inspect", recording, "--at", "end", "--state", "add airport name");
    assertThat(join.get(1).strip().split(" +")).startsWith("origin", "#", "origin");
  }

  @Test
  void aConditionOnStateIsOneOnEachPane() {
    String panes = "state=" + WINDOWS + ":3 panes of 1h where ";
    List<String> stops = lines("replay", recording, "--break", panes + "flights >= 5");
    assertThat(stops).isNotEmpty().allMatch(l -> l.contains(WINDOWS));
    assertThat(lines("replay", recording, "--break", panes + "flights >= 5000"))
        .containsExactly("nowhere");
  }

  @Test
  void panesAreCarriedOnByTheirColumnsAndWhatCannotBeIsRefused() throws Exception {
    Path other =
        Example.copy(folder.resolve("other"), 3_000, t -> t.replace("\"max_delay\"", "\"worst\""));
    Result carried = shell("run", other.toString(), "--from", recording);
    assertThat(carried.exit()).isEqualTo(0);
    Path counted =
        Example.copy(
            folder.resolve("counted"), 3_000, t -> t.replace("MAX(delay_minutes)", "COUNT(*)"));
    Result refused = shell("run", counted.toString(), "--from", recording, "--quiet");
    assertThat(refused.exit()).isEqualTo(1);
    assertThat(refused.err()).contains(WINDOWS).contains("must not be null any more");
  }

  @Test
  void theEndOfARunThatFailedIsRightBeforeTheStepThatFailed() throws Exception {
    Path dividing =
        Example.copy(
            folder.resolve("dividing"),
            500,
            text ->
                text.replace(
                    "delay_minutes BETWEEN -30 AND 360", "100 / (delay_minutes - 60) > -1000"));
    String failed = folder.resolve("failed").toString();
    Result run = shell("run", dividing.toString(), "--record", failed, "--quiet");
    assertThat(run.exit()).isEqualTo(1);
    assertThat(run.err()).contains("valid rows: failed at moment ");
    String moment = run.err().replaceAll("(?s).* at moment (\\d+\\.\\d+).*", "$1");
    for (List<String> words :
        List.of(
            List.of("inspect", failed, "--at", "end"), List.of("replay", failed, "--to", "end"))) {
      Result shown = shell(words.toArray(String[]::new));
      assertThat(shown.exit()).as(shown.err()).isZero();
      assertThat(shown.out()).contains(" at " + moment + " of ");
      assertThat(shown.err()).contains("valid rows: failed at moment " + moment);
    }
    assertThat(lines("replay", failed, "--break", "failure"))
        .singleElement()
        .satisfies(l -> assertThat(l).startsWith(moment + " "));
    Result all = shell("replay", failed, "--break", "works=valid rows", "--backwards", "--quiet");
    assertThat(all.exit()).as(all.err()).isZero();
    assertThat(all.out().lines().toList()).hasSize(20);
  }
}
