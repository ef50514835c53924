package dev.eddy.runtime.flow;

import dev.eddy.model.disk.DiskException;
import dev.eddy.model.plan.Plan.PlanNode;
import dev.eddy.model.problem.Place;
import dev.eddy.model.problem.Problem;
import dev.eddy.model.row.Row;
import dev.eddy.model.time.Moment;
import dev.eddy.model.type.Schema;
import dev.eddy.model.type.TypeRoot;
import dev.eddy.operator.RowException;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/** Turns what was thrown into what the user reads. */
final class Failures {
  private static final int MAX_TEXT = 300;

  private Failures() {}

  /**
   * @param row text of the row that was being handled, or null
   */
  static FlowException ofOperator(
      PlanNode node, long sequence, int step, @Nullable String row, Throwable cause) {
    Moment at = new Moment(sequence, step);
    if (FlowException.isOutOfMemory(cause)) {
      return new FlowException(
          Problem.error(
              FlowException.OUT_OF_MEMORY,
              Place.node(node.id(), node.name()),
              "ran out of memory at moment "
                  + at
                  + (row == null ? "." : " on the row " + row + "."),
              "Give the run more memory, or look at what it keeps for such a row."),
          cause);
    }
    if (cause instanceof UncheckedIOException u && u.getCause() instanceof DiskException disk) {
      return new FlowException(
          Problem.error(
              FlowException.STATE_FAILED,
              Place.node(node.id(), node.name()),
              sentence("failed at moment " + at + ": " + disk.getMessage()),
              disk.remedy() + ", then resume the recording."),
          disk);
    }
    boolean outside = cause instanceof IOException;
    String what =
        sentence(
            "failed at moment "
                + at
                + (row == null ? "" : " on the row " + row)
                + ": "
                + text(cause));
    return new FlowException(
        Problem.error(
            outside ? "sink-failed" : "operator-failed",
            Place.node(node.id(), node.name()),
            what,
            outside
                ? "Mend the cause, then resume the recording."
                : "Open the recording and step to that moment to see why; filter such rows out"
                    + " before, or mend the expression."),
        cause);
  }

  /**
   * @param complaint what is wrong with the row, to follow "a row"
   */
  static FlowException ofOutput(
      PlanNode node, int port, long sequence, int step, Row row, String complaint) {
    Schema schema = node.outputs().get(port).schema();
    return new FlowException(
        Problem.error(
            "broken-output",
            Place.node(node.id(), node.name()),
            sentence(
                "gave at moment "
                    + new Moment(sequence, step)
                    + " a row "
                    + complaint
                    + (row.columns() == schema.size() ? ": " + rowText(schema, row) : "")),
            "Open the recording and step to that moment to see why; mend the operator, or let it"
                + " say in its description that there are such rows."),
        null);
  }

  static FlowException ofOpening(PlanNode node, Throwable cause) {
    if (FlowException.isOutOfMemory(cause)) {
      return FlowException.outOfMemory(node, "while it was opened.", cause);
    }
    return new FlowException(
        Problem.error(
            "cannot-open",
            Place.node(node.id(), node.name()),
            sentence("cannot be opened: " + text(cause)),
            cause instanceof RowException r ? r.remedy() : ""),
        cause);
  }

  static FlowException ofSource(PlanNode node, Throwable cause) {
    Place place = Place.node(node.id(), node.name());
    if (FlowException.isOutOfMemory(cause)) {
      return FlowException.outOfMemory(node, "while it was read.", cause);
    }
    if (cause instanceof RowException r) {
      return new FlowException(
          Problem.error("bad-row", place, sentence(String.valueOf(r.getMessage())), r.remedy()),
          cause);
    }
    return new FlowException(
        Problem.error(
            "source-failed",
            place,
            sentence("cannot be read: " + text(cause)),
            "Look at the file and the path in the properties of " + node.name() + "."),
        cause);
  }

  static String rowText(PlanNode node, int port, Row row) {
    return rowText(node.inputs().get(port).schema(), row);
  }

  private static String rowText(Schema schema, Row row) {
    Object[] cells = new Object[schema.size()];
    for (int c = 0; c < cells.length; c++) {
      Object ref = row.getObject(c);
      cells[c] = row.isNull(c) ? "NULL" : ref != null ? ref : cell(schema.type(c).root(), row, c);
    }
    StringBuilder b = new StringBuilder(row.kind().shortName()).append(" (");
    for (int c = 0; c < cells.length; c++) {
      b.append(c == 0 ? "" : ", ").append(schema.field(c).name()).append(" = ").append(cells[c]);
    }
    return shorten(b.append(')').toString());
  }

  private static Object cell(TypeRoot root, Row row, int c) {
    return switch (root) {
      case FLOAT, DOUBLE -> row.getDouble(c);
      case BOOLEAN -> row.getBoolean(c);
      case DATE -> java.time.LocalDate.ofEpochDay(row.getLong(c));
      case TIMESTAMP, TIMESTAMP_LTZ -> java.time.Instant.ofEpochMilli(row.getLong(c));
      default -> row.getLong(c);
    };
  }

  static String text(Throwable t) {
    String m = t.getMessage();
    String kind = t.getClass().getSimpleName();
    boolean told = t instanceof IOException && m != null;
    return shorten(told ? String.valueOf(m) : m == null ? kind : kind + ": " + m);
  }

  private static String sentence(String s) {
    return s.endsWith(".") || s.endsWith("!") ? s : s + ".";
  }

  private static String shorten(String s) {
    return s.length() <= MAX_TEXT ? s : s.substring(0, MAX_TEXT) + "…";
  }
}
