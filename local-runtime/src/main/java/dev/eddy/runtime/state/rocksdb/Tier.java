package dev.eddy.runtime.state.rocksdb;

import java.lang.invoke.VarHandle;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * Entries before a database: bytes in chunks that are written one behind the other, found by an
 * index of hashes, so that there is no object for an entry. Where there is no more room in memory,
 * the oldest chunk goes to a file as it is; the index goes on leading there. An entry that is found
 * in the file comes back to memory, and a chunk of which little is left is written anew with others
 * (a log with an index before it: FASTER, Chandramouli et al. 2018; which chunk is next: the one
 * with the least in it). Only where the index becomes too large, entries leave {@link Below}: a
 * database that keeps all in order pays for it with each change, and nobody asks for the order of
 * what changes again soon.
 *
 * <p>Chunks in memory are in two queues, so that a scan over more keys than there is room for does
 * not push out all that is there before it comes again (S3-FIFO, Yang et al. 2023, without its
 * ghosts): what comes goes through a short queue first, and only what is used there again stays for
 * long. In the long queue, too, what was used since gets another turn. Used by one thread.
 */
final class Tier {
  private static final VarHandle INT = EntryCodec.INT;

  /** What lies below: it takes entries that leave, many after each other. */
  interface Below {
    /**
     * Takes an entry, whose bytes are valid during the call.
     *
     * @param valueLength less than 0 for one that was removed
     */
    void take(byte[] from, int keyAt, int keyLength, int valueAt, int valueLength);

    /** Writes what was taken. */
    void write();
  }

  /** An entry: upper half of the hash, key length and flags, size in bytes, length of the value. */
  private static final int KEY = 4;

  private static final int SIZE = 8;
  private static final int VALUE = 12;
  private static final int HEADER = 16;
  private static final int USED = 1 << 31;
  private static final int DIRTY = 1 << 30;

  /** There is a newer copy of it, or nobody needs it. */
  private static final int DEAD = 1 << 29;

  private static final int LENGTH = DEAD - 1;
  static final int NO_VALUE = -1;

  /** A position is the number of a chunk and a place in it, in units of eight bytes. */
  private static final int PLACE_BITS = 18;

  private static final int PLACE = (1 << PLACE_BITS) - 1;

  /** Most bytes of a chunk: with its header just a power of two, as the collector's regions are. */
  static final int MOST_CHUNK_BYTES = (1 << (PLACE_BITS + 3)) - 16;

  /** Numbers beyond it are kept for what is in memory. */
  private static final int MOST_CHUNKS = (1 << (31 - PLACE_BITS)) * 3 / 4;

  private static final int FIRST_CHUNK_BYTES = 1024;

  /** One in so many bytes is for what has come lately. */
  private static final int COMING_PART = 8;

  /** So many places of dirty entries are noted; beyond it all entries are looked at. */
  private static final int NOTED = 256;

  /** In bytes, what is read of the file for an entry at first. */
  private static final int NEAR = 256;

  /** So many chunks may be on file beyond twice what is in them. */
  private static final int LOOSE_CHUNKS = 4;

  /** Numbers of chunks, the oldest first. */
  private static final class Queue {
    private int[] numbers = new int[4];
    private int first;
    private int size;
    long bytes;

    int newest() {
      return size == 0 ? -1 : numbers[(first + size - 1) & (numbers.length - 1)];
    }

    void add(int number) {
      if (size == numbers.length) {
        int[] more = new int[size * 2];
        for (int i = 0; i < size; i++) {
          more[i] = numbers[(first + i) & (size - 1)];
        }
        numbers = more;
        first = 0;
      }
      numbers[(first + size++) & (numbers.length - 1)] = number;
    }

    int poll() {
      int out = numbers[first];
      first = (first + 1) & (numbers.length - 1);
      size--;
      return out;
    }

    void clear() {
      first = 0;
      size = 0;
      bytes = 0;
    }
  }

  private final Below below;
  private final Room room;
  private final int chunkBytes;
  private final SpillFile file;
  private final Queue coming = new Queue();
  private final Queue staying = new Queue();

  /** At most one chunk, of what was left in others on file. */
  private final Queue gathering = new Queue();

  /** By number; null where it is free or on file. */
  private byte[][] chunks = new byte[4][];

  private int[] ends = new int[4];

  /** Bytes of entries in each that count. */
  private int[] live = new int[4];

  private boolean[] onFile = new boolean[4];

  /** Whether the database knows all that is in a chunk on file. */
  private boolean[] clean = new boolean[4];

  /** Those of all. */
  private long liveBytes;

  private long fileBytes;
  private long fileLive;
  private int[] free = {0, 1, 2, 3};
  private int freeCount = 4;
  private byte[] spare = {};
  private byte[] near = new byte[NEAR];
  private byte[] aside = {};

  private final HashIndex index = new HashIndex();

  /** Those of the index with them. */
  private long bytes;

  /** Of the index, as counted. */
  private long indexBytes = index.bytes();

  private long dirty;
  private final int[] noted = new int[NOTED];

  /** How many are noted; more than there are places where some were not. */
  private int notedCount;

  /** The entry that was found. */
  private byte[] chunk = {};

  private int at;
  private int position = -1;

  /**
   * @param spill where chunks go for which there is no room in memory
   */
  Tier(Below below, Room room, int chunkBytes, Path spill) {
    this.below = below;
    this.room = room;
    this.chunkBytes = Math.min(chunkBytes, MOST_CHUNK_BYTES);
    this.file = new SpillFile(spill, this.chunkBytes);
  }

  // ------------------------------------------------------------------ one entry

  /** Moves the cursor to a key; gives whether anything is known of it. */
  boolean find(byte[] key, int length, long hash) {
    int tag = (int) (hash >>> 32);
    for (int i = index.home(tag); ; i = index.next(i)) {
      long slot = index.at(i);
      if (slot == HashIndex.FREE) {
        position = -1;
        return false;
      }
      if (HashIndex.tag(slot) == tag) {
        int p = HashIndex.position(slot);
        byte[] c = chunks[p >>> PLACE_BITS];
        if (c == null) {
          if (load(p, tag, key, length)) {
            return true;
          }
          continue;
        }
        int a = (p & PLACE) << 3;
        int head = (int) INT.get(c, a + KEY);
        if ((head & LENGTH) == length
            && Arrays.equals(c, a + HEADER, a + HEADER + length, key, 0, length)) {
          if (head >= 0) {
            INT.set(c, a + KEY, head | USED);
          }
          chunk = c;
          at = a;
          position = p;
          return true;
        }
      }
    }
  }

  /** Takes an entry back from the file if it has this key, and puts the cursor there. */
  private boolean load(int p, int tag, byte[] key, int length) {
    int number = p >>> PLACE_BITS;
    int from = (p & PLACE) << 3;
    int n = readNear(number, from);
    if (((int) INT.get(near, KEY) & LENGTH) != length) {
      return false;
    }
    int size = readWhole(number, from, n);
    if (!Arrays.equals(near, HEADER, HEADER + length, key, 0, length)) {
      return false;
    }
    int flags = clean[number] ? 0 : (int) INT.get(near, KEY) & DIRTY;
    index.remove(tag, p);
    lose(number, size);
    int to = roomFor(size);
    chunk = chunks[to];
    at = ends[to];
    position = to << PLACE_BITS | at >>> 3;
    System.arraycopy(near, 0, chunk, at, size);
    INT.set(chunk, at + KEY, length | flags);
    ends[to] = at + size;
    gain(to, size);
    addToIndex(tag, position);
    if (flags != 0) {
      notePlace(position);
    }
    return true;
  }

  /** Reads an entry on file, or the beginning of a long one; gives how many bytes. */
  private int readNear(int number, int from) {
    int n = Math.min(ends[number] - from, NEAR);
    file.read(number, from, near, n);
    return n;
  }

  /** Reads the rest of it, where so much is read; gives its size. */
  private int readWhole(int number, int from, int n) {
    int size = (int) INT.get(near, SIZE);
    if (size > n) {
      near = size > near.length ? new byte[size] : near;
      file.read(number, from, near, size);
    }
    return size;
  }

  /** Reads what {@link #find} will read first; the result means nothing. */
  long touch(long hash) {
    long slot = index.at(index.home((int) (hash >>> 32)));
    if (slot == HashIndex.FREE) {
      return 0;
    }
    int p = HashIndex.position(slot);
    byte[] c = chunks[p >>> PLACE_BITS];
    int a = (p & PLACE) << 3;
    return c == null ? file.read(p >>> PLACE_BITS, a) : c[a];
  }

  /** Whether the cursor is at an entry, be it one that was removed. */
  boolean isKnown() {
    return position >= 0;
  }

  /** Whether the cursor is at an entry with a value. */
  boolean isThere() {
    return position >= 0 && valueLength() >= 0;
  }

  byte[] chunk() {
    return chunk;
  }

  int valueAt() {
    return at + HEADER + ((int) INT.get(chunk, at + KEY) & LENGTH);
  }

  int valueLength() {
    return (int) INT.get(chunk, at + VALUE);
  }

  /**
   * Writes a value of the key where {@link #find} has put the cursor, which then means nothing.
   *
   * @param length {@link #NO_VALUE} for an entry that was removed
   */
  void write(byte[] key, int keyLength, long hash, byte[] value, int from, int length) {
    if (position >= 0) {
      int head = (int) INT.get(chunk, at + KEY);
      int valueAt = at + HEADER + (head & LENGTH);
      if (valueAt + length <= at + (int) INT.get(chunk, at + SIZE)) {
        INT.set(chunk, at + VALUE, length);
        if (length > 0) {
          System.arraycopy(value, from, chunk, valueAt, length);
        }
        if ((head & DIRTY) == 0) {
          INT.set(chunk, at + KEY, head | DIRTY);
          note(position);
        }
        return;
      }
      drop();
      // It grows, and may go on growing.
      make(key, keyLength, hash, DIRTY, value, from, length, Math.max(0, length >> 3));
    } else {
      make(key, keyLength, hash, DIRTY, value, from, length, 0);
    }
  }

  /** Takes an entry from below, of which nothing is known here, and puts the cursor there. */
  void add(byte[] key, int keyLength, long hash, byte[] value, int length) {
    position = make(key, keyLength, hash, 0, value, 0, length, 0);
    chunk = chunks[position >>> PLACE_BITS];
    at = (position & PLACE) << 3;
  }

  /** Forgets the entry at the cursor, also below. */
  void drop() {
    int head = (int) INT.get(chunk, at + KEY);
    if ((head & DIRTY) != 0) {
      dirty--;
    }
    INT.set(chunk, at + KEY, head & ~DIRTY | DEAD);
    index.remove((int) INT.get(chunk, at), position);
    lose(position >>> PLACE_BITS, (int) INT.get(chunk, at + SIZE));
    position = -1;
  }

  private int make(
      byte[] key,
      int keyLength,
      long hash,
      int flags,
      byte[] value,
      int from,
      int length,
      int slack) {
    int tag = (int) (hash >>> 32);
    int size = (HEADER + keyLength + Math.max(0, length) + slack + 7) & ~7;
    int number = roomFor(size);
    byte[] c = chunks[number];
    int a = ends[number];
    ends[number] = a + size;
    gain(number, size);
    INT.set(c, a, tag);
    INT.set(c, a + KEY, keyLength | flags);
    INT.set(c, a + SIZE, size);
    INT.set(c, a + VALUE, length);
    System.arraycopy(key, 0, c, a + HEADER, keyLength);
    if (length > 0) {
      System.arraycopy(value, from, c, a + HEADER + keyLength, length);
    }
    int p = number << PLACE_BITS | a >>> 3;
    addToIndex(tag, p);
    if (flags != 0) {
      note(p);
    }
    return p;
  }

  private void note(int p) {
    dirty++;
    notePlace(p);
  }

  private void notePlace(int p) {
    if (notedCount < NOTED) {
      noted[notedCount] = p;
    }
    notedCount = Math.min(notedCount + 1, NOTED + 1);
  }

  // ------------------------------------------------------------------ all entries

  long bytes() {
    return bytes;
  }

  /** How many entries the database does not know. */
  long dirty() {
    return dirty;
  }

  /** Whether its entries are no more than so many bytes, those of the index with them. */
  boolean isWithin(long most) {
    return liveBytes + indexBytes <= most;
  }

  /** A copy of all entries, where none is below, and so none was removed that was there. */
  PackedEntries packed() {
    PackedEntries out = new PackedEntries(index.count(), (int) liveBytes);
    each(out::add);
    return out;
  }

  /** Gives all entries that are here, in no order. */
  void each(PackedEntries.Taker to) {
    for (int i = 0; i < index.slots(); i++) {
      long slot = index.at(i);
      if (slot == HashIndex.FREE) {
        continue;
      }
      int number = HashIndex.position(slot) >>> PLACE_BITS;
      int a = (HashIndex.position(slot) & PLACE) << 3;
      byte[] c = chunks[number];
      if (c == null) {
        readWhole(number, a, readNear(number, a));
        c = near;
        a = 0;
      }
      int keyLength = (int) INT.get(c, a + KEY) & LENGTH;
      int value = a + HEADER + keyLength;
      to.take(c, a + HEADER, keyLength, value, (int) INT.get(c, a + VALUE));
    }
  }

  /** Hands down what the database does not know; it stays here as well. */
  void flush() {
    if (dirty == 0) {
      notedCount = 0;
      return;
    }
    boolean all = notedCount > NOTED;
    for (int i = 0; !all && i < notedCount; i++) {
      all = onFile[noted[i] >>> PLACE_BITS];
    }
    if (!all) {
      for (int i = 0; i < notedCount; i++) {
        clean(chunks[noted[i] >>> PLACE_BITS], (noted[i] & PLACE) << 3);
      }
      below.write();
    } else {
      for (int number = 0; number < chunks.length; number++) {
        byte[] c = chunks[number];
        if (c != null) {
          for (int a = 0; a < ends[number]; a += (int) INT.get(c, a + SIZE)) {
            clean(c, a);
          }
          below.write();
        } else if (onFile[number] && !clean[number]) {
          flushFile(number);
          below.write();
        }
      }
    }
    notedCount = 0;
  }

  private void flushFile(int number) {
    byte[] c = read(number);
    for (int a = 0; a < ends[number]; a += (int) INT.get(c, a + SIZE)) {
      int head = (int) INT.get(c, a + KEY);
      if ((head & DIRTY) != 0 && index.has((int) INT.get(c, a), number << PLACE_BITS | a >>> 3)) {
        dirty--;
        hand(c, a, head & LENGTH);
      }
    }
    clean[number] = true;
  }

  /** All bytes of a chunk on file, until the next call. */
  private byte[] read(int number) {
    if (aside.length < chunkBytes) {
      aside = new byte[chunkBytes];
    }
    file.read(number, 0, aside, ends[number]);
    return aside;
  }

  private void clean(byte[] c, int a) {
    int head = (int) INT.get(c, a + KEY);
    if ((head & DIRTY) != 0) {
      INT.set(c, a + KEY, head & ~DIRTY);
      dirty--;
      hand(c, a, head & LENGTH);
    }
  }

  private void hand(byte[] c, int a, int keyLength) {
    below.take(c, a + HEADER, keyLength, a + HEADER + keyLength, (int) INT.get(c, a + VALUE));
  }

  /** Forgets everything. */
  void clear() {
    for (int number = 0; number < chunks.length; number++) {
      if (chunks[number] != null) {
        take(number);
      } else if (onFile[number]) {
        release(number);
      }
    }
    spare = new byte[0];
    coming.clear();
    staying.clear();
    gathering.clear();
    fileLive = 0;
    liveBytes = 0;
    clearIndex();
    position = -1;
    dirty = 0;
    notedCount = 0;
  }

  /** As {@link #clear}, for good. */
  void close() {
    clear();
    file.close();
  }

  // ------------------------------------------------------------------ chunks

  /** The newest chunk of what comes, or another one, in which so much is free. */
  private int roomFor(int size) {
    int number = coming.newest();
    if (number >= 0) {
      byte[] c = chunks[number];
      int end = ends[number] + size;
      if (end <= c.length) {
        return number;
      }
      if (end <= chunkBytes) {
        // Small as long as there is little.
        byte[] larger = Arrays.copyOf(c, Math.min(chunkBytes, Math.max(end, c.length * 2)));
        account(coming, larger.length - c.length);
        chunks[number] = larger;
        return number;
      }
    }
    int length =
        Math.max(size, index.count() == 0 ? Math.min(FIRST_CHUNK_BYTES, chunkBytes) : chunkBytes);
    boolean left = false;
    while (bytes > 0 && coming.size + staying.size > 0 && !room.mayGrow(bytes, length)) {
      left = true;
      if (staying.size == 0 || coming.size > 0 && coming.bytes + length > bytes / COMING_PART) {
        turnComing();
      } else {
        int to = staying.size > 1 ? staying.newest() : -1;
        retire(staying.poll(), to, to < 0 ? 0 : chunks[to].length);
      }
    }
    if (left) {
      tidyFile();
      below.write();
      if (index.count() == 0) {
        clearIndex();
      }
    }
    while (coming.size > 0 && coming.bytes + length > Math.max(length, bytes / COMING_PART)) {
      // There is still room: all may stay.
      int settled = coming.poll();
      coming.bytes -= chunks[settled].length;
      staying.add(settled);
      staying.bytes += chunks[settled].length;
    }
    return fresh(coming, length);
  }

  private int fresh(Queue queue, int length) {
    if (freeCount == 0) {
      int n = chunks.length;
      chunks = Arrays.copyOf(chunks, n * 2);
      ends = Arrays.copyOf(ends, n * 2);
      live = Arrays.copyOf(live, n * 2);
      onFile = Arrays.copyOf(onFile, n * 2);
      clean = Arrays.copyOf(clean, n * 2);
      free = new int[n * 2];
      for (int i = 0; i < n; i++) {
        free[freeCount++] = 2 * n - 1 - i;
      }
    }
    int number = free[--freeCount];
    if (spare.length == length) {
      chunks[number] = spare;
      spare = new byte[0];
    } else {
      chunks[number] = new byte[length];
    }
    ends[number] = 0;
    live[number] = 0;
    queue.add(number);
    account(queue, length);
    return number;
  }

  private void account(Queue queue, long more) {
    queue.bytes += more;
    bytes += more;
    room.take(more);
  }

  /** Takes a chunk out that is in no queue any more; it may serve again. */
  private void take(int number) {
    byte[] c = chunks[number];
    chunks[number] = null;
    bytes -= c.length;
    room.take(-c.length);
    if (c.length == chunkBytes) {
      spare = c;
    }
    if (!onFile[number]) {
      free(number);
    }
  }

  private void free(int number) {
    free[freeCount++] = number;
    if (notedCount > 0) {
      // Another one will be where something was noted.
      notedCount = NOTED + 1;
    }
  }

  /** An entry of a chunk counts. */
  private void gain(int number, int size) {
    live[number] += size;
    liveBytes += size;
  }

  /** An entry of a chunk does not count any more. */
  private void lose(int number, int size) {
    live[number] -= size;
    liveBytes -= size;
    if (onFile[number]) {
      fileLive -= size;
      if (live[number] == 0) {
        release(number);
      }
    }
  }

  private void release(int number) {
    onFile[number] = false;
    fileBytes -= ends[number];
    free(number);
  }

  /** Lets a chunk go that is in no queue any more. */
  private void spill(int number) {
    byte[] c = chunks[number];
    if (live[number] > 0 && c.length <= chunkBytes) {
      file.write(number, c, ends[number]);
      onFile[number] = true;
      clean[number] = false;
      fileBytes += ends[number];
      fileLive += live[number];
    } else {
      // It is empty, or one entry that is too large.
      leave(number, c);
    }
    take(number);
  }

  /** Hands down what is in a chunk. */
  private void leave(int number, byte[] c) {
    for (int a = 0, size; live[number] > 0; a += size) {
      size = (int) INT.get(c, a + SIZE);
      int tag = (int) INT.get(c, a);
      int p = number << PLACE_BITS | a >>> 3;
      if (index.has(tag, p)) {
        int head = (int) INT.get(c, a + KEY);
        if ((head & DIRTY) != 0 && !(onFile[number] && clean[number])) {
          dirty--;
          hand(c, a, head & LENGTH);
        }
        index.remove(tag, p);
        lose(number, size);
      }
    }
  }

  /** Writes anew what is left in chunks on file, and lets some go below if there are too many. */
  private void tidyFile() {
    while (fileBytes > 2 * fileLive + (long) LOOSE_CHUNKS * chunkBytes) {
      gather(least());
    }
    while (fileLive > 0 && isCrowded()) {
      int number = least();
      leave(number, read(number));
    }
  }

  /** Whether the index, or numbers of chunks, should not become more. */
  private boolean isCrowded() {
    return room.isMuchOf(2 * index.bytes()) && index.isHalfFull()
        || chunks.length - freeCount > MOST_CHUNKS;
  }

  /** The chunk on file with the least in it. */
  private int least() {
    int out = -1;
    for (int number = 0; number < chunks.length; number++) {
      if (onFile[number] && (out < 0 || live[number] < live[out])) {
        out = number;
      }
    }
    return out;
  }

  private void gather(int number) {
    byte[] c = read(number);
    for (int a = 0, size; live[number] > 0; a += size) {
      size = (int) INT.get(c, a + SIZE);
      if (index.has((int) INT.get(c, a), number << PLACE_BITS | a >>> 3)) {
        int to = gathering.newest();
        if (to < 0 || ends[to] + size > chunks[to].length) {
          if (to >= 0) {
            gathering.clear();
            spill(to);
          }
          to = fresh(gathering, chunkBytes);
        }
        move(number, c, a, to);
      }
    }
  }

  /** The oldest chunk of what has come goes; what was used in it stays. */
  private void turnComing() {
    int number = coming.poll();
    byte[] c = chunks[number];
    coming.bytes -= c.length;
    for (int a = 0, size; a < ends[number]; a += size) {
      size = (int) INT.get(c, a + SIZE);
      int head = (int) INT.get(c, a + KEY);
      if ((head & USED) != 0 && (head & DEAD) == 0 && size <= chunkBytes) {
        int to = staying.newest();
        if (to < 0 || ends[to] + size > chunks[to].length) {
          to = turnStaying();
        }
        if (ends[to] + size <= chunks[to].length) {
          move(number, c, a, to);
        }
      }
    }
    spill(number);
  }

  /**
   * Gives a new chunk at the end of what stays, for which the oldest goes where there is no room;
   * at most half of that one gets another turn, so that there is room at last.
   */
  private int turnStaying() {
    int old = staying.size > 0 && !room.mayGrow(bytes, chunkBytes) ? staying.poll() : -1;
    int to = fresh(staying, chunkBytes);
    if (old >= 0) {
      retire(old, to, chunkBytes / 2);
    }
    return to;
  }

  /**
   * Lets a chunk of what stays go.
   *
   * @param to the chunk that takes what was used since, or -1
   * @param most up to where that one may be filled
   */
  private void retire(int number, int to, int most) {
    byte[] c = chunks[number];
    staying.bytes -= c.length;
    for (int a = 0, size; to >= 0 && a < ends[number]; a += size) {
      size = (int) INT.get(c, a + SIZE);
      int head = (int) INT.get(c, a + KEY);
      if ((head & USED) != 0 && (head & DEAD) == 0 && ends[to] + size <= most) {
        move(number, c, a, to);
      }
    }
    spill(number);
  }

  /** Copies an entry to the end of another chunk; it counts as not used. */
  private void move(int from, byte[] c, int a, int to) {
    int size = (int) INT.get(c, a + SIZE);
    int b = ends[to];
    byte[] d = chunks[to];
    System.arraycopy(c, a, d, b, size);
    int head = (int) INT.get(c, a + KEY);
    boolean known = onFile[from] && clean[from];
    INT.set(d, b + KEY, head & (known ? LENGTH : LENGTH | DIRTY));
    ends[to] = b + size;
    gain(to, size);
    int tag = (int) INT.get(c, a);
    int p = to << PLACE_BITS | b >>> 3;
    index.move(tag, from << PLACE_BITS | a >>> 3, p);
    if ((head & DIRTY) != 0 && !known) {
      notePlace(p);
    }
    lose(from, size);
  }

  // ------------------------------------------------------------------ the index

  private void addToIndex(int tag, int p) {
    index.add(tag, p);
    accountIndex();
  }

  private void clearIndex() {
    index.clear();
    accountIndex();
  }

  private void accountIndex() {
    long more = index.bytes() - indexBytes;
    if (more != 0) {
      indexBytes += more;
      bytes += more;
      room.take(more);
    }
  }
}
