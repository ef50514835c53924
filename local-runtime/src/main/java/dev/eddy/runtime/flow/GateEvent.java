package dev.eddy.runtime.flow;

import dev.eddy.model.row.Row;

/**
 * What entered from outside: a row of a split, the end of a split, or a tick of the clock.
 *
 * @param source position among the sources, in rank order; 0 of a tick
 * @param port output port of the row, or {@link #END}, or {@link #TICK}
 * @param row valid until the next event is asked for; of no meaning at the end of a split; of a
 *     tick the time, milliseconds since 1970
 */
public record GateEvent(int source, int split, int port, Row row) {
  public static final int END = -1;
  public static final int TICK = -2;
  private static final Row NOTHING = new Row(0);

  public static GateEvent end(int source, int split) {
    return new GateEvent(source, split, END, NOTHING);
  }

  public static GateEvent tick(long time) {
    return new GateEvent(0, 0, TICK, tickRow(time));
  }

  static Row tickRow(long time) {
    Row row = new Row(1);
    row.setLong(0, time);
    return row;
  }

  public boolean isEnd() {
    return port == END;
  }

  /** Whether it is a row of a split. */
  public boolean isRow() {
    return port >= 0;
  }
}
