package dev.eddy.runtime;

import dev.eddy.model.disk.DiskException;
import dev.eddy.model.plan.Plan.PlanNode;
import dev.eddy.model.problem.Place;
import dev.eddy.model.problem.Problem;
import dev.eddy.operator.SinkProvider;
import dev.eddy.operator.SinkWriter;
import dev.eddy.runtime.flow.FlowException;
import dev.eddy.runtime.flow.LoadedPlan;
import dev.eddy.runtime.flow.Network;
import dev.eddy.runtime.record.Checkpoint.SinkState;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The writers of a run's sinks. Owned by the run's thread. */
final class Sinks implements AutoCloseable {
  private final LoadedPlan loaded;
  private final TreeMap<Integer, SinkWriter> writers = new TreeMap<>();

  private Sinks(LoadedPlan loaded) {
    this.loaded = loaded;
  }

  /**
   * Opens all writers and, after a restore, commits once more what was prepared.
   *
   * @param states of the checkpoint that is restored; null for a fresh run
   */
  static Sinks open(LoadedPlan loaded, @Nullable List<SinkState> states) throws FlowException {
    Sinks s = new Sinks(loaded);
    for (int rank : loaded.sinks()) {
      @Nullable SinkState state = null;
      if (states != null) {
        for (SinkState candidate : states) {
          if (candidate.rank() == rank) {
            state = candidate;
          }
        }
      }
      try {
        SinkWriter w =
            ((SinkProvider) loaded.provider(rank))
                .create(loaded.setup(rank))
                .open(state == null ? null : state.snapshot());
        s.writers.put(rank, w);
        if (state != null && state.committable().length > 0) {
          w.commit(state.committable());
        }
      } catch (IOException | RuntimeException | OutOfMemoryError e) {
        s.close();
        throw failure(loaded.node(rank), "cannot be opened", e);
      }
    }
    return s;
  }

  void attach(Network network) {
    writers.forEach(network::writer);
  }

  List<SinkState> prepare(long checkpoint) throws FlowException {
    List<SinkState> out = new ArrayList<>();
    for (Map.Entry<Integer, SinkWriter> e : writers.entrySet()) {
      try {
        byte[] committable = e.getValue().prepare(checkpoint);
        out.add(new SinkState(e.getKey(), e.getValue().snapshot(), committable));
      } catch (IOException | RuntimeException | OutOfMemoryError x) {
        throw failure(loaded.node(e.getKey()), "cannot be written", x);
      }
    }
    return out;
  }

  void commit(List<SinkState> states) throws FlowException {
    for (SinkState s : states) {
      SinkWriter w = writers.get(s.rank());
      if (w != null && s.committable().length > 0) {
        try {
          w.commit(s.committable());
        } catch (IOException | RuntimeException | OutOfMemoryError x) {
          throw failure(loaded.node(s.rank()), "cannot be written", x);
        }
      }
    }
  }

  private static FlowException failure(PlanNode node, String what, Throwable cause) {
    if (FlowException.isOutOfMemory(cause)) {
      return FlowException.outOfMemory(node, "outside of its steps.", cause);
    }
    String m = cause.getMessage();
    return new FlowException(
        Problem.error(
            "sink-failed",
            Place.node(node.id(), node.name()),
            what + ": " + (m == null || !(cause instanceof IOException) ? cause.toString() : m),
            (cause instanceof DiskException d ? d.remedy() : "Look at the folder that it writes to")
                + ", then resume the recording."),
        cause);
  }

  @Override
  public void close() {
    for (Map.Entry<Integer, SinkWriter> e : writers.entrySet()) {
      try {
        e.getValue().close();
      } catch (IOException | RuntimeException x) {
        // What is committed stands; what is not is taken back at the next open.
        System.getLogger(Sinks.class.getName())
            .log(
                System.Logger.Level.WARNING,
                loaded.node(e.getKey()).name() + " failed to close",
                x);
      }
    }
    writers.clear();
  }
}
