package dev.eddy.designer.state;

import dev.eddy.model.graph.Edge;
import dev.eddy.model.graph.Graph;
import dev.eddy.model.protocol.Status;
import dev.eddy.model.subgraph.SubGraphs;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * All of what runs, with its sub-graphs in their places.
 *
 * @param drawings the pipelines of the project when it began: frozen copies, by name
 * @param flat what runs
 * @param byPart the edges of what runs by the edges of the drawings that they are made of
 * @param status as the worker gave it; null until it has
 * @param subtasks of each operator that it was started with
 * @param state where it keeps the state of keys
 * @param ended whether it has come to its end or failed: nothing new comes any more, wherever in it
 *     one stands
 */
public record Whole(
    Map<String, Graph> drawings,
    SubGraphs.Expansion flat,
    Map<String, List<Edge>> byPart,
    @Nullable Status status,
    int subtasks,
    Settings.State state,
    boolean ended) {
  static final Whole NONE =
      new Whole(
          Map.of(),
          SubGraphs.expand(Map.of(), Graph.EMPTY),
          Map.of(),
          null,
          1,
          Settings.State.HEAP,
          false);

  /**
   * @param running what runs in the place of the pipeline that is shown
   */
  static Whole of(OpenProject open, Graph running) {
    Map<String, Graph> drawings = new LinkedHashMap<>();
    open.documents().forEach((name, c) -> drawings.put(name, c.document().graph()));
    SubGraphs.Expansion flat = SubGraphs.expand(drawings, running);
    Map<String, List<Edge>> byPart = new HashMap<>();
    if (!flat.parts().isEmpty()) {
      for (Edge e : flat.graph().edges().values()) {
        for (String part : flat.partsOf(e.id())) {
          byPart.computeIfAbsent(part, k -> new ArrayList<>()).add(e);
        }
      }
    }
    return new Whole(
        Collections.unmodifiableMap(drawings), flat, byPart, null, 1, Settings.State.HEAP, false);
  }

  Whole with(Status value) {
    boolean over = value.phase() == Status.Phase.FINISHED || value.phase() == Status.Phase.FAILED;
    return new Whole(drawings, flat, byPart, value, subtasks, state, ended || over);
  }

  /** As the run was started. */
  Whole with(int count, Settings.State where) {
    return new Whole(drawings, flat, byPart, status, count, where, ended);
  }

  /** Whether every id of what runs is one of the drawing. */
  boolean isFlat() {
    return byPart.isEmpty();
  }

  /** The edges of what runs that an edge of the drawings is part of. */
  List<Edge> edgesOf(String part) {
    if (isFlat()) {
      Edge e = flat.graph().edges().get(part);
      return e == null ? List.of() : List.of(e);
    }
    return byPart.getOrDefault(part, List.of());
  }
}
