package dev.eddy.designer.control.expression;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Some rows of an input to try an expression on.
 *
 * @param columns names of the cells
 * @param rows cells as text, as {@code CellText} writes them; null is SQL null
 * @param from where they come from, in words: {@code last run}, {@code pinned rows}
 */
public record SampleRows(List<String> columns, List<List<@Nullable String>> rows, String from) {
  /** More are not tried. */
  public static final int MOST = 20;

  public static final SampleRows NONE = new SampleRows(List.of(), List.of(), "");

  public SampleRows {
    columns = List.copyOf(columns);
    List<List<@Nullable String>> copy = new ArrayList<>();
    for (List<@Nullable String> r : rows.subList(0, Math.min(MOST, rows.size()))) {
      copy.add(Collections.unmodifiableList(new ArrayList<>(r)));
    }
    rows = Collections.unmodifiableList(copy);
  }

  public boolean isEmpty() {
    return rows.isEmpty();
  }

  /**
   * What an expression gives for a row.
   *
   * @param value as text; null is SQL null, or no value where there is an error
   * @param error why it has none; null where it has one
   */
  public record Result(@Nullable String value, @Nullable String error) {}
}
