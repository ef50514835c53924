package dev.eddy.operators;

import dev.eddy.model.row.Row;
import dev.eddy.model.type.DataType;
import dev.eddy.model.type.Field;
import dev.eddy.model.type.Schema;
import dev.eddy.operator.MapState;
import dev.eddy.operator.OperatorContext;
import dev.eddy.operator.StateSpec;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The rows of one side of a join under the current key: each different row with how often it is
 * there and how many partners it has (Flink's outer join state view).
 */
final class RowBag {
  /** Columns of the values of {@link #entries}. */
  static final int COUNT = 0;

  static final int PARTNERS = 1;

  private static final Schema VALUE =
      Schema.of(
          new Field("count", DataType.BIGINT.notNull()),
          new Field("partners", DataType.BIGINT.notNull()));

  private final String name;
  private final Row value = new Row(VALUE.size());
  private @Nullable MapState rows;

  RowBag(String name) {
    this.name = name;
  }

  static StateSpec state(String name, Schema row) {
    return StateSpec.map(name, row, VALUE);
  }

  void open(OperatorContext context) {
    rows = context.mapState(name);
  }

  private MapState rows() {
    return Objects.requireNonNull(rows, "not open");
  }

  /** Adds a row once more; all equal ones have as many partners. */
  void add(Row row, long partners) {
    Row before = rows().get(row);
    set(row, (before == null ? 0 : before.getLong(COUNT)) + 1, partners);
  }

  /** Takes one of the equal rows away; where none is there, nothing happens. */
  void remove(Row row) {
    Row before = rows().get(row);
    if (before == null) {
      return;
    }
    long count = before.getLong(COUNT) - 1;
    long partners = before.getLong(PARTNERS);
    if (count == 0) {
      rows().remove(row);
    } else {
      set(row, count, partners);
    }
  }

  /** Forgets all rows that are equal to one. */
  void removeAll(Row row) {
    rows().remove(row);
  }

  void set(Row row, long count, long partners) {
    value.setLong(COUNT, count);
    value.setLong(PARTNERS, partners);
    rows().put(row, value);
  }

  /** A snapshot, in the order of the rows' key bytes. */
  List<MapState.Entry> entries() {
    return rows().entries();
  }
}
