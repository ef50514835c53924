package dev.eddy.model.check;

import dev.eddy.model.graph.Edge;
import dev.eddy.model.graph.Graph;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;

/** Which nodes follow which. All lists are in file order. */
final class Topology {
  private final List<String> ids;
  private final Map<String, Integer> position = new HashMap<>();
  private final List<List<Edge>> into = new ArrayList<>();
  private final List<List<Edge>> outOf = new ArrayList<>();

  Topology(Graph graph) {
    ids = List.copyOf(graph.nodes().keySet());
    for (String id : ids) {
      position.put(id, position.size());
      into.add(new ArrayList<>());
      outOf.add(new ArrayList<>());
    }
    for (Edge e : graph.edges().values()) {
      into.get(at(e.to().node())).add(e);
      outOf.get(at(e.from().node())).add(e);
    }
  }

  /** Place of a node in file order. */
  int position(String id) {
    return at(id);
  }

  private int at(String id) {
    Integer i = position.get(id);
    if (i == null) {
      throw new IllegalArgumentException("no node " + id);
    }
    return i;
  }

  List<Edge> into(String id) {
    return into.get(at(id));
  }

  List<Edge> outOf(String id) {
    return outOf.get(at(id));
  }

  /** A. B. Kahn's order; of the nodes that may come next, always the first in file order. */
  List<String> order() {
    int[] waiting = new int[ids.size()];
    PriorityQueue<Integer> ready = new PriorityQueue<>();
    for (int i = 0; i < ids.size(); i++) {
      waiting[i] = into.get(i).size();
      if (waiting[i] == 0) {
        ready.add(i);
      }
    }
    List<String> order = new ArrayList<>(ids.size());
    for (Integer next = ready.poll(); next != null; next = ready.poll()) {
      order.add(ids.get(next));
      for (Edge e : outOf.get(next)) {
        int to = at(e.to().node());
        if (--waiting[to] == 0) {
          ready.add(to);
        }
      }
    }
    return order;
  }

  /** Cycles that share no node, each in the direction of its edges. */
  List<List<String>> cycles() {
    boolean[] alive = new boolean[ids.size()];
    Arrays.fill(alive, true);
    List<List<String>> cycles = new ArrayList<>();
    while (true) {
      trim(alive);
      int start = 0;
      while (start < alive.length && !alive[start]) {
        start++;
      }
      if (start == alive.length) {
        return cycles;
      }
      List<Integer> cycle = cycleFrom(start, alive);
      cycle.forEach(i -> alive[i] = false);
      cycles.add(cycle.stream().map(ids::get).toList());
    }
  }

  /**
   * Takes away every node that has no living node before it or behind it, as long as there is one.
   */
  private void trim(boolean[] alive) {
    int[] before = new int[alive.length];
    int[] behind = new int[alive.length];
    for (int i = 0; i < alive.length; i++) {
      before[i] = (int) into.get(i).stream().filter(e -> alive[at(e.from().node())]).count();
      behind[i] = (int) outOf.get(i).stream().filter(e -> alive[at(e.to().node())]).count();
    }
    Deque<Integer> free = new ArrayDeque<>();
    for (int i = 0; i < alive.length; i++) {
      if (alive[i] && (before[i] == 0 || behind[i] == 0)) {
        free.add(i);
        alive[i] = false;
      }
    }
    for (Integer i = free.poll(); i != null; i = free.poll()) {
      for (Edge e : outOf.get(i)) {
        int to = at(e.to().node());
        if (--before[to] == 0 && alive[to]) {
          alive[to] = false;
          free.add(to);
        }
      }
      for (Edge e : into.get(i)) {
        int from = at(e.from().node());
        if (--behind[from] == 0 && alive[from]) {
          alive[from] = false;
          free.add(from);
        }
      }
    }
  }

  /** Walks along living nodes, each of which has a living successor, until one comes again. */
  private List<Integer> cycleFrom(int start, boolean[] alive) {
    Map<Integer, Integer> seen = new LinkedHashMap<>();
    List<Integer> path = new ArrayList<>();
    int here = start;
    while (!seen.containsKey(here)) {
      seen.put(here, path.size());
      path.add(here);
      for (Edge e : outOf.get(here)) {
        int to = at(e.to().node());
        if (alive[to]) {
          here = to;
          break;
        }
      }
    }
    return path.subList(seen.getOrDefault(here, 0), path.size());
  }
}
