package dev.eddy.runtime.state;

import org.jspecify.annotations.Nullable;

/** The pages of a table at one moment, to which nobody writes any more. */
final class PageSnapshot implements Snapshot<Stored>, Entries.Source {
  private static final byte[] ALL = new byte[0];

  private final SlotLayout layout;
  private final int groupBits;
  private final SortedScan.Pages pages;

  PageSnapshot(SlotLayout layout, int groupBits, SortedScan.Pages pages) {
    this.layout = layout;
    this.groupBits = groupBits;
    this.pages = pages;
  }

  @Override
  public int size() {
    return pages.size() + pages.odd().size();
  }

  @Override
  public void entries(Entries into) {
    new SortedScan(layout, groupBits, pages, null).scan(ALL, into);
  }

  /** Looks at the last writers first, and at keys only of what was written since. */
  @Override
  public void changesSince(Snapshot<Stored> earlier, Entries into) {
    new SortedScan(layout, groupBits, pages, ((PageSnapshot) earlier).pages).scan(ALL, into);
  }

  @Override
  public void scan(SortedStore.Visitor<? super Stored> visitor) {
    entries(Entries.copying(visitor));
  }

  @Override
  public void changesSince(Snapshot<Stored> earlier, Changes<? super Stored> visitor) {
    changesSince(earlier, Entries.copying(visitor));
  }

  /** The entry of a full key; null where there is none. */
  @Nullable Stored get(byte[] key) {
    StateKey k = new StateKey();
    k.set(key);
    if (!layout.takes(k)) {
      return pages.odd().get(key);
    }
    Page page = pages.of(k.group(), k.hash(), groupBits);
    int slot = page.find(k);
    return slot < 0 ? null : layout.stored(page.words, page.refs, slot);
  }
}
