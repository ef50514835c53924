package dev.eddy.model.protocol;

import dev.eddy.model.problem.Problem;
import dev.eddy.model.time.Moment;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A worker's answer to one request. */
public sealed interface Reply {
  record Welcome(List<String> capabilities, long pid) implements Reply {}

  record Done() implements Reply {}

  /** The request was refused or failed; nothing was changed. */
  record Refused(Problem problem) implements Reply {}

  record At(Status status) implements Reply {}

  record Opened(byte[] plan, Status status) implements Reply {}

  /**
   * Rows of an edge as text, oldest first. Cells are written as in the sinks' JSON, without quotes;
   * null is SQL null.
   *
   * @param more whether older rows were left out
   * @param next the row that is about to be handled, where execution stands on this edge
   */
  record Rows(List<String> columns, List<EdgeRow> rows, boolean more, @Nullable EdgeRow next)
      implements Reply {}

  /**
   * Rows of an edge that follow each other, cells as in {@link Rows}.
   *
   * @param first number of the first row here, from 0 at the start of the run; larger than was
   *     asked for where the older ones would have taken too long
   */
  record Page(String edgeId, long first, List<String> columns, List<EdgeRow> rows)
      implements Reply {}

  /** A row that passed an edge. */
  record EdgeRow(Moment moment, String kind, List<@Nullable String> cells) {}

  /** The keyed state of an operator, keys in order, and its timers. */
  record StateOf(List<StateTable> tables, List<TimerGroup> timers, long timerCount)
      implements Reply {}

  /**
   * One declared state.
   *
   * @param keyColumns names of the key's columns, then of the sub key's
   * @param total entries that match, of which {@code entries} shows the first, or those after a
   *     cursor
   * @param next cursor for the entries behind the last one shown; empty where there are none
   */
  record StateTable(
      String name,
      List<String> keyColumns,
      List<String> valueColumns,
      List<StateEntry> entries,
      long total,
      String next) {
    /** Without entries behind the last one. */
    public StateTable(
        String name,
        List<String> keyColumns,
        List<String> valueColumns,
        List<StateEntry> entries,
        long total) {
      this(name, keyColumns, valueColumns, entries, total, "");
    }
  }

  record StateEntry(List<@Nullable String> key, List<@Nullable String> value, Moment lastWriter) {}

  /** How the keyed state of a node at one moment differs from that at another. */
  record DiffOf(List<DiffTable> tables) implements Reply {}

  /**
   * The entries of one declared state that differ, keys in order.
   *
   * @param total how many differ, of which {@code entries} shows the first; a value of several
   *     entries that is not shown counts as one
   */
  record DiffTable(
      String name,
      List<String> keyColumns,
      List<String> valueColumns,
      List<DiffEntry> entries,
      long total) {}

  /**
   * An entry that differs.
   *
   * @param was at the moment shown; null where there was none
   * @param is at the other moment; null where there is none
   */
  record DiffEntry(List<@Nullable String> key, @Nullable StateEntry was, @Nullable StateEntry is) {}

  /** Pending timers of one time: epoch milliseconds, how many keys wait. */
  record TimerGroup(String name, long time, long keys) {}

  /**
   * The steps of a lineage, in order, and how they hang together.
   *
   * @param more whether steps were left out: backwards the oldest, forwards the latest
   */
  record LineageOf(List<Lineage.Step> steps, List<Lineage.Link> links, boolean more)
      implements Reply {}

  /**
   * Numbers of a run at the moment shown.
   *
   * @param sampled events that were measured for latency, share and bytes
   * @param latencyP50 nanoseconds from letting a row in to the end of all that it set off; -1 where
   *     nothing was measured
   * @param subtasks that operators have now; 0 where the worker does not say
   */
  record MetricsOf(
      Moment at,
      long sampled,
      long latencyP50,
      long latencyP99,
      List<NodeMetrics> nodes,
      List<EdgeMetrics> edges,
      int subtasks)
      implements Reply {
    /** Of a run with one subtask of each operator. */
    public MetricsOf(
        Moment at,
        long sampled,
        long latencyP50,
        long latencyP99,
        List<NodeMetrics> nodes,
        List<EdgeMetrics> edges) {
      this(at, sampled, latencyP50, latencyP99, nodes, edges, 1);
    }
  }

  /**
   * Numbers of a node.
   *
   * @param watermark epoch ms
   * @param holder the split that keeps the watermark from being later; null at the end of all
   * @param stateEntries over all its states; -1 for a node without state
   * @param stateBytes an estimate by the types of key and value; -1 for a node without state
   * @param cpuShare of the measured time, in thousandths
   * @param latencyP50 nanoseconds from letting a row in to the end of a step of this node; -1 where
   *     nothing was measured, as with several subtasks
   */
  record NodeMetrics(
      String nodeId,
      long rowsIn,
      long rowsOut,
      long watermark,
      @Nullable Holder holder,
      long stateEntries,
      long stateBytes,
      long timers,
      int cpuShare,
      long latencyP50,
      long latencyP99) {
    /** Without latencies. */
    public NodeMetrics(
        String nodeId,
        long rowsIn,
        long rowsOut,
        long watermark,
        @Nullable Holder holder,
        long stateEntries,
        long stateBytes,
        long timers,
        int cpuShare) {
      this(
          nodeId,
          rowsIn,
          rowsOut,
          watermark,
          holder,
          stateEntries,
          stateBytes,
          timers,
          cpuShare,
          -1,
          -1);
    }
  }

  /**
   * Numbers of an edge.
   *
   * @param bytes of all rows so far, by the mean width of those that were measured; -1 for none
   * @param queued rows that wait
   * @param latencyP50 nanoseconds from letting a row in to taking a row of this edge; -1 where
   *     nothing was measured, as with several subtasks
   * @param fill how full its queue was at most since it was asked for last, in thousandths of the
   *     room in memory; null where nothing waits, as with one subtask
   */
  record EdgeMetrics(
      String edgeId,
      long rows,
      long bytes,
      long queued,
      long latencyP50,
      long latencyP99,
      @Nullable Integer fill) {
    /** Without latencies, and without a queue that could be full. */
    public EdgeMetrics(String edgeId, long rows, long bytes, long queued) {
      this(edgeId, rows, bytes, queued, -1, -1, null);
    }
  }

  /**
   * Why a node gives no more than it does, at the moment shown.
   *
   * @param findings causes, those nearest to the sources first; empty where nothing is held back
   */
  record WhyOf(String nodeId, long watermark, List<InputFacts> inputs, List<Finding> findings)
      implements Reply {}

  /**
   * What came along an edge into the node.
   *
   * @param watermark of the edge, epoch ms
   * @param holder the split that keeps that watermark from being later; null at the end of all
   */
  record InputFacts(
      String edgeId, String fromId, long rows, long watermark, @Nullable Holder holder) {}

  /**
   * A split of a source that holds a watermark back.
   *
   * @param watermark of the split, epoch ms; Long.MIN_VALUE before its first
   * @param clock the greatest event time that the source has given, or Long.MIN_VALUE
   */
  record Holder(String sourceId, int split, String splitName, long watermark, long clock) {}

  /**
   * A cause of silence.
   *
   * @param nodeId where the cause is: the node asked for or one before it
   * @param edgeId the input that is meant, or null
   * @param count rows that came in, or timers that wait
   * @param time watermark or time of the clock that is waited for, or Long.MIN_VALUE
   * @param eventTime event time of a row from which that watermark is to be expected, by how far
   *     the watermark was behind event time so far; Long.MIN_VALUE where it is not known
   * @param text a sentence
   */
  record Finding(
      Cause cause,
      String nodeId,
      @Nullable String edgeId,
      long count,
      long time,
      long eventTime,
      String text) {
    /** What kind of cause. */
    public enum Cause {
      /** The source has given no row. */
      NOTHING_READ,
      /** No row has come along one of several inputs, such as one side of a join. */
      INPUT_EMPTY,
      /** Rows came in and none went out, nor does a timer wait. */
      DROPS_ALL,
      /** Timers wait for the watermark. */
      WAITS_FOR_WATERMARK,
      /** Timers of processing time wait for the clock. */
      WAITS_FOR_CLOCK
    }
  }

  /**
   * What a branch gave, beside what really happened, from the first event that is changed on.
   *
   * @param whole false where a sink took so many rows that only the first were compared
   * @param failure why the branch ended before {@code upTo}, or null
   */
  record BranchOf(
      Moment from, Moment upTo, List<SinkChange> sinks, boolean whole, @Nullable Problem failure)
      implements Reply {}

  /**
   * How the rows of a sink differ.
   *
   * @param rows of the run in the stretch
   * @param branchRows of the branch in the stretch
   * @param added rows that only the branch has, as a multiset
   * @param missing rows that only the run has, as a multiset
   * @param changedKeys keys whose last row differs; -1 for a sink without keys
   * @param first number of the first row that differs, from 1 in the stretch; -1 for none
   * @param was the row there in the run, or null
   * @param is the row there in the branch, or null
   * @param addedRows the first of the added rows
   * @param missingRows the first of the missing rows
   */
  record SinkChange(
      String sinkId,
      long rows,
      long branchRows,
      long added,
      long missing,
      long changedKeys,
      List<String> columns,
      long first,
      @Nullable EdgeRow was,
      @Nullable EdgeRow is,
      List<EdgeRow> addedRows,
      List<EdgeRow> missingRows) {}

  /**
   * Rows by node in stretches: bucket {@code i} covers sequences {@code [bounds[i], bounds[i +
   * 1])}.
   *
   * @param rowsIn by node id
   * @param watermarks at the end of each bucket, of the pipeline's first event-time source
   * @param clocks greatest event time given so far, at the end of each bucket, epoch ms ({@code
   *     Long.MIN_VALUE} before the first); empty where it is not kept
   * @param gaps stretches that cannot be gone to
   */
  record TimelineOf(
      long[] bounds,
      Map<String, long[]> rowsIn,
      long[] watermarks,
      List<Long> checkpoints,
      List<Moment> hits,
      long[] clocks,
      List<Gap> gaps)
      implements Reply {
    /** Without gaps. */
    public TimelineOf(
        long[] bounds,
        Map<String, long[]> rowsIn,
        long[] watermarks,
        List<Long> checkpoints,
        List<Moment> hits,
        long[] clocks) {
      this(bounds, rowsIn, watermarks, checkpoints, hits, clocks, List.of());
    }

    /** Without the run's clock and without gaps. */
    public TimelineOf(
        long[] bounds,
        Map<String, long[]> rowsIn,
        long[] watermarks,
        List<Long> checkpoints,
        List<Moment> hits) {
      this(bounds, rowsIn, watermarks, checkpoints, hits, new long[0], List.of());
    }
  }

  /** Events from {@code from} up to, not with, {@code to} whose history is gone; why, in words. */
  record Gap(long from, long to, String reason) {}
}
