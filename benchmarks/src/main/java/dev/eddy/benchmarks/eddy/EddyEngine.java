package dev.eddy.benchmarks.eddy;

import dev.eddy.benchmarks.nexmark.Engine;
import dev.eddy.benchmarks.nexmark.EngineServer;
import dev.eddy.benchmarks.nexmark.Fold;
import dev.eddy.benchmarks.nexmark.Meter;
import dev.eddy.benchmarks.nexmark.Query;
import dev.eddy.model.plan.Plan;
import dev.eddy.operator.PlanClassLoader;
import dev.eddy.operator.Providers;
import dev.eddy.runtime.LocalRun;
import dev.eddy.runtime.RunOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/** The JVM of Eddy's engine: each job is a run with a recording, as {@code eddy run} makes it. */
public final class EddyEngine implements Engine {
  /** Option of a job that runs without a recording. */
  public static final String UNRECORDED = "unrecorded";

  /** Option of a job of {@link Query#KV} that keeps its state in RocksDB. */
  public static final String ROCKSDB = "rocksdb";

  private final Providers providers = EddyQueries.providers();
  private final Path scratch;

  /**
   * Plans with their generated classes, made once: every job is the same run again, and what is
   * measured is a run that lasts, not the compilers' work on new classes in each short one.
   */
  private final Map<Key, Compiled> plans = new HashMap<>();

  /** What a plan depends on. */
  private record Key(Query query, long events, long seed) {}

  /** A plan and a loader that has its classes. */
  private record Compiled(Plan plan, ClassLoader loader) {}

  EddyEngine(Path scratch) {
    this.scratch = scratch;
  }

  public static void main(String[] args) throws IOException {
    Path scratch = Files.createTempDirectory("eddy-bench");
    Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(scratch)));
    EngineServer.serve(new EddyEngine(scratch));
  }

  @Override
  public Fold run(Job job, Meter meter) throws Exception {
    Compiled compiled =
        plans.computeIfAbsent(new Key(job.query(), job.events(), job.seed()), this::compile);
    Path recording = scratch.resolve("recording");
    RunOptions options = RunOptions.defaults(recording).withParallelism(job.parallelism());
    if (job.option().equals(UNRECORDED)) {
      options = options.withDisk(new NoDisk()).withCheckpointRows(0);
    } else if (job.query() == Query.KV) {
      options = options.withCheckpointRows(0).withStateBackend(backend(job.option()));
    }
    try (LocalRun run = LocalRun.start(compiled.plan(), providers, compiled.loader(), options)) {
      // The checkpoint at the end writes all of a large state, which the peer does not do.
      boolean untilCheckpoint = job.query() == Query.KV;
      FoldSink.atCheckpoint(untilCheckpoint ? meter::stop : () -> {});
      meter.start();
      run.advance(() -> false);
      run.finish();
      if (!untilCheckpoint) {
        meter.stop();
      }
    } finally {
      delete(recording);
    }
    return Objects.requireNonNull(FoldSink.last());
  }

  private static RunOptions.State backend(String option) {
    return option.equals(ROCKSDB) ? RunOptions.State.ROCKSDB : RunOptions.State.HEAP;
  }

  private Compiled compile(Key key) {
    Plan plan = EddyQueries.plan(key.query(), key.events(), key.seed(), providers);
    return new Compiled(plan, new PlanClassLoader(plan, EddyEngine.class.getClassLoader()));
  }

  private static void delete(Path folder) {
    try (Stream<Path> all = Files.exists(folder) ? Files.walk(folder) : Stream.empty()) {
      List<Path> deepestFirst = all.sorted(Comparator.reverseOrder()).toList();
      for (Path p : deepestFirst) {
        Files.delete(p);
      }
    } catch (IOException e) {
      System.err.println("cannot be deleted: " + e);
    }
  }
}
