package dev.eddy.runtime;

import dev.eddy.model.problem.Place;
import dev.eddy.model.problem.Problem;
import dev.eddy.runtime.flow.FlowException;
import dev.eddy.runtime.flow.LoadedPlan;
import dev.eddy.runtime.flow.Network;
import dev.eddy.runtime.flow.Sources;
import dev.eddy.runtime.flow.SpillSpace;
import dev.eddy.runtime.record.Checkpoint;
import dev.eddy.runtime.state.StateBackend;
import dev.eddy.runtime.state.rocksdb.RocksBackend;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Builds the networks of a run, whose state one backend keeps. Owned by the run's thread. */
final class Networks implements AutoCloseable {
  private final LoadedPlan loaded;
  private final Sources sources;
  private final StateBackend backend;

  /** The state at the start, where there is one. */
  private final @Nullable Checkpoint start;

  Networks(LoadedPlan loaded, Sources sources, StateBackend backend, @Nullable Checkpoint start) {
    this.loaded = loaded;
    this.sources = sources;
    this.backend = backend;
    this.start = start;
  }

  /**
   * What keeps state as options say.
   *
   * @param own whether it is the recording's own run; else somebody looks at it, maybe while it
   *     goes on or where nothing can be written, and state goes elsewhere
   */
  static StateBackend backend(RunOptions options, boolean own) throws FlowException, IOException {
    return switch (options.stateBackend()) {
      case HEAP -> StateBackend.HEAP;
      case ROCKSDB -> rocks(options, own);
    };
  }

  private static StateBackend rocks(RunOptions options, boolean own)
      throws FlowException, IOException {
    try {
      return own
          ? new RocksBackend(options.recording().resolve("state"))
          : RocksBackend.temporary();
    } catch (UncheckedIOException e) {
      throw Objects.requireNonNull(e.getCause());
    } catch (UnsatisfiedLinkError e) {
      throw new FlowException(
          Problem.error(
              "no-rocksdb",
              Place.NOWHERE,
              "RocksDB cannot be loaded on this machine: " + e.getMessage(),
              "Keep the state in the heap (--state heap)."),
          e);
    }
  }

  /** For new ground, without any state: of several threads where the options say so. */
  Network live(RunOptions options) throws FlowException {
    SpillSpace spill =
        new SpillSpace(options.disk(), options.recording().resolve("spill"), options.spillBytes());
    return Network.build(loaded, sources.counts(), options.parallelism(), backend, spill);
  }

  /** With one subtask for each operator, and without any state. */
  Network empty() throws FlowException {
    return Network.build(loaded, sources.counts(), 1, backend);
  }

  /** As {@link #empty}, at the start of the run. */
  Network atStart() throws FlowException {
    Network network = empty();
    try {
      toStart(network);
    } catch (IOException e) {
      throw new IllegalStateException("what was read before can be read again", e);
    }
    return network;
  }

  /** Gives a network without any state the one of the start. */
  void toStart(Network network) throws FlowException, IOException {
    if (start != null) {
      start.load(network);
    }
  }

  /** After all of its networks. */
  @Override
  public void close() {
    backend.close();
  }
}
