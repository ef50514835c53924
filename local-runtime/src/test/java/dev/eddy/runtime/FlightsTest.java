package dev.eddy.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eddy.model.io.PlanFiles;
import dev.eddy.model.plan.Plan;
import dev.eddy.model.protocol.Reply;
import dev.eddy.model.time.Moment;
import dev.eddy.runtime.fixture.Child;
import dev.eddy.runtime.fixture.Flights;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The example pipeline over real flights; most tests take the first 20 000. */
class FlightsTest {
  private static final boolean LONG = Boolean.getBoolean("long");
  private static final int ROWS = LONG ? 200_000 : 20_000;

  @TempDir static Path shared;
  private static Path flights;
  private static Path halves;
  private static Map<String, String> expected;
  private static Map<String, String> digests;

  @TempDir Path temp;

  @BeforeAll
  static void cutInput() throws Exception {
    List<String> lines = new ArrayList<>();
    try (BufferedReader in =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(
                    Files.newInputStream(
                        Flights.PROJECT.resolve("data/flights-arrivals-200k.csv.gz"))),
                StandardCharsets.UTF_8))) {
      for (int i = 0; i <= ROWS; i++) {
        lines.add(in.readLine());
      }
    }
    flights = shared.resolve("flights.csv");
    Files.write(flights, lines);
    halves = Files.createDirectory(shared.resolve("halves"));
    List<String> odd = new ArrayList<>(List.of(lines.get(0)));
    List<String> even = new ArrayList<>(List.of(lines.get(0)));
    for (int i = 1; i < lines.size(); i++) {
      (i % 2 == 0 ? even : odd).add(lines.get(i));
    }
    Files.write(halves.resolve("1.csv"), odd);
    Files.write(halves.resolve("2.csv"), even);
    Path out = shared.resolve("expected");
    digests = run(plan(out, flights), RunOptions.defaults(shared.resolve("first")));
    expected = files(out);
  }

  private static Plan plan(Path out, Path flights) {
    Plan plan = Flights.plan(out, flights.toString());
    return plan;
  }

  private static Map<String, String> run(Plan plan, RunOptions o) throws RunException {
    try (LocalRun run = LocalRun.start(plan, Flights.PROVIDERS, Flights.LOADER, o)) {
      assertThat(run.advance(() -> false)).isEqualTo(Stop.END);
      return run.digests();
    }
  }

  private static Map<String, String> files(Path folder) throws IOException {
    Map<String, String> out = new TreeMap<>();
    try (Stream<Path> all = Files.list(folder)) {
      for (Path p : (Iterable<Path>) all::iterator) {
        out.put(p.getFileName().toString(), Files.readString(p));
      }
    }
    return out;
  }

  @Test
  void theFilesAreThere() {
    assertThat(expected.keySet())
        .containsExactly(
            "delay-counts.changelog.ndjson",
            "delay-counts.ndjson",
            "late-rows.ndjson",
            "report.ndjson");
    assertThat(expected.values()).allSatisfy(text -> assertThat(text.lines()).isNotEmpty());
  }

  @Test
  void theEntriesOfAValueThatHoldsSeveralComeInPagesOfTheLimit() throws Exception {
    RunOptions o = RunOptions.defaults(temp.resolve("recording"));
    try (LocalRun run =
        LocalRun.start(plan(temp.resolve("out"), flights), Flights.PROVIDERS, Flights.LOADER, o)) {
      run.advance(() -> false);
      Reply.StateTable all = panes(run, 10_000);
      // Until some key has two panes, so that a page ends between them.
      for (long at = 10_000; keys(all) == all.total(); at += 97) {
        run.seek(new Moment(at, 0));
        all = panes(run, 10_000);
      }
      assertThat(all.next()).isEmpty();
      assertThat(all.entries()).hasSize((int) all.total());
      for (int limit : new int[] {1, 2, 7}) {
        List<Reply.StateEntry> paged = new ArrayList<>();
        String after = "";
        do {
          Reply.StateTable page =
              run.state("hourly-delay", "", limit, all.name(), after).tables().get(0);
          assertThat(page.entries()).hasSizeBetween(1, limit);
          paged.addAll(page.entries());
          after = page.next();
        } while (!after.isEmpty());
        assertThat(paged).isEqualTo(all.entries());
      }
    }
  }

  private static Reply.StateTable panes(LocalRun run, int limit) throws RunException {
    return run.state("hourly-delay", "", limit).tables().get(0);
  }

  private static long keys(Reply.StateTable t) {
    return t.entries().stream().map(e -> e.key().get(0)).distinct().count();
  }

  @Test
  void theWholeExampleGivesTheRowsOfTheIndependentModel() throws Exception {
    Path out = temp.resolve("out");
    run(Flights.plan(out, null), RunOptions.defaults(temp.resolve("recording")));
    for (String name : List.of("late-rows", "report", "delay-counts", "delay-counts.changelog")) {
      List<String> actual = Files.readAllLines(out.resolve(name + ".ndjson"));
      List<String> model = model(name);
      if (!name.endsWith("changelog")) {
        Collections.sort(actual);
        Collections.sort(model);
      }
      assertThat(actual).as(name).hasSameSizeAs(model);
      for (int i = 0; i < actual.size(); i++) {
        assertThat(compact(actual.get(i))).as("%s %d", name, i).isEqualTo(compact(model.get(i)));
      }
    }
  }

  private static String compact(String json) {
    return json.replace("\": ", "\":").replace(", \"", ",\"");
  }

  private static List<String> model(String name) throws IOException {
    Path plain = Flights.PROJECT.resolve("expected").resolve(name + ".ndjson");
    if (Files.exists(plain)) {
      return Files.readAllLines(plain);
    }
    Path packed = plain.resolveSibling(plain.getFileName() + ".gz");
    try (BufferedReader in =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(packed)), StandardCharsets.UTF_8))) {
      return new ArrayList<>(in.lines().toList());
    }
  }

  @Test
  void neitherParallelismNorEpochsChangeAByteOfTheFiles() throws Exception {
    for (int parallelism : new int[] {1, 2}) {
      for (int epoch : new int[] {1, 100, 10_000}) {
        String name = parallelism + "x" + epoch;
        Path out = temp.resolve("out" + name);
        RunOptions o =
            RunOptions.defaults(temp.resolve("recording" + name))
                .withParallelism(parallelism)
                .withEpochRows(epoch);
        assertThat(run(plan(out, flights), o)).as(name).isEqualTo(digests);
        assertThat(files(out)).as(name).isEqualTo(expected);
      }
    }
  }

  @Test
  void seekingThereAndBackChangesNoByteOfTheFiles() throws Exception {
    Path out = temp.resolve("out");
    RunOptions o = RunOptions.defaults(temp.resolve("recording"));
    Random random = new Random(2);
    try (LocalRun run = LocalRun.start(plan(out, flights), Flights.PROVIDERS, Flights.LOADER, o)) {
      int[] left = {ROWS / 5};
      while (run.advance(() -> left[0]-- <= 0).kind() != Stop.Kind.END) {
        Moment here = run.at();
        run.seek(new Moment(random.nextInt((int) here.sequence()), random.nextInt(6)));
        run.stepBack();
        run.seek(here);
        left[0] = ROWS / 5;
      }
      assertThat(run.digests()).isEqualTo(digests);
    }
    assertThat(files(out)).isEqualTo(expected);
  }

  @Test
  void twoFilesAsTwoSplitsAgreeWithThemselves() throws Exception {
    Map<String, String> first = null;
    Map<String, String> firstFiles = null;
    for (int parallelism : new int[] {1, 2}) {
      for (int epoch : new int[] {100, 10_000}) {
        String name = parallelism + "x" + epoch;
        Path out = temp.resolve("out" + name);
        RunOptions o =
            RunOptions.defaults(temp.resolve("recording" + name))
                .withParallelism(parallelism)
                .withEpochRows(epoch);
        Map<String, String> d = run(plan(out, halves), o);
        if (first == null) {
          first = d;
          firstFiles = files(out);
          assertThat(Replay.verify(o.recording(), Flights.PROVIDERS, Flights.LOADER).ok()).isTrue();
        }
        assertThat(d).as(name).isEqualTo(first);
        assertThat(files(out)).as(name).isEqualTo(firstFiles);
      }
    }
  }

  @Test
  void aProcessThatIsKilledAtAnyTimeAndResumedLeavesTheSameFiles() throws Exception {
    Random random = new Random(LONG ? System.nanoTime() : 4);
    int kills = LONG ? 20 : 3;
    Path out = temp.resolve("out");
    Path planFile = temp.resolve("plan.json");
    Files.write(planFile, PlanFiles.write(plan(out, flights)));
    Path recording = temp.resolve("recording");
    boolean done = false;
    for (int i = 0; !done; i++) {
      String parallelism = Integer.toString(1 + random.nextInt(2));
      long millis = i < kills ? 20 + random.nextInt(LONG ? 1500 : 600) : 600_000;
      done =
          Child.run(
              millis,
              i == 0 ? "start" : "resume",
              planFile.toString(),
              recording.toString(),
              parallelism,
              "100",
              "700");
    }
    assertThat(files(out)).isEqualTo(expected);
    assertThat(Replay.verify(recording, Flights.PROVIDERS, Flights.LOADER).ok()).isTrue();
    try (LocalRun run = LocalRun.open(recording, Flights.PROVIDERS, Flights.LOADER)) {
      assertThat(run.digests()).isEqualTo(digests);
    }
  }

  @Test
  void aKilledRecordingCanBeOpenedAndSought() throws Exception {
    Path planFile = temp.resolve("plan.json");
    Files.write(planFile, PlanFiles.write(plan(temp.resolve("out"), flights)));
    Path recording = temp.resolve("recording");
    Child.run(500, "start", planFile.toString(), recording.toString(), "1", "100", "500");
    try (LocalRun run = LocalRun.open(recording, Flights.PROVIDERS, Flights.LOADER)) {
      run.advance(() -> false);
      assertThat(run.at()).isEqualTo(run.liveEdge());
      if (run.liveEdge().sequence() > 10) {
        run.seek(new Moment(run.liveEdge().sequence() / 2, 1));
        run.stepBack();
        assertThat(run.at()).isEqualTo(new Moment(run.liveEdge().sequence() / 2, 0));
      }
    }
  }
}
