package dev.eddy.operator.torture;

import dev.eddy.model.row.Row;

/** A row that an operator emitted at an output port. */
public record Emitted(int port, Row row) {}
