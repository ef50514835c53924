package dev.eddy.designer.state;

/**
 * How the data panel shows rows.
 *
 * @param sort column that rows are sorted by; empty for the order in which they came
 * @param filter as {@code RowFilter} reads it; empty for all rows
 * @param table whether an updating stream is shown as the table at this moment, not its changes
 * @param detail whether the selected row is shown beside the table, a column a line
 */
public record DataView(
    String sort, boolean descending, String filter, boolean table, boolean detail) {
  public static final DataView PLAIN = new DataView("", false, "", false, false);

  /** Whether rows are chosen or put in order, for which they must all be at hand. */
  public boolean isListed() {
    return !sort.isEmpty() || !filter.isBlank() || table;
  }

  /** A click on a head: up, down, as they came. */
  public DataView sortedBy(String column) {
    if (!column.equals(sort)) {
      return new DataView(column, false, filter, table, detail);
    }
    return descending
        ? new DataView("", false, filter, table, detail)
        : new DataView(column, true, filter, table, detail);
  }

  public DataView withSort(String column, boolean down) {
    return new DataView(column, down, filter, table, detail);
  }

  public DataView withFilter(String text) {
    return new DataView(sort, descending, text, table, detail);
  }

  public DataView withTable(boolean value) {
    return new DataView(sort, descending, filter, value, detail);
  }

  public DataView withDetail(boolean value) {
    return new DataView(sort, descending, filter, table, value);
  }

  /** For another edge: its columns are others. */
  DataView forOtherRows() {
    return new DataView("", false, "", false, detail);
  }
}
