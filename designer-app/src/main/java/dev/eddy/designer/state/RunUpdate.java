package dev.eddy.designer.state;

import dev.eddy.model.problem.Problem;
import dev.eddy.model.protocol.Request;
import dev.eddy.model.protocol.Status;
import dev.eddy.model.time.Moment;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The life of a run, and what is asked of its worker. Answers of other runs are dropped. */
final class RunUpdate {
  private RunUpdate() {}

  static Next update(AppState s, Message.Running message) {
    OpenProject open = s.open();
    if (open == null) {
      return Next.of(s);
    }
    if (message instanceof Message.StartRun m) {
      return start(s, open, m.paused());
    }
    if (message instanceof Message.OpenRecording m) {
      Run run = Run.starting(nextId(s), open.graph(), true).withWhole(Whole.of(open, open.graph()));
      List<Effect> effects = new ArrayList<>();
      if (s.run() != null) {
        effects.add(new Effect.EndRun(s.run().id()));
      }
      effects.add(new Effect.LookAt(run.id(), m.folder(), open.graph()));
      return new Next(alone(s).withNewRun(run).withMode(Mode.DEBUG, Panels.DEBUG), effects);
    }
    if (message instanceof Message.ToggleStop m) {
      return toggle(s, open, s.inRun(m.edge()));
    }
    if (message instanceof Message.SetStop m) {
      return stops(s, open, m.stop().id(), m.stop());
    }
    if (message instanceof Message.AddStop m) {
      Stop stop = m.stop().within(s.inside().prefix());
      return stops(s, open, stop.id(), stop);
    }
    if (message instanceof Message.RemoveStop m) {
      return stops(s, open, m.edge(), null);
    }
    Run run = s.run();
    if (run == null) {
      return Next.of(s);
    }
    if (message instanceof Message.StopRun) {
      return stop(s, run);
    }
    if (message instanceof Message.Wish m) {
      return run.isLive() ? send(s, run, m.request()) : Next.of(s);
    }
    if (message instanceof Message.SeekTo m) {
      return run.isLive() ? send(s, run, new Request.Seek(m.moment())) : Next.of(s);
    }
    if (message instanceof Message.FilterState m) {
      Run next = run.withStateFilter(m.text());
      String node = s.observedNode();
      Status at = run.status();
      return node != null && at != null && hasState(run, node) && run.isStopped()
          ? Next.of(s.withRun(next), new Effect.FetchState(run.id(), node, m.text(), at.at()))
          : Next.of(s.withRun(next));
    }
    return answer(s, run, message);
  }

  private static Next stop(AppState s, Run run) {
    if (!run.isLive() || run.look() || run.whole().ended()) {
      // A worker that is still starting, or has nothing to commit, is simply ended.
      return Next.of(s.withRun(null), new Effect.EndRun(run.id()));
    }
    if (run.looks().stopping()) {
      // Code of the user's may never give the worker back to itself.
      String words = "it did not stop by itself and was ended";
      return Next.of(
          s.withRun(run.withStage(Run.Stage.GONE, null, words)), new Effect.EndRun(run.id()));
    }
    boolean goesOn = !run.isStopped();
    Next sent = send(s, run, new Request.StopRun());
    return new Next(
        sent.state().withRun(run.withLooks(run.looks().withStopping(goesOn))), sent.effects());
  }

  private static Next send(AppState s, Run run, Request request) {
    return Next.of(ScopeUpdate.stepping(s, run, request), new Effect.Send(run.id(), request));
  }

  private static Next start(AppState s, OpenProject open, boolean paused) {
    return start(s, open, paused, null);
  }

  /**
   * @param preview the node that is previewed, or null
   */
  static Next start(AppState s, OpenProject open, boolean paused, @Nullable String preview) {
    if (preview != null && !s.inside().isEmpty()) {
      // A preview is of what is shown: that alone runs.
      return start(alone(s), open, paused, preview);
    }
    boolean part = !s.inside().isEmpty();
    if (!part && s.checks().errors() > 0) {
      return Next.of(
          s.withPanels(s.panels().withBottom(Panels.Bottom.PROBLEMS))
              .withNote("The pipeline has errors: mend them, then run."));
    }
    String pipeline = s.rootPipeline();
    Checks checks = part ? s.inside().steps().get(0).checks() : s.checks();
    Map<String, Pin> pins = part ? s.inside().steps().get(0).pins() : s.desk().pins();
    DeskGraph.Result desk = DeskGraph.of(s.rootGraph(), checks.outputs(), pins, pipeline, preview);
    if (!desk.problems().isEmpty()) {
      return Next.of(s.withAlert(desk.problems().get(0)));
    }
    // A preview ends at the first rows that it is of: threads for more would only be started.
    int subtasks = preview == null ? s.subtasks() : 1;
    Settings.State state = preview == null ? s.keyedState() : Settings.State.HEAP;
    Run run =
        Run.starting(nextId(s), s.rootGraph(), false)
            .withWhole(Whole.of(open, desk.graph()).with(subtasks, state));
    run = run.withLooks(run.looks().withPreview(preview));
    List<Effect> effects = new ArrayList<>();
    if (s.run() != null) {
      effects.add(new Effect.EndRun(s.run().id()));
    }
    List<Stop> stops = new ArrayList<>(preview == null ? s.stops().values() : List.of());
    desk.previewStop().ifPresent(stops::add);
    stops.removeIf(stop -> !stop.isIn(desk.graph(), open));
    effects.add(
        new Effect.Launch(
            run.id(),
            open.running(pipeline, desk.graph()),
            pipeline,
            paused,
            stops,
            subtasks,
            state));
    AppState next = s.withNewRun(run).withFrozen(false).withNote("");
    boolean stays = s.mode() == Mode.DEBUG || preview != null;
    return new Next(stays ? next : next.withMode(Mode.DEBUG, Panels.DEBUG), effects);
  }

  /** What is shown, as if it had not been come to from a pipeline that it is a part of. */
  private static AppState alone(AppState s) {
    String prefix = s.inside().prefix();
    Map<String, Stop> own = new LinkedHashMap<>();
    for (Stop stop : s.stops().values()) {
      if (stop.isWithin(prefix)) {
        Stop inner = stop.outOf(prefix);
        own.put(inner.id(), inner);
      }
    }
    return s.withInside(Inside.NONE).withStops(own);
  }

  // Counted over the window: a late word of a worker that was ended must not meet the next run.
  private static int nextId(AppState s) {
    return s.runs() + 1;
  }

  private static Next answer(AppState s, Run run, Message.Running message) {
    if (run.stage() == Run.Stage.GONE && !(message instanceof Message.RunFailed)) {
      // What was still on its way does not bring the worker back.
      return Next.of(s);
    }
    if (message instanceof Message.RunStarted m && m.run() == run.id()) {
      return Next.of(s.withRun(run.withRecording(m.recording())));
    }
    if (message instanceof Message.RecordingOpened m && m.run() == run.id()) {
      Run next = run.withGraph(m.graph()).withRecording(m.recording());
      return status(s, next, m.status(), run.statusAt() + 1);
    }
    if (message instanceof Message.RunRefused m && m.run() == run.id()) {
      Problem first = m.problems().isEmpty() ? null : m.problems().get(0);
      Checks seen = s.checks();
      AppState next =
          s.withRun(run.withStage(Run.Stage.GONE, first, "could not start"))
              .withChecks(new Checks(seen.revision(), m.problems(), seen.inputs(), seen.outputs()))
              .withPanels(s.panels().withBottom(Panels.Bottom.PROBLEMS));
      return Next.of(next);
    }
    if (message instanceof Message.StatusCame m && m.run() == run.id()) {
      if (s.frozen() && run.isRunning() && m.status().phase() == Status.Phase.RUNNING) {
        // The next one comes by itself; one of a stop is shown in any case.
        return Next.of(s);
      }
      return status(s, run, m.status(), m.nanos());
    }
    if (message instanceof Message.RowsCame m && m.run() == run.id() && isNow(run, m.at())) {
      return DataUpdate.rowsCame(s, run.withRows(m.edge(), m.rows()), m.edge(), m.at(), m.rows());
    }
    if (message instanceof Message.StateCame m
        && m.run() == run.id()
        && m.filter().equals(run.stateFilter())
        && isNow(run, m.at())) {
      return Next.of(s.withRun(run.withState(m.node(), m.state())));
    }
    if (message instanceof Message.TimelineCame m && m.run() == run.id()) {
      return Next.of(s.withRun(run.withTimeline(m.timeline())));
    }
    if (message instanceof Message.WorkerGone m && m.run() == run.id()) {
      return Next.of(s.withRun(run.withStage(Run.Stage.GONE, null, m.words())));
    }
    if (message instanceof Message.RunFailed m && m.run() == run.id()) {
      return Next.of(s.withRun(run.withStage(run.stage(), m.problem(), "failed")));
    }
    return Next.of(s);
  }

  /** Whether a moment is the one shown. */
  static boolean isNow(Run run, Moment at) {
    return run.status() != null && run.status().at().equals(at);
  }

  private static Next status(AppState s, Run run, Status status, long nanos) {
    Scope scope = new Scope(run.whole(), s.graph(), s.inside().prefix());
    Run next = LooksUpdate.atStop(run.withStatus(status, nanos, scope));
    Next stepped = ScopeUpdate.stepped(s.withRun(next));
    AppState after = stepped.state();
    List<Effect> effects = new ArrayList<>(stepped.effects());
    if (next.isStopped()) {
      effects.addAll(LooksUpdate.stopped(after, run, next));
    }
    if (after.inside().over() != null) {
      // It goes on at once: nothing of where it stands is looked at.
      return new Next(after, effects);
    }
    effects.add(new Effect.FetchTimeline(run.id()));
    effects.add(new Effect.FetchMetrics(run.id()));
    if (next.looks().preview() != null && next.isPausedNow() && status.breakpointId() != null) {
      // A preview has what it ran for: nothing of it waits.
      effects.add(new Effect.Send(run.id(), new Request.StopRun()));
    }
    if (next.isStopped()) {
      String edge = after.observedEdge();
      if (edge != null) {
        effects.add(new Effect.FetchRows(run.id(), edge, status.at()));
      }
      effects.addAll(DataUpdate.questions(after, next));
      String node = after.observedNode();
      if (node != null && hasState(next, node)) {
        effects.add(new Effect.FetchState(run.id(), node, next.stateFilter(), status.at()));
      }
    }
    return new Next(after, effects);
  }

  static boolean hasState(Run run, String node) {
    return run.status() != null
        && run.status().nodes().stream()
            .anyMatch(c -> c.nodeId().equals(node) && c.stateEntries() >= 0);
  }

  // A click cycles: none, on, off, none.
  private static Next toggle(AppState s, OpenProject open, String edge) {
    Stop stop = s.stops().get(edge);
    if (stop == null) {
      return stops(s, open, edge, new Stop(edge, "", true));
    }
    return stops(s, open, edge, stop.enabled() ? stop.withEnabled(false) : null);
  }

  private static Next stops(AppState s, OpenProject open, String id, @Nullable Stop stop) {
    if (stop != null && !stop.isIn(s.rootGraph(), open)) {
      return Next.of(s);
    }
    Map<String, Stop> copy = new LinkedHashMap<>(s.stops());
    if (stop == null) {
      copy.remove(id);
    } else {
      copy.put(id, stop);
    }
    AppState next = s.withStops(copy);
    Run run = s.run();
    return run == null || !run.isLive()
        ? Next.of(next)
        : Next.of(
            next,
            new Effect.SetStops(
                run.id(), open.current(), s.rootPipeline(), LooksUpdate.stops(next, run)));
  }
}
