package dev.eddy.runtime.state;

import dev.eddy.model.row.Row;

/**
 * A value in keyed state and the moment that wrote it last.
 *
 * @param value nobody writes to it again
 * @param step 0 where the writer ran in parallel, for then no step is counted
 */
public record Stored(Row value, long sequence, int step) {}
