package dev.eddy.designer.state;

import dev.eddy.model.protocol.Request;
import java.util.ArrayList;
import java.util.List;

/** What is asked of a run beside its rows. Answers of other runs are dropped. */
final class LooksUpdate {
  /** Before the id of a breakpoint that holds for one way only. */
  private static final String ONCE = "once:";

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
    if (message instanceof LooksMessage.WishRefused m) {
      return m.run() == run.id() ? Next.of(s.withAlert(m.problem())) : Next.of(s);
    }
    return Next.of(s);
  }

  private static Next runTo(AppState s, OpenProject open, Run run, Stop stop) {
    if (!run.isStopped() || !stop.isIn(open.graph())) {
      return Next.of(s);
    }
    List<Stop> stops = new ArrayList<>(s.stops().values());
    stops.add(stop.withId(ONCE + stop.id()));
    // One effect: a run that goes on before it knows the breakpoint may pass it.
    return Next.of(
        s,
        new Effect.SetStops(
            run.id(), open.current(), open.pipeline(), stops, new Request.Continue()));
  }

  /** What a run that stops has to be told: a breakpoint for one way is gone when it was hit. */
  static List<Effect> stopped(AppState s, Run run) {
    OpenProject open = s.open();
    String hit = run.status() == null ? null : run.status().breakpointId();
    return open != null && hit != null && hit.startsWith(ONCE)
        ? List.of(
            new Effect.SetStops(
                run.id(), open.current(), open.pipeline(), List.copyOf(s.stops().values())))
        : List.of();
  }
}
