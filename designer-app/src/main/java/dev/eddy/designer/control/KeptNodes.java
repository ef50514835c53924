package dev.eddy.designer.control;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Function;
import javafx.collections.ObservableList;
import javafx.scene.Node;

/**
 * Nodes that stand for values, each of which stays in its place as long as there is a value like
 * its own: a node that goes between press and release takes the click with it, one that goes while
 * it has the focus leaves the keyboard nowhere. FX thread only.
 */
public final class KeptNodes<T, N extends Node> {
  private final Function<T, ?> likeness;
  private final Function<T, N> make;
  private final BiConsumer<N, T> show;
  private List<T> values = List.of();
  private List<N> nodes = List.of();

  /**
   * @param likeness equal for values of which one node can show the one after the other
   * @param make the node for a value, and for all that are like it
   * @param show has a node show a value like that which it was made for, at once after it is made
   */
  public KeptNodes(Function<T, ?> likeness, Function<T, N> make, BiConsumer<N, T> show) {
    this.likeness = likeness;
    this.make = make;
    this.show = show;
  }

  /** Nodes that stay while there is a value equal to theirs. */
  public static <T, N extends Node> KeptNodes<T, N> ofEqual(Function<T, N> make) {
    return new KeptNodes<>(v -> v, make, (n, v) -> {});
  }

  /** The nodes for the values, in their order; those that are there already where there are any. */
  public List<N> of(List<T> next) {
    Map<Object, Deque<N>> free = new HashMap<>();
    for (int i = 0; i < values.size(); i++) {
      free.computeIfAbsent(likeness.apply(values.get(i)), k -> new ArrayDeque<>())
          .add(nodes.get(i));
    }
    List<N> out = new ArrayList<>();
    for (T value : next) {
      Deque<N> like = free.get(likeness.apply(value));
      N node = like == null || like.isEmpty() ? make.apply(value) : like.remove();
      show.accept(node, value);
      out.add(node);
    }
    values = List.copyOf(next);
    nodes = out;
    return List.copyOf(out);
  }

  /**
   * Makes children of a pane those of a list. Children that stay are not touched: taken out and put
   * in again, as {@code setAll} does it, they would lose focus and press.
   */
  public static void put(ObservableList<Node> children, List<? extends Node> next) {
    if (children.equals(next)) {
      return;
    }
    Set<Node> wanted = Collections.newSetFromMap(new IdentityHashMap<>());
    wanted.addAll(next);
    children.removeIf(n -> !wanted.contains(n));
    Set<Node> there = Collections.newSetFromMap(new IdentityHashMap<>());
    there.addAll(children);
    List<Node> staying = new ArrayList<>(next);
    staying.removeIf(n -> !there.contains(n));
    if (!children.equals(staying)) {
      // The same nodes in another order: none of them leaves the scene.
      children.setAll(staying);
    }
    for (int i = 0; i < next.size(); i++) {
      if (i == children.size() || children.get(i) != next.get(i)) {
        children.add(i, next.get(i));
      }
    }
  }
}
