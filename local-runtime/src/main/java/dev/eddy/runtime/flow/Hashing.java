package dev.eddy.runtime.flow;

import dev.eddy.operator.Shape;
import java.util.ArrayList;
import java.util.List;

/**
 * Which nodes of a network keep short hashes of the rows that they emit (a sink: takes), and the
 * hashes that were kept. At first all do. Owned by the network's thread, between two epochs.
 */
public final class Hashing {
  private final LoadedPlan loaded;
  private final Tasks tasks;
  private boolean on = true;
  private boolean thorough = true;

  Hashing(LoadedPlan loaded, Tasks tasks) {
    this.loaded = loaded;
    this.tasks = tasks;
  }

  /** Whether hashes are kept from now on, for {@link #take}. */
  public void on(boolean on) {
    this.on = on;
    apply();
  }

  /**
   * Whether that is true of all nodes, or of sinks and operators with state only. The digests hold
   * the rows of these at any time; of the others they count them.
   */
  public void thorough(boolean on) {
    thorough = on;
    apply();
  }

  private void apply() {
    for (List<Subtask> subtasks : tasks.operators()) {
      for (Subtask t : subtasks) {
        t.hashes.on = on && (thorough || t.summed);
        t.settleMode();
      }
    }
    for (SourceTask s : tasks.sources()) {
      s.hashes.on = on && thorough;
    }
  }

  /** Whether a node is hashed where it is not {@link #thorough}. */
  public boolean isSummed(int rank) {
    Shape shape = loaded.shape(rank);
    return shape.isKeyed() || shape.hasOperatorList() || loaded.sinks().contains(rank);
  }

  /**
   * Takes, for each rank, short hashes of the rows that it emitted (a sink: took) since the last
   * call, in the order of a single thread. Only between two epochs.
   */
  public List<short[]> take() {
    List<short[]> out = new ArrayList<>();
    for (int rank = 0; rank < tasks.ranks(); rank++) {
      if (tasks.isSource(rank)) {
        Hashes h = tasks.source(rank).hashes;
        out.add(h.toArray());
        h.clear();
      } else {
        List<Hashes> parts = new ArrayList<>();
        for (Subtask t : tasks.of(rank)) {
          parts.add(t.hashes);
        }
        out.add(Hashes.merge(parts));
        for (Hashes h : parts) {
          h.clear();
        }
      }
    }
    return out;
  }

  /** Forgets those that were kept. */
  void drop() {
    for (List<Subtask> subtasks : tasks.operators()) {
      for (Subtask t : subtasks) {
        t.hashes.clear();
      }
    }
    for (SourceTask s : tasks.sources()) {
      s.hashes.clear();
    }
  }
}
