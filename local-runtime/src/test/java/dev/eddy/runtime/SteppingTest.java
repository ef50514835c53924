package dev.eddy.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eddy.model.protocol.Breakpoint;
import dev.eddy.model.protocol.Reply;
import dev.eddy.model.protocol.Status;
import dev.eddy.model.time.Moment;
import dev.eddy.runtime.fixture.Fixtures;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A run that is stepped, stopped, sought and looked at. */
class SteppingTest extends RunsOfRows {
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

  @Test
  void aBreakpointStopsBeforeTheRowAndReverseFindsItAgain() throws Exception {
    try (LocalRun run = start(windows("many"), options())) {
      run.breakpoints(List.of(new Breakpoint("b", "e1", "v % 10 = 7", Fixtures.sevens(), true)));
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
      run.breakpoints(List.of(new Breakpoint("b", "e1", "v % 10 = 7", Fixtures.sevens(), true)));
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
