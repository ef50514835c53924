package dev.eddy.runtime.worker;

import dev.eddy.model.plan.Plan;
import dev.eddy.model.problem.Place;
import dev.eddy.model.problem.Problem;
import dev.eddy.model.protocol.Breakpoint;
import dev.eddy.model.protocol.Condition;
import dev.eddy.model.protocol.Notice;
import dev.eddy.model.protocol.Reply;
import dev.eddy.model.protocol.Request;
import dev.eddy.model.protocol.Request.Grain;
import dev.eddy.model.protocol.Status;
import dev.eddy.model.time.Moment;
import dev.eddy.runtime.RunException;
import dev.eddy.runtime.Stop;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A run that only counts: a breakpoint's condition is the sequence number that it stops at, a
 * recording's name the number that it fails at or ends at ({@code end-100}, {@code fail-7}, {@code
 * for-ever}), or says that getting ready takes all memory ({@code starved}).
 */
final class CountingRun implements DebuggedRun {
  /** Runs by the name of the recording. */
  static final class Factory implements Runs {
    volatile CountingRun last = new CountingRun("end-0", false);

    @Override
    public DebuggedRun start(Request.StartRun r) throws RunException {
      if (r.recording().equals("refused")) {
        throw new RunException(problem("refused"));
      }
      last = new CountingRun(r.recording(), true);
      last.breakpoints(r.breakpoints());
      return last;
    }

    @Override
    public DebuggedRun open(Request.OpenRecording r) {
      last = new CountingRun(r.recording(), false);
      last.edge = last.end;
      return last;
    }
  }

  private final boolean live;
  private final long end;
  private final long failAt;
  private final boolean starved;
  private long at;
  private long edge;
  private List<Breakpoint> breakpoints = List.of();
  volatile int finished;
  volatile boolean closed;

  CountingRun(String recording, boolean live) {
    this.live = live;
    this.starved = recording.equals("starved");
    this.end =
        recording.startsWith("end-") ? Long.parseLong(recording.substring(4)) : Long.MAX_VALUE;
    this.failAt = recording.startsWith("fail-") ? Long.parseLong(recording.substring(5)) : -1;
  }

  static Problem problem(String code) {
    return Problem.error(code, Place.node("n1", "count"), "it does not go on.", "Mend it.");
  }

  @Override
  public boolean live() {
    return live;
  }

  @Override
  public Plan plan() {
    return new Plan("p", "q", 128, List.of(), List.of(), Map.of());
  }

  @Override
  public Status status() {
    return new Status(
        Status.Phase.PAUSED,
        Moment.before(at),
        Moment.before(edge),
        "",
        null,
        null,
        null,
        at,
        List.of(),
        List.of());
  }

  @Override
  public Stop advance(BooleanSupplier interrupt) throws RunException {
    while (at < end) {
      if (interrupt.getAsBoolean()) {
        return Stop.INTERRUPTED;
      }
      at++;
      edge = Math.max(edge, at);
      if (at == failAt) {
        throw new RunException(problem("failed"));
      }
      for (Breakpoint b : breakpoints) {
        if (b.condition() instanceof Condition.RowPasses c
            && c.condition().equals(Long.toString(at))) {
          return Stop.at(b.id());
        }
      }
    }
    return Stop.END;
  }

  @Override
  public Stop reverse(BooleanSupplier interrupt) {
    while (at > 0) {
      if (interrupt.getAsBoolean()) {
        return Stop.INTERRUPTED;
      }
      at--;
    }
    return Stop.END;
  }

  @Override
  public void step(Grain grain, String nodeId, BooleanSupplier interrupt) {
    at++;
    edge = Math.max(edge, at);
  }

  @Override
  public void stepBack(Grain grain, String nodeId, BooleanSupplier interrupt) {
    at--;
  }

  @Override
  public void seek(Moment moment) {
    at = Math.min(moment.sequence(), edge);
  }

  @Override
  public boolean prepare(BooleanSupplier interrupt) {
    if (starved) {
      throw new OutOfMemoryError("for a test");
    }
    return false;
  }

  @Override
  public long beats() {
    return at;
  }

  @Override
  public Problem caught(long seconds, String where) {
    return problem("caught");
  }

  @Override
  public Problem exiting(String where) {
    return caught(0, where);
  }

  @Override
  public void onLog(Consumer<Notice.Logged> listener) {}

  @Override
  public @Nullable Reply look(Request request) {
    if (request instanceof Request.GetEdgeRows r) {
      return edgeRows(r.edgeId(), r.limit());
    }
    if (request instanceof Request.GetState r) {
      return state(r.nodeId(), r.keyFilter(), r.limit());
    }
    return request instanceof Request.GetTimeline r ? timeline(r.buckets()) : null;
  }

  @Override
  public void breakpoints(List<Breakpoint> value) {
    breakpoints = value;
  }

  private Reply.Rows edgeRows(String edgeId, int limit) {
    if (edgeId.isEmpty()) {
      throw new IllegalStateException("no edge");
    }
    return new Reply.Rows(
        List.of("n"),
        List.of(new Reply.EdgeRow(Moment.before(at), "+I", List.of(Long.toString(at)))),
        false,
        null);
  }

  private Reply.StateOf state(String nodeId, String keyFilter, int limit) {
    return new Reply.StateOf(List.of(), List.of(), 0);
  }

  private Reply.TimelineOf timeline(int buckets) {
    return new Reply.TimelineOf(
        new long[] {1, at + 1}, Map.of(), new long[] {at}, List.of(), List.of());
  }

  @Override
  public void finish() {
    finished++;
  }

  @Override
  public void close() {
    closed = true;
  }
}
