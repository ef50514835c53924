package dev.eddy.designer.state;

import dev.eddy.model.graph.Graph;
import dev.eddy.model.graph.Node;
import dev.eddy.model.protocol.Request;
import dev.eddy.model.protocol.Status;
import dev.eddy.model.subgraph.SubGraphs;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Ways into sub-graphs and out of them. A run goes on meanwhile: what is shown of it is the part
 * that was entered.
 */
final class ScopeUpdate {
  /** More steps than this one row does not set off in a sub-graph that anybody steps through. */
  private static final int MOST_STEPS = 10_000;

  private ScopeUpdate() {}

  /** Shows the pipeline that a node stands for, as a part of the one that is shown. */
  static Next enter(AppState s, OpenProject open, String node) {
    Node n = open.graph().nodes().get(node);
    if (n == null || !SubGraphs.isSubGraph(n)) {
      return Next.of(s);
    }
    String inner = SubGraphs.pipelineOf(n);
    return open.documents().containsKey(inner)
        ? show(
            s,
            open,
            inner,
            s.inside().into(new Inside.Step(open.pipeline(), node, s.checks(), s.desk().pins())))
        : Next.of(s.withNote("The project has no pipeline " + inner + "."));
  }

  /** Shows the pipeline that was left for the sub-graph; without one, null. */
  static @Nullable Next leave(AppState s, OpenProject open) {
    int depth = s.inside().steps().size();
    return depth == 0 ? null : leaveTo(s, open, depth - 1);
  }

  private static Next leaveTo(AppState s, OpenProject open, int depth) {
    Inside.Step left = s.inside().steps().get(depth);
    Next next = show(s, open, left.pipeline(), s.inside().upTo(depth));
    Next seen =
        ViewUpdate.observing(next.state(), next.state().withSelection(Selection.node(left.node())));
    return new Next(seen.state(), next.effects()).and(seen.effects());
  }

  /**
   * Shows a pipeline of the project as a part of what is shown, where it is one: one that was left
   * on the way in, or the only sub-graph of its name. Null where it is none.
   */
  static @Nullable Next showPart(AppState s, OpenProject open, String name) {
    List<Inside.Step> steps = s.inside().steps();
    for (int i = 0; i < steps.size(); i++) {
      if (steps.get(i).pipeline().equals(name)) {
        return leaveTo(s, open, i);
      }
    }
    List<Node> standing =
        open.graph().nodes().values().stream()
            .filter(n -> n.operator().equals(SubGraphs.PREFIX + name))
            .toList();
    return standing.size() == 1 ? enter(s, open, standing.get(0).id()) : null;
  }

  private static Next show(AppState s, OpenProject open, String pipeline, Inside inside) {
    OpenProject shown = open.showing(pipeline);
    AppState next =
        s.withOpen(shown)
            .withInside(inside)
            .withChecks(Checks.NONE)
            .withSelection(Selection.NONE)
            .withDesk(Desk.EMPTY.withTour(s.desk().tour()))
            .withSamples(Map.of())
            .withRefactor(null);
    List<Effect> effects = new ArrayList<>();
    effects.add(Update.check(shown));
    effects.add(new Effect.ReadPins(open.project().folder(), pipeline));
    effects.add(Effect.Aim.of(Effect.Aim.Kind.RESUME));
    Run run = s.run();
    if (run == null) {
      return new Next(next, effects);
    }
    next = next.withRun(run.shownBy(new Scope(run.whole(), shown.graph(), inside.prefix())));
    if (run.isLive()) {
      effects.add(new Effect.FetchTimeline(run.id()));
      effects.add(new Effect.FetchMetrics(run.id()));
    }
    return new Next(next, effects).and(ViewUpdate.looks(next, null, null));
  }

  /** Into the sub-graph where execution stands, or that is selected; else one step on. */
  static Next stepInto(AppState s, OpenProject open) {
    Run run = s.run();
    String at = run == null || !run.isStopped() ? null : standsIn(s, run);
    if (at != null) {
      return enter(s, open, at);
    }
    Node selected = s.selectedNode();
    if (selected != null && SubGraphs.isSubGraph(selected)) {
      return enter(s, open, selected.id());
    }
    return run != null && run.isStopped()
        ? Next.of(s, new Effect.Send(run.id(), new Request.Step()))
        : Next.of(s.withNote("Select a sub-graph."));
  }

  /** Out of the sub-graph that is shown; where execution stands in it, it goes on until it left. */
  static Next stepOut(AppState s, OpenProject open) {
    Run run = s.run();
    Inside inside = s.inside();
    Next next = leave(s, open);
    if (next == null) {
      return Next.of(s.withNote("Nothing to leave: no sub-graph was entered."));
    }
    Status whole = run == null ? null : run.whole().status();
    if (run == null
        || whole == null
        || !run.isPausedNow() && !run.isPast()
        || whole.nodeId() == null
        || !whole.nodeId().startsWith(inside.prefix())) {
      return next;
    }
    return new Next(
            next.state()
                .withInside(
                    next.state()
                        .inside()
                        .over(new Inside.Over(inside.prefix(), false, MOST_STEPS))),
            next.effects())
        .and(new Effect.Send(run.id(), new Request.Step()));
  }

  /** The sub-graph of what is shown in which execution stands. */
  private static @Nullable String standsIn(AppState s, Run run) {
    Status whole = run.whole().status();
    String prefix = s.inside().prefix();
    if (whole == null || whole.nodeId() == null || !whole.nodeId().startsWith(prefix)) {
      return null;
    }
    String rest = whole.nodeId().substring(prefix.length());
    return rest.contains(SubGraphs.SEPARATOR) ? SubGraphs.outer(rest) : null;
  }

  /**
   * A step from within a sub-graph, seen from outside of it, passes over the rest of it; whatever
   * else is asked ends that.
   */
  static AppState stepping(AppState s, Run run, Request request) {
    boolean back = request instanceof Request.StepBack;
    String at = back || request instanceof Request.Step ? standsIn(s, run) : null;
    return s.withInside(
        s.inside()
            .over(
                at == null
                    ? null
                    : new Inside.Over(
                        s.inside().prefix() + at + SubGraphs.SEPARATOR, back, MOST_STEPS)));
  }

  /** Sends the next step while one passes over a sub-graph. */
  static Next stepped(AppState s) {
    Inside.Over over = s.inside().over();
    Run run = s.run();
    if (over == null) {
      return Next.of(s);
    }
    Status whole = run == null ? null : run.whole().status();
    boolean inside =
        whole != null
            && run != null
            && run.isStopped()
            && whole.phase() == Status.Phase.PAUSED
            && whole.breakpointId() == null
            && whole.nodeId() != null
            && whole.nodeId().startsWith(over.within())
            && over.left() > 0;
    if (run != null && inside) {
      Request step = over.back() ? new Request.StepBack() : new Request.Step();
      return Next.of(s.withInside(s.inside().over(over.next())), new Effect.Send(run.id(), step));
    }
    return Next.of(s.withInside(s.inside().over(null)));
  }

  /**
   * A way that leads to what is shown no more, as when its sub-graph was deleted, is none; and a
   * breakpoint whose place is gone goes with it.
   */
  static Next follow(Next next) {
    AppState s = next.state();
    if (s.inside().isEmpty() || isWay(s)) {
      return new Next(withStops(s), next.effects());
    }
    Run run = s.run();
    Next out = new Next(withStops(s.withInside(Inside.NONE).withRun(null)), next.effects());
    return run == null ? out : out.and(new Effect.EndRun(run.id()));
  }

  private static AppState withStops(AppState s) {
    if (s.stops().isEmpty()) {
      return s;
    }
    Graph root = s.rootGraph();
    Map<String, Stop> stops = new LinkedHashMap<>(s.stops());
    return stops.values().removeIf(stop -> !stop.isIn(root, s.open())) ? s.withStops(stops) : s;
  }

  private static boolean isWay(AppState s) {
    OpenProject open = s.open();
    if (open == null) {
      return false;
    }
    List<Inside.Step> steps = s.inside().steps();
    for (int i = 0; i < steps.size(); i++) {
      Inside.Step step = steps.get(i);
      String to = i + 1 < steps.size() ? steps.get(i + 1).pipeline() : open.pipeline();
      if (!open.documents().containsKey(step.pipeline())) {
        return false;
      }
      Graph g = Objects.requireNonNull(open.documents().get(step.pipeline())).document().graph();
      Node n = g.nodes().get(step.node());
      if (n == null || !n.operator().equals(SubGraphs.PREFIX + to)) {
        return false;
      }
    }
    return true;
  }
}
