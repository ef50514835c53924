package dev.eddy.designer.canvas;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** Finds what lies near a place without looking at everything: a grid of cells. Immutable. */
public final class SpatialIndex<T> {
  private static final double CELL = 256;

  private final Map<Long, List<T>> cells = new HashMap<>();
  private final Function<T, Box> bounds;

  public SpatialIndex(Iterable<T> items, Function<T, Box> bounds) {
    this.bounds = bounds;
    for (T item : items) {
      Box b = bounds.apply(item);
      for (long cx = cell(b.x()); cx <= cell(b.right()); cx++) {
        for (long cy = cell(b.y()); cy <= cell(b.bottom()); cy++) {
          cells.computeIfAbsent(key(cx, cy), k -> new ArrayList<>()).add(item);
        }
      }
    }
  }

  /** Everything whose bounds touch the box, each once. */
  public List<T> touching(Box box) {
    Set<T> out = new LinkedHashSet<>();
    for (long cx = cell(box.x()); cx <= cell(box.right()); cx++) {
      for (long cy = cell(box.y()); cy <= cell(box.bottom()); cy++) {
        for (T item : cells.getOrDefault(key(cx, cy), List.of())) {
          if (bounds.apply(item).intersects(box)) {
            out.add(item);
          }
        }
      }
    }
    return new ArrayList<>(out);
  }

  private static long cell(double v) {
    return (long) Math.floor(v / CELL);
  }

  private static long key(long cx, long cy) {
    return cx << 32 ^ cy & 0xffffffffL;
  }
}
