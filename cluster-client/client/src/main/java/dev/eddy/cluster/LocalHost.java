package dev.eddy.cluster;

import dev.eddy.model.plan.Plan;

/** The local engine as a comparison sees it. */
@FunctionalInterface
public interface LocalHost {
  /** Runs a plan to its end, so that all its sinks' rows are committed. */
  void run(Plan plan) throws Exception;
}
