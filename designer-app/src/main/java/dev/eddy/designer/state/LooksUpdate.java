package dev.eddy.designer.state;

import dev.eddy.model.protocol.Reply;
import dev.eddy.model.protocol.Request;
import dev.eddy.model.protocol.Status;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What is asked of a run beside its rows. Answers of other runs are dropped. */
final class LooksUpdate {
  /** Before the id of a breakpoint that holds for one way only. */
  private static final String ONCE = "once:";

  /** More are not listed: who looks for one of them searches for its key. */
  private static final int MOST_ENTRIES = 10_000;

  private LooksUpdate() {}

  static Next update(AppState s, LooksMessage message) {
    OpenProject open = s.open();
    Run run = s.run();
    if (open == null || run == null) {
      return Next.of(s);
    }
    if (message instanceof LooksMessage.RunTo m) {
      return runTo(s, open, run, m.stop());
    }
    if (message instanceof LooksMessage.MoreState m) {
      return moreState(s, run, m);
    }
    if (message instanceof LooksMessage.MoreStateCame m) {
      return m.run() == run.id() ? moreStateCame(s, run, m) : Next.of(s);
    }
    if (message instanceof LooksMessage.CompareState m) {
      Status status = run.status();
      return status == null || !run.isStopped()
          ? Next.of(s)
          : compare(s, run, StateDiff.asked(m.node(), status.at(), m.other()));
    }
    if (message instanceof LooksMessage.DiffCame m) {
      StateDiff asked = run.looks().diff();
      return m.run() == run.id() && asked != null && asked.asksAs(m.diff())
          ? Next.of(s.withRun(run.withLooks(run.looks().withDiff(m.diff()))))
          : Next.of(s);
    }
    if (message instanceof LooksMessage.CloseCompare) {
      return Next.of(s.withRun(run.withLooks(run.looks().withDiff(null))));
    }
    if (message instanceof LooksMessage.WishRefused m) {
      return m.run() == run.id() ? Next.of(s.withAlert(m.problem())) : Next.of(s);
    }
    return Next.of(s);
  }

  private static Next runTo(AppState s, OpenProject open, Run run, Stop stop) {
    if (!run.isStopped() || !stop.isIn(s.rootGraph(), open)) {
      return Next.of(s);
    }
    Status status = Objects.requireNonNull(run.status());
    Looks.RunningTo to = new Looks.RunningTo(stop.withId(ONCE + stop.id()), status.at());
    Run sent = run.withLooks(run.looks().withRunningTo(to));
    // One effect: a run that goes on before it knows the breakpoint may pass it.
    Request then = new Request.Continue();
    return Next.of(
        ScopeUpdate.stepping(s, run, then).withRun(sent),
        new Effect.SetStops(run.id(), open.current(), s.rootPipeline(), stops(s, sent), then));
  }

  /** The breakpoints that the worker of a run must have: the user's, and that of a way. */
  static List<Stop> stops(AppState s, Run run) {
    List<Stop> out = new ArrayList<>(s.stops().values());
    Looks.RunningTo to = run.looks().runningTo();
    if (to != null) {
      out.add(to.stop());
    }
    return out;
  }

  // State.

  private static Next compare(AppState s, Run run, StateDiff asked) {
    return Next.of(
        s.withRun(run.withLooks(run.looks().withDiff(asked))),
        new Effect.FetchDiff(run.id(), asked));
  }

  private static Next moreState(AppState s, Run run, LooksMessage.MoreState m) {
    Status status = run.status();
    Reply.StateTable table = table(run, m.node(), m.table());
    return status == null || !run.isStopped() || table == null || table.next().isEmpty()
        ? Next.of(s)
        : Next.of(
            s,
            new Effect.FetchMoreState(
                run.id(), m.node(), run.stateFilter(), status.at(), m.table(), table.next()));
  }

  private static Reply.@Nullable StateTable table(Run run, String node, String name) {
    Reply.StateOf state = run.state();
    return state == null || !node.equals(run.stateNode())
        ? null
        : state.tables().stream().filter(t -> t.name().equals(name)).findFirst().orElse(null);
  }

  /** Puts entries behind those that are there, where they follow them. */
  private static Next moreStateCame(AppState s, Run run, LooksMessage.MoreStateCame m) {
    Reply.StateOf had = run.state();
    Reply.StateTable table = table(run, m.node(), m.table());
    boolean follows =
        table != null
            && table.next().equals(m.after())
            && m.filter().equals(run.stateFilter())
            && RunUpdate.isNow(run, m.at());
    if (had == null || table == null || !follows) {
      return Next.of(s);
    }
    List<Reply.StateTable> tables = new ArrayList<>();
    for (Reply.StateTable t : had.tables()) {
      Reply.StateTable more =
          t != table
              ? null
              : m.state().tables().stream()
                  .filter(x -> x.name().equals(m.table()))
                  .findFirst()
                  .orElse(null);
      tables.add(more == null ? t : joined(t, more));
    }
    return Next.of(
        s.withRun(
            run.withState(m.node(), new Reply.StateOf(tables, had.timers(), had.timerCount()))));
  }

  private static Reply.StateTable joined(Reply.StateTable a, Reply.StateTable b) {
    List<Reply.StateEntry> entries = new ArrayList<>(a.entries());
    entries.addAll(b.entries());
    // An answer without entries is the end, whatever it says: nobody asks for ever.
    String next = b.entries().isEmpty() || entries.size() >= MOST_ENTRIES ? "" : b.next();
    return new Reply.StateTable(
        a.name(), a.keyColumns(), a.valueColumns(), entries, a.total(), next);
  }

  /** What a run that stops has to be told: a breakpoint for one way is gone with any stop. */
  static List<Effect> stopped(AppState s, Run before, Run run) {
    OpenProject open = s.open();
    List<Effect> out = new ArrayList<>();
    if (open == null || run.status() == null) {
      return out;
    }
    if (before.looks().runningTo() != null && run.looks().runningTo() == null) {
      out.add(new Effect.SetStops(run.id(), open.current(), s.rootPipeline(), stops(s, run)));
    }
    StateDiff diff = run.looks().diff();
    if (diff != null && diff.answer() == null && diff.refused() == null) {
      out.add(new Effect.FetchDiff(run.id(), diff));
    }
    return out;
  }

  /**
   * A comparison follows the moment shown: until the answer comes it has none. A run that was sent
   * to a place, and stands elsewhere than where it was sent from, is on its way no more.
   */
  static Run atStop(Run run) {
    StateDiff diff = run.looks().diff();
    Status status = run.status();
    if (status == null || !run.isStopped()) {
      return run;
    }
    Run out = run.looks().stopping() ? run.withLooks(run.looks().withStopping(false)) : run;
    if (diff != null && !diff.at().equals(status.at())) {
      out =
          out.withLooks(
              out.looks().withDiff(StateDiff.asked(diff.node(), status.at(), diff.other())));
    }
    Looks.RunningTo to = run.looks().runningTo();
    // The status before the way may come twice: the worker must not lose the breakpoint by it.
    if (to != null
        && (!to.from().equals(status.at()) || to.stop().id().equals(status.breakpointId()))) {
      out = out.withLooks(out.looks().withRunningTo(null));
    }
    return out;
  }
}
