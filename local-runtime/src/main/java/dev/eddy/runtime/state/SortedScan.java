package dev.eddy.runtime.state;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * Visits the entries of pages in the order of their keys: slot order depends on history, so the
 * entries of a few key groups at a time are sorted. Reads only.
 */
final class SortedScan {
  private record Found(byte[] key, Page page, int slot) {}

  private final SlotLayout layout;
  private final int groupBits;
  private final Page[] directory;
  private final int depth;
  private final Tree<Stored> odd;

  /**
   * @param directory to which pages of the past are written back when they are made
   */
  SortedScan(SlotLayout layout, int groupBits, Page[] directory, int depth, Tree<Stored> odd) {
    this.layout = layout;
    this.groupBits = groupBits;
    this.directory = directory;
    this.depth = depth;
    this.odd = odd;
  }

  void scan(byte[] from, SortedStore.Visitor<? super Stored> visitor) {
    List<Map.Entry<byte[], Stored>> side = new ArrayList<>();
    odd.scan(from, (k, v) -> side.add(Map.entry(k, v)));
    int next = 0;
    // Entries of one key group stand in so many places of the directory that follow each other.
    int span = 1 << Math.max(0, depth - groupBits);
    List<Found> found = new ArrayList<>();
    for (int at = firstPlace(from, span); at < directory.length; at += span) {
      found.clear();
      collect(at, at + span, from, found);
      found.sort(Comparator.comparing(Found::key, Arrays::compareUnsigned));
      for (Found f : found) {
        while (next < side.size() && Arrays.compareUnsigned(side.get(next).getKey(), f.key) < 0) {
          Map.Entry<byte[], Stored> e = side.get(next++);
          if (!visitor.visit(e.getKey(), e.getValue())) {
            return;
          }
        }
        if (!visitor.visit(f.key, layout.stored(f.page.words, f.page.refs, f.slot))) {
          return;
        }
      }
    }
    while (next < side.size()) {
      Map.Entry<byte[], Stored> e = side.get(next++);
      if (!visitor.visit(e.getKey(), e.getValue())) {
        return;
      }
    }
  }

  private int firstPlace(byte[] from, int span) {
    if (from.length < 2) {
      return 0;
    }
    long group = (from[0] & 0xff) << 8 | from[1] & 0xff;
    if (group >>> groupBits != 0) {
      return directory.length;
    }
    int at = (int) (((group << 1) << (63 - groupBits)) >>> 1 >>> 63 - depth) & -span;
    while (at > 0 && directory[at - 1] == directory[at]) {
      at--;
    }
    return at;
  }

  private void collect(int begin, int end, byte[] from, List<Found> out) {
    for (int i = begin; i < end; i++) {
      Page p = directory[i];
      if (p.isPast()) {
        int span = 1 << depth - p.depth;
        p = p.whole(i >>> depth - p.depth, groupBits);
        Arrays.fill(directory, i & -span, (i & -span) + span, p);
      }
      if (i > 0 && directory[i - 1] == p) {
        continue; // A page with entries of several key groups comes whole, with the first.
      }
      for (int s = 0; s < p.slots; s++) {
        if (p.taken(s)) {
          byte[] key = layout.key(p.words, p.refs, s);
          if (Arrays.compareUnsigned(key, from) >= 0) {
            out.add(new Found(key, p, s));
          }
        }
      }
    }
  }
}
