package dev.eddy.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eddy.model.plan.Plan;
import dev.eddy.model.protocol.Status;
import dev.eddy.model.time.Moment;
import dev.eddy.runtime.fixture.Fixtures.Datum;
import dev.eddy.runtime.fixture.PlanBuilder;
import dev.eddy.runtime.flow.GateClock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A recording that is opened, resumed and replayed. */
class ReopeningTest extends RunsOfRows {
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
  void aDamagedCheckpointOnTheWayToAMomentIsNamed() throws Exception {
    RunOptions o = options().withCheckpointRows(2500);
    runWhole(windows("many"), o);
    Path last = o.recording().resolve("checkpoints").resolve("1-2501");
    byte[] bytes = Files.readAllBytes(last);
    bytes[bytes.length / 2] ^= 1;
    Files.write(last, bytes);
    try (LocalRun run = LocalRun.open(o.recording(), providers, LOADER)) {
      run.seek(new Moment(2600, 0));
      assertThat(run.at()).isEqualTo(new Moment(2600, 0));
      assertThat(run.notices())
          .singleElement()
          .satisfies(n -> assertThat(n.message()).contains(last + " is damaged"));
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
}
