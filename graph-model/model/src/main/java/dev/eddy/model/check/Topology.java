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
  private final Map<String, Integer> position;
  private final Edge[] edges;
  private final int[] from;
  private final int[] to;
  private final int[][] into;
  private final int[][] outOf;

  Topology(Graph graph) {
    ids = List.copyOf(graph.nodes().keySet());
    position = new HashMap<>(ids.size() * 2);
    for (String id : ids) {
      position.put(id, position.size());
    }
    edges = graph.edges().values().toArray(new Edge[0]);
    from = new int[edges.length];
    to = new int[edges.length];
    for (int e = 0; e < edges.length; e++) {
      from[e] = at(edges[e].from().node());
      to[e] = at(edges[e].to().node());
    }
    into = byNode(to);
    outOf = byNode(from);
  }

  /** The edges that have each node as this end. */
  private int[][] byNode(int[] ends) {
    int[] count = new int[ids.size()];
    for (int n : ends) {
      count[n]++;
    }
    int[][] out = new int[ids.size()][];
    for (int n = 0; n < out.length; n++) {
      out[n] = new int[count[n]];
    }
    for (int e = ends.length - 1; e >= 0; e--) {
      out[ends[e]][--count[ends[e]]] = e;
    }
    return out;
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

  int size() {
    return ids.size();
  }

  String id(int node) {
    return ids.get(node);
  }

  /** The edges that end at a node, by number. */
  int[] into(int node) {
    return into[node];
  }

  /** The edges that start at a node, by number. */
  int[] outOf(int node) {
    return outOf[node];
  }

  Edge edge(int number) {
    return edges[number];
  }

  /** The node at which an edge starts. */
  int from(int edge) {
    return from[edge];
  }

  /** A. B. Kahn's order; of the nodes that may come next, always the first in file order. */
  int[] order() {
    int[] waiting = new int[ids.size()];
    PriorityQueue<Integer> ready = new PriorityQueue<>();
    for (int i = 0; i < waiting.length; i++) {
      waiting[i] = into[i].length;
      if (waiting[i] == 0) {
        ready.add(i);
      }
    }
    int[] order = new int[ids.size()];
    int found = 0;
    for (Integer next = ready.poll(); next != null; next = ready.poll()) {
      order[found++] = next;
      for (int e : outOf[next]) {
        if (--waiting[to[e]] == 0) {
          ready.add(to[e]);
        }
      }
    }
    return Arrays.copyOf(order, found);
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
      for (int e : into[i]) {
        before[i] += alive[from[e]] ? 1 : 0;
      }
      for (int e : outOf[i]) {
        behind[i] += alive[to[e]] ? 1 : 0;
      }
    }
    Deque<Integer> free = new ArrayDeque<>();
    for (int i = 0; i < alive.length; i++) {
      if (alive[i] && (before[i] == 0 || behind[i] == 0)) {
        free.add(i);
        alive[i] = false;
      }
    }
    for (Integer i = free.poll(); i != null; i = free.poll()) {
      for (int e : outOf[i]) {
        int next = to[e];
        if (--before[next] == 0 && alive[next]) {
          alive[next] = false;
          free.add(next);
        }
      }
      for (int e : into[i]) {
        int previous = from[e];
        if (--behind[previous] == 0 && alive[previous]) {
          alive[previous] = false;
          free.add(previous);
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
      for (int e : outOf[here]) {
        if (alive[to[e]]) {
          here = to[e];
          break;
        }
      }
    }
    return path.subList(seen.getOrDefault(here, 0), path.size());
  }
}
