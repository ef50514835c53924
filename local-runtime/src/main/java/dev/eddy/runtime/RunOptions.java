package dev.eddy.runtime;

import dev.eddy.model.disk.Disk;
import dev.eddy.runtime.flow.GateClock;
import dev.eddy.runtime.flow.SpillSpace;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * How a run is executed. None of it changes a row.
 *
 * @param recording folder of the recording; it does not exist yet, or is empty
 * @param parallelism subtasks of each operator (sources and sinks have one)
 * @param epochRows gate events in one batch, at most; between batches a run can be interrupted
 * @param checkpointRows gate events between checkpoints, at least; 0 for one at the end only
 * @param paused whether the run starts by waiting before the first event (the caller then does not
 *     call {@link LocalRun#advance})
 * @param disk what the recording and the sinks write to
 * @param asynchronous whether checkpoints are written while the run goes on
 * @param incrementalFrom entries of state from which on a checkpoint may hold only what has changed
 *     since a whole one
 * @param stateBackend where keyed state is kept while the run goes on
 * @param historyBytes about how much memory may be held for going back in the run; with less, going
 *     back takes longer. By default a part of the heap
 * @param clock what times to live and timers of processing time are counted by, and rates kept
 * @param spillBytes of the heap that rows at exchanges may take, about; beyond it they go to disk
 * @param keptBytes of a recording that rows of sources that cannot be read again may take, about;
 *     beyond it there is no going back to them
 */
public record RunOptions(
    Path recording,
    int parallelism,
    int epochRows,
    long checkpointRows,
    boolean paused,
    Disk disk,
    boolean asynchronous,
    int incrementalFrom,
    State stateBackend,
    long historyBytes,
    GateClock clock,
    long spillBytes,
    long keptBytes) {
  /** Where keyed state is kept. */
  public enum State {
    /** In the heap: the fastest. */
    HEAP,
    /** In RocksDB, in a folder of the recording that goes with the run: larger than the heap. */
    ROCKSDB;

    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }

    /** The one of a word, if there is one. */
    public static Optional<State> of(String word) {
      return Arrays.stream(values()).filter(s -> s.word().equals(word)).findFirst();
    }
  }

  /** Name of {@link #stateBackend} among the {@link #recorded}. */
  public static final String STATE = "state";

  /** Name of {@link #clock} among the {@link #recorded}. */
  public static final String CLOCK = "clock";

  /** More subtasks of an operator are refused to users: one machine gains nothing by them. */
  public static final int MOST_SUBTASKS = 128;

  private static final int INCREMENTAL_FROM = 5_000;
  private static final double HISTORY_PART = 0.4;
  private static final long KEPT_BYTES = 2L << 30;

  public RunOptions {
    if (parallelism < 1 || epochRows < 1 || checkpointRows < 0 || historyBytes < 0) {
      throw new IllegalArgumentException(
          "parallelism "
              + parallelism
              + ", epoch rows "
              + epochRows
              + ", checkpoint rows "
              + checkpointRows
              + ", history bytes "
              + historyBytes);
    }
  }

  /** On this machine's own disk. */
  public RunOptions(
      Path recording, int parallelism, int epochRows, long checkpointRows, boolean paused) {
    this(
        recording,
        parallelism,
        epochRows,
        checkpointRows,
        paused,
        Disk.LOCAL,
        true,
        INCREMENTAL_FROM,
        State.HEAP,
        (long) (Runtime.getRuntime().maxMemory() * HISTORY_PART),
        GateClock.WALL,
        SpillSpace.DEFAULT_BYTES,
        KEPT_BYTES);
  }

  public static RunOptions defaults(Path recording) {
    return new RunOptions(recording, 1, 4096, 50_000, false);
  }

  public RunOptions withParallelism(int value) {
    return new RunOptions(
        recording,
        value,
        epochRows,
        checkpointRows,
        paused,
        disk,
        asynchronous,
        incrementalFrom,
        stateBackend,
        historyBytes,
        clock,
        spillBytes,
        keptBytes);
  }

  public RunOptions withEpochRows(int value) {
    return new RunOptions(
        recording,
        parallelism,
        value,
        checkpointRows,
        paused,
        disk,
        asynchronous,
        incrementalFrom,
        stateBackend,
        historyBytes,
        clock,
        spillBytes,
        keptBytes);
  }

  public RunOptions withCheckpointRows(long value) {
    return new RunOptions(
        recording,
        parallelism,
        epochRows,
        value,
        paused,
        disk,
        asynchronous,
        incrementalFrom,
        stateBackend,
        historyBytes,
        clock,
        spillBytes,
        keptBytes);
  }

  public RunOptions withPaused(boolean value) {
    return new RunOptions(
        recording,
        parallelism,
        epochRows,
        checkpointRows,
        value,
        disk,
        asynchronous,
        incrementalFrom,
        stateBackend,
        historyBytes,
        clock,
        spillBytes,
        keptBytes);
  }

  public RunOptions withDisk(Disk value) {
    return new RunOptions(
        recording,
        parallelism,
        epochRows,
        checkpointRows,
        paused,
        value,
        asynchronous,
        incrementalFrom,
        stateBackend,
        historyBytes,
        clock,
        spillBytes,
        keptBytes);
  }

  public RunOptions withAsynchronous(boolean value) {
    return new RunOptions(
        recording,
        parallelism,
        epochRows,
        checkpointRows,
        paused,
        disk,
        value,
        incrementalFrom,
        stateBackend,
        historyBytes,
        clock,
        spillBytes,
        keptBytes);
  }

  public RunOptions withIncrementalFrom(int value) {
    return new RunOptions(
        recording,
        parallelism,
        epochRows,
        checkpointRows,
        paused,
        disk,
        asynchronous,
        value,
        stateBackend,
        historyBytes,
        clock,
        spillBytes,
        keptBytes);
  }

  /** Those that a recording keeps, by name, in words: a run that is resumed takes them over. */
  public Map<String, String> recorded() {
    return Map.of(STATE, stateBackend.word(), CLOCK, clock.word());
  }

  public RunOptions withStateBackend(State value) {
    return new RunOptions(
        recording,
        parallelism,
        epochRows,
        checkpointRows,
        paused,
        disk,
        asynchronous,
        incrementalFrom,
        value,
        historyBytes,
        clock,
        spillBytes,
        keptBytes);
  }

  public RunOptions withHistoryBytes(long value) {
    return new RunOptions(
        recording,
        parallelism,
        epochRows,
        checkpointRows,
        paused,
        disk,
        asynchronous,
        incrementalFrom,
        stateBackend,
        value,
        clock,
        spillBytes,
        keptBytes);
  }

  public RunOptions withClock(GateClock value) {
    return new RunOptions(
        recording,
        parallelism,
        epochRows,
        checkpointRows,
        paused,
        disk,
        asynchronous,
        incrementalFrom,
        stateBackend,
        historyBytes,
        value,
        spillBytes,
        keptBytes);
  }

  public RunOptions withSpillBytes(long value) {
    return new RunOptions(
        recording,
        parallelism,
        epochRows,
        checkpointRows,
        paused,
        disk,
        asynchronous,
        incrementalFrom,
        stateBackend,
        historyBytes,
        clock,
        value,
        keptBytes);
  }

  public RunOptions withKeptBytes(long value) {
    return new RunOptions(
        recording,
        parallelism,
        epochRows,
        checkpointRows,
        paused,
        disk,
        asynchronous,
        incrementalFrom,
        stateBackend,
        historyBytes,
        clock,
        spillBytes,
        value);
  }
}
