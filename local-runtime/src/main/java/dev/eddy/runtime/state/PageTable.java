package dev.eddy.runtime.state;

import dev.eddy.model.row.Row;
import java.util.Arrays;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Entries of one state in a hash table that can be put back: extendible hashing (Fagin and others,
 * 1979) over key group and hash, so a full page splits alone. A page is copied on its first write
 * in an <em>epoch</em>; an epoch ends with an <em>anchor</em>, which is the directory itself.
 *
 * <p>Scattered writes would copy nearly all pages after each anchor. So most keyframes are marks in
 * a log of before-images, which holds an entry's first change since the latest mark; the moment of
 * an entry's last writer tells whether it has changed since. Going back to a mark starts from the
 * next anchor (or the present) and takes the images back. When the images outgrow the entries, an
 * anchor is set.
 *
 * <p>Keys of numbers with a null among them stand in a small tree beside the pages. Used by one
 * thread at a time.
 */
public final class PageTable implements StateTable {
  /** Large enough that what leads to a page stays in the processor's cache. */
  private static final int PAGE_WORDS = 1 << 15;

  private static final int LEAST_SLOTS = 4;
  private static final int MAX_DEPTH = 28;

  /** So few images are taken back at once, however small the state. */
  private static final int FEW_IMAGES = 4096;

  /** No two tables ever work in the same epoch, since they may share pages. */
  private static final AtomicLong EPOCHS = new AtomicLong();

  private static final byte[] ALL = new byte[0];

  /** All pages at one moment; nobody writes to them. */
  private record Anchor(Page[] directory, int depth, int size, SortedStore.Keyframe odd) {}

  /** The time between two anchors. */
  private static final class Segment {
    @Nullable ImageLog log;
    @Nullable Anchor end;
  }

  /** Either an anchor, or a mark in the images of a segment. */
  private static final class Frame implements Keyframe {
    final PageTable giver;
    final Segment segment;
    final ImageLog.@Nullable Mark mark;
    final SortedStore.Keyframe odd;
    final long boundary;
    final @Nullable Anchor anchor;

    Frame(
        PageTable giver,
        Segment segment,
        ImageLog.@Nullable Mark mark,
        SortedStore.Keyframe odd,
        long boundary,
        @Nullable Anchor anchor) {
      this.giver = giver;
      this.segment = segment;
      this.mark = mark;
      this.odd = odd;
      this.boundary = boundary;
      this.anchor = anchor;
    }
  }

  private final SlotLayout layout;
  private final int groupBits;
  private final int mostSlots;
  private final int fewImages;
  private final Tree<Stored> odd = new Tree<>();
  private final StateKey cold = new StateKey();

  private long epoch = EPOCHS.incrementAndGet();
  private long directoryEpoch = epoch;
  private Page[] directory;
  private int depth;
  private int size;
  private Segment segment = new Segment();

  /** Entries written at this sequence or later were written since the latest mark. */
  private long boundary = Long.MIN_VALUE;

  private long latest = Long.MIN_VALUE;

  // The cursor: where the last find ended.
  private int place;
  private Page page;
  private int slot;
  private byte @Nullable [] oddKey;
  private @Nullable Stored oddValue;

  PageTable(SlotLayout layout, int maxParallelism) {
    this(layout, maxParallelism, PAGE_WORDS, FEW_IMAGES);
  }

  /**
   * @param pageWords about how large a page may become
   * @param fewImages up to so many images no anchor is set
   */
  PageTable(SlotLayout layout, int maxParallelism, int pageWords, int fewImages) {
    if (maxParallelism < 1 || maxParallelism > 1 << 15) {
      throw new IllegalArgumentException("max parallelism " + maxParallelism);
    }
    this.layout = layout;
    this.fewImages = fewImages;
    this.groupBits = 32 - Integer.numberOfLeadingZeros(maxParallelism - 1);
    this.mostSlots =
        Math.max(
            LEAST_SLOTS, Integer.highestOneBit(pageWords / Math.max(layout.words, layout.refs)));
    this.page = new Page(layout, epoch, 0, LEAST_SLOTS);
    this.directory = new Page[] {page};
  }

  // ------------------------------------------------------------------ one entry, hot

  @Override
  public boolean find(StateKey key) {
    if (!layout.takes(key)) {
      oddKey = key.toBytes();
      oddValue = odd.get(oddKey);
      return oddValue != null;
    }
    oddKey = null;
    return findSlot(key);
  }

  private boolean findSlot(StateKey key) {
    place = place(position(key.group(), key.hash()));
    page = directory[place];
    slot = page.find(key);
    return slot >= 0;
  }

  @Override
  public long touch(int group, long hash) {
    return directory[place(position(group, hash))].touch(hash);
  }

  @Override
  public void read(Row into) {
    if (oddKey != null) {
      into.setAll(Objects.requireNonNull(oddValue).value());
    } else {
      layout.read(page.words, page.refs, slot, into);
    }
  }

  @Override
  public void write(StateKey key, Row row, long sequence, int step) {
    byte[] side = oddKey;
    if (side != null) {
      odd.put(side, new Stored(row.copy(), sequence, step));
      return;
    }
    Page p = owned();
    if (slot < 0) {
      remember(key);
      while (p.full()) {
        grow();
        findSlot(key);
        p = page;
      }
      slot = -1 - slot;
      layout.writeKey(p.words, p.refs, slot, key);
      p.count++;
      size++;
    } else {
      remember(p, slot);
    }
    layout.write(p.words, p.refs, slot, key.group(), row, sequence, step);
    if (sequence > latest) {
      latest = sequence;
    }
  }

  @Override
  public void removeFound(StateKey key) {
    if (oddKey != null) {
      odd.remove(oddKey);
      return;
    }
    Page p = owned();
    remember(p, slot);
    p.free(slot);
    size--;
  }

  private void remember(StateKey key) {
    ImageLog log = segment.log;
    if (log != null) {
      log.addAbsent(key.group(), key);
    }
  }

  private void remember(Page p, int at) {
    ImageLog log = segment.log;
    if (log != null && layout.sequence(p.words, at * layout.words) < boundary) {
      log.add(p.words, p.refs, at);
    }
  }

  /** Bits of which the directory takes the first: the key group, then the hash. */
  private long position(int group, long hash) {
    return position(group, hash, groupBits);
  }

  private int place(long position) {
    return place(position, depth);
  }

  static long position(int group, long hash, int groupBits) {
    return ((long) group << 1) << (63 - groupBits) | hash >>> groupBits;
  }

  static int place(long position, int depth) {
    return (int) (position >>> 1 >>> 63 - depth);
  }

  /** The page at the cursor, copied where it belongs to an earlier epoch. */
  private Page owned() {
    Page p = page;
    if (p.epoch != epoch) {
      p = p.copy(epoch);
      replace(place, page, p);
      page = p;
    }
    return p;
  }

  private void replace(int at, Page old, Page now) {
    ownDirectory();
    int span = 1 << depth - old.depth;
    int from = at & -span;
    Arrays.fill(directory, from, from + span, now);
  }

  private void ownDirectory() {
    if (directoryEpoch != epoch) {
      directory = directory.clone();
      directoryEpoch = epoch;
    }
  }

  /** Makes room in the page at the cursor, which is owned. */
  private void grow() {
    Page p = page;
    if (p.slots < mostSlots || p.depth == MAX_DEPTH) {
      Page larger = new Page(layout, epoch, p.depth, p.slots * 2);
      for (int s = 0; s < p.slots; s++) {
        if (p.taken(s)) {
          larger.add(p, s);
        }
      }
      replace(place, p, larger);
      return;
    }
    if (p.depth == depth) {
      Page[] twice = new Page[directory.length * 2];
      for (int i = 0; i < twice.length; i++) {
        twice[i] = directory[i >>> 1];
      }
      directory = twice;
      directoryEpoch = epoch;
      depth++;
      place <<= 1;
    }
    int upper = 0;
    for (int s = 0; s < p.slots; s++) {
      if (p.taken(s) && isUpper(p, s)) {
        upper++;
      }
    }
    Page[] halves = {half(p, p.count - upper), half(p, upper)};
    for (int s = 0; s < p.slots; s++) {
      if (p.taken(s)) {
        halves[isUpper(p, s) ? 1 : 0].add(p, s);
      }
    }
    ownDirectory();
    int span = 1 << depth - p.depth;
    int from = place & -span;
    Arrays.fill(directory, from, from + span / 2, halves[0]);
    Arrays.fill(directory, from + span / 2, from + span, halves[1]);
  }

  private boolean isUpper(Page p, int s) {
    int at = s * layout.words;
    long position = position(layout.group(p.words, at), layout.hash(p.words, at));
    return (position << p.depth) < 0;
  }

  private Page half(Page p, int entries) {
    int slots = LEAST_SLOTS;
    while (slots < mostSlots && slots < entries * 2) {
      slots *= 2;
    }
    // All may go to one side, which then is as full as before and splits again.
    return new Page(
        layout, epoch, p.depth + 1, Math.max(slots, Integer.highestOneBit(entries) * 2));
  }

  // ------------------------------------------------------------------ keyframes

  @Override
  public Keyframe keyframe() {
    boundary = latest == Long.MIN_VALUE ? latest : latest + 1;
    ImageLog log = segment.log;
    if (log != null && log.images() > Math.max(fewImages, size * 5L / 2)) {
      Anchor a = anchor();
      close(a);
      return new Frame(this, segment, null, a.odd, boundary, a);
    }
    if (log == null) {
      log = new ImageLog(layout);
      segment.log = log;
    }
    return new Frame(this, segment, log.mark(), odd.keyframe(), boundary, null);
  }

  private Anchor anchor() {
    Anchor a = new Anchor(directory, depth, size, odd.keyframe());
    epoch = EPOCHS.incrementAndGet();
    return a;
  }

  /** Sets an anchor where marks of the segment need one. */
  private void endSegment() {
    if (segment.log != null) {
      close(anchor());
    }
  }

  private void close(Anchor end) {
    segment.end = end;
    segment = new Segment();
  }

  @Override
  public void seek(Keyframe keyframe) {
    Frame f = (Frame) keyframe;
    endSegment();
    if (f.segment.end == null) {
      f.giver.endSegment();
    }
    restore(f);
    boundary = f.boundary;
    latest = boundary == Long.MIN_VALUE ? boundary : boundary - 1;
    // Of this epoch no page is anybody else's, but the next writes belong to another future.
    segment = new Segment();
  }

  /** Makes the pages what they were, in a new epoch; the segment must be closed. */
  private void restore(Frame f) {
    Anchor a = f.anchor != null ? f.anchor : Objects.requireNonNull(f.segment.end);
    directory = a.directory;
    depth = a.depth;
    size = a.size;
    epoch = EPOCHS.incrementAndGet();
    odd.seek(f.odd);
    if (f.anchor == null) {
      undo(f);
    }
  }

  private void undo(Frame f) {
    ImageLog log = Objects.requireNonNull(f.segment.log);
    log.undo(Objects.requireNonNull(f.mark), directory.length, this::placeOf, this::takeBack);
  }

  private int placeOf(long[] words, int image) {
    int at = image * layout.words;
    boolean absent = words[at + layout.facts] == 0;
    int group = absent ? layout.absentGroup(words, at) : layout.group(words, at);
    return place(position(group, layout.hash(words, at)));
  }

  private void takeBack(long[] words, @Nullable Object[] refs, int image) {
    int w = layout.words;
    int from = image * w;
    boolean absent = words[from + layout.facts] == 0;
    int group = absent ? layout.absentGroup(words, from) : layout.group(words, from);
    long hash = layout.hash(words, from);
    place = place(position(group, hash));
    page = directory[place];
    slot = page.find(hash, words, refs, image);
    if (absent) {
      if (slot >= 0) {
        owned().free(slot);
        size--;
      }
      return;
    }
    Page p = owned();
    if (slot < 0) {
      while (p.full()) {
        grow();
        place = place(position(group, hash));
        page = directory[place];
        p = page;
      }
      slot = -1 - p.find(hash, words, refs, image);
      p.count++;
      size++;
    }
    System.arraycopy(words, from, p.words, slot * w, w);
    System.arraycopy(refs, image * layout.refs, p.refs, slot * layout.refs, layout.refs);
  }

  // ------------------------------------------------------------------ for other threads

  @Override
  public Snapshot<Stored> snapshot() {
    Anchor a = anchor();
    return new PageSnapshot(
        layout, groupBits, a.directory, a.depth, a.size, Tree.snapshotOf(a.odd), latest);
  }

  // ------------------------------------------------------------------ by bytes, cold

  @Override
  public int size() {
    return size + odd.size();
  }

  @Override
  public @Nullable Stored get(byte[] key) {
    cold.set(key);
    if (cold.group() >>> groupBits != 0) {
      throw new IllegalArgumentException("key group " + cold.group());
    }
    if (!find(cold)) {
      return null;
    }
    return oddKey != null ? oddValue : layout.stored(page.words, page.refs, slot);
  }

  @Override
  public @Nullable Stored put(byte[] key, Stored value) {
    Stored before = get(key);
    write(cold, value.value(), value.sequence(), value.step());
    return before;
  }

  @Override
  public @Nullable Stored remove(byte[] key) {
    Stored before = get(key);
    if (before != null) {
      removeFound(cold);
    }
    return before;
  }

  @Override
  public @Nullable Stored first() {
    Stored[] out = new Stored[1];
    scan(
        ALL,
        (k, v) -> {
          out[0] = v;
          return false;
        });
    return out[0];
  }

  @Override
  public byte @Nullable [] lastKeyBelow(byte[] upper) {
    byte[][] out = new byte[1][];
    scan(
        ALL,
        (k, v) -> {
          boolean below = Arrays.compareUnsigned(k, upper) < 0;
          if (below) {
            out[0] = k;
          }
          return below;
        });
    return out[0];
  }

  @Override
  public void scan(byte[] from, Visitor<? super Stored> visitor) {
    new SortedScan(layout, groupBits, directory, depth, odd).scan(from, visitor);
  }
}
