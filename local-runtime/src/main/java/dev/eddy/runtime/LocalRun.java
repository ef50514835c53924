package dev.eddy.runtime;

import dev.eddy.model.plan.Plan;
import dev.eddy.model.protocol.Breakpoint;
import dev.eddy.model.protocol.Reply;
import dev.eddy.model.protocol.Status;
import dev.eddy.model.time.Moment;
import dev.eddy.operator.Providers;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;

/** One run: owned by one thread at a time (the caller's). */
public final class LocalRun implements AutoCloseable {
  private final Plan plan;

  private LocalRun(Plan plan) {
    this.plan = plan;
  }

  /** Starts a run with a new recording; nothing is read or written before {@link #advance}. */
  public static LocalRun start(
      Plan plan, Providers providers, ClassLoader plugins, RunOptions options)
      throws RunException {
    throw new UnsupportedOperationException("not supported yet: start");
  }

  /**
   * Goes on after a kill: from the newest good checkpoint, whose rows are committed again, into the
   * same recording ({@code recording} wins over {@code options.recording()}).
   */
  public static LocalRun resume(
      Path recording, Providers providers, ClassLoader plugins, RunOptions options)
      throws RunException {
    throw new UnsupportedOperationException("not supported yet: resume");
  }

  /** Opens a recording to look at it: sinks are muted and there is no new ground. */
  public static LocalRun open(Path recording, Providers providers, ClassLoader plugins)
      throws RunException {
    throw new UnsupportedOperationException("not supported yet: open");
  }

  public Plan plan() {
    return plan;
  }

  public Status status() {
    throw new UnsupportedOperationException("not supported yet");
  }

  /** Forward, through the recorded past and then on new ground, to the next stop. */
  public Stop advance(BooleanSupplier interrupt) throws RunException {
    throw new UnsupportedOperationException("not supported yet");
  }

  /** Back to the breakpoint hit before, or to the start. */
  public Stop reverse(BooleanSupplier interrupt) throws RunException {
    throw new UnsupportedOperationException("not supported yet");
  }

  /** One step of the cascade; on new ground where the moment is the live edge. */
  public void step() throws RunException {
    throw new UnsupportedOperationException("not supported yet");
  }

  public void stepBack() throws RunException {
    throw new UnsupportedOperationException("not supported yet");
  }

  /** To a moment; later ones than the live edge mean the live edge. */
  public void seek(Moment moment) throws RunException {
    throw new UnsupportedOperationException("not supported yet");
  }

  /** Replaces all breakpoints. */
  public void breakpoints(List<Breakpoint> breakpoints) throws RunException {
    throw new UnsupportedOperationException("not supported yet");
  }

  /** The last rows that passed an edge before the moment shown. */
  public Reply.Rows edgeRows(String edgeId, int limit) throws RunException {
    throw new UnsupportedOperationException("not supported yet");
  }

  /** Keyed state of a node at the moment shown. */
  public Reply.StateOf state(String nodeId, String keyFilter, int limit) throws RunException {
    throw new UnsupportedOperationException("not supported yet");
  }

  public Reply.TimelineOf timeline(int buckets) throws RunException {
    throw new UnsupportedOperationException("not supported yet");
  }

  /** By id of each sink's node, the hex digest of all rows that reached it up to the live edge. */
  public Map<String, String> digests() {
    throw new UnsupportedOperationException("not supported yet");
  }

  /** Ends the run: a checkpoint at the live edge, its commit, and the recording is complete. */
  public void finish() throws RunException {
    throw new UnsupportedOperationException("not supported yet");
  }

  @Override
  public void close() {}
}
