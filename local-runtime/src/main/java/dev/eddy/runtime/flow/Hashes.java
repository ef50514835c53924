package dev.eddy.runtime.flow;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Hashes of two bytes of the rows that a node emitted since the last {@link #clear}, in the order
 * of a single thread. A subtask of several also keeps where each row stands, so that they can be
 * merged.
 */
final class Hashes {
  private final boolean placed;
  private short[] hashes = new short[16];
  private long[] sequences = new long[0];
  private @Nullable Place[] places = new Place[0];
  private int size;

  Hashes(boolean placed) {
    this.placed = placed;
    if (placed) {
      sequences = new long[16];
      places = new Place[16];
    }
  }

  /** Whether hashes are kept; replays of what was recorded do not need them. */
  boolean on = true;

  void add(long hash, long sequence, @Nullable Place place) {
    if (!on) {
      return;
    }
    if (size == hashes.length) {
      hashes = Arrays.copyOf(hashes, size * 2);
      if (placed) {
        sequences = Arrays.copyOf(sequences, size * 2);
        places = Arrays.copyOf(places, size * 2);
      }
    }
    hashes[size] = (short) hash;
    if (placed) {
      sequences[size] = sequence;
      places[size] = place;
    }
    size++;
  }

  void clear() {
    if (placed) {
      Arrays.fill(places, 0, size, null);
    }
    size = 0;
  }

  short[] toArray() {
    return Arrays.copyOf(hashes, size);
  }

  /** The hashes of all subtasks of a node in the order of a single thread. */
  static short[] merge(List<Hashes> parts) {
    if (parts.size() == 1) {
      return parts.get(0).toArray();
    }
    int total = 0;
    for (Hashes h : parts) {
      total += h.size;
    }
    short[] out = new short[total];
    int[] at = new int[parts.size()];
    List<Hashes> all = new ArrayList<>(parts);
    for (int i = 0; i < total; i++) {
      int best = -1;
      for (int p = 0; p < at.length; p++) {
        if (at[p] < all.get(p).size
            && (best < 0 || before(all.get(p), at[p], all.get(best), at[best]))) {
          best = p;
        }
      }
      out[i] = all.get(best).hashes[at[best]++];
    }
    return out;
  }

  private static boolean before(Hashes a, int i, Hashes b, int k) {
    return a.sequences[i] != b.sequences[k]
        ? a.sequences[i] < b.sequences[k]
        : Place.compare(a.places[i], b.places[k]) < 0;
  }
}
