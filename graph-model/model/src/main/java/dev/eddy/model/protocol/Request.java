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
   */
  record StartRun(
      byte[] plan, String recording, int epochRows, boolean paused, List<Breakpoint> breakpoints)
      implements Request {}

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
   * {@link Reply.Rows}: the last {@code limit} rows that passed an edge before the moment shown.
   */
  record GetEdgeRows(String edgeId, int limit) implements Request {}

  /**
   * {@link Reply.StateOf}.
   *
   * @param keyFilter text that a key's columns must contain; empty for all
   */
  record GetState(String nodeId, String keyFilter, int limit) implements Request {}

  /** {@link Reply.TimelineOf}: counts of rows by node in equal stretches of the run so far. */
  record GetTimeline(int buckets) implements Request {}

  /** Ends the worker. {@link Reply.Done}. */
  record Quit() implements Request {}
}
