package dev.eddy.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eddy.model.expression.Expressions.GeneratedClass;
import dev.eddy.model.plan.Plan;
import dev.eddy.model.protocol.Breakpoint;
import dev.eddy.model.protocol.Reply;
import dev.eddy.model.protocol.Status;
import dev.eddy.model.time.Moment;
import dev.eddy.operator.Providers;
import dev.eddy.runtime.fixture.Fixtures;
import dev.eddy.runtime.fixture.Fixtures.Datum;
import dev.eddy.runtime.fixture.Memory;
import dev.eddy.runtime.fixture.PlanBuilder;
import dev.eddy.runtime.flow.GateClock;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalRunTest {
  private static final ClassLoader LOADER = LocalRunTest.class.getClassLoader();
  private final Memory memory = new Memory();
  private final Providers providers = memory.providers();

  @TempDir Path temp;
  private int folders;

  @BeforeEach
  void data() {
    Random random = new Random(1);
    List<Datum> many = new ArrayList<>();
    for (int i = 0; i < 3000; i++) {
      many.add(new Datum(i / 3 + random.nextInt(20), "k" + random.nextInt(7), i % 97));
    }
    memory.put("many", List.of(many));
    memory.put("two", List.of(many.subList(0, 1500), many.subList(1500, 3000)));
    memory.put(
        "few",
        List.of(
            List.of(
                new Datum(1, "a", 1),
                new Datum(2, "b", 2),
                new Datum(12, "a", 4),
                new Datum(30, "a", 5),
                new Datum(3, "b", 7))));
  }

  private Path folder() {
    return temp.resolve("recording" + folders++);
  }

  private RunOptions options() {
    // So that whoever asks whether to stop is asked at every event.
    return RunOptions.defaults(folder()).withEpochRows(1);
  }

  private static Plan windows(String data) {
    return new PlanBuilder()
        .source("numbers", data)
        .add("keep", "drop", "numbers")
        .add("windows", "windows", "keep")
        .add("fold", "fold", "windows")
        .add("out", "store", "fold")
        .add("late", "store", "windows.1")
        .build();
  }

  private LocalRun start(Plan plan, RunOptions o) throws RunException {
    return LocalRun.start(plan, providers, LOADER, o);
  }

  private List<String> stored(String sink) {
    return memory.rows(sink);
  }

  private static GeneratedClass sevens() {
    String name = Fixtures.Sevens.class.getName();
    try (InputStream in = LOADER.getResourceAsStream(name.replace('.', '/') + ".class")) {
      return new GeneratedClass(name, in.readAllBytes());
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void aWindowGivesItsRowsWhenTheWatermarkPassesAndALateRowLeavesByItsOwnPort() throws Exception {
    try (LocalRun run = start(windows("few"), options())) {
      assertThat(run.advance(() -> false)).isEqualTo(Stop.END);
      assertThat(run.status().phase()).isEqualTo(Status.Phase.FINISHED);
    }
    assertThat(stored("late")).containsExactly("+I[3, b, 7]");
    // Windows [0, 10) of a and b, then [10, 20) and [30, 40) of a; each gives a sum and its rows.
    assertThat(stored("out"))
        .containsExactly(
            "+I[9, a, 218]",
            "+I[1, a, 6759]",
            "+I[9, b, 219]",
            "+I[2, b, 6791]",
            "+I[19, a, 209533]",
            "+I[12, a, 495509]",
            "+I[39, a, 360739]",
            "+I[30, a, 182881]");
  }

  @Test
  void aSinkSeesNothingBeforeTheCheckpointIsComplete() throws Exception {
    try (LocalRun run = start(windows("many"), options().withCheckpointRows(0))) {
      for (int i = 0; i < 5000; i++) {
        run.step();
      }
      assertThat(stored("late")).isEmpty();
      run.finish();
      assertThat(run.status().phase()).isEqualTo(Status.Phase.FINISHED);
    }
    assertThat(stored("out")).isNotEmpty();
  }

  @Test
  void stepsAreCountedWithinAnEvent() throws Exception {
    try (LocalRun run = start(windows("few"), options())) {
      assertThat(run.status().at()).isEqualTo(Moment.START);
      run.step();
      assertThat(run.status().at()).isEqualTo(new Moment(1, 1));
      assertThat(run.status().nodeId()).isEqualTo("keep");
      assertThat(run.status().edgeId()).isEqualTo("e0");
      run.step();
      assertThat(run.status().nodeId()).as("depth first").isEqualTo("windows");
      assertThat(run.status().edgeId()).isEqualTo("e1");
      run.step();
      assertThat(run.status().nodeId()).isEqualTo("keep");
      assertThat(run.status().edgeId()).as("the watermark is next").isNull();
      run.stepBack();
      run.stepBack();
      assertThat(run.status().at()).isEqualTo(new Moment(1, 1));
      run.stepBack();
      assertThat(run.status().at()).isEqualTo(Moment.START);
      run.stepBack();
      assertThat(run.status().at()).isEqualTo(Moment.START);
    }
  }

  @Test
  void steppingForthAndBackShowsTheSameAtEveryMoment() throws Exception {
    try (LocalRun run = start(windows("few"), options())) {
      List<Status> forth = new ArrayList<>();
      List<Reply.StateOf> states = new ArrayList<>();
      while (run.status().phase() != Status.Phase.FINISHED) {
        forth.add(run.status());
        states.add(run.state("windows", "", 100));
        run.step();
      }
      for (int i = forth.size() - 1; i >= 0; i--) {
        if (!run.status().at().equals(forth.get(i).at())) {
          run.stepBack();
        }
        Status back = run.status();
        assertThat(back.at()).isEqualTo(forth.get(i).at());
        assertThat(back.nodes()).isEqualTo(forth.get(i).nodes());
        assertThat(back.edges()).isEqualTo(forth.get(i).edges());
        assertThat(back.nodeId()).isEqualTo(forth.get(i).nodeId());
        assertThat(back.clock()).isEqualTo(forth.get(i).clock());
        assertThat(run.state("windows", "", 100)).isEqualTo(states.get(i));
      }
      assertThat(run.status().at()).isEqualTo(Moment.START);
    }
    assertThat(stored("late")).hasSize(1);
  }

  @Test
  void seekingThereAndBackInMidRunChangesNoRow() throws Exception {
    List<String> expected = runWhole(windows("many"), options());
    Random random = new Random(3);
    try (LocalRun run = start(windows("many"), options().withCheckpointRows(500))) {
      int stops = 0;
      while (run.advance(every(101)).kind() != Stop.Kind.END) {
        Moment here = run.at();
        run.seek(new Moment(1 + random.nextInt(3000), random.nextInt(12)));
        if (random.nextBoolean()) {
          run.stepBack();
          run.step();
          run.step();
        }
        run.seek(here);
        assertThat(run.at()).isEqualTo(here);
        stops++;
      }
      assertThat(stops).isGreaterThan(20);
      assertThat(run.digests()).isEqualTo(lastDigests);
    }
    assertThat(stored("out")).isEqualTo(expected);
  }

  private java.util.Map<String, String> lastDigests = java.util.Map.of();

  private List<String> runWhole(Plan plan, RunOptions o) throws RunException {
    try (LocalRun run = start(plan, o)) {
      assertThat(run.advance(() -> false)).isEqualTo(Stop.END);
      lastDigests = run.digests();
    }
    assertThat(Replay.verify(o.recording(), providers, LOADER).ok()).isTrue();
    return stored("out");
  }

  /** Interrupts at every n-th question. */
  private static java.util.function.BooleanSupplier every(int n) {
    int[] asked = {0};
    return () -> ++asked[0] % n == 0;
  }

  @Test
  void aBreakpointStopsBeforeTheRowAndReverseFindsItAgain() throws Exception {
    try (LocalRun run = start(windows("many"), options())) {
      run.breakpoints(List.of(new Breakpoint("b", "e1", "v % 10 = 7", sevens(), true)));
      List<Moment> hits = new ArrayList<>();
      for (int i = 0; i < 20; i++) {
        assertThat(run.advance(() -> false)).isEqualTo(Stop.at("b"));
        hits.add(run.at());
        assertThat(run.status().edgeId()).isEqualTo("e1");
        assertThat(run.status().breakpointId()).isEqualTo("b");
        assertThat(run.status().reason()).contains("from keep to windows");
        assertThat(run.edgeRows("e1", 5).next().cells().get(2)).endsWith("7");
      }
      assertThat(hits).isSorted().doesNotHaveDuplicates();
      for (int i = 18; i >= 0; i--) {
        assertThat(run.reverse(() -> false)).isEqualTo(Stop.at("b"));
        assertThat(run.at()).isEqualTo(hits.get(i));
      }
      assertThat(run.reverse(() -> false)).isEqualTo(Stop.END);
      assertThat(run.at()).isEqualTo(Moment.START);
      assertThat(run.advance(() -> false)).isEqualTo(Stop.at("b"));
      assertThat(run.at()).isEqualTo(hits.get(0));
      assertThat(run.timeline(10).hits()).containsAll(hits);
      run.breakpoints(List.of());
      assertThat(run.advance(() -> false)).isEqualTo(Stop.END);
    }
  }

  @Test
  void rowsOfAnEdgeAreTheLastThatPassedBeforeTheMoment() throws Exception {
    try (LocalRun run = start(windows("many"), options())) {
      run.advance(() -> false);
      Reply.Rows all = run.edgeRows("e0", 5000);
      assertThat(all.rows()).hasSize(3000);
      assertThat(all.more()).isFalse();
      assertThat(all.columns()).containsExactly("ts", "k", "v");
      run.seek(new Moment(1000, 1));
      Reply.Rows some = run.edgeRows("e0", 10);
      assertThat(some.rows()).isEqualTo(all.rows().subList(989, 999));
      assertThat(some.more()).isTrue();
      assertThat(some.next()).isEqualTo(all.rows().get(999));
      assertThat(run.at()).isEqualTo(new Moment(1000, 1));
    }
  }

  @Test
  void rowsOfAnEdgeAreFoundByTheirNumber() throws Exception {
    try (LocalRun run = start(windows("many"), options())) {
      run.advance(() -> false);
      List<Reply.EdgeRow> all = run.edgeRows("e0", 5000).rows();
      for (long first : new long[] {0, 1, 1499, 2990, 2999}) {
        Reply.Page page = run.past().edgePage("e0", first, 20);
        assertThat(page.first()).isEqualTo(first);
        assertThat(page.rows())
            .isEqualTo(all.subList((int) first, (int) Math.min(3000, first + 20)));
      }
      assertThat(run.past().edgePage("e0", 3000, 20).rows()).isEmpty();
      run.seek(new Moment(1000, 1));
      assertThat(run.past().edgePage("e0", 990, 20).rows()).isEqualTo(all.subList(990, 999));
      assertThat(run.at()).isEqualTo(new Moment(1000, 1));
    }
  }

  @Test
  void stateShowsItsLastWriterAndCanBeFiltered() throws Exception {
    try (LocalRun run = start(windows("few"), options())) {
      run.seek(Moment.START);
      run.step();
      while (run.at().sequence() < 3) {
        run.step();
      }
      Reply.StateOf state = run.state("windows", "", 10);
      Reply.StateTable sums = state.tables().get(0);
      assertThat(sums.keyColumns()).containsExactly("k", "n");
      assertThat(sums.entries())
          .extracting(e -> e.key() + "=" + e.value())
          .containsExactly("[a, 0]=[1]", "[b, 0]=[2]");
      assertThat(sums.entries().get(1).lastWriter()).isEqualTo(new Moment(2, 2));
      assertThat(state.timerCount()).isEqualTo(2);
      assertThat(state.timers()).containsExactly(new Reply.TimerGroup("end", 9, 2));
      assertThat(run.state("windows", "b", 10).tables().get(0).total()).isEqualTo(1);
      assertThat(run.state("keep", "", 10).tables()).isEmpty();
    }
  }

  @Test
  void aRecordingCanBeOpenedAndLookedAt() throws Exception {
    RunOptions o = options().withCheckpointRows(700);
    List<String> expected = runWhole(windows("many"), o);
    Status atEnd;
    try (LocalRun run = LocalRun.open(o.recording(), providers, LOADER)) {
      assertThat(run.at()).isEqualTo(Moment.START);
      assertThat(run.digests()).isEqualTo(lastDigests);
      assertThat(run.advance(() -> false)).isEqualTo(Stop.END);
      atEnd = run.status();
      assertThat(atEnd.phase()).isEqualTo(Status.Phase.FINISHED);
      run.seek(new Moment(1500, 2));
      run.stepBack();
      assertThat(run.at()).isEqualTo(new Moment(1500, 1));
      assertThat(run.timeline(10).rowsIn().get("keep")).containsOnly(300L, 301L, 299L);
    }
    try (LocalRun run = LocalRun.open(o.recording(), providers, LOADER)) {
      run.seek(new Moment(1_000_000, 0));
      assertThat(run.status().nodes()).isEqualTo(atEnd.nodes());
    }
    assertThat(stored("out")).isEqualTo(expected);
  }

  @Test
  void aRunThatWasCutOffGoesOnFromItsCheckpoint() throws Exception {
    List<String> expected = runWhole(windows("many"), options());
    List<String> late = stored("late");
    Random random = new Random(9);
    for (int parallelism : new int[] {1, 2}) {
      RunOptions o =
          options()
              .withCheckpointRows(200)
              .withEpochRows(parallelism == 1 ? 1 : 37)
              .withParallelism(parallelism);
      try (LocalRun run = start(windows("many"), o)) {
        run.advance(every(parallelism == 1 ? 700 : 20));
      }
      int resumed = 0;
      while (true) {
        int p = 1 + random.nextInt(3);
        int asks = p == 1 ? 100 + random.nextInt(900) : 3 + random.nextInt(20);
        RunOptions again = o.withParallelism(p).withEpochRows(p == 1 ? 1 : 37);
        try (LocalRun run = LocalRun.resume(o.recording(), providers, LOADER, again)) {
          if (run.advance(every(asks)).kind() == Stop.Kind.END) {
            break;
          }
          resumed++;
        }
      }
      assertThat(resumed).isPositive();
      assertThat(stored("out")).isEqualTo(expected);
      assertThat(stored("late")).isEqualTo(late);
      assertThat(Replay.verify(o.recording(), providers, LOADER))
          .isInstanceOf(Verification.Same.class);
    }
  }

  @Test
  void aRunThatIsResumedKeepsStateAsLong() throws Exception {
    List<Datum> data = new ArrayList<>();
    for (int i = 0; i < 400; i++) {
      data.add(new Datum(i - i % 3, "k" + i % 4, i * 7 % 50));
    }
    memory.put("timed", List.of(data));
    Set<Moment> ends = new HashSet<>();
    for (String sink : List.of("whole", "cut")) {
      Plan plan =
          new PlanBuilder()
              .source("s", "timed")
              .add("f", "fade", "s")
              .add(sink, "store", "f")
              .build();
      RunOptions o = options().withCheckpointRows(304).withClock(GateClock.eventTime(7));
      try (LocalRun run = start(plan, o)) {
        run.advance(() -> sink.equals("cut") && run.liveEdge().sequence() > 400);
        if (sink.equals("whole")) {
          ends.add(run.liveEdge());
        }
      }
      if (sink.equals("cut")) {
        try (LocalRun run = LocalRun.resume(o.recording(), providers, LOADER, o)) {
          assertThat(run.liveEdge().sequence()).isLessThan(350);
          assertThat(run.advance(() -> false)).isEqualTo(Stop.END);
          ends.add(run.liveEdge());
        }
      }
    }
    assertThat(ends).as("the clock ticked as often").hasSize(1);
    assertThat(stored("cut")).hasSize(400).isEqualTo(stored("whole"));
  }

  @Test
  void aResumeWithoutAnyCheckpointBeginsAnew() throws Exception {
    List<String> expected = runWhole(windows("many"), options());
    RunOptions o = options().withCheckpointRows(0);
    try (LocalRun run = start(windows("many"), o)) {
      run.advance(every(1000));
    }
    try (LocalRun run = LocalRun.resume(o.recording(), providers, LOADER, o)) {
      assertThat(run.at()).isEqualTo(Moment.START);
      run.advance(() -> false);
    }
    assertThat(stored("out")).isEqualTo(expected);
  }

  @Test
  void aDamagedCheckpointIsPassedOverForAnOlderOne() throws Exception {
    List<String> expected = runWhole(windows("many"), options());
    RunOptions o = options().withCheckpointRows(400);
    try (LocalRun run = start(windows("many"), o)) {
      run.advance(every(1300));
    }
    Path newest = o.recording().resolve("checkpoints").resolve("3-1201");
    byte[] bytes = Files.readAllBytes(newest);
    bytes[bytes.length / 2] ^= 1;
    Files.write(newest, bytes);
    try (LocalRun run = LocalRun.resume(o.recording(), providers, LOADER, o)) {
      assertThat(run.at()).isEqualTo(new Moment(801, 0));
      run.advance(() -> false);
    }
    assertThat(stored("out")).isEqualTo(expected);
  }

  @Test
  void twoSplitsInterleaveByEventTimeWhateverTheParallelism() throws Exception {
    List<String> expected = runWhole(windows("two"), options());
    for (int parallelism : new int[] {2, 3}) {
      for (int epoch : new int[] {1, 100, 10_000}) {
        assertThat(
                runWhole(
                    windows("two"), options().withParallelism(parallelism).withEpochRows(epoch)))
            .isEqualTo(expected);
      }
    }
  }

  @Test
  void aParallelRunCanBeSteppedAndSought() throws Exception {
    List<String> expected = runWhole(windows("many"), options());
    RunOptions o = options().withParallelism(2).withEpochRows(10).withCheckpointRows(500);
    try (LocalRun run = start(windows("many"), o)) {
      run.advance(every(150));
      Moment here = run.at();
      run.seek(new Moment(700, 2));
      run.stepBack();
      assertThat(run.at()).isEqualTo(new Moment(700, 1));
      run.advance(every(50));
      run.seek(here);
      run.advance(() -> false);
    }
    assertThat(stored("out")).isEqualTo(expected);
    assertThat(Replay.verify(o.recording(), providers, LOADER).ok()).isTrue();
  }

  @Test
  void anOperatorThatFailsIsNamedWithMomentAndRow() throws Exception {
    Plan plan =
        new PlanBuilder()
            .source("numbers", "many")
            .add("weak node", "fragile", "numbers")
            .add("out", "store", "weak node")
            .build();
    for (int parallelism : new int[] {1, 2}) {
      RunOptions o = options().withParallelism(parallelism);
      try (LocalRun run = start(plan, o)) {
        assertThatThrownBy(() -> run.advance(() -> false))
            .isInstanceOf(RunException.class)
            .hasMessageContaining("weak node")
            .hasMessageContaining("67.1")
            .hasMessageContaining("v = 66")
            .hasMessageContaining("66 is too much");
        assertThat(run.status().phase()).isEqualTo(Status.Phase.FAILED);
        assertThat(run.at()).isEqualTo(new Moment(67, 1));
        assertThat(run.state("weak node", "", 100).tables().get(0).entries())
            .extracting(e -> Long.parseLong(e.value().get(0)))
            .satisfies(v -> assertThat(v.stream().mapToLong(x -> x).sum()).isEqualTo(66));
        run.stepBack();
        assertThat(run.status().phase()).isEqualTo(Status.Phase.PAUSED);
      }
      try (LocalRun run = LocalRun.open(o.recording(), providers, LOADER)) {
        assertThat(run.status().reason()).contains("66 is too much");
        assertThatThrownBy(() -> run.advance(() -> false)).hasMessageContaining("67.1");
        assertThat(run.at()).isEqualTo(new Moment(67, 1));
      }
    }
  }

  @Test
  void aRowThatCannotBeReadKeepsWhatCameBefore() throws Exception {
    memory.put(
        "spoilt",
        List.of(List.of(new Datum(1, "a", 1), new Datum(2, "a", 2), new Datum(3, "bad", 3))));
    Plan plan =
        new PlanBuilder().source("numbers", "spoilt").add("out", "store", "numbers").build();
    RunOptions o = options();
    try (LocalRun run = start(plan, o)) {
      assertThatThrownBy(() -> run.advance(() -> false))
          .hasMessageContaining("numbers")
          .hasMessageContaining("data line 3")
          .hasMessageContaining("Mend the line.");
      assertThat(run.status().phase()).isEqualTo(Status.Phase.FAILED);
    }
    assertThat(stored("out")).hasSize(2);
    memory.put(
        "spoilt",
        List.of(List.of(new Datum(1, "a", 1), new Datum(2, "a", 2), new Datum(3, "c", 3))));
    try (LocalRun run = LocalRun.resume(o.recording(), providers, LOADER, o)) {
      assertThat(run.advance(() -> false)).isEqualTo(Stop.END);
    }
    assertThat(stored("out")).hasSize(3);
  }

  @Test
  void aReplayThatDisagreesNamesOperatorAndRow() throws Exception {
    Plan plan =
        new PlanBuilder()
            .source("numbers", "many")
            .add("fickle node", "fickle", "numbers")
            .add("fold", "fold", "fickle node")
            .add("out", "store", "fold")
            .build();
    RunOptions o = options();
    runWhole(plan, o);
    memory.setFickle(true);
    assertThat(Replay.verify(o.recording(), providers, LOADER))
        .isInstanceOfSatisfying(
            Verification.Differs.class,
            d -> {
              assertThat(d.nodeName()).isEqualTo("fickle node");
              assertThat(d.row()).isEqualTo(52);
              assertThat(d.moment()).isEqualTo(new Moment(52, 1));
              assertThat(d.replayed()).contains("53");
            });
  }

  @Test
  void anEditedFileIsNoticed() throws Exception {
    RunOptions o = options();
    runWhole(windows("many"), o);
    List<Datum> edited = new ArrayList<>(Objects.requireNonNull(memory.data("many")).get(0));
    edited.set(1500, new Datum(1, "x", 1));
    memory.put("many", List.of(edited));
    try (LocalRun run = LocalRun.open(o.recording(), providers, LOADER)) {
      run.seek(new Moment(900, 0));
      assertThatThrownBy(() -> run.seek(new Moment(1800, 0)))
          .isInstanceOf(RunException.class)
          .hasMessageContaining("the file was edited")
          .hasMessageContaining("event 1001");
    }
  }

  @Test
  void aTornJournalEndsWhereItIsGood() throws Exception {
    RunOptions o = options();
    runWhole(windows("many"), o);
    Path journal = o.recording().resolve("journal");
    byte[] bytes = Files.readAllBytes(journal);
    Files.write(journal, java.util.Arrays.copyOf(bytes, bytes.length - 3));
    try (LocalRun run = LocalRun.open(o.recording(), providers, LOADER)) {
      run.advance(() -> false);
      assertThat(run.liveEdge()).isIn(new Moment(3001, 0), new Moment(3000, 0));
    }
  }

  @Test
  void aFolderInUseIsRefused() throws Exception {
    RunOptions o = options();
    try (LocalRun run = start(windows("few"), o)) {
      run.step();
      assertThatThrownBy(() -> start(windows("few"), o))
          .isInstanceOf(RunException.class)
          .hasMessageContaining("not empty");
      assertThatThrownBy(() -> LocalRun.resume(o.recording(), providers, LOADER, o))
          .hasMessageContaining("in use");
    }
    assertThatThrownBy(() -> LocalRun.open(temp.resolve("nowhere"), providers, LOADER))
        .isInstanceOf(RunException.class)
        .hasMessageContaining("no recording");
  }

  @Test
  void aSourceWithARateCanBeInterrupted() throws Exception {
    Plan plan =
        new PlanBuilder().source("numbers", "many", true, 1).add("out", "store", "numbers").build();
    for (int parallelism : new int[] {1, 2}) {
      try (LocalRun run = start(plan, options().withParallelism(parallelism))) {
        long begin = System.nanoTime();
        assertThat(run.advance(() -> System.nanoTime() - begin > 200_000_000L))
            .isEqualTo(Stop.INTERRUPTED);
        assertThat(System.nanoTime() - begin).isLessThan(900_000_000L);
        assertThat(run.at().sequence()).isEqualTo(2);
        run.finish();
      }
      assertThat(stored("out")).hasSize(1);
    }
  }

  @Test
  void sourcesWithoutEventTimeComeFirstWhole() throws Exception {
    Plan plan =
        new PlanBuilder()
            .source("timed", "few")
            .source("table", "many", false, 0)
            .add("both", "merge", "timed", "table")
            .add("out", "store", "both")
            .build();
    runWhole(plan, options());
    assertThat(stored("out")).hasSize(3005);
    assertThat(stored("out").subList(3000, 3005).get(0)).isEqualTo("+I[1, a, 1]");
  }

  @Test
  void theTimelineCountsEveryRowOnce() throws Exception {
    try (LocalRun run = start(windows("many"), options().withCheckpointRows(1000))) {
      run.advance(() -> false);
      Reply.TimelineOf t = run.timeline(50);
      assertThat(t.bounds()).hasSize(51).isSorted();
      assertThat(java.util.Arrays.stream(t.rowsIn().get("numbers")).sum()).isEqualTo(3000);
      assertThat(t.checkpoints()).contains(1001L, 2001L, 3001L);
      assertThat(t.rowsIn().keySet())
          .isEqualTo(Set.of("numbers", "keep", "windows", "fold", "out", "late"));
    }
  }

  @Test
  void theTimelineHasTheRowsUpToAStopInsideOfAnEvent() throws Exception {
    try (LocalRun run = start(windows("many"), options())) {
      run.breakpoints(List.of(new Breakpoint("b", "e1", "v % 10 = 7", sevens(), true)));
      run.advance(() -> false);
      assertThat(run.at().step()).as("before a row is handled").isPositive();
      Reply.TimelineOf t = run.timeline(50);
      long passed =
          run.status().edges().stream()
              .filter(e -> e.edgeId().equals("e0"))
              .mapToLong(e -> e.rows())
              .sum();
      assertThat(passed).isPositive();
      assertThat(java.util.Arrays.stream(t.rowsIn().get("numbers")).sum()).isEqualTo(passed);
      run.stepBack();
      Reply.TimelineOf before = run.timeline(50);
      assertThat(before.rowsIn().get("numbers"))
          .as("seen from the past")
          .isEqualTo(t.rowsIn().get("numbers"));
      run.breakpoints(List.of());
      run.advance(() -> false);
      assertThat(java.util.Arrays.stream(run.timeline(50).rowsIn().get("numbers")).sum())
          .isEqualTo(3000);
    }
  }
}
