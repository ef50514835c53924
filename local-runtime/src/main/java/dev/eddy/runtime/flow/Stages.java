package dev.eddy.runtime.flow;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The operators behind the exchanges, stage by stage, and the threads that do side by side what
 * waits there. Between two calls of {@link #run} nothing moves in them. Owned by the network's
 * thread.
 */
final class Stages {
  /** Below so many waiting rows the threads of a crew are not worth waking. */
  private static final int ALONE = 64;

  /** By stage and thread. */
  private final List<Subtask[][]> stages = new ArrayList<>();

  private final @Nullable Crew crew;

  Stages(Topology topology, Tasks tasks, int parallelism) {
    for (int s = 1; s <= topology.stages(); s++) {
      Subtask[][] byThread = new Subtask[parallelism][];
      for (int i = 0; i < parallelism; i++) {
        List<Subtask> all = new ArrayList<>();
        for (int rank = 0; rank < tasks.ranks(); rank++) {
          if (topology.stage(rank) == s
              && topology.isFedByChannels(rank)
              && i < tasks.of(rank).size()) {
            all.add(tasks.of(rank).get(i));
          }
        }
        byThread[i] = all.toArray(Subtask[]::new);
      }
      stages.add(byThread);
    }
    crew = stages.isEmpty() ? null : new Crew(parallelism);
  }

  /** Does everything that waits. */
  void run() throws FlowException {
    for (Subtask[][] stage : stages) {
      Objects.requireNonNull(crew).drain(stage, waitingRows(stage) >= ALONE);
    }
  }

  private static int waitingRows(Subtask[][] stage) {
    int n = 0;
    for (Subtask[] chain : stage) {
      for (Subtask t : chain) {
        for (Channel c : t.inbox.channels()) {
          n += c.pendingRows();
        }
      }
    }
    return n;
  }

  /** Bytes that wait, about. */
  long waitingBytes() {
    long n = 0;
    for (Subtask[][] stage : stages) {
      for (Subtask[] chain : stage) {
        for (Subtask t : chain) {
          for (Channel c : t.inbox.channels()) {
            n += c.pendingBytes();
          }
        }
      }
    }
    return n;
  }

  void close() {
    if (crew != null) {
      crew.close();
    }
  }
}
