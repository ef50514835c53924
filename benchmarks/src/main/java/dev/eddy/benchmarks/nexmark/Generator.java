package dev.eddy.benchmarks.nexmark;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * The events of a run, each a function of seed and number alone (after Nexmark: of 50 events one is
 * a person, three are auctions, the rest bids). 10 000 events are a second of event time, an event
 * comes at most 255 ms late. After every 1000th event the watermark is the greatest time so far
 * less 256 ms: no event is ever late. Not thread-safe; one for each reader.
 */
public final class Generator {
  /** Event time of event 0, a multiple of all windows. */
  public static final long START = 1_600_000_000_000L;

  /** Events from one watermark to the next. */
  public static final int WATERMARK_EVERY = 1000;

  private static final int PER_MILLISECOND = 10;

  /** An event comes at most so many milliseconds after one that happened later. */
  public static final int DISORDER = 255;

  private static final long GOLDEN = 0x9E3779B97F4A7C15L;
  private static final int ACTIVE_PERSONS = 1000;
  private static final int OPEN_AUCTIONS = 300;
  private static final int NAMES = 100_000;
  private static final String[] NOTES = new String[16];

  static {
    for (int i = 0; i < NOTES.length; i++) {
      NOTES[i] = "note " + i;
    }
  }

  private final long seed;
  private final byte[] letters = "name00000000".getBytes(StandardCharsets.ISO_8859_1);
  private long next;
  private long greatest = Long.MIN_VALUE;
  private long mark = START - 1000;

  public Generator(long seed) {
    this.seed = seed;
  }

  /** A generator that goes on at an event as if it had given all before. */
  public static Generator at(long seed, long event) {
    Generator g = new Generator(seed);
    // What is older than the disorder cannot be the greatest any more.
    long marked = event - event % WATERMARK_EVERY;
    g.next = Math.max(0, marked - (DISORDER + 1) * PER_MILLISECOND);
    Event scratch = new Event();
    while (g.next < event) {
      g.next(scratch);
    }
    return g;
  }

  /** Number of the event that comes next. */
  public long position() {
    return next;
  }

  /** Fills in the next event. */
  public void next(Event e) {
    long i = next++;
    fill(i, e);
    if (e.ts > greatest) {
      greatest = e.ts;
    }
    if (i % WATERMARK_EVERY == WATERMARK_EVERY - 1) {
      mark = greatest - DISORDER - 1;
    }
  }

  /** Fills in any event, and changes nothing else. */
  public void fill(long i, Event e) {
    long r = random(i);
    e.seq = i;
    long ts = START + i / PER_MILLISECOND - (r & DISORDER);
    e.ts = ts;
    long epoch = i / 50;
    int place = (int) (i - epoch * 50);
    if (place > 3) {
      e.kind = Event.BID;
      e.id = Math.max(0, epoch * 3 - 1 - below(r >>> 8, OPEN_AUCTIONS));
      e.party = Math.max(0, epoch - below(r >>> 24, ACTIVE_PERSONS));
      e.amount = 100 + (r >>> 44);
      e.expires = 0;
    } else if (place > 0) {
      e.kind = Event.AUCTION;
      e.id = epoch * 3 + place - 1;
      e.party = Math.max(0, epoch - below(r >>> 24, ACTIVE_PERSONS));
      e.amount = 10 + below(r >>> 8, 5);
      e.expires = ts + 1 + below(r >>> 40, 10_000);
    } else {
      e.kind = Event.PERSON;
      e.id = epoch;
      e.party = below(r >>> 8, 6);
      e.amount = 0;
      e.expires = 0;
    }
  }

  /** Whether the event given last is followed by a watermark. */
  public boolean isMarked() {
    return next % WATERMARK_EVERY == 0;
  }

  /** The watermark that holds after the event given last. */
  public long watermark() {
    return mark;
  }

  /** A fresh text of 12 characters, one of 100 000, for an event. */
  public String name(long event) {
    // 20 bits, since there are more names than 16 bits can say.
    long v = (random(~event) & 0xfffff) * NAMES >>> 20;
    for (int c = 11; c > 3; c--) {
      long tenth = v / 10;
      letters[c] = (byte) ('0' + (v - tenth * 10));
      v = tenth;
    }
    return new String(letters, StandardCharsets.ISO_8859_1);
  }

  /** A short text for an event, null for a quarter of them. */
  public @Nullable String note(long event) {
    long r = random(~event) >>> 40;
    return (r & 3) == 0 ? null : NOTES[(int) (r >>> 2) & 15];
  }

  /** A time after an event, milliseconds since 1970; 0 (none) for half of them. */
  public long due(long event) {
    long r = random(~event) >>> 24;
    return (r & 1) == 0 ? 0 : START + event / PER_MILLISECOND + (r & 0xfff);
  }

  private long random(long i) {
    // SplitMix64 (Steele, Lea, Flood 2014), entered at any place.
    long z = seed + (i + 1) * GOLDEN;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }

  /** A number below the bound, from the lowest 16 bits. */
  private static long below(long bits, int bound) {
    return (bits & 0xffff) * bound >>> 16;
  }
}
