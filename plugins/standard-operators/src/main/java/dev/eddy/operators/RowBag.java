package dev.eddy.operators;

import dev.eddy.model.row.Row;
import dev.eddy.model.type.DataType;
import dev.eddy.model.type.Field;
import dev.eddy.model.type.Schema;
import dev.eddy.operator.MapState;
import dev.eddy.operator.OperatorContext;
import dev.eddy.operator.StateSpec;
import dev.eddy.operator.ValueState;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The rows of one side of a join under the current key: each different row with how often it is
 * there and how many partners it has (Flink's outer join state view).
 *
 * <p>Many keys have one row, so one row stands in value state, which is found and read without
 * allocation; further ones are in a map. Where the one has been taken away and others are left its
 * place is a hole.
 */
class RowBag {
  /** Columns of the values of {@link #entries}. */
  static final int COUNT = 0;

  static final int PARTNERS = 1;

  private static final int OTHERS = 2;
  private static final int FIRST = 3;

  static final Schema VALUE =
      Schema.of(
          new Field("count", DataType.BIGINT.notNull()),
          new Field("partners", DataType.BIGINT.notNull()));

  private final String name;
  private final int width;
  private final Row one;
  private final Row row;
  private final Row value = new Row(VALUE.size());
  private final List<MapState.Entry> single;
  private @Nullable ValueState first;
  private @Nullable MapState more;

  RowBag(String name, int width) {
    this.name = name;
    this.width = width;
    this.one = new Row(FIRST + width);
    this.row = new Row(width);
    this.single = List.of(new MapState.Entry(row, value));
  }

  static List<StateSpec> states(String name, Schema row) {
    List<Field> fields = new ArrayList<>();
    for (String n : List.of("count", "partners", "other_rows")) {
      String free = n;
      while (row.indexOf(free) >= 0) {
        free += "_";
      }
      fields.add(new Field(free, DataType.BIGINT.notNull()));
    }
    for (Field f : row.fields()) {
      fields.add(new Field(f.name(), f.type().withNullable(true)));
    }
    return List.of(
        StateSpec.value(name, new Schema(fields)), StateSpec.map(more(name), row, VALUE));
  }

  private static String more(String name) {
    return "more " + name;
  }

  void open(OperatorContext context) {
    first = context.valueState(name);
    more = context.mapState(more(name));
  }

  private ValueState first() {
    return Objects.requireNonNull(first, "not open");
  }

  private MapState more() {
    return Objects.requireNonNull(more, "not open");
  }

  /** Reads the value state to {@link #one}; false where there is no row at all. */
  private boolean load() {
    Row stored = first().get();
    if (stored == null) {
      return false;
    }
    one.setAll(stored);
    return true;
  }

  private boolean isHole() {
    return one.getLong(COUNT) == 0;
  }

  private boolean isOne(Row other) {
    if (isHole()) {
      return false;
    }
    for (int c = 0; c < width; c++) {
      boolean missing = other.isNull(c);
      if (missing != one.isNull(FIRST + c)
          || !missing
              && (other.getLong(c) != one.getLong(FIRST + c)
                  || !Objects.equals(other.getObject(c), one.getObject(FIRST + c)))) {
        return false;
      }
    }
    return true;
  }

  /** Adds a row once more; all equal ones have as many partners. */
  void add(Row added, long partners) {
    if (!load()) {
      one.setLong(OTHERS, 0);
      place(added, 1, partners);
    } else if (isOne(added)) {
      place(added, one.getLong(COUNT) + 1, partners);
    } else {
      Row before = one.getLong(OTHERS) == 0 ? null : more().get(added);
      if (before != null) {
        putMore(added, before.getLong(COUNT) + 1, partners);
      } else if (isHole()) {
        place(added, 1, partners);
      } else {
        putMore(added, 1, partners);
        one.setLong(OTHERS, one.getLong(OTHERS) + 1);
        first().set(one);
      }
    }
  }

  /** Takes one of the equal rows away; where none is there, nothing happens. */
  void remove(Row removed) {
    if (!load()) {
      return;
    }
    if (isOne(removed)) {
      takeFromOne(1);
      return;
    }
    Row before = more().get(removed);
    if (before == null) {
      return;
    }
    long count = before.getLong(COUNT) - 1;
    if (count == 0) {
      removeMore(removed);
    } else {
      putMore(removed, count, before.getLong(PARTNERS));
    }
  }

  /** Forgets all rows that are equal to one that is there. */
  void removeAll(Row removed) {
    if (!load()) {
      return;
    }
    if (isOne(removed)) {
      takeFromOne(one.getLong(COUNT));
    } else {
      removeMore(removed);
    }
  }

  /** Changes the numbers of a row that is there. */
  void set(Row there, long count, long partners) {
    if (load() && isOne(there)) {
      place(there, count, partners);
    } else {
      putMore(there, count, partners);
    }
  }

  private void place(Row placed, long count, long partners) {
    one.setLong(COUNT, count);
    one.setLong(PARTNERS, partners);
    for (int c = 0; c < width; c++) {
      one.setFrom(FIRST + c, placed, c);
    }
    first().set(one);
  }

  private void takeFromOne(long n) {
    long left = one.getLong(COUNT) - n;
    if (left == 0 && one.getLong(OTHERS) == 0) {
      first().clear();
      return;
    }
    one.setLong(COUNT, left);
    if (left == 0) {
      one.setLong(PARTNERS, 0);
      for (int c = 0; c < width; c++) {
        one.setNull(FIRST + c);
      }
    }
    first().set(one);
  }

  private void putMore(Row key, long count, long partners) {
    value.setLong(COUNT, count);
    value.setLong(PARTNERS, partners);
    more().put(key, value);
  }

  private void removeMore(Row key) {
    more().remove(key);
    long others = one.getLong(OTHERS) - 1;
    if (others == 0 && isHole()) {
      first().clear();
    } else {
      one.setLong(OTHERS, others);
      first().set(one);
    }
  }

  /** All rows; valid until the next call of this method. */
  List<MapState.Entry> entries() {
    if (!load()) {
      return List.of();
    }
    if (one.getLong(OTHERS) > 0) {
      List<MapState.Entry> all = more().entries();
      if (isHole()) {
        return all;
      }
      List<MapState.Entry> out = new ArrayList<>(all.size() + 1);
      out.add(new MapState.Entry(rowOfOne(new Row(width)), valueOfOne(new Row(VALUE.size()))));
      out.addAll(all);
      return out;
    }
    rowOfOne(row);
    valueOfOne(value);
    return single;
  }

  private Row rowOfOne(Row out) {
    for (int c = 0; c < width; c++) {
      out.setFrom(c, one, FIRST + c);
    }
    return out;
  }

  private Row valueOfOne(Row out) {
    out.setLong(COUNT, one.getLong(COUNT));
    out.setLong(PARTNERS, one.getLong(PARTNERS));
    return out;
  }
}
