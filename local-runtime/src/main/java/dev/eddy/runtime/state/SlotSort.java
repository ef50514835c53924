package dev.eddy.runtime.state;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Entries of some pages in the order of their full keys, by number of the page and slot. Sorts by
 * radix, least byte first, and only by bytes in which keys differ: no object and no comparison for
 * each entry. Used again and again by one thread.
 */
final class SlotSort {
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
  private static final int BYTE = 256;

  private final SlotLayout layout;
  private final List<Page> pages = new ArrayList<>();
  private final int[] counts = new int[BYTE];
  private long[] refs = new long[64];
  private long[] keys = new long[64];
  private long[] otherRefs = new long[64];
  private long[] otherKeys = new long[64];
  private int count;

  SlotSort(SlotLayout layout) {
    this.layout = layout;
  }

  void clear() {
    pages.clear();
    count = 0;
  }

  /** The entries that follow are of this page. */
  void begin(Page page) {
    pages.add(page);
  }

  void add(int slot) {
    if (count == refs.length) {
      refs = Arrays.copyOf(refs, 2 * count);
      keys = new long[2 * count];
      otherRefs = new long[2 * count];
      otherKeys = new long[2 * count];
    }
    refs[count++] = (long) (pages.size() - 1) << 32 | slot;
  }

  int count() {
    return count;
  }

  Page page(int i) {
    return pages.get((int) (refs[i] >>> 32));
  }

  int slot(int i) {
    return (int) refs[i];
  }

  /**
   * @param oneGroup whether all have one key group
   */
  void sort(boolean oneGroup) {
    if (count < 2) {
      return;
    }
    if (layout.keyWords == 0 && layout.headWords == 0) {
      sortBytes();
      return;
    }
    if (layout.headWords > 0) {
      sortByWords(1, layout.headWords);
      sortLonger();
    } else {
      sortByWords(0, layout.keyWords);
    }
    if (!oneGroup) {
      for (int i = 0; i < count; i++) {
        keys[i] = layout.group(page(i).words, slot(i) * layout.words);
      }
      sortByKeys();
    }
  }

  private void sortByWords(int from, int n) {
    for (int w = from + n - 1; w >= from; w--) {
      for (int i = 0; i < count; i++) {
        keys[i] = page(i).words[slot(i) * layout.words + w];
      }
      sortByKeys();
    }
  }

  /** Stable. */
  private void sortByKeys() {
    long or = 0;
    long and = -1;
    for (int i = 0; i < count; i++) {
      or |= keys[i];
      and &= keys[i];
    }
    long differs = or ^ and;
    for (int shift = 0; shift < Long.SIZE; shift += 8) {
      if ((differs >>> shift & BYTE - 1) != 0) {
        sortByByte(shift);
      }
    }
  }

  private void sortByByte(int shift) {
    Arrays.fill(counts, 0);
    for (int i = 0; i < count; i++) {
      counts[(int) (keys[i] >>> shift) & BYTE - 1]++;
    }
    int at = 0;
    for (int b = 0; b < BYTE; b++) {
      int n = counts[b];
      counts[b] = at;
      at += n;
    }
    for (int i = 0; i < count; i++) {
      int to = counts[(int) (keys[i] >>> shift) & BYTE - 1]++;
      otherKeys[to] = keys[i];
      otherRefs[to] = refs[i];
    }
    long[] k = keys;
    keys = otherKeys;
    otherKeys = k;
    long[] r = refs;
    refs = otherRefs;
    otherRefs = r;
  }

  // ------------------------------------------------------------------ keys that are bytes

  private byte[] bytes(int i) {
    return layout.key(page(i).words, page(i).refs, slot(i));
  }

  /** By the eight bytes behind those that all have alike, then those that are alike by the rest. */
  private void sortBytes() {
    byte[] first = bytes(0);
    int alike = first.length;
    for (int i = 1; i < count; i++) {
      byte[] b = bytes(i);
      int differs = Arrays.mismatch(first, 0, alike, b, 0, Math.min(alike, b.length));
      alike = differs >= 0 ? differs : Math.min(alike, b.length);
    }
    for (int i = 0; i < count; i++) {
      keys[i] = eight(bytes(i), alike);
    }
    sortByKeys();
    for (int from = 0; from < count; ) {
      int to = from + 1;
      while (to < count && keys[to] == keys[from]) {
        to++;
      }
      if (to - from > 1) {
        sortByComparing(from, to);
      }
      from = to;
    }
  }

  /** Those that begin alike and are longer than the words hold, which are sorted by them. */
  private void sortLonger() {
    for (int from = 0; from < count; ) {
      int to = from + 1;
      while (to < count && !isShort(from) && beginAlike(from, to)) {
        to++;
      }
      if (to - from > 1) {
        sortByComparing(from, to);
      }
      from = to;
    }
  }

  private boolean isShort(int i) {
    return layout.isShort(page(i).words, slot(i) * layout.words);
  }

  private boolean beginAlike(int i, int k) {
    long[] a = page(i).words;
    long[] b = page(k).words;
    int ai = slot(i) * layout.words + 1;
    int bk = slot(k) * layout.words + 1;
    return Arrays.equals(a, ai, ai + layout.headWords, b, bk, bk + layout.headWords);
  }

  /** Eight bytes from a place on, zeros where there are none. */
  private static long eight(byte[] b, int from) {
    if (b.length - from >= Long.BYTES) {
      return (long) LONG.get(b, from);
    }
    long v = 0;
    for (int i = from; i < b.length; i++) {
      v |= (b[i] & 0xffL) << 56 - 8 * (i - from);
    }
    return v;
  }

  private void sortByComparing(int from, int to) {
    Long[] run = new Long[to - from];
    for (int i = 0; i < run.length; i++) {
      run[i] = refs[from + i];
    }
    Arrays.sort(run, (a, b) -> Arrays.compareUnsigned(bytesOf(a), bytesOf(b)));
    for (int i = 0; i < run.length; i++) {
      refs[from + i] = run[i];
    }
  }

  private byte[] bytesOf(long ref) {
    Page p = pages.get((int) (ref >>> 32));
    return layout.key(p.words, p.refs, (int) ref);
  }
}
