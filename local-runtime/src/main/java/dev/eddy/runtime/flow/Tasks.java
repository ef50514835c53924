package dev.eddy.runtime.flow;

import java.util.List;

/**
 * What a network is made of.
 *
 * @param operators by rank, then by subtask; none at the rank of a source
 * @param sources in rank order
 * @param channels by edge
 */
record Tasks(
    List<List<Subtask>> operators, List<SourceTask> sources, List<List<Channel>> channels) {
  boolean isSource(int rank) {
    return operators.get(rank).isEmpty();
  }

  /** The source of a rank. */
  SourceTask source(int rank) {
    for (SourceTask s : sources) {
      if (s.rank == rank) {
        return s;
      }
    }
    throw new IllegalArgumentException("no source at " + rank);
  }

  int ranks() {
    return operators.size();
  }

  /** The subtasks of an operator; none of a source. */
  List<Subtask> of(int rank) {
    return operators.get(rank);
  }
}
