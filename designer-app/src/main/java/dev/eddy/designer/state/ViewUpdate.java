package dev.eddy.designer.state;

import dev.eddy.model.graph.Edge;
import dev.eddy.model.graph.Graph;
import dev.eddy.model.graph.Layout;
import dev.eddy.model.problem.Place;
import dev.eddy.model.time.Moment;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Looks, panels and the selection. */
final class ViewUpdate {
  private ViewUpdate() {}

  static Next update(AppState s, Message.View message) {
    if (message instanceof Message.SetMood m) {
      return ShellUpdate.choose(s, m.mood());
    }
    if (message instanceof Message.SetMode m && m.mode() == s.mode()) {
      // Panels stay as the user arranged them.
      return Next.of(s);
    }
    if (message instanceof Message.SetMode m) {
      return observing(s, s.withMode(m.mode(), arrangement(m.mode())));
    }
    if (message instanceof Message.ShowPalette m) {
      return Next.of(s.withPanels(s.panels().withPalette(m.shown())));
    }
    if (message instanceof Message.ShowInspector m) {
      AppState shown = s.withPanels(s.panels().withInspector(m.tab()));
      Run run = s.run();
      // A question that stood behind another tab while the run moved is of an older moment.
      return run != null && run.isStopped()
          ? observing(s, shown).and(DataUpdate.questions(shown, run))
          : observing(s, shown);
    }
    if (message instanceof Message.ShowBottom m) {
      return Next.of(s.withPanels(s.panels().withBottom(m.tab())));
    }
    if (message instanceof Message.OpenBottom m) {
      return Next.of(s.withPanels(s.panels().withBottomOpen(m.shown())));
    }
    if (message instanceof Message.Select m) {
      return observing(s, s.withSelection(existing(s, m.selection())));
    }
    if (message instanceof Message.SelectAll) {
      return observing(s, s.withSelection(Selection.nodes(s.graph().nodes().keySet())));
    }
    if (message instanceof Message.GoTo m) {
      return goTo(s, m.problem().place());
    }
    if (message instanceof Message.MoveCamera m) {
      return Next.of(s, m.aim());
    }
    if (message instanceof Message.ShowNote m) {
      return Next.of(s.withNote(m.words()));
    }
    if (message instanceof Message.CloseAlert) {
      return Next.of(s.withAlert(null));
    }
    return Next.of(s, ((Message.Ask) message).dialog());
  }

  static Panels arrangement(Mode mode) {
    return mode == Mode.DEBUG ? Panels.DEBUG : Panels.AUTHOR.withPalette(mode == Mode.AUTHOR);
  }

  private static Next goTo(AppState s, Place place) {
    if (place.edgeId() != null && s.graph().edges().containsKey(place.edgeId())) {
      Edge e = s.graph().edges().get(place.edgeId());
      return observing(s, s.withSelection(Selection.edge(e.id())))
          .and(new Effect.Aim(Effect.Aim.Kind.REVEAL, e.to().node()));
    }
    if (place.nodeId() == null || !s.graph().nodes().containsKey(place.nodeId())) {
      return Next.of(s);
    }
    AppState next = s.withSelection(Selection.node(place.nodeId()));
    if (place.parameter() != null) {
      next = next.withPanels(next.panels().withInspector(Panels.Inspector.SETTINGS));
    }
    return observing(s, next).and(new Effect.Aim(Effect.Aim.Kind.REVEAL, place.nodeId()));
  }

  private static Selection existing(AppState s, Selection wanted) {
    return existing(s.graph(), s.open() == null ? Layout.EMPTY : s.open().layout(), wanted);
  }

  /** What of a selection is there. */
  static Selection existing(Graph graph, Layout layout, Selection wanted) {
    Set<String> nodes = new LinkedHashSet<>(wanted.nodes());
    nodes.retainAll(graph.nodes().keySet());
    Set<String> notes = new LinkedHashSet<>(wanted.notes());
    notes.removeIf(n -> !layout.notes().containsKey(n) && !layout.frames().containsKey(n));
    String edge = wanted.edge();
    return new Selection(nodes, graph.edges().containsKey(edge) ? edge : null, notes);
  }

  /** Fetches rows and state where what is observed has changed. */
  static Next observing(AppState before, AppState after) {
    if (!java.util.Objects.equals(after.observedEdge(), before.observedEdge())) {
      after = after.withDesk(after.desk().withView(after.desk().view().forOtherRows()));
    }
    return new Next(after, looks(after, before.observedEdge(), before.observedNode()));
  }

  /**
   * Rows and state of what is observed.
   *
   * @param hadEdge the edge whose rows are there or on their way
   * @param hadNode the node whose state is
   */
  static List<Effect> looks(AppState s, @Nullable String hadEdge, @Nullable String hadNode) {
    Run run = s.run();
    if (run == null || !run.isStopped() || run.status() == null) {
      return List.of();
    }
    Moment at = run.status().at();
    List<Effect> effects = new ArrayList<>();
    String edge = s.observedEdge();
    if (edge != null && !edge.equals(hadEdge)) {
      effects.add(new Effect.FetchRows(run.id(), edge, at));
    }
    String node = s.observedNode();
    if (node != null && !node.equals(hadNode) && RunUpdate.hasState(run, node)) {
      effects.add(new Effect.FetchState(run.id(), node, run.stateFilter(), at));
    }
    return effects;
  }
}
