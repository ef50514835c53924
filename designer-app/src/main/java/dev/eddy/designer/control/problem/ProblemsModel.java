package dev.eddy.designer.control.problem;

import dev.eddy.model.problem.Problem;
import dev.eddy.model.problem.Severity;
import java.util.Comparator;
import java.util.List;

/** The problems as the list shows them: errors, warnings, hints; each in the order given. Pure. */
public record ProblemsModel(List<Entry> entries) {
  /**
   * One problem.
   *
   * @param where the node's name, else the file, else empty
   */
  public record Entry(Problem problem, String icon, String where, String message, String remedy) {}

  public ProblemsModel {
    entries = List.copyOf(entries);
  }

  public static ProblemsModel of(List<Problem> problems) {
    return new ProblemsModel(
        problems.stream()
            .sorted(Comparator.comparing(Problem::severity))
            .map(ProblemsModel::entry)
            .toList());
  }

  public long count(Severity severity) {
    return entries.stream().filter(e -> e.problem().severity() == severity).count();
  }

  /** Octagon, triangle, circle-i: the shape says as much as the colour. */
  public static String icon(Severity severity) {
    return switch (severity) {
      case ERROR -> "alert-octagon";
      case WARNING -> "alert-triangle";
      case INFO -> "info";
    };
  }

  private static Entry entry(Problem p) {
    return new Entry(p, icon(p.severity()), where(p), p.message(), p.remedy());
  }

  private static String where(Problem p) {
    if (p.place().nodeName() != null) {
      return p.place().nodeName();
    }
    if (p.place().nodeId() != null) {
      return p.place().nodeId();
    }
    if (p.place().edgeId() != null) {
      return "edge " + p.place().edgeId();
    }
    return p.place().file() == null ? "" : p.place().file();
  }
}
