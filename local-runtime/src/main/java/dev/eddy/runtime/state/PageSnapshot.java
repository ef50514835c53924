package dev.eddy.runtime.state;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The pages of a table at one moment, to which nobody writes any more. */
final class PageSnapshot implements Snapshot<Stored> {
  private static final byte[] ALL = new byte[0];

  private final SlotLayout layout;
  private final int groupBits;
  private final Page[] directory;
  private final int depth;
  private final int size;
  private final Snapshot<Stored> odd;
  private final long latest;

  /**
   * @param odd entries beside the pages
   * @param latest no entry was written at a later sequence
   */
  PageSnapshot(
      SlotLayout layout,
      int groupBits,
      Page[] directory,
      int depth,
      int size,
      Snapshot<Stored> odd,
      long latest) {
    this.layout = layout;
    this.groupBits = groupBits;
    this.directory = directory;
    this.depth = depth;
    this.size = size;
    this.odd = odd;
    this.latest = latest;
  }

  @Override
  public int size() {
    return size + odd.size();
  }

  @Override
  public void scan(SortedStore.Visitor<? super Stored> visitor) {
    Tree<Stored> side = new Tree<>();
    odd.scan(
        (k, v) -> {
          side.put(k, v);
          return true;
        });
    new SortedScan(layout, groupBits, directory.clone(), depth, side).scan(ALL, visitor);
  }

  /** Looks at the last writers first, and at keys only of what was written since. */
  @Override
  public void changesSince(Snapshot<Stored> earlier, Changes<? super Stored> visitor) {
    PageSnapshot before = (PageSnapshot) earlier;
    List<Map.Entry<byte[], Stored>> old = new ArrayList<>();
    List<Map.Entry<byte[], Stored>> now = new ArrayList<>();
    int added = 0;
    for (Page p : unshared(this, before)) {
      for (int s = 0; s < p.slots; s++) {
        if (p.taken(s) && layout.sequence(p.words, s * layout.words) > before.latest) {
          now.add(entry(p, s));
          added += before.has(p, s) ? 0 : 1;
        }
      }
    }
    if (size - added != before.size) {
      for (Page p : unshared(before, this)) {
        for (int s = 0; s < p.slots; s++) {
          if (p.taken(s) && !has(p, s)) {
            old.add(before.entry(p, s));
          }
        }
      }
    }
    // Few keys stand beside the pages: all of them are compared.
    before.odd.scan((k, v) -> old.add(Map.entry(k, v)));
    odd.scan((k, v) -> now.add(Map.entry(k, v)));
    Comparator<Map.Entry<byte[], Stored>> byKey = Map.Entry.comparingByKey(Arrays::compareUnsigned);
    old.sort(byKey);
    now.sort(byKey);
    Snapshot.merge(
        old,
        now,
        (a, b) -> a == b || a.sequence() == b.sequence() && a.step() == b.step(),
        visitor);
  }

  private Map.Entry<byte[], Stored> entry(Page p, int slot) {
    return Map.entry(layout.key(p.words, p.refs, slot), layout.stored(p.words, p.refs, slot));
  }

  /** Whether there is an entry with the key that stands in a slot of any page. */
  private boolean has(Page p, int slot) {
    int at = slot * layout.words;
    long hash = layout.hash(p.words, at);
    int place =
        PageTable.place(PageTable.position(layout.group(p.words, at), hash, groupBits), depth);
    return pageAt(place).find(hash, p.words, p.refs, slot) >= 0;
  }

  /** The entry of a full key; null where there is none. */
  @Nullable Stored get(byte[] key) {
    StateKey k = new StateKey();
    k.set(key);
    if (!layout.takes(k)) {
      Stored[] found = new Stored[1];
      odd.scan(
          (side, v) -> {
            found[0] = Arrays.equals(side, key) ? v : null;
            return found[0] == null;
          });
      return found[0];
    }
    int place = PageTable.place(PageTable.position(k.group(), k.hash(), groupBits), depth);
    Page p = pageAt(place);
    int slot = p.find(k);
    return slot < 0 ? null : layout.stored(p.words, p.refs, slot);
  }

  private Page pageAt(int place) {
    Page p = directory[place];
    return p.isPast() ? p.whole(place >>> depth - p.depth, groupBits) : p;
  }

  /** Pages of one snapshot that another does not have. */
  private static List<Page> unshared(PageSnapshot of, PageSnapshot other) {
    Set<Page> shared = Collections.newSetFromMap(new IdentityHashMap<>());
    Collections.addAll(shared, other.directory);
    List<Page> out = new ArrayList<>();
    for (int i = 0; i < of.directory.length; i++) {
      Page p = of.directory[i];
      if ((i == 0 || of.directory[i - 1] != p) && !shared.contains(p)) {
        out.add(of.pageAt(i));
      }
    }
    return out;
  }
}
