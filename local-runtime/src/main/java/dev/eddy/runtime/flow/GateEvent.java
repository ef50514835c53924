package dev.eddy.runtime.flow;

import dev.eddy.model.row.Row;

/**
 * What entered from outside: a row of a split, or the end of a split.
 *
 * @param source position among the sources, in rank order
 * @param port output port of the row, or {@link #END}
 * @param row valid until the next event is asked for; of no meaning at the end of a split
 */
public record GateEvent(int source, int split, int port, Row row) {
  public static final int END = -1;
  private static final Row NOTHING = new Row(0);

  public static GateEvent end(int source, int split) {
    return new GateEvent(source, split, END, NOTHING);
  }

  public boolean isEnd() {
    return port == END;
  }
}
