package dev.eddy.designer.canvas;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * Finds what lies near a place without looking at everything: grids of cells, each twice as wide as
 * the one before it. An item stands in the grid whose cells are about its size, so in four cells at
 * most, however large it is. Immutable.
 */
public final class SpatialIndex<T> {
  private static final double CELL = 256;

  private final List<T> items;
  private final double[] bounds;
  private final Map<Integer, Map<Long, int[]>> grids = new TreeMap<>();

  public SpatialIndex(Collection<T> items, Function<T, Box> boundsOf) {
    this.items = List.copyOf(items);
    this.bounds = new double[this.items.size() * 4];
    for (int i = 0; i < this.items.size(); i++) {
      Box b = boundsOf.apply(this.items.get(i));
      bounds[4 * i] = b.x();
      bounds[4 * i + 1] = b.y();
      bounds[4 * i + 2] = b.right();
      bounds[4 * i + 3] = b.bottom();
      add(i, b);
    }
  }

  private void add(int item, Box b) {
    int level = 0;
    for (double c = CELL; c < Math.max(b.width(), b.height()) && level < 40; c *= 2) {
      level++;
    }
    double size = CELL * (1L << level);
    Map<Long, int[]> grid = grids.computeIfAbsent(level, k -> new HashMap<>());
    for (long cx = cell(b.x(), size); cx <= cell(b.right(), size); cx++) {
      for (long cy = cell(b.y(), size); cy <= cell(b.bottom(), size); cy++) {
        grid.merge(key(cx, cy), new int[] {1, item}, SpatialIndex::appended);
      }
    }
  }

  // An array whose first element counts the others.
  private static int[] appended(int[] old, int[] one) {
    int n = old[0];
    int[] out = n + 1 < old.length ? old : java.util.Arrays.copyOf(old, old.length * 2 + 2);
    out[n + 1] = one[1];
    out[0] = n + 1;
    return out;
  }

  /** Everything whose bounds touch the box, each once, in the order of the items. */
  public List<T> touching(Box box) {
    BitSet found = new BitSet();
    grids.forEach(
        (level, grid) -> {
          double size = CELL * (1L << level);
          long x0 = cell(box.x(), size);
          long x1 = cell(box.right(), size);
          long y0 = cell(box.y(), size);
          long y1 = cell(box.bottom(), size);
          if ((x1 - x0 + 1) * (double) (y1 - y0 + 1) > grid.size()) {
            grid.values().forEach(c -> collect(c, box, found));
          } else {
            for (long cx = x0; cx <= x1; cx++) {
              for (long cy = y0; cy <= y1; cy++) {
                int[] c = grid.get(key(cx, cy));
                if (c != null) {
                  collect(c, box, found);
                }
              }
            }
          }
        });
    List<T> out = new ArrayList<>(found.cardinality());
    for (int i = found.nextSetBit(0); i >= 0; i = found.nextSetBit(i + 1)) {
      out.add(items.get(i));
    }
    return out;
  }

  private void collect(int[] cell, Box box, BitSet found) {
    for (int k = 1; k <= cell[0]; k++) {
      int i = cell[k];
      if (bounds[4 * i] <= box.right()
          && bounds[4 * i + 2] >= box.x()
          && bounds[4 * i + 1] <= box.bottom()
          && bounds[4 * i + 3] >= box.y()) {
        found.set(i);
      }
    }
  }

  private static long cell(double v, double size) {
    return (long) Math.floor(v / size);
  }

  private static long key(long cx, long cy) {
    return cx << 32 ^ cy & 0xffffffffL;
  }
}
