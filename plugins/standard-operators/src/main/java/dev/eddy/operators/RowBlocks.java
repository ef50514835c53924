package dev.eddy.operators;

import dev.eddy.model.row.Row;
import dev.eddy.model.type.DataType;
import dev.eddy.model.type.Field;
import dev.eddy.model.type.Schema;
import dev.eddy.operator.MapState;
import dev.eddy.operator.OperatorContext;
import dev.eddy.operator.StateSpec;
import dev.eddy.operator.Unfolding;
import dev.eddy.operator.ValueState;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The rows of one side of a join under the current key, in the order of their arrival, each with a
 * number: how many partners it has. The latest few stand in one value, so that a row is added by
 * one access to state; a full block of them goes to a map.
 */
final class RowBlocks {
  /** What is done with a row. */
  interface Visitor {
    /** To be returned for a row that is to be forgotten. */
    long FORGET = -1;

    /**
     * Takes a row, which is valid during the call.
     *
     * @return the number of its partners from now on, or {@link #FORGET}
     */
    long visit(Row row, long partners, OperatorContext context);
  }

  private static final int MOST_ROWS = 4;
  private static final int COLUMNS = 24;

  /** Columns of the value: its rows; first block of the map, the one after the last; last timer. */
  private static final int ROWS = 0;

  private static final int BEGIN = 1;
  private static final int END = 2;
  private static final int TIMER = 3;
  private static final int SLOTS = 4;

  /** In the map a block has its rows alone. */
  private static final int BLOCK_SLOTS = 1;

  private static final Schema NUMBER = Schema.of(new Field("number", DataType.BIGINT.notNull()));

  private final String name;
  private final int width;
  private final int capacity;
  private final Row latest;
  private final Row block;
  private final Row row;
  private final Row number = new Row(1);
  private @Nullable ValueState value;
  private @Nullable MapState blocks;

  /**
   * @param width of the rows
   */
  RowBlocks(String name, int width) {
    this.name = name;
    this.width = width;
    this.capacity = capacity(width);
    this.latest = new Row(SLOTS + capacity * (width + 1));
    this.block = new Row(BLOCK_SLOTS + capacity * (width + 1));
    this.row = new Row(width);
  }

  private static int capacity(int width) {
    return Math.max(2, Math.min(MOST_ROWS, COLUMNS / (width + 1)));
  }

  static List<StateSpec> states(String name, Schema row) {
    return List.of(
        StateSpec.value(name, schema(row, List.of("rows", "first_block", "next_block"), true))
            .withUnfolding(new Rows(row, SLOTS)),
        StateSpec.map(blocks(name), NUMBER, schema(row, List.of("rows"), false))
            .withUnfolding(new Rows(row, BLOCK_SLOTS)));
  }

  private static String blocks(String name) {
    return name + " blocks";
  }

  private static Schema schema(Schema row, List<String> numbers, boolean timer) {
    Columns out = new Columns();
    numbers.forEach(n -> out.add(n, DataType.BIGINT.notNull()));
    if (timer) {
      out.add("timer", DataType.TIMESTAMP);
    }
    for (int i = 0; i < capacity(row.size()); i++) {
      out.add("partners_" + i, DataType.BIGINT);
      for (Field f : row.fields()) {
        out.add(f.name() + "_" + i, f.type().withNullable(true));
      }
    }
    return out.schema();
  }

  void open(OperatorContext context) {
    value = context.valueState(name);
    blocks = context.mapState(blocks(name));
  }

  private ValueState value() {
    return Objects.requireNonNull(value, "not open");
  }

  private MapState blocks() {
    return Objects.requireNonNull(blocks, "not open");
  }

  /**
   * Keeps a row.
   *
   * @param timer when something is to be done with it
   * @return whether the latest row that was kept has another timer, or there is none
   */
  boolean add(Row added, long partners, long timer) {
    Row stored = value().get();
    boolean isNew = stored == null;
    if (stored == null) {
      latest.clear();
      latest.setLong(ROWS, 0);
      latest.setLong(BEGIN, 0);
      latest.setLong(END, 0);
    } else {
      latest.setAll(stored);
    }
    int rows = latest.getInt(ROWS);
    if (rows == capacity) {
      spill();
      rows = 0;
    }
    int at = SLOTS + rows * (width + 1);
    latest.setLong(at, partners);
    for (int c = 0; c < width; c++) {
      latest.setFrom(at + 1 + c, added, c);
    }
    latest.setLong(ROWS, rows + 1);
    boolean another = isNew || latest.getLong(TIMER) != timer;
    latest.setLong(TIMER, timer);
    value().set(latest);
    return another;
  }

  /** Moves the latest rows to the map. */
  private void spill() {
    block.setLong(0, capacity);
    for (int c = 0; c < capacity * (width + 1); c++) {
      block.setFrom(BLOCK_SLOTS + c, latest, SLOTS + c);
      latest.setNull(SLOTS + c);
    }
    number.setLong(0, latest.getLong(END));
    blocks().put(number, block);
    latest.setLong(END, latest.getLong(END) + 1);
  }

  /** Shows all rows to a visitor, in the order of their arrival. */
  void forEach(Visitor visitor, OperatorContext context) {
    Row stored = value().get();
    if (stored == null) {
      return;
    }
    latest.setAll(stored);
    boolean changed = false;
    if (latest.getLong(BEGIN) < latest.getLong(END)) {
      changed = visitBlocks(visitor, context);
    }
    changed |= visit(latest, ROWS, SLOTS, visitor, context);
    if (!changed) {
      return;
    }
    if (latest.getLong(ROWS) == 0 && latest.getLong(BEGIN) == latest.getLong(END)) {
      value().clear();
    } else {
      value().set(latest);
    }
  }

  /** Whether the first or the last block is another one now. */
  private boolean visitBlocks(Visitor visitor, OperatorContext context) {
    long begin = latest.getLong(BEGIN);
    long end = latest.getLong(END);
    long first = end;
    for (long b = begin; b < end; b++) {
      number.setLong(0, b);
      Row stored = blocks().get(number);
      if (stored == null) {
        continue;
      }
      block.setAll(stored);
      if (visit(block, 0, BLOCK_SLOTS, visitor, context)) {
        number.setLong(0, b);
        if (block.getLong(0) == 0) {
          blocks().remove(number);
        } else {
          blocks().put(number, block);
        }
      }
      if (block.getLong(0) > 0) {
        first = Math.min(first, b);
      }
    }
    latest.setLong(BEGIN, first);
    return first != begin;
  }

  /** Shows the rows of a block; gives whether it has changed. */
  private boolean visit(Row of, int count, int slots, Visitor visitor, OperatorContext context) {
    int rows = of.getInt(count);
    int kept = 0;
    boolean changed = false;
    for (int i = 0; i < rows; i++) {
      int at = slots + i * (width + 1);
      for (int c = 0; c < width; c++) {
        row.setFrom(c, of, at + 1 + c);
      }
      long before = of.getLong(at);
      long partners = visitor.visit(row, before, context);
      if (partners == Visitor.FORGET) {
        changed = true;
        continue;
      }
      if (partners != before) {
        of.setLong(at, partners);
        changed = true;
      }
      if (kept < i) {
        int to = slots + kept * (width + 1);
        for (int c = 0; c <= width; c++) {
          of.setFrom(to + c, of, at + c);
        }
      }
      kept++;
    }
    for (int c = slots + kept * (width + 1); c < slots + rows * (width + 1); c++) {
      of.setNull(c);
    }
    of.setLong(count, kept);
    return changed;
  }

  /**
   * The rows of a block.
   *
   * @param slots the column in which they begin
   */
  private record Rows(Schema row, int slots) implements Unfolding {
    private static final Schema POSITION = Schema.of(new Field("#", DataType.BIGINT.notNull()));

    @Override
    public Schema key() {
      return POSITION;
    }

    @Override
    public Schema value() {
      Columns out = new Columns();
      row.fields().forEach(f -> out.add(f.name(), f.type()));
      out.add("partners", DataType.BIGINT.notNull());
      return out.schema();
    }

    @Override
    public int count(Row stored) {
      return stored.getInt(ROWS);
    }

    @Override
    public void unfold(Row stored, Visitor visitor) {
      int width = row.size();
      Row position = new Row(1);
      Row out = new Row(width + 1);
      for (int i = 0; i < stored.getInt(ROWS); i++) {
        int at = slots + i * (width + 1);
        position.setLong(0, i);
        for (int c = 0; c < width; c++) {
          out.setFrom(c, stored, at + 1 + c);
        }
        out.setFrom(width, stored, at);
        visitor.entry(position, out);
      }
    }
  }
}
