package dev.eddy.designer.canvas;

import dev.eddy.designer.state.AppState;
import dev.eddy.designer.state.Run;
import dev.eddy.designer.state.Stop;
import dev.eddy.model.contract.Contract;
import dev.eddy.model.edit.Differences;
import dev.eddy.model.problem.Problem;
import dev.eddy.model.protocol.Reply;
import dev.eddy.model.protocol.Status;
import dev.eddy.model.subgraph.SubGraphs;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is drawn over the graph.
 *
 * @param selectedNotes notes and frames
 * @param problems by node id, gravest first
 * @param outputs contract by {@code node.port}, where it is known
 * @param status where the run stands, or null where nothing has run
 * @param rates rows a second by edge id
 * @param changed nodes that were edited since the run
 * @param pinned nodes whose rows are pinned
 * @param path words above the nodes of an answer by node id; the other nodes are no part of the
 *     question. Empty where nothing was asked
 * @param versions what became of nodes since the version that is compared with, by node id
 * @param fills how full queues are, in thousandths, by the id of their edge
 */
public record Marks(
    Set<String> selectedNodes,
    @Nullable String selectedEdge,
    Set<String> selectedNotes,
    Map<String, List<Problem>> problems,
    Map<String, Contract> outputs,
    Map<String, EdgeShape.Dot> breakpoints,
    @Nullable Status status,
    Map<String, Double> rates,
    Set<String> changed,
    Set<String> pinned,
    Map<String, String> path,
    Map<String, Differences.Kind> versions,
    Map<String, Integer> fills) {
  /** Without queues. */
  public Marks(
      Set<String> selectedNodes,
      @Nullable String selectedEdge,
      Set<String> selectedNotes,
      Map<String, List<Problem>> problems,
      Map<String, Contract> outputs,
      Map<String, EdgeShape.Dot> breakpoints,
      @Nullable Status status,
      Map<String, Double> rates,
      Set<String> changed,
      Set<String> pinned,
      Map<String, String> path,
      Map<String, Differences.Kind> versions) {
    this(
        selectedNodes,
        selectedEdge,
        selectedNotes,
        problems,
        outputs,
        breakpoints,
        status,
        rates,
        changed,
        pinned,
        path,
        versions,
        Map.of());
  }

  /** Without pins and without an answer. */
  public Marks(
      Set<String> selectedNodes,
      @Nullable String selectedEdge,
      Set<String> selectedNotes,
      Map<String, List<Problem>> problems,
      Map<String, Contract> outputs,
      Map<String, EdgeShape.Dot> breakpoints,
      @Nullable Status status,
      Map<String, Double> rates,
      Set<String> changed) {
    this(
        selectedNodes,
        selectedEdge,
        selectedNotes,
        problems,
        outputs,
        breakpoints,
        status,
        rates,
        changed,
        Set.of(),
        Map.of(),
        Map.of());
  }

  /** Without a version that is compared with. */
  public Marks(
      Set<String> selectedNodes,
      @Nullable String selectedEdge,
      Set<String> selectedNotes,
      Map<String, List<Problem>> problems,
      Map<String, Contract> outputs,
      Map<String, EdgeShape.Dot> breakpoints,
      @Nullable Status status,
      Map<String, Double> rates,
      Set<String> changed,
      Set<String> pinned,
      Map<String, String> path) {
    this(
        selectedNodes,
        selectedEdge,
        selectedNotes,
        problems,
        outputs,
        breakpoints,
        status,
        rates,
        changed,
        pinned,
        path,
        Map.of());
  }

  /**
   * What a state draws over the pipeline that is shown.
   *
   * @param path as {@link #path}
   */
  static Marks of(AppState s, Map<String, String> path) {
    Map<String, EdgeShape.Dot> dots = new HashMap<>();
    String prefix = s.inside().prefix();
    for (Stop stop : s.stops().values()) {
      if (!stop.isWithin(prefix)) {
        continue;
      }
      String target = stop.target().substring(prefix.length());
      String outer = SubGraphs.outer(target);
      // One deeper within is shown at the sub-graph that holds it.
      boolean deeper = !outer.equals(target);
      dots.merge(
          stop.kind().isOnEdge() && !deeper ? target : stopAt(outer),
          EdgeShape.Dot.of(stop),
          (a, b) -> a.isOff() ? b : a);
    }
    return new Marks(
        s.selection().nodes(),
        s.selection().edge(),
        s.selection().notes(),
        s.problemsByNode(),
        s.checks().outputs(),
        dots,
        s.run() == null ? null : s.run().status(),
        s.run() == null ? Map.of() : s.run().rates(),
        s.changedSinceRun(),
        s.desk().pins().keySet(),
        path,
        s.versions().kinds(s.open()),
        fills(s.run()));
  }

  /** How full queues are, in thousandths by edge; only while rows could wait. */
  public static Map<String, Integer> fills(@Nullable Run run) {
    Reply.MetricsOf m = run == null || !run.isLive() ? null : run.looks().metrics();
    Status status = run == null ? null : run.status();
    boolean waits =
        status != null
            && !status.isPast()
            && (status.phase() == Status.Phase.RUNNING || status.phase() == Status.Phase.PAUSED);
    if (m == null || !waits) {
      return Map.of();
    }
    Map<String, Integer> out = new HashMap<>();
    for (Reply.EdgeMetrics e : m.edges()) {
      if (e.fill() != null) {
        out.put(e.edgeId(), e.fill());
      }
    }
    return out;
  }

  /** The same where nothing is selected. */
  Marks unselected() {
    return new Marks(
        Set.of(),
        null,
        Set.of(),
        problems,
        outputs,
        breakpoints,
        status,
        rates,
        changed,
        pinned,
        path,
        versions,
        fills);
  }

  /** Name of a node among the breakpoints, which edges share. */
  static String stopAt(String node) {
    return "node " + node;
  }

  public static final Marks NONE =
      new Marks(Set.of(), null, Set.of(), Map.of(), Map.of(), Map.of(), null, Map.of(), Set.of());
}
