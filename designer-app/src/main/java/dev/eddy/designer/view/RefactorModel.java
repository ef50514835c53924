package dev.eddy.designer.view;

import dev.eddy.designer.state.Checks;
import dev.eddy.designer.state.Refactor;
import dev.eddy.designer.state.RefactorWish;
import dev.eddy.model.contract.Contract;
import dev.eddy.model.graph.Graph;
import dev.eddy.model.graph.Node;
import dev.eddy.model.operator.Catalog;
import dev.eddy.model.operator.ParameterSpec;
import dev.eddy.model.problem.Problem;
import dev.eddy.model.refactor.ColumnRef;
import dev.eddy.model.refactor.Refactoring;
import dev.eddy.model.refactor.Site;
import dev.eddy.model.refactor.Use;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * The preview of a refactoring as the sheet shows it. Pure.
 *
 * @param columns those that the refactoring may be about, where it is about one
 * @param field what is asked for: {@code New name}, {@code New type}; empty for nothing
 * @param value what stands in the field
 * @param summary how many texts of how many operators
 * @param carry what the button says; empty where there is nothing to carry out
 * @param ready whether it can be carried out now
 */
record RefactorModel(
    String title,
    List<String> columns,
    String column,
    String field,
    String value,
    String summary,
    List<Line> lines,
    List<Problem> problems,
    String carry,
    boolean ready) {

  /**
   * One text.
   *
   * @param where operator and place, such as {@code top 3 per hour · order[0]}
   * @param what what the text does with the column
   * @param parts before and after, each cut into what stays and what changes
   * @param chosen whether it is taken in
   * @param fixed whether the user cannot leave it out
   */
  record Line(
      Site site,
      String where,
      String what,
      Parts before,
      Parts after,
      boolean chosen,
      boolean fixed) {
    /** The same text where it is taken in. */
    Line taken() {
      return new Line(site, where, what, before, after, true, fixed);
    }
  }

  /** A text with the part that differs from its other form. */
  record Parts(String head, String part, String tail) {}

  /**
   * @param parameters of the project, to choose from where it is about one
   */
  static RefactorModel of(
      Refactor r,
      long revision,
      Checks checks,
      Graph graph,
      Catalog catalog,
      List<String> parameters) {
    RefactorWish wish = r.wish();
    Refactoring plan = r.plan();
    ColumnRef column = wish.column();
    boolean renaming = wish instanceof RefactorWish.RenameColumn;
    Set<Site> skipped = wish instanceof RefactorWish.RenameColumn c ? c.skipped() : Set.of();
    List<Line> lines = new ArrayList<>();
    List<Problem> problems = new ArrayList<>();
    if (plan != null) {
      plan.uses().forEach(u -> lines.add(line(u, skipped, renaming, where(u, graph, catalog))));
      if (plan.refusal() != null) {
        problems.add(plan.refusal());
      }
      problems.addAll(plan.conflicts());
    }
    String carry =
        switch (wish.getClass().getSimpleName()) {
          case "RenameColumn" -> "Rename";
          case "RetypeColumn" -> "Change type";
          case "DeleteColumn", "DeleteNodes" -> problems.isEmpty() ? "Delete" : "Delete anyway";
          default -> "";
        };
    return new RefactorModel(
        wish.title(),
        wish instanceof RefactorWish.ParameterUses
            ? parameters
            : column == null ? List.of() : columns(column, checks),
        wish instanceof RefactorWish.ParameterUses p
            ? p.name()
            : column == null ? "" : column.column(),
        renaming ? "New name" : wish instanceof RefactorWish.RetypeColumn ? "New type" : "",
        wish instanceof RefactorWish.RenameColumn c
            ? c.to()
            : wish instanceof RefactorWish.RetypeColumn t ? t.type() : "",
        plan == null
            ? "Looking for uses…"
            : plan.refusal() != null && lines.isEmpty() ? "" : summary(lines),
        lines,
        problems,
        carry,
        r.fits(revision));
  }

  private static List<String> columns(ColumnRef column, Checks checks) {
    Contract c = checks.output(column.nodeId(), column.port());
    return c == null ? List.of() : c.schema().names();
  }

  private static String summary(List<Line> lines) {
    long nodes = lines.stream().map(l -> l.site().nodeId()).distinct().count();
    if (lines.isEmpty()) {
      return "No text names it.";
    }
    return (lines.size() == 1 ? "1 place" : lines.size() + " places")
        + (nodes == 1 ? " in 1 operator" : " in " + nodes + " operators");
  }

  private static Line line(Use u, Set<Site> skipped, boolean renaming, String where) {
    return new Line(
        u.site(),
        where,
        u.kind().name().toLowerCase(Locale.ROOT),
        part(u.before(), u.after()),
        part(u.after(), u.before()),
        !skipped.contains(u.site()),
        !renaming || u.kind() == Use.Kind.DEFINITION);
  }

  /** The operator, the parameter's title and, in a list, the name or the number of the item. */
  private static String where(Use u, Graph graph, Catalog catalog) {
    Node n = graph.nodes().get(u.site().nodeId());
    String title =
        n == null
            ? u.site().parameter()
            : catalog
                .find(n.operator())
                .flatMap(t -> t.descriptor().parameter(u.site().parameter()))
                .map(ParameterSpec::title)
                .orElse(u.site().parameter());
    String item = "";
    if (u.site().index() >= 0) {
      String name = n == null ? null : u.site().sibling("name").text(n);
      item = name == null ? " " + (u.site().index() + 1) : " · " + name;
    }
    return u.node() + " · " + title + item;
  }

  /** Cut where a text begins and ends to differ from another, at whole words. */
  static Parts part(String text, String other) {
    if (text.equals(other)) {
      return new Parts(text, "", "");
    }
    int start = 0;
    int most = Math.min(text.length(), other.length());
    while (start < most && text.charAt(start) == other.charAt(start)) {
      start++;
    }
    int end = 0;
    while (end < most - start
        && text.charAt(text.length() - 1 - end) == other.charAt(other.length() - 1 - end)) {
      end++;
    }
    while (start > 0 && isWord(text.charAt(start - 1))) {
      start--;
    }
    while (end > 0 && isWord(text.charAt(text.length() - end))) {
      end--;
    }
    int to = Math.max(start, text.length() - end);
    return new Parts(text.substring(0, start), text.substring(start, to), text.substring(to));
  }

  private static boolean isWord(char c) {
    return Character.isLetterOrDigit(c) || c == '_' || c == '`';
  }
}
