package dev.eddy.runtime.state;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The timers of one time, each as its full key and name, packed in the order in which they were
 * set. A bucket is written to only while its owner is the present one of the {@link Timers}; else a
 * copy is made, which shares the arrays: nobody writes to places that another one has, for timers
 * are only appended, by the bucket that ends where the arrays are used up to. One that has fired or
 * was deleted stays as dead.
 *
 * <p>What is found by searching (an index by hash, the order of firing) belongs to the latest copy
 * and is made anew after going back.
 */
final class TimerBucket {
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  private static final int WORDS = 4;
  private static final int HASH = 0;
  private static final int SEQUENCE = 1;
  private static final int STEP = 2;

  /** How long the full key is, of which the name is the rest, and where both end. */
  private static final int LENGTH_AND_END = 3;

  /** Up to so many are searched one by one. */
  private static final int FEW = 8;

  private static final int BYTES = 120;

  /** How far arrays are used, by whichever bucket has them. */
  private static final class Used {
    int entries;

    Used(int entries) {
      this.entries = entries;
    }
  }

  final Object owner;
  final long time;
  private Used used;
  private byte[] data;
  private long[] words;
  private int n;
  private int live;
  private long @Nullable [] dead;

  private int @Nullable [] index;
  private int @Nullable [] order;

  /** Position in {@link #order}; those before have fired. */
  private int next;

  TimerBucket(Object owner, long time) {
    this.owner = owner;
    this.time = time;
    this.used = new Used(0);
    this.data = new byte[24];
    this.words = new long[WORDS];
  }

  private TimerBucket(Object owner, TimerBucket of) {
    this.owner = owner;
    this.time = of.time;
    this.used = of.used;
    this.data = of.data;
    this.words = of.words;
    this.n = of.n;
    this.live = of.live;
    this.dead = of.dead == null ? null : of.dead.clone();
    this.index = of.index;
    this.order = of.order;
    this.next = of.next;
    of.index = null;
    of.order = null;
  }

  /** A copy that another owner may write to. */
  TimerBucket copy(Object newOwner) {
    return new TimerBucket(newOwner, this);
  }

  int live() {
    return live;
  }

  /** About how many bytes of the heap a copy takes. */
  int copiedBytes() {
    long[] d = dead;
    return BYTES + (d == null ? 0 : 8 * d.length);
  }

  /** Bytes of the heap that a timer takes, about. */
  static int bytesOf(int length) {
    return WORDS * 8 + length;
  }

  // ------------------------------------------------------------------ one timer

  /**
   * The position of a living timer, or -1.
   *
   * @param of holds full key and name from a place to an end
   * @param hash of these bytes, by {@link StateKey#hash}
   */
  int find(byte[] of, int from, int to, long hash) {
    if (n <= FEW) {
      for (int i = 0; i < n; i++) {
        if (is(i, of, from, to, hash)) {
          return i;
        }
      }
      return -1;
    }
    int[] at = index();
    int mask = at.length - 1;
    for (int s = (int) hash & mask; at[s] != 0; s = s + 1 & mask) {
      if (is(at[s] - 1, of, from, to, hash)) {
        return at[s] - 1;
      }
    }
    return -1;
  }

  private boolean is(int i, byte[] of, int from, int to, long hash) {
    return words[i * WORDS + HASH] == hash
        && !isDead(i)
        && Arrays.equals(data, begin(i), end(i), of, from, to);
  }

  private int[] index() {
    int[] at = index;
    if (at == null || at.length < n * 2) {
      at = new int[Math.max(32, Integer.highestOneBit(n) * 4)];
      index = at;
      for (int i = 0; i < n; i++) {
        if (!isDead(i)) {
          enter(at, i);
        }
      }
    }
    return at;
  }

  private void enter(int[] at, int i) {
    int mask = at.length - 1;
    int s = (int) words[i * WORDS + HASH] & mask;
    while (at[s] != 0) {
      s = s + 1 & mask;
    }
    at[s] = i + 1;
  }

  /**
   * Adds a timer that is not there, see {@link #find}.
   *
   * @param keyLength of the full key
   */
  void add(byte[] of, int from, int to, int keyLength, long hash, long sequence, int step) {
    if (n > 64 && live < n / 2) {
      compact();
    }
    int begin = n == 0 ? 0 : end(n - 1);
    int end = begin + to - from;
    room(end);
    System.arraycopy(of, from, data, begin, to - from);
    int w = n * WORDS;
    words[w + HASH] = hash;
    words[w + SEQUENCE] = sequence;
    words[w + STEP] = step;
    words[w + LENGTH_AND_END] = (long) keyLength << 32 | end;
    int i = n++;
    live++;
    used.entries = n;
    int[] at = index;
    if (at != null) {
      if (at.length < n * 2) {
        index = null;
      } else {
        enter(at, i);
      }
    }
    int[] o = order;
    if (o != null) {
      addToOrder(o);
    }
  }

  /** Makes room for an entry whose bytes end there, in arrays that nobody else uses beyond n. */
  private void room(int end) {
    boolean shared = used.entries != n;
    if (shared || (n + 1) * WORDS > words.length) {
      words = Arrays.copyOf(words, Math.max(words.length, n < 2 ? 2 * WORDS : n * 2 * WORDS));
    }
    if (shared || end > data.length) {
      data = Arrays.copyOf(data, Math.max(data.length, end > data.length ? end * 2 : end));
    }
    if (shared) {
      used = new Used(n);
    }
  }

  /** Leaves the dead ones out, in arrays of its own. */
  private void compact() {
    byte[] d = new byte[data.length];
    long[] w = new long[words.length];
    int to = 0;
    int end = 0;
    for (int i = 0; i < n; i++) {
      if (!isDead(i)) {
        int length = end(i) - begin(i);
        System.arraycopy(data, begin(i), d, end, length);
        end += length;
        System.arraycopy(words, i * WORDS, w, to * WORDS, WORDS);
        w[to * WORDS + LENGTH_AND_END] = (long) keyLength(i) << 32 | end;
        to++;
      }
    }
    data = d;
    words = w;
    n = to;
    used = new Used(n);
    dead = null;
    index = null;
    order = null;
  }

  /** Takes a living timer away. */
  void remove(int i) {
    long[] d = dead;
    if (d == null) {
      d = new long[(Math.max(n, 64) + 63) >>> 6];
      dead = d;
    } else if (i >>> 6 >= d.length) {
      d = Arrays.copyOf(d, (n + 63) >>> 6);
      dead = d;
    }
    d[i >>> 6] |= 1L << i;
    live--;
  }

  private boolean isDead(int i) {
    long[] d = dead;
    return d != null && i >>> 6 < d.length && (d[i >>> 6] & 1L << i) != 0;
  }

  // ------------------------------------------------------------------ reading

  private int begin(int i) {
    return i == 0 ? 0 : end(i - 1);
  }

  private int end(int i) {
    return (int) words[i * WORDS + LENGTH_AND_END];
  }

  private int keyLength(int i) {
    return (int) (words[i * WORDS + LENGTH_AND_END] >>> 32);
  }

  Timer timer(int i) {
    int from = begin(i);
    int name = from + keyLength(i);
    return new Timer(
        new String(data, name, end(i) - name, StandardCharsets.UTF_8),
        time,
        Arrays.copyOfRange(data, from, name),
        words[i * WORDS + SEQUENCE],
        (int) words[i * WORDS + STEP]);
  }

  /** As {@link #timer(int)}, of which the caller knows the name where it is one of these bytes. */
  Timer timer(int i, byte[] nameBytes, String name) {
    int from = begin(i);
    int to = from + keyLength(i);
    return Arrays.equals(data, to, end(i), nameBytes, 0, nameBytes.length)
        ? new Timer(
            name,
            time,
            Arrays.copyOfRange(data, from, to),
            words[i * WORDS + SEQUENCE],
            (int) words[i * WORDS + STEP])
        : timer(i);
  }

  /** What {@link Keys#timer} gives for a timer. */
  byte[] key(int i) {
    int from = begin(i);
    byte[] out = new byte[Long.BYTES + end(i) - from];
    LONG.set(out, 0, time ^ Long.MIN_VALUE);
    System.arraycopy(data, from, out, Long.BYTES, end(i) - from);
    return out;
  }

  /** The living timer that fires first. */
  int first() {
    int[] o = order;
    if (o == null && n == 1) {
      // Times that are not rounded are mostly those of one timer.
      return 0;
    }
    if (o == null) {
      o = order();
      order = o;
      next = 0;
    }
    while (isDead(o[next])) {
      next++;
    }
    return o[next];
  }

  /** The living timers in the order of firing. For any thread. */
  int[] order() {
    int[] out = new int[live];
    long[] heads = new long[n];
    long[] tails = new long[n];
    int to = 0;
    for (int i = 0; i < n; i++) {
      if (!isDead(i)) {
        out[to++] = i;
        heads[i] = word(i, 0);
        tails[i] = word(i, Long.BYTES);
      }
    }
    new Sorting(heads, tails).sort(out);
    return out;
  }

  /** Eight bytes of key and name, zeros behind their end. */
  private long word(int i, int at) {
    int from = begin(i) + at;
    int left = end(i) - from;
    if (left >= Long.BYTES) {
      return (long) LONG.get(data, from);
    }
    long v = 0;
    for (int k = 0; k < left; k++) {
      v |= (data[from + k] & 0xffL) << 56 - 8 * k;
    }
    return v;
  }

  /** By key group, key bytes, name: no full key is the beginning of another. */
  private int compare(int a, int b) {
    return Arrays.compareUnsigned(data, begin(a), end(a), data, begin(b), end(b));
  }

  /** Puts the timer that was added last where it belongs among those that have not fired yet. */
  private void addToOrder(int[] o) {
    int added = n - 1;
    int low = next;
    int high = o.length;
    while (low < high) {
      int mid = (low + high) >>> 1;
      if (compare(o[mid], added) < 0) {
        low = mid + 1;
      } else {
        high = mid;
      }
    }
    int[] more = new int[o.length + 1];
    System.arraycopy(o, 0, more, 0, low);
    more[low] = added;
    System.arraycopy(o, low, more, low + 1, o.length - low);
    order = more;
  }

  /** Orders timers as {@link #compare} does, mostly by two words. */
  private final class Sorting {
    private final long[] heads;
    private final long[] tails;

    /**
     * @param heads first eight bytes of each timer
     * @param tails the eight behind them
     */
    Sorting(long[] heads, long[] tails) {
      this.heads = heads;
      this.tails = tails;
    }

    private int compareFast(int a, int b) {
      int c = Long.compareUnsigned(heads[a], heads[b]);
      if (c == 0) {
        c = Long.compareUnsigned(tails[a], tails[b]);
      }
      return c != 0 ? c : compare(a, b);
    }

    void sort(int[] all) {
      int count = all.length;
      int groups = 0;
      for (int i : all) {
        groups = Math.max(groups, group(i) + 1);
      }
      int[] spare = new int[count];
      if (count <= FEW || groups > 2 * count) {
        sort(all, spare, 0, count);
        return;
      }
      // By key group at once, since there are mostly a few of each.
      int[] begins = new int[groups + 1];
      for (int i : all) {
        begins[group(i)]++;
      }
      for (int g = 1; g <= groups; g++) {
        begins[g] += begins[g - 1];
      }
      System.arraycopy(all, 0, spare, 0, count);
      for (int i = count - 1; i >= 0; i--) {
        all[--begins[group(spare[i])]] = spare[i];
      }
      for (int g = 0; g < groups; g++) {
        sort(all, spare, begins[g], begins[g + 1]);
      }
    }

    private int group(int i) {
      return (int) (heads[i] >>> 48);
    }

    /**
     * Merge sort of a part from the bottom up: of a method that calls itself the compiler, as it is
     * set for long chains, would inline thirty levels.
     */
    private void sort(int[] all, int[] spare, int from, int to) {
      for (int run = from; run < to; run += FEW) {
        insert(all, run, Math.min(run + FEW, to));
      }
      for (int width = FEW; width < to - from; width *= 2) {
        for (int left = from; left + width < to; left += 2 * width) {
          merge(all, spare, left, left + width, Math.min(left + 2 * width, to));
        }
      }
    }

    private void insert(int[] all, int from, int to) {
      for (int i = from + 1; i < to; i++) {
        int x = all[i];
        int k = i;
        while (k > from && compareFast(all[k - 1], x) > 0) {
          all[k] = all[k - 1];
          k--;
        }
        all[k] = x;
      }
    }

    private void merge(int[] all, int[] spare, int from, int mid, int to) {
      System.arraycopy(all, from, spare, from, mid - from);
      int left = from;
      int right = mid;
      for (int at = from; left < mid; at++) {
        all[at] =
            right < to && compareFast(all[right], spare[left]) < 0 ? all[right++] : spare[left++];
      }
    }
  }
}
