package dev.eddy.benchmarks.hand;

import dev.eddy.benchmarks.nexmark.Engine;
import dev.eddy.benchmarks.nexmark.EngineServer;
import dev.eddy.benchmarks.nexmark.Fold;
import dev.eddy.benchmarks.nexmark.Meter;
import java.io.IOException;

/** The JVM of the hand loops. */
public final class HandMain implements Engine {
  public static void main(String[] args) throws IOException {
    EngineServer.serve(new HandMain());
  }

  @Override
  public Fold run(Job job, Meter meter) {
    if (job.parallelism() != 1) {
      throw new IllegalArgumentException("not supported: a hand loop on several threads");
    }
    meter.start();
    Fold fold = HandQueries.run(job.query(), job.events(), job.seed());
    meter.stop();
    return fold;
  }
}
