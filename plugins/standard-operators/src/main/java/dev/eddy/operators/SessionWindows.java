package dev.eddy.operators;

import dev.eddy.model.row.Row;
import dev.eddy.model.type.DataType;
import dev.eddy.model.type.Field;
import dev.eddy.model.type.Schema;
import dev.eddy.operator.MapState;
import dev.eddy.operator.Operator;
import dev.eddy.operator.OperatorContext;
import dev.eddy.operator.StateSpec;
import dev.eddy.operator.ValueState;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Aggregates in sessions: a row opens the window {@code [time, time + gap)} and merges with all
 * sessions of its key that it overlaps or touches; what counts for lateness is the merged session
 * (Flink's MergingWindowSet and its session TVF).
 *
 * <p>Nearly always a key has one open session, so that one is a value of its own; only a key with
 * several keeps the others in a map. A session that grows keeps the timer it has, which looks again
 * when it fires: one timer for each gap, not one for each row.
 */
final class SessionWindows implements Operator {
  private static final String SESSION = "session";
  private static final String OTHERS = "other sessions";
  private static final String FIRE = "session end";
  private static final String CLEAN = "session gone";
  private static final int COUNT = 0;
  private static final int START = 1;
  private static final int END = 2;
  private static final int FIRST = 3;

  private final EventTimeColumn time;
  private final long gap;
  private final long lateness;
  private final WindowResult result;
  private final Accumulators accumulators;
  private final int width;
  private final Row session;
  private final Row accumulated;
  private final Row part;
  private final Row subKey = new Row(1);
  private @Nullable ValueState value;
  private @Nullable MapState others;

  SessionWindows(
      EventTimeColumn time,
      WindowAssigner.Session windows,
      long lateness,
      WindowResult result,
      Accumulators accumulators) {
    this.time = time;
    this.gap = windows.gap();
    this.lateness = lateness;
    this.result = result;
    this.accumulators = accumulators;
    this.width = accumulators.schema().size();
    this.session = new Row(FIRST + width);
    this.accumulated = new Row(width);
    this.part = new Row(width);
  }

  static List<StateSpec> states(Accumulators accumulators) {
    List<Field> fields = new ArrayList<>();
    for (String name : List.of("other_sessions", "session_start", "session_end")) {
      String free = name;
      while (accumulators.schema().indexOf(free) >= 0) {
        free += "_";
      }
      fields.add(
          new Field(free, (fields.isEmpty() ? DataType.BIGINT : DataType.TIMESTAMP).notNull()));
    }
    fields.addAll(accumulators.schema().fields());
    Schema session = new Schema(fields);
    return List.of(
        StateSpec.value(SESSION, session),
        StateSpec.map(
            OTHERS, Schema.of(new Field("start", DataType.TIMESTAMP.notNull())), session));
  }

  @Override
  public void open(OperatorContext context) {
    value = context.valueState(SESSION);
    others = context.mapState(OTHERS);
    accumulators.open(context);
  }

  @Override
  public void onRow(int port, Row row, OperatorContext context) {
    long start = time.of(row);
    long end = start + gap;
    ValueState state = Objects.requireNonNull(value);
    Row open = state.get();
    if (open == null) {
      if (isOver(end, context)) {
        context.emit(1, row);
        return;
      }
      begin(start, end, 0);
      setTimers(end, context);
    } else {
      session.setAll(open);
      boolean meets = meets(session, start, end);
      long count = session.getLong(COUNT);
      if (meets && count == 0) {
        // The timer for the end before the growth looks again when it fires; only of a session that
        // has fired and is kept for late rows there is none any more.
        if (grow(start, end) && lateness > 0) {
          setTimers(session.getLong(END), context);
        }
      } else if (!merge(start, end, meets, context)) {
        context.emit(1, row);
        return;
      }
    }
    load();
    accumulators.add(accumulated, row);
    store();
    state.set(session);
    if (session.getLong(END) - 1 <= context.watermark()) {
      emit(session, context);
    }
  }

  private boolean isOver(long end, OperatorContext context) {
    return end - 1 + lateness <= context.watermark();
  }

  /** Whether a session overlaps or touches {@code [start, end]}. */
  private static boolean meets(Row session, long start, long end) {
    return session.getLong(START) <= end && start <= session.getLong(END);
  }

  /** Makes {@link #session} a new one without rows. */
  private void begin(long start, long end, long count) {
    accumulators.reset(accumulated);
    session.setLong(COUNT, count);
    session.setLong(START, start);
    session.setLong(END, end);
    store();
  }

  private boolean grow(long start, long end) {
    if (start < session.getLong(START)) {
      session.setLong(START, start);
    }
    if (end > session.getLong(END)) {
      session.setLong(END, end);
      return true;
    }
    return false;
  }

  private void setTimers(long end, OperatorContext context) {
    if (end - 1 > context.watermark()) {
      context.registerTimer(FIRE, end - 1);
    }
    if (lateness > 0) {
      context.registerTimer(CLEAN, end - 1 + lateness);
    }
  }

  /**
   * Makes {@link #session} what the row's own window and all sessions that it meets merge to, or a
   * new session; the others go to the map. False where the row is late.
   */
  private boolean merge(long start, long end, boolean meets, OperatorContext context) {
    MapState map = Objects.requireNonNull(others);
    List<Row> met = new ArrayList<>();
    if (session.getLong(COUNT) > 0) {
      for (MapState.Entry e : map.entries()) {
        if (meets(e.value(), start, end)) {
          met.add(e.value().copy());
        }
      }
    }
    long count = session.getLong(COUNT) - met.size();
    if (!meets) {
      if (met.isEmpty() && isOver(end, context)) {
        return false;
      }
      subKey.setLong(0, session.getLong(START));
      session.setLong(COUNT, 0);
      map.put(subKey, session);
      count++;
    }
    if (meets) {
      session.setLong(COUNT, count);
      grow(start, end);
    } else {
      begin(start, end, count);
    }
    for (Row other : met) {
      subKey.setLong(0, other.getLong(START));
      map.remove(subKey);
      grow(other.getLong(START), other.getLong(END));
      load();
      accumulators(other, part);
      accumulators.merge(accumulated, part);
      store();
    }
    setTimers(session.getLong(END), context);
    return true;
  }

  @Override
  public void onTimer(String name, long at, OperatorContext context) {
    ValueState state = Objects.requireNonNull(value);
    Row open = state.get();
    if (open == null) {
      return;
    }
    session.setAll(open);
    long count = session.getLong(COUNT);
    if (count > 0) {
      count = othersAt(name, at, count, context);
      session.setLong(COUNT, count);
      state.set(session);
    }
    if (at(name, session, at, context)) {
      last(count);
    }
  }

  /** What a timer means to one session; true where the session is to be forgotten. */
  private boolean at(String name, Row s, long at, OperatorContext context) {
    long last = s.getLong(END) - 1;
    if (name.equals(CLEAN)) {
      return last + lateness <= at;
    }
    if (last > at) {
      context.registerTimer(FIRE, last);
      return false;
    }
    if (last == at) {
      emit(s, context);
      return lateness == 0;
    }
    return false;
  }

  /** Handles a timer for the sessions in the map; gives how many are left there. */
  private long othersAt(String name, long at, long count, OperatorContext context) {
    MapState map = Objects.requireNonNull(others);
    long left = count;
    for (MapState.Entry e : map.entries()) {
      Row other = e.value().copy();
      if (at(name, other, at, context)) {
        subKey.setLong(0, other.getLong(START));
        map.remove(subKey);
        left--;
      }
    }
    return left;
  }

  /** Forgets the session that is the value; the last one of the map takes its place. */
  private void last(long count) {
    ValueState state = Objects.requireNonNull(value);
    if (count == 0) {
      state.clear();
      return;
    }
    MapState map = Objects.requireNonNull(others);
    List<MapState.Entry> left = map.entries();
    session.setAll(left.get(left.size() - 1).value());
    subKey.setLong(0, session.getLong(START));
    map.remove(subKey);
    session.setLong(COUNT, count - 1);
    state.set(session);
  }

  private void emit(Row s, OperatorContext context) {
    accumulators(s, part);
    result.emit(s.getLong(START), s.getLong(END), part, context);
  }

  private void load() {
    accumulators(session, accumulated);
  }

  private void accumulators(Row from, Row to) {
    for (int c = 0; c < width; c++) {
      to.setFrom(c, from, FIRST + c);
    }
  }

  private void store() {
    for (int c = 0; c < width; c++) {
      session.setFrom(FIRST + c, accumulated, c);
    }
  }
}
