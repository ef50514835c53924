package dev.eddy.operator;

/**
 * A place in a split.
 *
 * @param offset the reader's own measure, such as bytes of the unpacked file
 * @param rows rows that were given before it, on all ports
 * @param skipped rows that were passed over by the error policy before it
 */
public record SplitPosition(long offset, long rows, long skipped) {
  public static final SplitPosition START = new SplitPosition(0, 0, 0);
}
