package dev.eddy.designer.state;

import dev.eddy.model.type.Schema;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Rows that stand for the output of an operator on the desk: the next local run reads them instead
 * of running what is before it. Kept as a CSV file in the project; a deployed job never sees them.
 *
 * @param columns names, as the first line of the file has them
 * @param rows cells in text form; null is SQL null
 */
public record Pin(
    String node, String port, List<String> columns, List<List<@Nullable String>> rows) {
  /** More rows are refused: a pin is a sample that people read and edit. */
  public static final int MOST_ROWS = 10_000;

  public Pin {
    columns = List.copyOf(columns);
    List<List<@Nullable String>> copy = new ArrayList<>(rows.size());
    for (List<@Nullable String> r : rows) {
      copy.add(Collections.unmodifiableList(new ArrayList<>(r)));
    }
    rows = Collections.unmodifiableList(copy);
  }

  public Pin withRows(List<List<@Nullable String>> value) {
    return new Pin(node, port, columns, value);
  }

  /** Path of its file, relative to the project. */
  public String file(String pipeline) {
    return file(pipeline, node, port);
  }

  public static String file(String pipeline, String node, String port) {
    return folder(pipeline) + "/" + node + "." + port + ".csv";
  }

  public static String folder(String pipeline) {
    return "data/pins/" + pipeline;
  }

  /** Whether the columns are those that the operator gives now. */
  public boolean fits(Schema schema) {
    return columns.equals(schema.names());
  }
}
