package dev.eddy.model.graph;

import java.util.Locale;
import java.util.Optional;

/**
 * How the rows of an edge are dealt out to the subtasks behind it, where the pipeline says so. Else
 * it follows from the operator: by key, to all, or as {@link #FORWARD}. It never changes a result,
 * only who works.
 */
public enum Partitioning {
  /** From each subtask to the one of the same number: no exchange stands between. */
  FORWARD,
  /** In turn to all subtasks, such as behind a source that gives all rows from one. */
  REBALANCE;

  /** As files have it. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** By its {@link #word}. */
  public static Optional<Partitioning> of(String word) {
    for (Partitioning p : values()) {
      if (p.word().equals(word)) {
        return Optional.of(p);
      }
    }
    return Optional.empty();
  }
}
