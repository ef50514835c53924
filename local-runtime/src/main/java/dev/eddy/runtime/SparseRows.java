package dev.eddy.runtime;

import dev.eddy.model.row.Row;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The rows of edges that few rows pass, kept so that the last ones before a moment need no long
 * replay. An edge that too many rows have passed is forgotten: there a short replay finds enough.
 */
final class SparseRows {
  private static final int KEPT = 4096;

  /** A row and the moment at which it was handled. */
  record Passed(long sequence, int step, Row row) {}

  private final List<@Nullable List<Passed>> byEdge = new ArrayList<>();
  private final long[] before;

  SparseRows(int edges) {
    before = new long[edges];
    for (int i = 0; i < edges; i++) {
      byEdge.add(new ArrayList<>());
      before[i] = -1;
    }
  }

  /** Whether an edge's rows are kept. */
  boolean wants(int edge) {
    return byEdge.get(edge) != null;
  }

  /**
   * Notes a row that is about to be handled for the first time.
   *
   * @param number how many rows passed the edge before it
   */
  void add(int edge, long number, long sequence, int step, Row row) {
    List<Passed> rows = byEdge.get(edge);
    if (rows == null) {
      return;
    }
    if (before[edge] < 0) {
      before[edge] = number;
    }
    if (rows.size() == KEPT || before[edge] + rows.size() != number) {
      byEdge.set(edge, null);
      return;
    }
    rows.add(new Passed(sequence, step, row.copy()));
  }

  /**
   * The last rows before a moment at which {@code passed} rows had passed the edge.
   *
   * @return null where they are not all known
   */
  @Nullable List<Passed> last(int edge, long passed, int limit) {
    List<Passed> rows = byEdge.get(edge);
    if (rows == null) {
      return null;
    }
    long first = Math.max(0, passed - limit);
    if (first == passed) {
      return List.of();
    }
    if (before[edge] < 0 || first < before[edge] || passed > before[edge] + rows.size()) {
      return null;
    }
    return rows.subList((int) (first - before[edge]), (int) (passed - before[edge]));
  }
}
