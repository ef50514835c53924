package dev.eddy.runtime.record;

import dev.eddy.model.problem.Place;
import dev.eddy.model.problem.Problem;
import dev.eddy.operator.StateSpec;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Declared names of columns, by the node that they hold for. A column of one node has nothing to do
 * with one of another that happens to be called alike.
 */
final class Renames {
  private final Map<String, Map<String, String>> byNode = new HashMap<>();
  private final List<Problem> problems = new ArrayList<>();

  private Renames() {}

  static Renames none() {
    return new Renames();
  }

  /**
   * A declaration holds for a node that kept the old column and keeps the new one.
   *
   * @param is what is kept today
   */
  static Renames of(List<Rename> declared, List<StateShape> was, List<StateShape> is) {
    Renames out = new Renames();
    declared.forEach(r -> out.add(r, was, is));
    return out;
  }

  private void add(Rename r, List<StateShape> was, List<StateShape> is) {
    List<StateShape> had = keeping(named(r.node(), was), r.was(), is);
    List<StateShape> have = keeping(named(r.node(), is), r.now(), is);
    List<StateShape> having =
        had.stream()
            .filter(b -> have.stream().anyMatch(a -> a.nodeId().equals(b.nodeId())))
            .toList();
    if (having.size() != 1) {
      problems.add(
          having.size() > 1
              ? ambiguous(r, having)
              : had.isEmpty()
                  ? unknown(r, r.was(), "kept", was)
                  : unknown(r, r.now(), "keeps", is));
      return;
    }
    StateShape node = having.get(0);
    String other =
        byNode.computeIfAbsent(node.nodeId(), n -> new HashMap<>()).put(r.now(), r.was());
    if (other != null && !other.equals(r.was())) {
      problems.add(
          Problem.error(
              "rename-twice",
              Place.node(node.nodeId(), node.nodeName()),
              r.now() + " is declared to have been both " + other + " and " + r.was() + ".",
              "Declare one of them."));
    }
  }

  private static List<StateShape> named(String name, List<StateShape> nodes) {
    return nodes.stream()
        .filter(n -> name.isEmpty() || n.nodeId().equals(name) || n.nodeName().equals(name))
        .toList();
  }

  /**
   * @param is of today, who knows how values are packed
   */
  private static List<StateShape> keeping(
      List<StateShape> nodes, String column, List<StateShape> is) {
    return nodes.stream()
        .filter(n -> n.states().stream().anyMatch(s -> keeps(n.nodeId(), s, column, is)))
        .toList();
  }

  private static boolean keeps(String nodeId, StateSpec s, String column, List<StateShape> is) {
    if (s.value().indexOf(column) >= 0) {
      return true;
    }
    return is.stream()
        .filter(n -> n.nodeId().equals(nodeId))
        .flatMap(n -> n.states().stream())
        .filter(now -> now.name().equals(s.name()))
        .map(StateSpec::unfolding)
        .filter(Objects::nonNull)
        .flatMap(u -> u.columnsOf(column).stream())
        .anyMatch(packed -> s.value().indexOf(packed) >= 0);
  }

  private static Problem ambiguous(Rename r, List<StateShape> having) {
    String ids = String.join(", ", having.stream().map(StateShape::nodeId).sorted().toList());
    return Problem.error(
        "rename-ambiguous",
        Place.NOWHERE,
        "--renamed " + r + ": more than one node has such a column: " + ids + ".",
        "Say which, as in --renamed "
            + having.get(0).nodeId()
            + "."
            + r.now()
            + "="
            + r.was()
            + ".");
  }

  private static Problem unknown(Rename r, String column, String keeps, List<StateShape> nodes) {
    boolean node = !r.node().isEmpty();
    String what =
        node && named(r.node(), nodes).isEmpty()
            ? "there is no node " + r.node()
            : "no state of " + (node ? r.node() : "any node") + " " + keeps + " a column " + column;
    return Problem.error(
        "rename-unknown",
        Place.NOWHERE,
        "--renamed " + r + ": " + what + ".",
        "Give the names of the column of state now and then, and the node's id.");
  }

  /** What speaks against the declarations; empty where nothing does. */
  List<Problem> problems() {
    return problems;
  }

  /** Names of a node's columns before, by their names now. */
  Map<String, String> of(String nodeId) {
    return byNode.getOrDefault(nodeId, Map.of());
  }
}
