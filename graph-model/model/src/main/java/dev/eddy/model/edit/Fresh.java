package dev.eddy.model.edit;

import dev.eddy.model.graph.Graph;
import dev.eddy.model.graph.Node;
import java.util.Set;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

/**
 * Ids and names that a graph does not have yet. Ids end in chance, so that two people who add nodes
 * at the same time can merge their files.
 */
public final class Fresh {
  private static final String LETTERS = "abcdefghijkmnpqrstuvwxyz23456789";

  private static final int LONGEST = 80;

  private Fresh() {}

  /** Such as {@code filter-x7k2}. */
  public static String nodeId(Graph graph, String operator, RandomGenerator random) {
    return id(operator, graph.nodes()::containsKey, random);
  }

  /** Such as {@code e-x7k2}. */
  public static String edgeId(Graph graph, RandomGenerator random) {
    return edgeId(graph.edges()::containsKey, random);
  }

  /** As above, for edges that are not in a graph yet. */
  public static String edgeId(Predicate<String> taken, RandomGenerator random) {
    return id("e", taken, random);
  }

  static String id(String wanted, Predicate<String> taken, RandomGenerator random) {
    // An operator may be called by more than an id in a file may be made of, as sub-graphs are.
    String plain = wanted.replaceAll("[^A-Za-z0-9_-]+", "-");
    String stem = plain.length() <= LONGEST ? plain : plain.substring(0, LONGEST);
    while (true) {
      StringBuilder b = new StringBuilder(stem).append('-');
      for (int i = 0; i < 4; i++) {
        b.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
      }
      if (!taken.test(b.toString())) {
        return b.toString();
      }
    }
  }

  /** The name itself, or with the first number that makes it distinct: {@code filter 2}. */
  public static String nodeName(Graph graph, String wanted) {
    Set<String> taken = graph.nodes().values().stream().map(Node::name).collect(Collectors.toSet());
    return name(wanted, taken::contains);
  }

  static String name(String wanted, Predicate<String> taken) {
    String name = wanted;
    for (int i = 2; taken.test(name); i++) {
      name = wanted + " " + i;
    }
    return name;
  }
}
