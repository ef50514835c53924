package dev.eddy.runtime.state;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The timers of a store in buckets, one for each time, in a tree by time: most timers share their
 * time with many others (the end of a window) and are set and fired without touching the tree. A
 * keyframe is one of the tree; a bucket is copied on its first write after it, which copies none of
 * its timers (see {@link TimerBucket}).
 *
 * <p>As a {@link SortedStore} its keys are those of {@link Keys#timer}. Used by one thread at a
 * time.
 */
final class Timers implements SortedStore<Timer> {
  private static final int RECENT = 16;

  /**
   * @param bytes that were written since the keyframe before it
   */
  private record Frame(Keyframe buckets, int size, long bytes) implements Keyframe {
    @Override
    public void weigh(Holdings into) {
      buckets.weigh(into);
      into.add(this, bytes);
    }
  }

  private final Tree<TimerBucket> buckets = new Tree<>();
  private Object owner = new Object();
  private int size;
  private long written;

  /** Buckets of the present owner that are in the tree, by their time. */
  private final @Nullable TimerBucket[] recent = new TimerBucket[RECENT];

  /** The first bucket; null where it is not known. */
  private @Nullable TimerBucket head;

  /** What {@link #due} gave, while it is still there. */
  private @Nullable Timer given;

  private String name = "";
  private byte[] nameBytes = {};

  // ------------------------------------------------------------------ hot

  /**
   * Sets a timer where it is not set yet.
   *
   * @param key full key and name from the place {@code from} to {@code to}
   */
  void register(long time, byte[] key, int from, int to, int keyLength, long sequence, int step) {
    long hash = StateKey.hash(key, from + 2, to);
    TimerBucket b = ownedOrNull(time);
    if (b == null) {
      b = new TimerBucket(owner, time);
      enter(b);
    } else if (b.find(key, from, to, hash) >= 0) {
      return;
    }
    b.add(key, from, to, keyLength, hash, sequence, step);
    written += TimerBucket.bytesOf(to - from);
    size++;
    given = null;
  }

  /** Deletes a timer, see {@link #register}; whether it was there. */
  boolean delete(long time, byte[] key, int from, int to) {
    TimerBucket b = bucket(time);
    int i = b == null ? -1 : b.find(key, from, to, StateKey.hash(key, from + 2, to));
    if (b == null || i < 0) {
      return false;
    }
    remove(b, i);
    return true;
  }

  /** The first timer, which stays, where its time is not after the watermark; else null. */
  @Nullable Timer due(long watermark) {
    TimerBucket b = head;
    if (b == null) {
      b = buckets.first();
      head = b;
    }
    if (b == null || b.time > watermark) {
      return null;
    }
    Timer t = given;
    if (t == null) {
      t = b.timer(b.first(), nameBytes, name);
      if (!t.name().equals(name)) {
        name = t.name();
        nameBytes = name.getBytes(StandardCharsets.UTF_8);
      }
      given = t;
    }
    return t;
  }

  /** Takes a timer away that is about to fire. */
  void take(Timer t) {
    TimerBucket b = head;
    if (t == given && b != null) {
      remove(b, b.first());
    } else {
      remove(Keys.timer(t.time(), t.key(), t.name()));
    }
  }

  private void remove(TimerBucket b, int i) {
    size--;
    given = null;
    if (b.live() > 1) {
      owned(b).remove(i);
      return;
    }
    // The last one goes with its bucket, to which nobody writes then: it may be a keyframe's.
    buckets.remove(Keys.index(b.time ^ Long.MIN_VALUE));
    TimerBucket r = recent[slot(b.time)];
    if (r != null && r.time == b.time) {
      recent[slot(b.time)] = null;
    }
    head = null;
  }

  private static int slot(long time) {
    return (int) StateKey.mix(time) & RECENT - 1;
  }

  private @Nullable TimerBucket bucket(long time) {
    TimerBucket b = recent[slot(time)];
    return b != null && b.time == time ? b : buckets.get(Keys.index(time ^ Long.MIN_VALUE));
  }

  private @Nullable TimerBucket ownedOrNull(long time) {
    TimerBucket b = recent[slot(time)];
    if (b != null && b.time == time) {
      return b;
    }
    b = buckets.get(Keys.index(time ^ Long.MIN_VALUE));
    return b == null ? null : owned(b);
  }

  /** The bucket, copied where it belongs to a keyframe. */
  private TimerBucket owned(TimerBucket b) {
    TimerBucket o = b;
    if (b.owner != owner) {
      o = b.copy(owner);
      written += o.copiedBytes();
      enter(o);
    } else {
      recent[slot(b.time)] = b;
    }
    return o;
  }

  private void enter(TimerBucket b) {
    buckets.put(Keys.index(b.time ^ Long.MIN_VALUE), b);
    recent[slot(b.time)] = b;
    head = null;
    given = null;
  }

  private void disown() {
    owner = new Object();
    Arrays.fill(recent, null);
    head = null;
    given = null;
  }

  // ------------------------------------------------------------------ by bytes, cold

  private static long timeOf(byte[] key) {
    return Keys.index(key, 0) ^ Long.MIN_VALUE;
  }

  @Override
  public @Nullable Timer get(byte[] key) {
    TimerBucket b = bucket(timeOf(key));
    int i = b == null ? -1 : b.find(key, Long.BYTES, key.length, hash(key));
    return i < 0 ? null : Objects.requireNonNull(b).timer(i);
  }

  private static long hash(byte[] key) {
    return StateKey.hash(key, Long.BYTES + 2, key.length);
  }

  @Override
  public @Nullable Timer put(byte[] key, Timer value) {
    Timer before = remove(key);
    register(
        timeOf(key),
        key,
        Long.BYTES,
        key.length,
        value.key().length,
        value.sequence(),
        value.step());
    return before;
  }

  @Override
  public @Nullable Timer remove(byte[] key) {
    Timer before = get(key);
    if (before != null) {
      delete(timeOf(key), key, Long.BYTES, key.length);
    }
    return before;
  }

  @Override
  public int size() {
    return size;
  }

  @Override
  public @Nullable Timer first() {
    TimerBucket b = buckets.first();
    return b == null ? null : b.timer(b.first());
  }

  @Override
  public void scan(byte[] from, Visitor<? super Timer> visitor) {
    byte[] time = Arrays.copyOf(from, Math.min(from.length, Long.BYTES));
    buckets.scan(time, (k, b) -> scan(b, from, visitor));
  }

  private static boolean scan(TimerBucket b, byte[] from, Visitor<? super Timer> visitor) {
    for (int i : b.order()) {
      byte[] key = b.key(i);
      if (Arrays.compareUnsigned(key, from) >= 0 && !visitor.visit(key, b.timer(i))) {
        return false;
      }
    }
    return true;
  }

  @Override
  public byte @Nullable [] lastKeyBelow(byte[] upper) {
    byte[][] out = new byte[1][];
    scan(
        new byte[0],
        (k, t) -> {
          boolean below = Arrays.compareUnsigned(k, upper) < 0;
          if (below) {
            out[0] = k;
          }
          return below;
        });
    return out[0];
  }

  // ------------------------------------------------------------------ keyframes

  @Override
  public Keyframe keyframe() {
    Frame f = new Frame(buckets.keyframe(), size, written);
    written = 0;
    disown();
    return f;
  }

  @Override
  public void seek(Keyframe keyframe) {
    Frame f = (Frame) keyframe;
    buckets.seek(f.buckets);
    size = f.size;
    disown();
  }

  @Override
  public Snapshot<Timer> snapshot() {
    Snapshot<TimerBucket> s = buckets.snapshot();
    disown();
    return new View(s, size);
  }

  /** Nobody writes to the buckets any more. */
  private record View(Snapshot<TimerBucket> buckets, int size) implements Snapshot<Timer> {
    private static final byte[] ALL = {};

    @Override
    public void scan(Visitor<? super Timer> visitor) {
      buckets.scan((k, b) -> Timers.scan(b, ALL, visitor));
    }

    @Override
    public void changesSince(Snapshot<Timer> earlier, Changes<? super Timer> visitor) {
      View then = (View) earlier;
      Snapshot.merge(
          then.unshared(this),
          unshared(then),
          (a, b) -> a.sequence() == b.sequence() && a.step() == b.step(),
          visitor);
    }

    /** The timers of the buckets that another one does not have; a tree tells them by identity. */
    private List<Map.Entry<byte[], Timer>> unshared(View other) {
      List<Map.Entry<byte[], Timer>> out = new ArrayList<>();
      buckets.changesSince(
          other.buckets,
          (k, b) -> {
            if (b != null) {
              Timers.scan(b, ALL, (key, t) -> out.add(Map.entry(key, t)));
            }
            return true;
          });
      return out;
    }
  }
}
