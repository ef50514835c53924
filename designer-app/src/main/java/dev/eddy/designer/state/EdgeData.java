package dev.eddy.designer.state;

import dev.eddy.model.protocol.Reply;
import dev.eddy.model.protocol.Reply.EdgeRow;
import dev.eddy.model.time.Moment;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The rows of an edge as far as they have been fetched. A row's number, from 0 at the start of the
 * run, names the same row at every moment of it, so nothing that was fetched becomes wrong when the
 * run is moved; only {@code total} does. Holds some thousand rows, however many passed.
 *
 * @param at the moment shown
 * @param total rows that passed before the moment shown
 * @param pages fetched rows by page; a row that is missing in its page is null
 * @param next the row about to be handled, where execution stands on this edge
 */
public record EdgeData(
    String edge,
    Moment at,
    List<String> columns,
    long total,
    Map<Long, List<@Nullable EdgeRow>> pages,
    @Nullable EdgeRow next) {
  /** Rows of a page. */
  public static final int PAGE = 100;

  private static final long MOST_LINES = Integer.MAX_VALUE - 8L;

  private static final int KEPT = 60;

  public EdgeData {
    columns = List.copyOf(columns);
    pages = Collections.unmodifiableMap(pages);
  }

  static EdgeData of(String edge, long total) {
    return new EdgeData(edge, Moment.START, List.of(), total, Map.of(), null);
  }

  /** The number of the first row that a table can show: it has as many lines as an int counts. */
  public long firstShown() {
    return Math.max(0, total - MOST_LINES);
  }

  /** The page in which a line of such a table lies. */
  public long pageOf(int line) {
    return (firstShown() + line) / PAGE;
  }

  /** The row of a number; null where it has not been fetched. */
  public @Nullable EdgeRow row(long number) {
    List<@Nullable EdgeRow> page = pages.get(number / PAGE);
    return page == null ? null : page.get((int) (number % PAGE));
  }

  /** Whether all rows of a page that have passed are here. */
  public boolean has(long page) {
    for (long n = page * PAGE; n < Math.min(total, (page + 1) * PAGE); n++) {
      if (row(n) == null) {
        return false;
      }
    }
    return true;
  }

  /** At another moment: with the last rows before it. */
  EdgeData withLast(Moment moment, Reply.Rows rows, long passed) {
    EdgeData then = new EdgeData(edge, moment, rows.columns(), passed, pages, rows.next());
    return then.with(passed - rows.rows().size(), rows.columns(), rows.rows());
  }

  EdgeData with(long first, List<String> names, List<EdgeRow> rows) {
    if (rows.isEmpty()) {
      return new EdgeData(edge, at, names, total, pages, next);
    }
    TreeMap<Long, List<@Nullable EdgeRow>> changed = new TreeMap<>(pages);
    List<@Nullable EdgeRow> page = List.of();
    long open = -1;
    for (int i = 0; i < rows.size(); i++) {
      long number = first + i;
      if (number / PAGE != open) {
        open = number / PAGE;
        List<@Nullable EdgeRow> before = changed.get(open);
        page =
            before == null
                ? new ArrayList<>(Collections.nCopies(PAGE, null))
                : new ArrayList<>(before);
        changed.put(open, page);
      }
      page.set((int) (number % PAGE), rows.get(i));
    }
    long here = first / PAGE;
    while (changed.size() > KEPT) {
      // Away from what was fetched last: there nobody looks.
      boolean low = here - changed.firstKey() > changed.lastKey() - here;
      changed.remove(low ? changed.firstKey() : changed.lastKey());
    }
    return new EdgeData(edge, at, names, total, changed, next);
  }
}
