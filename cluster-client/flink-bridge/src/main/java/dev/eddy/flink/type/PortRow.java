package dev.eddy.flink.type;

import dev.eddy.model.row.Row;

/**
 * A source's row and the output port it leaves by; belongs to the source, valid during the call.
 */
public final class PortRow {
  public int port;
  public Row row;

  public PortRow(int port, Row row) {
    this.port = port;
    this.row = row;
  }

  public PortRow set(int newPort, Row newRow) {
    port = newPort;
    row = newRow;
    return this;
  }
}
