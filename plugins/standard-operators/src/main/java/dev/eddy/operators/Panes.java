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
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The accumulators of the panes of the current key. Panes that lie near one another stand in a ring
 * in one value, so that a row and a window that fires need one access to state each; those farther
 * away, and all of windows with many panes, are in a map. A row or a timer begins with {@link
 * #load} and ends with {@link #save}.
 */
final class Panes {
  private static final String OTHERS = "other panes";

  /** So many panes more than a window has: rows are not in order. */
  private static final int SPARE = 2;

  private static final int MOST_PANES = 16;
  private static final int MOST_COLUMNS = 48;

  /** Columns of the value: start of the first pane of the ring, which slots are taken, others. */
  private static final int FIRST = 0;

  private static final int TAKEN = 1;
  private static final int IN_MAP = 2;
  private static final int SLOTS = 3;

  private static final Schema START =
      Schema.of(new Field("pane_start", DataType.TIMESTAMP.notNull()));

  private final Ring panes;
  private final int slots;
  private final int width;
  private final Row ring;
  private final Row found;
  private final Row start = new Row(1);
  private @Nullable ValueState value;
  private @Nullable MapState others;
  private boolean there;
  private boolean changed;

  /** The pane that was asked for last, and the last one whose slot was found by division. */
  private long asked;

  private int askedSlot;
  private long divided;
  private int dividedSlot;

  Panes(WindowAssigner.Aligned windows, long lateness, Accumulators accumulators) {
    this.slots = slots(windows, lateness, accumulators);
    this.panes = new Ring(windows, slots, accumulators.schema());
    this.width = accumulators.schema().size();
    this.ring = new Row(SLOTS + slots * width);
    this.found = new Row(width);
    this.asked = windows.offset();
    this.divided = asked;
  }

  static List<StateSpec> states(
      WindowAssigner.Aligned windows, long lateness, Accumulators accumulators) {
    int slots = slots(windows, lateness, accumulators);
    List<StateSpec> out = new ArrayList<>();
    if (slots > 0) {
      Ring panes = new Ring(windows, slots, accumulators.schema());
      out.add(StateSpec.value(panes.name(), panes.stored()).withUnfolding(panes));
    }
    out.add(StateSpec.map(OTHERS, START, accumulators.schema()));
    return out;
  }

  /** Panes in the ring; 0 where there is none. */
  private static int slots(
      WindowAssigner.Aligned windows, long lateness, Accumulators accumulators) {
    long panes = (windows.size() + lateness) / windows.pane() + SPARE;
    int columns = Math.max(1, accumulators.schema().size());
    boolean few = panes >= SPARE && panes <= MOST_PANES && panes * columns <= MOST_COLUMNS;
    // What lies beyond a number of milliseconds is in no ring.
    return few && windows.pane() <= Long.MAX_VALUE / panes ? (int) panes : 0;
  }

  void open(OperatorContext context) {
    value = slots == 0 ? null : context.valueState(panes.name());
    others = context.mapState(OTHERS);
  }

  private MapState others() {
    return Objects.requireNonNull(others, "not open");
  }

  /** Gets the panes of the current key; false where there are none, as far as it is known. */
  boolean load() {
    changed = false;
    ValueState v = value;
    if (v == null) {
      there = true;
      return true;
    }
    Row stored = v.get();
    there = stored != null;
    if (stored != null) {
      ring.setAll(stored);
    }
    return there;
  }

  /** Writes what has changed. */
  void save() {
    ValueState v = value;
    if (!changed || v == null) {
      return;
    }
    if (ring.getLong(TAKEN) == 0 && ring.getLong(IN_MAP) == 0) {
      v.clear();
    } else {
      v.set(ring);
    }
  }

  /** The accumulators of a pane, read only and valid until the next call; null where it is not. */
  @Nullable Row get(long pane) {
    if (value == null) {
      start.setLong(0, pane);
      return others().get(start);
    }
    if (!there) {
      return null;
    }
    if (isInRing(pane)) {
      int at = columnOf(pane);
      for (int c = 0; c < width; c++) {
        found.setFrom(c, ring, at + c);
      }
      return found;
    }
    if (ring.getLong(IN_MAP) == 0) {
      return null;
    }
    start.setLong(0, pane);
    return others().get(start);
  }

  /**
   * Sets the accumulators of a pane.
   *
   * @param isNew whether {@link #get} gave none
   */
  void put(long pane, Row accumulators, boolean isNew) {
    if (value == null) {
      start.setLong(0, pane);
      others().put(start, accumulators);
      return;
    }
    if (!there) {
      ring.clear();
      ring.setLong(FIRST, pane);
      ring.setLong(TAKEN, 0);
      ring.setLong(IN_MAP, 0);
      there = true;
    }
    if (isNew ? fits(pane) : isInRing(pane)) {
      take(pane);
      int at = columnOf(pane);
      for (int c = 0; c < width; c++) {
        ring.setFrom(at + c, accumulators, c);
      }
      changed = true;
      return;
    }
    start.setLong(0, pane);
    others().put(start, accumulators);
    if (isNew) {
      ring.setLong(IN_MAP, ring.getLong(IN_MAP) + 1);
      changed = true;
    }
  }

  /** Forgets a pane, if it is there. */
  void remove(long pane) {
    if (value == null) {
      start.setLong(0, pane);
      others().remove(start);
      return;
    }
    if (!there) {
      return;
    }
    if (isInRing(pane)) {
      leave(pane);
      changed = true;
    } else if (ring.getLong(IN_MAP) > 0) {
      start.setLong(0, pane);
      if (others().get(start) != null) {
        others().remove(start);
        ring.setLong(IN_MAP, ring.getLong(IN_MAP) - 1);
        changed = true;
      }
    }
  }

  // ------------------------------------------------------------------ the ring

  private int columnOf(long pane) {
    return SLOTS + slotOf(pane) * width;
  }

  /** As {@link Ring#slotOf}, mostly without dividing: panes are asked for one after the other. */
  private int slotOf(long pane) {
    if (pane == asked) {
      return askedSlot;
    }
    int slot;
    if (pane - panes.length() == asked) {
      slot = askedSlot + 1 == slots ? 0 : askedSlot + 1;
    } else if (pane == divided) {
      slot = dividedSlot;
    } else {
      slot = panes.slotOf(pane);
      divided = pane;
      dividedSlot = slot;
    }
    asked = pane;
    askedSlot = slot;
    return slot;
  }

  private boolean isInRing(long pane) {
    long first = ring.getLong(FIRST);
    return pane >= first
        && pane - first < panes.span()
        && (ring.getLong(TAKEN) & 1L << slotOf(pane)) != 0;
  }

  /** Whether a pane that is not there can stand in the ring beside those that do. */
  private boolean fits(long pane) {
    long taken = ring.getLong(TAKEN);
    long first = ring.getLong(FIRST);
    if (taken == 0 || pane >= first) {
      return taken == 0 || pane - first < panes.span();
    }
    long last = first;
    for (long p = first; p - first < panes.span(); p += panes.length()) {
      if ((taken & 1L << slotOf(p)) != 0) {
        last = p;
      }
    }
    return last - pane < panes.span();
  }

  private void take(long pane) {
    long taken = ring.getLong(TAKEN);
    if (taken == 0 || pane < ring.getLong(FIRST)) {
      ring.setLong(FIRST, pane);
    }
    ring.setLong(TAKEN, taken | 1L << slotOf(pane));
  }

  private void leave(long pane) {
    int at = columnOf(pane);
    for (int c = 0; c < width; c++) {
      ring.setNull(at + c);
    }
    long taken = ring.getLong(TAKEN) & ~(1L << slotOf(pane));
    ring.setLong(TAKEN, taken);
    long first = pane;
    while (taken != 0 && (taken & 1L << slotOf(first)) == 0) {
      first += panes.length();
    }
    if (taken != 0 && pane == ring.getLong(FIRST)) {
      ring.setLong(FIRST, first);
    }
  }

  /**
   * Panes that follow each other, in one value. Its name says which: by another length, or another
   * number of slots, a pane would be looked for in another slot.
   */
  private record Ring(WindowAssigner.Aligned windows, int slots, Schema value)
      implements Unfolding {
    String name() {
      String length = Duration.ofMillis(length()).toString().substring(2).toLowerCase(Locale.ROOT);
      return slots
          + " panes of "
          + length
          + (windows.offset() == 0 ? "" : " from " + windows.offset() + " ms");
    }

    Schema stored() {
      Columns columns = new Columns();
      columns.add("first_pane", DataType.TIMESTAMP.notNull());
      columns.add("panes_taken", DataType.BIGINT.notNull());
      columns.add("other_panes", DataType.BIGINT.notNull());
      for (int s = 0; s < slots; s++) {
        for (Field f : value.fields()) {
          columns.add(name(f.name(), s), f.type().withNullable(true));
        }
      }
      return columns.schema();
    }

    /** No two are alike: what is behind the last underscore is the slot. */
    private static String name(String column, int slot) {
      return column + "_" + slot;
    }

    @Override
    public List<String> columnsOf(String column) {
      List<String> out = new ArrayList<>();
      for (int s = 0; s < slots; s++) {
        out.add(name(column, s));
      }
      return out;
    }

    /** Milliseconds of a pane. */
    long length() {
      return windows.pane();
    }

    /** Milliseconds of all slots. */
    long span() {
      return length() * slots;
    }

    int slotOf(long pane) {
      return (int) Math.floorMod(Math.floorDiv(pane - windows.offset(), length()), slots);
    }

    @Override
    public Schema key() {
      return START;
    }

    @Override
    public int count(Row stored) {
      return Long.bitCount(stored.getLong(TAKEN));
    }

    @Override
    public void unfold(Row stored, Visitor visitor) {
      Row start = new Row(1);
      Row found = new Row(value.size());
      long first = stored.getLong(FIRST);
      for (long p = first; p - first < span(); p += length()) {
        int slot = slotOf(p);
        if ((stored.getLong(TAKEN) & 1L << slot) != 0) {
          start.setLong(0, p);
          for (int c = 0; c < value.size(); c++) {
            found.setFrom(c, stored, SLOTS + slot * value.size() + c);
          }
          visitor.entry(start, found);
        }
      }
    }
  }
}
