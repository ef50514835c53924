package dev.eddy.runtime.state;

import dev.eddy.model.row.Row;
import java.util.AbstractMap.SimpleImmutableEntry;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Visits the entries of pages in the order of their keys: slot order depends on history, so the
 * entries of a few key groups at a time are sorted. Reads only.
 */
final class SortedScan {
  /**
   * Pages at one moment.
   *
   * @param odd entries beside the pages
   * @param latest no entry was written at a later sequence
   */
  record Pages(Page[] directory, int depth, int size, Tree.TreeSnapshot<Stored> odd, long latest) {
    /** The page at a place of the directory, with its slots. */
    Page whole(int place, int groupBits) {
      Page p = directory[place];
      return p.isPast() ? p.whole(place >>> depth - p.depth, groupBits) : p;
    }

    /** The page that has the entry of a key, if there is one. */
    Page of(int group, long hash, int groupBits) {
      return whole(PageTable.place(PageTable.position(group, hash, groupBits), depth), groupBits);
    }
  }

  /** A page, and the first of its places in the directory. */
  private record Placed(Page page, int place) {}

  private final SlotLayout layout;
  private final int groupBits;
  private final Pages now;
  private final @Nullable Pages before;
  private final SlotSort sorted;
  private final Row row;
  private final SlotLayout.KeyRoom key = new SlotLayout.KeyRoom();

  /**
   * By key, what stands in no page now: entries beside the pages and, without a value, those that
   * were removed.
   */
  private final TreeMap<byte[], SimpleImmutableEntry<byte[], @Nullable Stored>> beside =
      new TreeMap<>(Arrays::compareUnsigned);

  /**
   * @param before visits only what is different from these, of the same table or one made alike;
   *     null for all
   */
  SortedScan(SlotLayout layout, int groupBits, Pages now, @Nullable Pages before) {
    this.layout = layout;
    this.groupBits = groupBits;
    this.now = now;
    this.before = before;
    this.sorted = new SlotSort(layout);
    this.row = new Row(layout.columns());
  }

  /**
   * @param from no lesser keys are visited; empty for all
   */
  void scan(byte[] from, Entries into) {
    List<SimpleImmutableEntry<byte[], @Nullable Stored>> odd = odd();
    int next = 0;
    int group = from.length < 2 ? 0 : group(from);
    boolean on = true;
    while (on && group >>> groupBits == 0) {
      group = firstGroup(group);
      int end = endGroup(group);
      beside.clear();
      while (next < odd.size() && group(odd.get(next).getKey()) < end) {
        beside.put(odd.get(next).getKey(), odd.get(next));
        next++;
      }
      collect(group, end);
      sorted.sort(end - group == 1);
      on = visit(from, into);
      group = end;
    }
  }

  private static int group(byte[] fullKey) {
    return (fullKey[0] & 0xff) << 8 | fullKey[1] & 0xff;
  }

  /** What is different beside the pages. Few keys stand there: all of them are compared. */
  private List<SimpleImmutableEntry<byte[], @Nullable Stored>> odd() {
    List<SimpleImmutableEntry<byte[], @Nullable Stored>> out = new ArrayList<>();
    List<Map.Entry<byte[], Stored>> is = new ArrayList<>();
    List<Map.Entry<byte[], Stored>> was = new ArrayList<>();
    now.odd.scan((k, v) -> is.add(Map.entry(k, v)));
    if (before != null) {
      before.odd.scan((k, v) -> was.add(Map.entry(k, v)));
    }
    Snapshot.merge(
        was,
        is,
        (a, b) -> a == b || a.sequence() == b.sequence() && a.step() == b.step(),
        (k, v) -> out.add(new SimpleImmutableEntry<>(k, v)));
    return out;
  }

  // ------------------------------------------------------------------ pages

  /** Where the page of a key group begins, and that of before. */
  private int firstGroup(int group) {
    int groups = groups(now, group);
    return group & -(before == null ? groups : Math.max(groups, groups(before, group)));
  }

  private int endGroup(int group) {
    int groups = groups(now, group);
    return group + (before == null ? groups : Math.max(groups, groups(before, group)));
  }

  /** How many key groups there are in the page of one: a power of two, and aligned. */
  private int groups(Pages of, int group) {
    return 1 << Math.max(0, groupBits - of.directory[place(of, group)].depth);
  }

  /** The first place of a key group. */
  private int place(Pages of, int group) {
    return of.depth >= groupBits ? group << of.depth - groupBits : group >>> groupBits - of.depth;
  }

  private List<Placed> pages(Pages of, int group, int end) {
    List<Placed> out = new ArrayList<>();
    for (int at = place(of, group); at < place(of, end); ) {
      Page p = of.directory[at];
      out.add(new Placed(p, at));
      at += 1 << of.depth - p.depth;
    }
    return out;
  }

  /** Those that another list does not have, with their slots. */
  private List<Page> unshared(Pages of, List<Placed> pages, List<Placed> other) {
    Set<Page> shared = Collections.newSetFromMap(new IdentityHashMap<>());
    other.forEach(o -> shared.add(o.page));
    List<Page> out = new ArrayList<>();
    for (Placed p : pages) {
      if (!shared.contains(p.page)) {
        out.add(of.whole(p.place, groupBits));
      }
    }
    return out;
  }

  private void collect(int group, int end) {
    sorted.clear();
    List<Placed> are = pages(now, group, end);
    if (before == null) {
      for (Placed p : are) {
        addSince(now.whole(p.place, groupBits), Long.MIN_VALUE);
      }
      return;
    }
    List<Placed> were = pages(before, group, end);
    int entries = 0;
    for (Page p : unshared(now, are, were)) {
      entries += p.count - addSince(p, before.latest + 1);
    }
    List<Page> old = unshared(before, were, are);
    for (Page p : old) {
      entries -= p.count;
    }
    // Those that were there before and have been written since.
    for (int i = 0; i < sorted.count(); i++) {
      entries += has(before, sorted.page(i), sorted.slot(i)) ? 1 : 0;
    }
    for (Page p : entries < 0 ? old : List.<Page>of()) {
      for (int s = 0; s < p.slots; s++) {
        if (p.taken(s) && !has(now, p, s)) {
          byte[] k = layout.key(p.words, p.refs, s);
          beside.put(k, new SimpleImmutableEntry<>(k, null));
        }
      }
    }
  }

  /** Adds the entries that were written at a sequence or later; gives how many. */
  private int addSince(Page p, long since) {
    int n = sorted.count();
    sorted.begin(p);
    for (int s = 0; s < p.slots; s++) {
      if (p.taken(s) && layout.sequence(p.words, s * layout.words) >= since) {
        sorted.add(s);
      }
    }
    return sorted.count() - n;
  }

  /** Whether there is an entry with the key that stands in a slot of any page. */
  private boolean has(Pages of, Page p, int slot) {
    int at = slot * layout.words;
    long hash = layout.hash(p.words, at);
    return of.of(layout.group(p.words, at), hash, groupBits).find(hash, p.words, p.refs, slot) >= 0;
  }

  // ------------------------------------------------------------------ entries

  private boolean visit(byte[] from, Entries into) {
    boolean all = from.length == 0;
    for (int i = 0; i < sorted.count(); i++) {
      Page p = sorted.page(i);
      int slot = sorted.slot(i);
      byte[] k = layout.key(p.words, p.refs, slot, key);
      while (!beside.isEmpty() && Arrays.compareUnsigned(beside.firstKey(), k) < 0) {
        if (!visitBeside(from, into)) {
          return false;
        }
      }
      if (!all && Arrays.compareUnsigned(k, from) < 0) {
        continue;
      }
      int at = slot * layout.words;
      layout.read(p.words, p.refs, slot, row);
      if (!into.entry(k, k.length, row, layout.sequence(p.words, at), layout.step(p.words, at))) {
        return false;
      }
    }
    while (!beside.isEmpty()) {
      if (!visitBeside(from, into)) {
        return false;
      }
    }
    return true;
  }

  private boolean visitBeside(byte[] from, Entries into) {
    SimpleImmutableEntry<byte[], @Nullable Stored> e = beside.pollFirstEntry().getValue();
    return Arrays.compareUnsigned(e.getKey(), from) < 0 || into.take(e.getKey(), e.getValue());
  }
}
