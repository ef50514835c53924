package dev.eddy.runtime.state;

/**
 * A pending timer.
 *
 * @param name as it is stored: that of a timer of processing time ends in a mark
 * @param key key group and key bytes, see {@link Keys}
 */
public record Timer(String name, long time, byte[] key, long sequence, int step) {
  /** At the end of the stored name of a timer of processing time, and of no other. */
  static final char MARK = '\u0001';

  /** The stored name of a timer of processing time. */
  static String byClock(String name) {
    return name + MARK;
  }

  /** Whether it fires by the clock, and not by the watermark. */
  public boolean isByClock() {
    return !name.isEmpty() && name.charAt(name.length() - 1) == MARK;
  }

  /** The name that the operator gave. */
  public String called() {
    return isByClock() ? name.substring(0, name.length() - 1) : name;
  }

  /** The name for the user. */
  public String shown() {
    return isByClock() ? called() + " (processing time)" : name;
  }
}
