package dev.eddy.benchmarks.nexmark;

/** Something that runs the queries. */
public interface Engine {
  /**
   * Runs a query to its end.
   *
   * @param meter to be started before the first event is made and stopped after the last row was
   *     folded: deployment and teardown are left out
   */
  Fold run(Job job, Meter meter) throws Exception;

  /**
   * One run.
   *
   * @param option what else the engine understands, such as a state backend; empty for nothing
   */
  record Job(Query query, long events, long seed, int parallelism, String option) {}
}
