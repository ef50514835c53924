package dev.eddy.designer.state;

import dev.eddy.model.graph.Graph;
import dev.eddy.model.problem.Problem;
import dev.eddy.model.protocol.Reply.Rows;
import dev.eddy.model.protocol.Reply.StateOf;
import dev.eddy.model.protocol.Reply.TimelineOf;
import dev.eddy.model.protocol.Status;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A run as the designer knows it.
 *
 * @param id counts runs of this window; answers of other runs are stale
 * @param graph what runs: a frozen copy
 * @param look whether a recording is only looked at
 * @param status null until the worker has said where it stands
 * @param statusAt when the status came, in nanoseconds of the machine's clock
 * @param rates rows a second by edge, over the last two statuses
 * @param words why it failed or ended, where that needs saying
 * @param looks what was asked of it
 * @param whole all of what runs; the rest is of the part of it that is shown
 */
public record Run(
    int id,
    Graph graph,
    @Nullable Path recording,
    boolean look,
    Stage stage,
    @Nullable Status status,
    long statusAt,
    Map<String, Double> rates,
    @Nullable String rowsEdge,
    @Nullable Rows rows,
    @Nullable String stateNode,
    @Nullable StateOf state,
    String stateFilter,
    @Nullable TimelineOf timeline,
    @Nullable Problem problem,
    String words,
    Looks looks,
    Whole whole) {
  /** How far the run has come. */
  public enum Stage {
    /** Compiling and starting the worker. */
    STARTING,
    /** The worker answers. */
    LIVE,
    /** The worker has gone, or never came. */
    GONE
  }

  public Run {
    rates = Collections.unmodifiableMap(rates);
  }

  static Run starting(int id, Graph graph, boolean look) {
    return new Run(
        id,
        graph,
        null,
        look,
        Stage.STARTING,
        null,
        0,
        Map.of(),
        null,
        null,
        null,
        null,
        "",
        null,
        null,
        "",
        Looks.NONE,
        Whole.NONE);
  }

  /** Whether it is on its way, and nothing of it can be shown yet. */
  public static boolean isStarting(@Nullable Run run) {
    return run != null && run.stage == Stage.STARTING && run.problem == null;
  }

  public boolean isLive() {
    return stage == Stage.LIVE;
  }

  public boolean isRunning() {
    return stage == Stage.LIVE && status != null && status.phase() == Status.Phase.RUNNING;
  }

  /** The worker waits: paused, finished or failed, and any moment can be shown. */
  public boolean isStopped() {
    return stage == Stage.LIVE
        && status != null
        && status.phase() != Status.Phase.RUNNING
        && status.phase() != Status.Phase.IDLE;
  }

  public boolean isPast() {
    return status != null && status.isPast();
  }

  /** Paused at the live edge. */
  public boolean isPausedNow() {
    return status != null && status.phase() == Status.Phase.PAUSED && !status.isPast();
  }

  Run withStage(Stage value, @Nullable Problem why, String text) {
    return new Run(
        id,
        graph,
        recording,
        look,
        value,
        status,
        statusAt,
        rates,
        rowsEdge,
        rows,
        stateNode,
        state,
        stateFilter,
        timeline,
        why == null ? problem : why,
        text,
        looks,
        whole);
  }

  Run withRecording(Path value) {
    return new Run(
        id,
        graph,
        value,
        look,
        Stage.LIVE,
        status,
        statusAt,
        rates,
        rowsEdge,
        rows,
        stateNode,
        state,
        stateFilter,
        timeline,
        problem,
        words,
        looks,
        whole);
  }

  Run withGraph(Graph value) {
    return new Run(
        id,
        value,
        recording,
        look,
        stage,
        status,
        statusAt,
        rates,
        rowsEdge,
        rows,
        stateNode,
        state,
        stateFilter,
        timeline,
        problem,
        words,
        looks,
        whole);
  }

  /**
   * @param raw as the worker gave it
   */
  Run withStatus(Status raw, long now, Scope scope) {
    Status value = scope.shown(raw);
    return new Run(
        id,
        graph,
        recording,
        look,
        Stage.LIVE,
        value,
        now,
        ratesTo(value, now),
        rowsEdge,
        rows,
        stateNode,
        state,
        stateFilter,
        timeline,
        problem,
        words,
        looks,
        whole.with(raw));
  }

  Run withWhole(Whole value) {
    return new Run(
        id,
        graph,
        recording,
        look,
        stage,
        status,
        statusAt,
        rates,
        rowsEdge,
        rows,
        stateNode,
        state,
        stateFilter,
        timeline,
        problem,
        words,
        looks,
        value);
  }

  /** Another part of it is shown: what was known of the one before is let go. */
  Run shownBy(Scope scope) {
    Status raw = whole.status();
    return new Run(
        id,
        graph,
        recording,
        look,
        stage,
        raw == null ? status : scope.shown(raw),
        statusAt,
        Map.of(),
        null,
        null,
        null,
        null,
        stateFilter,
        null,
        problem,
        words,
        looks.elsewhere(),
        whole);
  }

  /** What runs, with its sub-graphs in their places; of a recording what its plan says. */
  public Graph flat() {
    return look || whole == Whole.NONE ? graph : whole.flat().graph();
  }

  /** The drawing of a part as it was when the run began. */
  public Graph drawing(Inside inside, String pipeline) {
    return inside.isEmpty() ? graph : whole.drawings().getOrDefault(pipeline, Graph.EMPTY);
  }

  Run withRows(String edge, @Nullable Rows value) {
    return new Run(
        id,
        graph,
        recording,
        look,
        stage,
        status,
        statusAt,
        rates,
        edge,
        value,
        stateNode,
        state,
        stateFilter,
        timeline,
        problem,
        words,
        looks,
        whole);
  }

  Run withState(String node, @Nullable StateOf value) {
    return new Run(
        id,
        graph,
        recording,
        look,
        stage,
        status,
        statusAt,
        rates,
        rowsEdge,
        rows,
        node,
        value,
        stateFilter,
        timeline,
        problem,
        words,
        looks,
        whole);
  }

  Run withStateFilter(String value) {
    return new Run(
        id, graph, recording, look, stage, status, statusAt, rates, rowsEdge, rows, stateNode,
        state, value, timeline, problem, words, looks, whole);
  }

  Run withLooks(Looks value) {
    return new Run(
        id,
        graph,
        recording,
        look,
        stage,
        status,
        statusAt,
        rates,
        rowsEdge,
        rows,
        stateNode,
        state,
        stateFilter,
        timeline,
        problem,
        words,
        value,
        whole);
  }

  /** Rows that passed an edge before the moment shown. */
  public long passed(String edge) {
    if (status != null) {
      for (Status.EdgeCounts c : status.edges()) {
        if (c.edgeId().equals(edge)) {
          return c.rows();
        }
      }
    }
    return 0;
  }

  Run withTimeline(TimelineOf value) {
    return new Run(
        id,
        graph,
        recording,
        look,
        stage,
        status,
        statusAt,
        rates,
        rowsEdge,
        rows,
        stateNode,
        state,
        stateFilter,
        value,
        problem,
        words,
        looks,
        whole);
  }

  private Map<String, Double> ratesTo(Status value, long now) {
    Map<String, Double> out = new HashMap<>();
    if (status == null
        || now <= statusAt
        || status.phase() != Status.Phase.RUNNING
        || value.phase() != Status.Phase.RUNNING) {
      return out;
    }
    Map<String, Long> before = new HashMap<>();
    status.edges().forEach(e -> before.put(e.edgeId(), e.rows()));
    double seconds = (now - statusAt) / 1e9;
    for (Status.EdgeCounts e : value.edges()) {
      long rows = e.rows() - before.getOrDefault(e.edgeId(), 0L);
      out.put(e.edgeId(), Math.max(0, rows / seconds));
    }
    return out;
  }
}
