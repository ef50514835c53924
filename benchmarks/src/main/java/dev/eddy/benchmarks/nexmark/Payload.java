package dev.eddy.benchmarks.nexmark;

/**
 * The state of {@link Query#KV}: a text of 100 characters for each key, that is read, changed and
 * written by each event.
 */
public final class Payload {
  private static final int LENGTH = 100;

  /** Events for each key, in the mean. */
  private static final int EVENTS_PER_KEY = 4;

  private Payload() {}

  /** How many keys a run over so many events has. */
  public static long keys(long events) {
    return Math.max(1, events / EVENTS_PER_KEY);
  }

  /** What a key has at first. */
  public static String first(long key) {
    StringBuilder text = new StringBuilder(LENGTH);
    long v = key;
    for (int i = 0; i < LENGTH; i++) {
      text.append((char) ('a' + (int) ((v + i) % 26)));
      v = v * 31 + 7 & Long.MAX_VALUE;
    }
    return text.toString();
  }

  /** What it has after one more event, its {@code count}th. */
  public static String next(String text, long count) {
    return text.substring(1) + (char) ('a' + (int) (count % 26));
  }
}
