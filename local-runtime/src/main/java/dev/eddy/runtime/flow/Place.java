package dev.eddy.runtime.flow;

import dev.eddy.runtime.state.Timer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Where a row stands among the rows of one gate event, so that channels merge in one order whatever
 * the parallelism: the order in which a single thread would have made them.
 *
 * <p>Rows made by a timer come after all others, by the rank of the firing operator, then time, key
 * and name of the timer. A timer that was set while others fired, and is not behind all of them,
 * fires next all the same: it counts as one more behind the last that was. Then comes the path: for
 * every operator that the row came through, by rank, the edge by which it arrived and its number
 * among the rows of that call; (0, 0) is left out, so that most rows have no place at all ({@code
 * null}).
 *
 * @param rank of the operator whose timer made the row, or -1
 * @param again how many timers fired since the one that is named, 0 for its own rows
 * @param path triples (rank, edge, number) with ascending ranks
 */
record Place(int rank, long time, byte[] key, String name, int again, int[] path) {
  private static final byte[] NO_KEY = new byte[0];
  private static final int[] NO_PATH = new int[0];
  private static final Place NONE = new Place(-1, 0, NO_KEY, "", 0, NO_PATH);

  static Place ofTimer(int rank, Timer timer) {
    return new Place(rank, timer.time(), timer.key(), timer.name(), 0, NO_PATH);
  }

  /** The place of the {@code n}-th timer that fires since the one of this place. */
  Place again(int n) {
    return new Place(rank, time, key, name, n, path);
  }

  /** The place of the {@code number}-th row that an operator makes of a row at {@code from}. */
  static @Nullable Place derive(@Nullable Place from, int rank, int edge, int number) {
    if (edge == 0 && number == 0) {
      return from;
    }
    Place f = from == null ? NONE : from;
    int n = f.path.length;
    int[] path = Arrays.copyOf(f.path, n + 3);
    path[n] = rank;
    path[n + 1] = edge;
    path[n + 2] = number;
    return new Place(f.rank, f.time, f.key, f.name, f.again, path);
  }

  static int compare(@Nullable Place a, @Nullable Place b) {
    if (a == b) {
      return 0;
    }
    Place x = a == null ? NONE : a;
    Place y = b == null ? NONE : b;
    int c = Integer.compare(x.rank, y.rank);
    if (c == 0 && x.rank >= 0) {
      c = Long.compare(x.time, y.time);
      c = c != 0 ? c : Arrays.compareUnsigned(x.key, y.key);
      c = c != 0 ? c : x.name.compareTo(y.name);
      c = c != 0 ? c : Integer.compare(x.again, y.again);
    }
    return c != 0 ? c : comparePaths(x.path, y.path);
  }

  /** Lexicographic by rank, where a rank that is left out counts as (0, 0). */
  private static int comparePaths(int[] x, int[] y) {
    int common = Math.min(x.length, y.length);
    for (int i = 0; i < common; i += 3) {
      if (x[i] != y[i]) {
        // The one with the lower rank has more than (0, 0) there.
        return x[i] < y[i] ? 1 : -1;
      }
      int c = Integer.compare(x[i + 1], y[i + 1]);
      c = c != 0 ? c : Integer.compare(x[i + 2], y[i + 2]);
      if (c != 0) {
        return c;
      }
    }
    return Integer.compare(x.length, y.length);
  }
}
