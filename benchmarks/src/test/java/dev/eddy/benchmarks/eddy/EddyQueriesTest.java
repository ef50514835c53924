package dev.eddy.benchmarks.eddy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eddy.benchmarks.hand.HandQueries;
import dev.eddy.benchmarks.nexmark.Engine;
import dev.eddy.benchmarks.nexmark.Fold;
import dev.eddy.benchmarks.nexmark.Meter;
import dev.eddy.benchmarks.nexmark.Query;
import dev.eddy.model.plan.Plan;
import dev.eddy.operator.Providers;
import dev.eddy.runtime.LocalRun;
import dev.eddy.runtime.RunOptions;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class EddyQueriesTest {
  private static final long SEED = 42;
  private static final long EVENTS = 20_000;

  @TempDir Path scratch;

  @ParameterizedTest
  @EnumSource(Query.class)
  void everyQueryGivesTheRowsOfItsHandLoop(Query query) throws Exception {
    Fold hand = HandQueries.run(query, EVENTS, SEED);
    Fold eddy =
        new EddyEngine(scratch).run(new Engine.Job(query, EVENTS, SEED, 1, ""), new Meter());
    assertThat(eddy.count()).isEqualTo(hand.count()).isPositive();
    assertThat(eddy.checksum()).isEqualTo(hand.checksum());
  }

  @ParameterizedTest
  @EnumSource(
      value = Query.class,
      names = {"Q3", "Q5", "Q9U", "Q11", "WC"})
  void keyedQueriesGiveTheSameRowsInTwoThreads(Query query) throws Exception {
    Fold hand = HandQueries.run(query, EVENTS, SEED);
    Fold eddy =
        new EddyEngine(scratch).run(new Engine.Job(query, EVENTS, SEED, 2, ""), new Meter());
    assertThat(eddy.count()).isEqualTo(hand.count());
    assertThat(eddy.checksum()).isEqualTo(hand.checksum());
  }

  @Test
  void largeStateGivesTheSameRowsInRocksDb() throws Exception {
    Fold hand = HandQueries.run(Query.KV, EVENTS, SEED);
    Engine.Job job = new Engine.Job(Query.KV, EVENTS, SEED, 1, EddyEngine.ROCKSDB);
    Fold eddy = new EddyEngine(scratch).run(job, new Meter());
    assertThat(eddy.count()).isEqualTo(hand.count());
    assertThat(eddy.checksum()).isEqualTo(hand.checksum());
  }

  @Test
  void theSourceIsReadAgainFromWhereACheckpointLeftIt() throws Exception {
    Providers providers = EddyQueries.providers();
    Plan plan = EddyQueries.plan(Query.WC, EVENTS, SEED, providers);
    Path recording = scratch.resolve("recording");
    ClassLoader loader = EddyQueriesTest.class.getClassLoader();
    RunOptions options = RunOptions.defaults(recording).withCheckpointRows(3000);
    int[] asked = new int[1];
    try (LocalRun run = LocalRun.start(plan, providers, loader, options)) {
      run.advance(() -> asked[0]++ > 5);
    }
    try (LocalRun run = LocalRun.resume(recording, providers, loader, options)) {
      run.advance(() -> false);
      run.finish();
    }
    Fold hand = HandQueries.run(Query.WC, EVENTS, SEED);
    Fold eddy = FoldSink.last();
    assertThat(eddy).isNotNull();
    assertThat(eddy.count()).isEqualTo(hand.count());
    assertThat(eddy.checksum()).isEqualTo(hand.checksum());
  }
}
