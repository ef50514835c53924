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
 * the logs of before-images that each page has, which hold an entry's first change since the latest
 * mark; the moment of an entry's last writer tells whether it has changed since. Going back to a
 * mark starts from the next anchor (or the present): each entry is made what it was when it is
 * touched first, so going back costs what is looked at then. When the images outgrow the entries,
 * an anchor is set.
 *
 * <p>Keys of numbers with a null among them stand in a small tree beside the pages. Used by one
 * thread at a time.
 */
public final class PageTable implements StateTable {
  /** Large enough that what leads to a page stays in the processor's cache. */
  private static final int PAGE_WORDS = 1 << 15;

  private static final int LEAST_SLOTS = 4;

  /** After so many entries that were asked for since a seek, pages of the past are made whole. */
  private static final int MANY_RECALLED = 10_000;

  private static final int MAX_DEPTH = 28;

  /** So few images are taken back at once, however small the state. */
  private static final int FEW_IMAGES = 4096;

  /** No two tables ever work in the same epoch, since they may share pages. */
  private static final AtomicLong EPOCHS = new AtomicLong();

  private static final byte[] ALL = new byte[0];

  /** All pages at one moment; nobody writes to them. */
  private record Anchor(Page[] directory, int depth, int size, SortedStore.Keyframe odd) {}

  /** The time between two anchors. */
  private static final class Segment implements Holdings.Packable {
    /** Entries at its first mark. */
    int size;

    /** Counts its marks; 0 before the first, when no images are needed. */
    int interval;

    long images;

    /** Pages of this epoch or a later one were made in it. */
    final long firstEpoch;

    /** Of images and, when it is over, of the pages that were made in it. */
    final PageLog.Weight weight = new PageLog.Weight();

    @Nullable Anchor end;

    /** When it is over: by place in the directory at its end, at the first place of each page. */
    @Nullable PageLog[] logs = {};

    private boolean packed;

    Segment(int size, long firstEpoch) {
      this.size = size;
      this.firstEpoch = firstEpoch;
    }

    /** Who goes on writing to pages that the anchor has keeps them; the anchor does not. */
    @Override
    public long pack() {
      Anchor was = end;
      if (packed || was == null) {
        return 0;
      }
      packed = true;
      long before = weight.bytes;
      weight.bytes = 0;
      Page[] pages = new Page[was.directory.length];
      for (int at = 0; at < pages.length; ) {
        Page p = was.directory[at];
        int span = 1 << was.depth - p.depth;
        Arrays.fill(pages, at, at + span, p.packed());
        weight.bytes += p.isSince(firstEpoch) ? p.packedBytes() : 0;
        for (PageLog log = logs[at]; log != null; log = log.parent) {
          weight.bytes += log.pack();
        }
        at += span;
      }
      end = new Anchor(pages, was.depth, was.size, was.odd);
      return before - weight.bytes;
    }
  }

  /** Either an anchor, or a mark in the images of a segment. */
  private static final class Frame implements Keyframe {
    final PageTable giver;
    final Segment segment;
    final int interval;
    final int size;
    final SortedStore.Keyframe odd;
    final long boundary;

    /** Whether it is the end of the segment. */
    final boolean anchor;

    Frame(
        PageTable giver,
        Segment segment,
        int interval,
        int size,
        SortedStore.Keyframe odd,
        long boundary,
        boolean anchor) {
      this.giver = giver;
      this.segment = segment;
      this.interval = interval;
      this.size = size;
      this.odd = odd;
      this.boundary = boundary;
      this.anchor = anchor;
    }

    @Override
    public void weigh(Holdings into) {
      into.add(segment, segment.weight.bytes);
    }
  }

  private final SlotLayout layout;
  private final int groupBits;
  private final int mostSlots;
  private final int fewImages;
  private final int manyRecalled;
  private final Tree<Stored> odd = new Tree<>();
  private final StateKey cold = new StateKey();
  private final Spares spares = new Spares();

  private long epoch = EPOCHS.incrementAndGet();
  private int recalled;
  private long directoryEpoch = epoch;
  private Page[] directory;
  private int depth;
  private int size;
  private Segment segment = new Segment(0, epoch);

  /** Entries written at this sequence or later were written since the latest mark. */
  private long boundary = Long.MIN_VALUE;

  private long latest = Long.MIN_VALUE;

  // The cursor: where the last find ended.
  // By place and not by page: a reference that is written costs the collector's barrier.
  private int place;
  private int slot;
  private byte @Nullable [] oddKey;
  private @Nullable Stored oddValue;

  PageTable(SlotLayout layout, int maxParallelism) {
    this(layout, maxParallelism, PAGE_WORDS, FEW_IMAGES, MANY_RECALLED);
  }

  /**
   * @param pageWords about how large a page may become
   * @param fewImages up to so many images no anchor is set
   * @param manyRecalled after so many entries of the past, its pages are made as a whole
   */
  PageTable(SlotLayout layout, int maxParallelism, int pageWords, int fewImages, int manyRecalled) {
    if (maxParallelism < 1 || maxParallelism > 1 << 15) {
      throw new IllegalArgumentException("max parallelism " + maxParallelism);
    }
    this.layout = layout;
    this.fewImages = fewImages;
    this.manyRecalled = manyRecalled;
    this.groupBits = 32 - Integer.numberOfLeadingZeros(maxParallelism - 1);
    this.mostSlots =
        Math.max(
            LEAST_SLOTS, Integer.highestOneBit(pageWords / Math.max(layout.words, layout.refs)));
    this.directory = new Page[] {new Page(layout, epoch, 0, LEAST_SLOTS)};
  }

  // ------------------------------------------------------------------ one entry, hot

  @Override
  public boolean find(StateKey key) {
    if (!layout.takes(key)) {
      oddKey = key.toBytes();
      oddValue = odd.get(oddKey);
      return oddValue != null;
    }
    if (oddKey != null) {
      oddKey = null;
    }
    return findSlot(key);
  }

  private boolean findSlot(StateKey key) {
    place = place(position(key.group(), key.hash()));
    Page p = directory[place];
    if (p.isPast()) {
      p = present(p, key);
    }
    slot = p.find(key);
    return slot >= 0;
  }

  @Override
  public long touch(int group, long hash) {
    return directory[place(position(group, hash))].touch(hash);
  }

  /**
   * Makes a page of the past, at the cursor, hold the entry of a key if there is one; as a whole
   * where so much was asked for that it is a long replay.
   */
  private Page present(Page past, StateKey key) {
    Page p = past;
    if (p.slots > 0 && p.find(key) >= 0) {
      return p;
    }
    if (++recalled > manyRecalled) {
      return complete(past);
    }
    if (!p.isOf(epoch) || p.full()) {
      p = past.roomier(epoch, prefix(past), groupBits, spares);
      supersede(past, p);
    }
    if (p.isPast()) {
      p.recall(key);
    }
    return p;
  }

  /** Makes a page of the past at the cursor one that has all its entries, and is owned. */
  private Page complete(Page past) {
    Page p = past.made(epoch, prefix(past), groupBits, spares);
    supersede(past, p);
    return p;
  }

  /** The bits that all places of the entries of a page at the cursor begin with. */
  private int prefix(Page p) {
    return place >>> depth - p.depth;
  }

  /** Puts a page of the same entries in the place of one at the cursor. */
  private void supersede(Page old, Page now) {
    // Whoever else has the old page shall not keep the images alive.
    now.log = old.log;
    old.log = null;
    replace(old, now);
  }

  @Override
  public void read(Row into) {
    if (oddKey != null) {
      into.setAll(Objects.requireNonNull(oddValue).value());
    } else {
      Page p = directory[place];
      layout.read(p.words, p.refs, slot, into);
    }
  }

  /** A column of the value that was found, which is held in a word and not null. */
  long word(int column) {
    if (oddKey != null) {
      return Objects.requireNonNull(oddValue).value().getLong(column);
    }
    return layout.word(directory[place].words, slot, column);
  }

  /** The only reference of the value that was found. */
  Object reference() {
    Object r =
        oddKey != null
            ? layout.reference(Objects.requireNonNull(oddValue).value())
            : layout.reference(directory[place].refs, slot);
    return Objects.requireNonNull(r);
  }

  @Override
  public void write(StateKey key, Row row, long sequence, int step) {
    byte[] side = oddKey;
    if (side != null) {
      odd.put(side, new Stored(row.copy(), sequence, step));
      return;
    }
    Page p = pageToWrite(key);
    layout.write(p.words, p.refs, slot, key.group(), row, sequence, step);
    if (sequence > latest) {
      latest = sequence;
    }
  }

  /** As the other one, of two numbers and then the only reference. */
  void write(StateKey key, long first, long second, Object reference, long sequence, int step) {
    byte[] side = oddKey;
    if (side != null) {
      Row row = new Row(layout.columns());
      row.setLong(0, first);
      row.setLong(1, second);
      row.setObject(2, reference);
      odd.put(side, new Stored(row, sequence, step));
      return;
    }
    Page p = pageToWrite(key);
    layout.write(p.words, p.refs, slot, key.group(), first, second, reference, sequence, step);
    if (sequence > latest) {
      latest = sequence;
    }
  }

  /** The page at the cursor, whose slot is the key's and remembered, and may be written to. */
  private Page pageToWrite(StateKey key) {
    Page p = owned();
    if (slot < 0) {
      if (segment.interval > 0) {
        logOf(p).changes(segment.interval);
      }
      while (p.full()) {
        grow();
        findSlot(key);
        p = directory[place];
      }
      slot = -1 - slot;
      layout.writeKey(p.words, p.refs, slot, key);
      p.count++;
      size++;
    } else {
      remember(p, slot);
    }
    return p;
  }

  @Override
  public void removeFound(StateKey key) {
    if (oddKey != null) {
      odd.remove(oddKey);
      return;
    }
    Page p = owned();
    if (p.isPast()) {
      p = complete(p);
      slot = p.find(key);
    }
    remember(p, slot);
    p.free(slot);
    size--;
  }

  private void remember(Page p, int at) {
    Segment s = segment;
    if (s.interval > 0 && layout.sequence(p.words, at * layout.words) < boundary) {
      s.images++;
      s.weight.bytes += logOf(p).add(s.interval, p.words, p.refs, at);
    }
  }

  /** The log of a page that is owned. */
  private PageLog logOf(Page p) {
    PageLog log = p.log;
    if (log == null) {
      log = new PageLog(layout, segment.weight, null);
      p.log = log;
    }
    return log;
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
    Page old = directory[place];
    if (old.isOf(epoch)) {
      return old;
    }
    Page p = old.copy(epoch, spares);
    supersede(old, p);
    return p;
  }

  private void replace(Page old, Page now) {
    ownDirectory();
    int span = 1 << depth - old.depth;
    int from = place & -span;
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
    Page p = directory[place];
    if (p.isPast()) {
      supersede(p, p.roomier(epoch, prefix(p), groupBits, spares));
      return;
    }
    if (p.slots < mostSlots || p.depth == MAX_DEPTH) {
      Page larger = new Page(layout, epoch, p.depth, p.slots * 2);
      larger.addAll(p);
      supersede(p, larger);
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
    PageLog log = p.log;
    if (log != null) {
      halves[0].log = new PageLog(layout, segment.weight, log);
      halves[1].log = new PageLog(layout, segment.weight, log);
    }
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
    if (segment.interval > 0 && isOutgrown()) {
      Anchor a = anchor();
      Segment over = segment;
      close(a);
      return new Frame(this, over, 0, size, a.odd, boundary, true);
    }
    if (segment.interval == 0) {
      segment.size = size;
    }
    segment.interval++;
    return new Frame(this, segment, segment.interval, size, odd.keyframe(), boundary, false);
  }

  /** Whether going back from the end of the segment would be too much work. */
  private boolean isOutgrown() {
    return segment.images > Math.max(fewImages, size * 5L / 2)
        || size > Math.max(fewImages, 4L * segment.size);
  }

  private Anchor anchor() {
    Anchor a = new Anchor(directory, depth, size, odd.keyframe());
    epoch = EPOCHS.incrementAndGet();
    return a;
  }

  /** Sets an anchor where marks of the segment need one. */
  private void endSegment() {
    if (segment.interval > 0) {
      close(anchor());
    }
  }

  private void close(Anchor end) {
    Segment over = segment;
    over.end = end;
    over.logs = new PageLog[end.directory.length];
    for (int at = 0; at < over.logs.length; at += 1 << end.depth - end.directory[at].depth) {
      Page p = end.directory[at];
      over.logs[at] = p.log;
      p.log = null;
      over.weight.bytes += p.isSince(over.firstEpoch) ? p.bytes() : 0;
    }
    segment = new Segment(size, epoch);
  }

  @Override
  public void seek(Keyframe keyframe) {
    Frame f = (Frame) keyframe;
    endSegment();
    if (f.segment.end == null) {
      f.giver.endSegment();
    }
    spare();
    restore(f);
    boundary = f.boundary;
    latest = boundary == Long.MIN_VALUE ? boundary : boundary - 1;
    // The next writes belong to another future.
    segment = new Segment(size, epoch);
  }

  /** Keeps the arrays of pages that nobody else has, before all are left. */
  private void spare() {
    for (int at = 0; at < directory.length; at += 1 << depth - directory[at].depth) {
      Page p = directory[at];
      if (p.isOf(epoch) && !p.isPast()) {
        spares.add(p);
      }
    }
  }

  /** Makes the pages what they were, in a new epoch; the segment must be closed. */
  private void restore(Frame f) {
    Anchor a = Objects.requireNonNull(f.segment.end);
    directory = a.directory;
    depth = a.depth;
    size = f.size;
    epoch = EPOCHS.incrementAndGet();
    recalled = 0;
    odd.seek(f.odd);
    ownDirectory();
    for (int at = 0; at < directory.length; ) {
      Page p = directory[at];
      int span = 1 << depth - p.depth;
      PageLog images = f.anchor ? null : f.segment.logs[at];
      Page then = p.at(epoch, images, f.interval, f.boundary);
      if (then != p) {
        Arrays.fill(directory, at, at + span, then);
      }
      at += span;
    }
  }

  // ------------------------------------------------------------------ for other threads

  @Override
  public PageSnapshot snapshot() {
    Anchor a = anchor();
    return new PageSnapshot(
        layout,
        groupBits,
        new SortedScan.Pages(a.directory, a.depth, a.size, Tree.snapshotOf(a.odd), latest));
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
    if (oddKey != null) {
      return oddValue;
    }
    Page p = directory[place];
    return layout.stored(p.words, p.refs, slot);
  }

  @Override
  public @Nullable Stored put(byte[] key, Stored value) {
    Stored before = get(key);
    write(cold, value.value(), value.sequence(), value.step());
    return before;
  }

  /** Pages of about the size that they would have grown to, without their growing. */
  @Override
  public void reserve(long entries) {
    Page only = directory[0];
    if (directory.length > 1 || only.count > 0 || only.log != null || only.isPast()) {
      return;
    }
    int bits = 0;
    while (bits < MAX_DEPTH && (entries >> bits) * 10 > mostSlots * 6L) {
      bits++;
    }
    int slots = LEAST_SLOTS;
    while (slots < mostSlots && (entries >> bits) * 10 > slots * 6L) {
      slots *= 2;
    }
    directory = new Page[1 << bits];
    for (int at = 0; at < directory.length; at++) {
      directory[at] = new Page(layout, epoch, bits, slots);
    }
    directoryEpoch = epoch;
    depth = bits;
  }

  @Override
  public void load(byte[] key, Row value, long sequence, int step) {
    cold.set(key);
    if (cold.group() >>> groupBits != 0) {
      throw new IllegalArgumentException("key group " + cold.group());
    }
    find(cold);
    write(cold, value, sequence, step);
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
    new SortedScan(
            layout,
            groupBits,
            new SortedScan.Pages(directory.clone(), depth, size, odd.snapshot(), latest),
            null)
        .scan(from, Entries.copying(visitor));
  }
}
