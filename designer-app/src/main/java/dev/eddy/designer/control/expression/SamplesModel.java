package dev.eddy.designer.control.expression;

import dev.eddy.designer.control.expression.ExpressionAssistant.Use;
import dev.eddy.designer.control.expression.SampleRows.Result;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Sample rows beside what the expression gives for them: the columns that it names, then the
 * result. Pure.
 *
 * @param head names of the columns, the result's last
 * @param note where the rows come from, and how many give what
 */
record SamplesModel(List<String> head, List<Line> lines, String note) {
  private static final int SHOWN = 5;
  private static final int COLUMNS = 3;

  static final SamplesModel EMPTY = new SamplesModel(List.of(), List.of(), "");

  /**
   * @param result null where it has no value
   * @param error null where it has one
   */
  record Line(List<@Nullable String> cells, @Nullable String result, @Nullable String error) {}

  static SamplesModel of(SampleRows samples, List<String> named, List<Result> results, Use use) {
    if (samples.isEmpty() || results.size() != samples.rows().size()) {
      return EMPTY;
    }
    List<String> columns = new ArrayList<>(new LinkedHashSet<>(named));
    columns.retainAll(samples.columns());
    if (columns.size() > COLUMNS) {
      columns = columns.subList(0, COLUMNS);
    }
    List<Line> lines = new ArrayList<>();
    for (int i = 0; i < Math.min(SHOWN, results.size()); i++) {
      List<@Nullable String> cells = new ArrayList<>();
      for (String c : columns) {
        int at = samples.columns().indexOf(c);
        List<@Nullable String> row = samples.rows().get(i);
        cells.add(at < row.size() ? row.get(at) : null);
      }
      lines.add(new Line(cells, results.get(i).value(), results.get(i).error()));
    }
    List<String> head = new ArrayList<>(columns);
    head.add(use == Use.AGGREGATE ? "argument" : "result");
    return new SamplesModel(head, lines, note(samples, results, use));
  }

  /** Nothing but why there are no results. */
  static SamplesModel failed(@Nullable Throwable failure) {
    String words = failure == null || failure.getMessage() == null ? "" : failure.getMessage();
    return new SamplesModel(
        List.of(),
        List.of(),
        "Could not be tried on rows" + (words.isEmpty() ? "." : ": " + words));
  }

  private static String note(SampleRows samples, List<Result> results, Use use) {
    long errors = results.stream().filter(r -> r.error() != null).count();
    StringBuilder b = new StringBuilder(results.size() + " rows, " + samples.from());
    if (use == Use.CONDITION) {
      long kept = results.stream().filter(r -> "true".equals(r.value())).count();
      b.append(" · ").append(kept).append(" kept");
    }
    if (errors > 0) {
      b.append(" · ").append(errors).append(errors == 1 ? " fails" : " fail");
    }
    return b.toString();
  }
}
