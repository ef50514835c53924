package dev.eddy.model.refactor;

import dev.eddy.model.edit.GraphEdit;
import dev.eddy.model.graph.Node;
import dev.eddy.model.operator.ParameterSpec;
import dev.eddy.model.operator.ParameterType;
import dev.eddy.model.problem.Place;
import dev.eddy.model.problem.Problem;
import dev.eddy.model.type.DataType;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Renames or retypes a column where it is defined and everywhere that it is used: in expressions,
 * keys, orders and column lists, through projections, aggregates, unions and joins.
 */
public final class ColumnChange {
  /** Each round adds the definitions that the one before asked for; more than this never helped. */
  private static final int ROUNDS = 32;

  private static final String USES_NAME = "eddy_column_that_is_looked_for";

  private ColumnChange() {}

  /**
   * Gives a column another name.
   *
   * @param skipped texts to be left as they are
   */
  public static Refactoring rename(
      CheckedGraph in, ColumnRef column, String name, Set<Site> skipped) {
    String title = "Rename column " + column.column() + " to " + name;
    if (name.isBlank()) {
      return Refactoring.refused(
          title, problem(in, column, "missing-name", "A column needs a name.", "Write one."));
    }
    if (name.equals(column.column())) {
      return new Refactoring(title, uses(in, column), List.of(), null, null);
    }
    Definitions.Found found = Definitions.of(in, column);
    if (found.lost() != null) {
      return Refactoring.refused(title, unnamed(in, found.lost()));
    }
    Set<Site> sites = new LinkedHashSet<>(found.sites());
    List<Problem> lost = new ArrayList<>();
    Walk walk = walk(in, sites, name, skipped);
    for (int round = 0; round < ROUNDS; round++) {
      boolean more = false;
      lost.clear();
      for (ColumnRef ref : walk.wanted()) {
        Definitions.Found other = Definitions.of(in, ref);
        more |= sites.addAll(other.sites());
        if (other.lost() != null) {
          lost.add(unnamed(in, other.lost()));
        }
      }
      if (!more) {
        break;
      }
      walk = walk(in, sites, name, skipped);
    }
    List<Problem> conflicts = new ArrayList<>(walk.conflicts());
    conflicts.addAll(lost);
    return result(title, walk, conflicts);
  }

  private static Walk walk(CheckedGraph in, Set<Site> sites, String name, Set<Site> skipped) {
    return new Walk(in, sites.stream().map(s -> new Walk.Root(s, name, true)).toList(), skipped)
        .run();
  }

  private static Refactoring result(String title, Walk walk, List<Problem> conflicts) {
    List<GraphEdit> edits = walk.edits();
    return new Refactoring(
        title,
        walk.uses(),
        conflicts.stream().distinct().toList(),
        edits.isEmpty() ? null : new GraphEdit.Composite(title, edits),
        null);
  }

  /** Every text that names a column, its definition first; empty where it has none. */
  public static List<Use> uses(CheckedGraph in, ColumnRef column) {
    return rename(in, column, USES_NAME, Set.of()).uses().stream()
        .map(u -> new Use(u.site(), u.node(), u.kind(), u.before(), u.before()))
        .toList();
  }

  /**
   * Gives a column another type, where it is declared or computed. What does not fit behind it is
   * among the conflicts.
   */
  public static Refactoring retype(CheckedGraph in, ColumnRef column, DataType type) {
    String title = "Change type of " + column.column() + " to " + type;
    Definitions.Found found = Definitions.of(in, column);
    if (found.lost() != null) {
      return Refactoring.refused(title, unnamed(in, found.lost()));
    }
    List<Walk.Root> roots = new ArrayList<>();
    for (Site site : found.sites()) {
      Walk.Root root = typed(in, site, type);
      if (root == null) {
        return Refactoring.refused(
            title,
            problem(
                in,
                new ColumnRef(site.nodeId(), column.port(), column.column()),
                "not-supported",
                "not supported: another type for '" + column.column() + "' where it is made.",
                "Cast it in a Project node behind."));
      }
      roots.add(root);
    }
    Walk walk = new Walk(in, roots, Set.of()).run();
    return result(title, walk, walk.conflicts());
  }

  private static Walk.@Nullable Root typed(CheckedGraph in, Site site, DataType type) {
    Node node = in.node(site.nodeId());
    ParameterType parameter =
        in.type(node)
            .flatMap(t -> t.descriptor().parameter(site.parameter()))
            .map(ParameterSpec::type)
            .orElse(null);
    if (parameter instanceof ParameterType.ColumnTypes) {
      return new Walk.Root(
          Site.field(site.nodeId(), site.parameter(), site.index(), "type"),
          type.toString(),
          false);
    }
    if (parameter instanceof ParameterType.Projection) {
      Site expression = Site.field(site.nodeId(), site.parameter(), site.index(), "expression");
      String text = expression.text(node);
      return text == null ? null : new Walk.Root(expression, Casts.to(text, type), false);
    }
    return null;
  }

  static Refactoring refusedDeletion(CheckedGraph in, ColumnRef column, String title) {
    return Refactoring.refused(title, unnamed(in, column));
  }

  private static Problem unnamed(CheckedGraph in, ColumnRef column) {
    return problem(
        in,
        column,
        "not-nameable",
        "The column '" + column.column() + "' gets its name from the operator, not from the user.",
        "Put a Project node behind it that gives it the name.");
  }

  private static Problem problem(
      CheckedGraph in, ColumnRef column, String code, String message, String remedy) {
    Node n = in.graph().nodes().get(column.nodeId());
    return Problem.error(
        code, n == null ? Place.NOWHERE : Place.node(n.id(), n.name()), message, remedy);
  }
}
