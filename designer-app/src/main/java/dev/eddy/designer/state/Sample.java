package dev.eddy.designer.state;

import dev.eddy.model.protocol.Reply;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The last rows of an edge in one piece, for what needs many at once: statistics of columns,
 * sorting, filtering, the table at this moment.
 *
 * @param total rows that had passed when it was taken
 * @param limit how many rows were asked for
 * @param rows oldest first; fewer than asked for where the others would have taken too long
 */
public record Sample(
    String edge, long total, int limit, List<String> columns, List<Reply.EdgeRow> rows) {
  /** Rows for statistics alone. */
  public static final int SMALL = 1_000;

  /** Rows for sorting, filtering and tables. */
  public static final int LARGE = 10_000;

  public Sample {
    columns = List.copyOf(columns);
    rows = List.copyOf(rows);
  }

  Sample ofEdge(String value) {
    return new Sample(value, total, limit, columns, rows);
  }

  /** Whether these are all rows that had passed. */
  public boolean isWhole() {
    return rows.size() >= total;
  }

  /**
   * Rows to ask for; 0 where a sample still serves. Statistics may be a tenth old, what is listed
   * may not.
   *
   * @param listed whether rows of the sample are shown
   */
  static int wanted(@Nullable Sample had, String edge, long total, boolean listed) {
    if (total == 0 && had == null) {
      return 0;
    }
    int limit = listed ? LARGE : SMALL;
    if (had == null || !had.edge.equals(edge)) {
      return limit;
    }
    long moved = Math.abs(total - had.total);
    boolean stale = listed ? moved > 0 || had.limit < LARGE : moved * 10 > Math.max(10, had.total);
    return stale ? limit : 0;
  }
}
