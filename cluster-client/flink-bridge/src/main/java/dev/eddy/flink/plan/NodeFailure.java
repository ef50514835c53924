package dev.eddy.flink.plan;

import dev.eddy.model.io.CellText;
import dev.eddy.model.plan.Plan.PlanNode;
import dev.eddy.model.row.Row;
import dev.eddy.model.type.Schema;
import dev.eddy.operator.RowException;
import org.apache.flink.runtime.execution.SuppressRestartsException;
import org.jspecify.annotations.Nullable;

/**
 * A failure as the user knows its place: {@code NAME [ID]: what happened}. The client reads the
 * name and the id out of the message, which is all that a cluster hands back.
 */
public final class NodeFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Longest text of a row in a message. */
  private static final int ROW_LENGTH = 600;

  public NodeFailure(PlanNode node, String what, @Nullable Throwable cause) {
    super(node.name() + " [" + node.id() + "]: " + withoutName(node, oneLine(what)), cause);
  }

  /**
   * A failure that comes again with every try, since operators are functions of their rows: it ends
   * the job instead of restarting it.
   */
  public static RuntimeException lasting(NodeFailure failure) {
    return new SuppressRestartsException(failure);
  }

  /** What an operator threw at a row. */
  public static NodeFailure atRow(PlanNode node, Row row, Schema schema, Throwable cause) {
    return new NodeFailure(node, says(cause) + ", at the row " + text(row, schema), cause);
  }

  /** What a source or sink threw. */
  public static NodeFailure outside(PlanNode node, Throwable cause) {
    String remedy =
        cause instanceof RowException r && !r.remedy().isEmpty() ? " " + r.remedy() : "";
    return new NodeFailure(node, says(cause) + remedy, cause);
  }

  /** Whether a failure already says its node, so that it must not be wrapped again. */
  public static boolean isIn(Throwable failure) {
    for (Throwable t = failure; t != null; t = t.getCause()) {
      if (t instanceof NodeFailure) {
        return true;
      }
    }
    return false;
  }

  private static String says(Throwable cause) {
    String message = cause.getMessage();
    if (message == null || message.isBlank()) {
      return cause.getClass().getSimpleName();
    }
    // A checked failure of a connector is written for users; others need their class to be told.
    return cause instanceof java.io.IOException && cause.getClass().getName().startsWith("dev.eddy")
        ? message
        : cause.getClass().getSimpleName() + ": " + message;
  }

  private static String text(Row row, Schema schema) {
    StringBuilder b = new StringBuilder(row.kind().shortName()).append(" (");
    for (int c = 0; c < schema.size() && b.length() < ROW_LENGTH; c++) {
      String cell = CellText.of(row, c, schema.type(c));
      b.append(c == 0 ? "" : ", ").append(schema.field(c).name()).append(" = ").append(cell);
    }
    return b.length() < ROW_LENGTH ? b.append(')').toString() : b.substring(0, ROW_LENGTH) + "…)";
  }

  /** Connectors may name the node themselves. */
  private static String withoutName(PlanNode node, String what) {
    String prefix = node.name() + ": ";
    return what.startsWith(prefix) ? what.substring(prefix.length()) : what;
  }

  private static String oneLine(String text) {
    return text.replaceAll("\\s*\\R\\s*", " ");
  }
}
