package dev.eddy.model.protocol;

import dev.eddy.model.time.Moment;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the designer asks of a worker. Replies are named at each. */
public sealed interface Request {
  /** First on a connection. {@link Reply.Welcome}, or the connection is closed on a wrong token. */
  record Hello(String token, List<String> capabilities) implements Request {}

  /**
   * Starts a run, replacing any other. {@link Reply.Done}; then notices.
   *
   * @param plan as {@code PlanFiles.write} gives it
   * @param recording folder that does not exist yet, or is empty
   * @param paused whether to stop before the first event
   * @param subtasks of each operator; 0 for one. They change no row; what needs a single thread,
   *     such as a step or a breakpoint, has the run go on with one
   * @param state where keyed state is kept: {@code heap} or {@code rocksdb}; empty for the heap. It
   *     changes no row
   */
  record StartRun(
      byte[] plan,
      String recording,
      int epochRows,
      boolean paused,
      List<Breakpoint> breakpoints,
      String restart,
      String clock,
      int subtasks,
      String state)
      implements Request {
    /** Without restarts, by the machine's clock, with one subtask, state in the heap. */
    public StartRun(
        byte[] plan,
        String recording,
        int epochRows,
        boolean paused,
        List<Breakpoint> breakpoints) {
      this(plan, recording, epochRows, paused, breakpoints, "", "", 1, "");
    }
  }

  /** Opens a recording for looking; sinks are muted. {@link Reply.Opened}. */
  record OpenRecording(String recording) implements Request {}

  /** Replaces all breakpoints. {@link Reply.Done}. */
  record SetBreakpoints(List<Breakpoint> breakpoints) implements Request {}

  /** Stops as soon as the event in work is done. {@link Reply.Done}; a Stopped status follows. */
  record Pause() implements Request {}

  /**
   * Goes on, through the recorded past and then live, to the next breakpoint. {@link Reply.Done}.
   */
  record Continue() implements Request {}

  /** Goes back to the breakpoint hit before, or to the start. {@link Reply.Done}. */
  record ReverseContinue() implements Request {}

  /**
   * One step forward. {@link Reply.At}.
   *
   * @param grain null for {@link Grain#STEP}
   * @param nodeId for {@link Grain#NODE}, else empty
   */
  record Step(@Nullable Grain grain, String nodeId) implements Request {
    public Step() {
      this(Grain.STEP, "");
    }
  }

  /** One step back, to where the same step forward would have led. {@link Reply.At}. */
  record StepBack(@Nullable Grain grain, String nodeId) implements Request {
    public StepBack() {
      this(Grain.STEP, "");
    }
  }

  /** How far a step goes. Each grain is a set of moments; a step goes to the next one of them. */
  enum Grain {
    /** Every moment: one row, timer or advance of the watermark at one node. */
    STEP,
    /** Where another node than before works, or an event begins. */
    OPERATOR,
    /** Where a given node is about to work. */
    NODE,
    /** Where an event begins. */
    EVENT
  }

  /** To a moment, at most the live edge. {@link Reply.At}. */
  record Seek(Moment moment) implements Request {}

  /** Ends the run at the next checkpoint; what was written is committed. {@link Reply.Done}. */
  record StopRun() implements Request {}

  /**
   * {@link Reply.Rows}: the last {@code limit} rows that passed an edge before a moment.
   *
   * @param before null for the moment shown; the moment of the first row of a reply gives the rows
   *     before it
   */
  record GetEdgeRows(String edgeId, int limit, @Nullable Moment before) implements Request {
    public GetEdgeRows(String edgeId, int limit) {
      this(edgeId, limit, null);
    }
  }

  /**
   * {@link Reply.Page}: rows of an edge by their number, of those that passed it before the moment
   * shown. What a number names does not depend on that moment.
   *
   * @param first number of the first row wanted, from 0 at the start of the run
   */
  record GetEdgePage(String edgeId, long first, int count) implements Request {}

  /**
   * {@link Reply.StateOf}.
   *
   * @param keyFilter text that a key's columns must contain; empty for all
   * @param state name of the only state that is wanted; empty for all
   * @param after {@link Reply.StateTable#next} of a reply, for the entries behind it; empty for the
   *     first ones
   */
  record GetState(String nodeId, String keyFilter, int limit, String state, String after)
      implements Request {
    public GetState(String nodeId, String keyFilter, int limit) {
      this(nodeId, keyFilter, limit, "", "");
    }
  }

  /** {@link Reply.TimelineOf}: counts of rows by node in equal stretches of the run so far. */
  record GetTimeline(int buckets) implements Request {}

  /**
   * {@link Reply.LineageOf}.
   *
   * @param limit steps in the answer, at most
   */
  record GetLineage(Lineage of, int limit) implements Request {}

  /** {@link Reply.DiffOf}: how keyed state of a node differs from here at another moment. */
  record GetDiff(String nodeId, Moment other, int limit) implements Request {}

  /** {@link Reply.MetricsOf}. */
  record GetMetrics() implements Request {}

  /** {@link Reply.WhyOf}: what holds back the output of a node at the moment shown. */
  record GetWhy(String nodeId) implements Request {}

  /**
   * {@link Reply.BranchOf}: runs the journal again with something changed, and compares. Nothing is
   * written.
   *
   * @param plan as {@code PlanFiles.write} gives it; empty for the plan of the run
   * @param from the event from which the plan counts, 1 for the start
   * @param upTo sequence of the first event that is left out
   * @param limit rows that are listed of those that a sink has more or less, each
   */
  record RunBranch(List<JournalEdit> edits, byte[] plan, long from, long upTo, int limit)
      implements Request {}

  /** Ends the worker. {@link Reply.Done}. */
  record Quit() implements Request {}
}
