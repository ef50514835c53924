package dev.eddy.runtime.worker;

import dev.eddy.model.plan.Plan;
import dev.eddy.model.problem.Problem;
import dev.eddy.model.protocol.Breakpoint;
import dev.eddy.model.protocol.Notice;
import dev.eddy.model.protocol.Reply;
import dev.eddy.model.protocol.Request;
import dev.eddy.model.protocol.Request.Grain;
import dev.eddy.model.protocol.Status;
import dev.eddy.model.time.Moment;
import dev.eddy.runtime.RunException;
import dev.eddy.runtime.Stop;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What the {@link RunLoop} asks of a run; {@link LocalRuns} gives it with the engine. Owned by one
 * thread. {@code interrupt} is asked often and cheaply: a move that it interrupts stops at a moment
 * from which the run can go on.
 */
interface DebuggedRun extends AutoCloseable {
  /** Whether it makes new ground; false for a recording that is only looked at. */
  boolean live();

  Plan plan();

  Status status();

  Stop advance(BooleanSupplier interrupt) throws RunException;

  Stop reverse(BooleanSupplier interrupt) throws RunException;

  void step(Grain grain, String nodeId, BooleanSupplier interrupt) throws RunException;

  void stepBack(Grain grain, String nodeId, BooleanSupplier interrupt) throws RunException;

  void seek(Moment moment) throws RunException;

  /**
   * Makes ready for moves, when nothing else is to be done; changes nothing that can be seen.
   *
   * @return whether there is more to do
   */
  default boolean prepare(BooleanSupplier interrupt) throws RunException {
    return false;
  }

  void breakpoints(List<Breakpoint> breakpoints) throws RunException;

  /** Takes the lines of log points, on the run's thread, during {@link #advance}. */
  void onLog(Consumer<Notice.Logged> listener);

  /** Takes what is to be said of each restart, on the run's thread, during {@link #advance}. */
  default void onRestart(Consumer<String> listener) {}

  /** Answers a request that changes nothing; null for any other request. */
  @Nullable Reply look(Request request) throws RunException;

  /** Changes while the run gets on; for any thread. */
  long beats();

  /**
   * What the run's thread is caught in, for any thread.
   *
   * @param where where in its code
   */
  Problem caught(long seconds, String where);

  /**
   * What the run's thread works on while user code ends the process, for any thread.
   *
   * @param where where in its code
   */
  Problem exiting(String where);

  /** Keeps what led to where user code is caught, right before the process ends; any thread. */
  default void recordFailure(Problem problem) {}

  void finish() throws RunException;

  @Override
  void close();
}
