package dev.eddy.operator;

/**
 * Announces a source. Its main output is port 0. Where its descriptor has the parameters {@code
 * event_time} (a column of its own) and {@code watermark} (an expression over its own columns that
 * gives a TIMESTAMP), the host makes the watermarks: the greatest value so far, per split, after
 * the row that raised it. The parameter {@code rate} (rows a second, 0 or absent for as fast as it
 * goes) is the host's as well.
 */
public interface SourceProvider extends OperatorProvider {
  Source create(OperatorSetup setup);
}
