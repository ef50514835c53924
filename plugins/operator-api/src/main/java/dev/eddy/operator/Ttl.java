package dev.eddy.operator;

/**
 * How long an entry of state lives after its last use (Flink's StateTtlConfig): a value, each
 * element of a list, each entry of a map by itself. An entry that is over is never given again,
 * whether it has been removed or not.
 *
 * @param millis by the clock of the gate, at least 1
 */
public record Ttl(long millis, Update update) {
  /** What makes an entry live on. */
  public enum Update {
    ON_CREATE_AND_WRITE,
    ON_READ_AND_WRITE
  }

  public Ttl {
    if (millis < 1) {
      throw new IllegalArgumentException("a time to live of " + millis + " ms");
    }
  }

  /** As Flink SQL keeps state: an entry lives on by being written. */
  public static Ttl ofWrites(long millis) {
    return new Ttl(millis, Update.ON_CREATE_AND_WRITE);
  }

  /** Last use of an entry that was used before the clock began; it counts from the first tick. */
  public static final long BEFORE_THE_CLOCK = Long.MIN_VALUE;

  /**
   * Whether an entry that was last used at one time is over at another; never one that was used
   * {@link #BEFORE_THE_CLOCK}.
   */
  public boolean isOver(long used, long now) {
    long end = used + millis;
    return used != BEFORE_THE_CLOCK && end >= used && end <= now;
  }
}
