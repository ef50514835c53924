package dev.eddy.runtime;

import dev.eddy.runtime.flow.Network.Frame;
import dev.eddy.runtime.state.Holdings;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Keyframes by the sequence of the next event. A capped number is kept, of capped weight: beyond a
 * cap those go whose going makes the least gap, measured by its distance from the head. Beyond an
 * eighth of the run all are as far from the head, so that the old ones lie evenly and no gap grows
 * with its age. Beside them a few that were made on old ground, and fine ones around the moment
 * where somebody steps back: every seek makes another copy of what was written since, and a
 * keyframe holds the copy in which it was made, so of these few may be held at once.
 */
final class Keyframes {
  private static final int KEPT = 4096;

  /** So many go at a time when there are more than {@link #KEPT}. */
  private static final int THINNED = 256;

  private static final int FINE = 128;
  private static final int AGAIN = 8;

  /** The part of the run, from the head back, in which keyframes get denser: one in so many. */
  private static final int EVEN = 8;

  /** They are weighed when so many have come, or a part of those that are there. */
  private static final int WEIGHED_EVERY = 16;

  private static final int WEIGHED_PART = 32;

  /** Part of the weight allowed that is left when some had to go. */
  private static final double EASED = 0.9;

  /** From this part of the weight allowed on, their going helps who needs memory. */
  private static final int MUCH = 4;

  private final TreeMap<Long, Frame> frames = new TreeMap<>();
  private final TreeMap<Long, Frame> fine = new TreeMap<>();
  private final TreeMap<Long, Frame> again = new TreeMap<>();
  private final ArrayDeque<Long> oldest = new ArrayDeque<>();
  private final long mostBytes;
  private final BooleanSupplier pressed;

  /** What they held when they were weighed last. */
  private long weight;

  /** How many have come since they were weighed. */
  private int came;

  /**
   * @param mostBytes they may hold about so many bytes that the present state does not need
   */
  Keyframes(long mostBytes) {
    this(mostBytes, () -> false);
  }

  /**
   * @param mostBytes as the other one
   * @param pressed whether the run needs memory, said once for each time that this was found: then
   *     half of what they hold goes, for a run that ends has no more past than it has by then
   */
  Keyframes(long mostBytes, BooleanSupplier pressed) {
    this.mostBytes = mostBytes;
    this.pressed = pressed;
  }

  void put(long sequence, Frame frame) {
    frames.put(sequence, frame);
    if (frames.size() > KEPT) {
      thinOut();
    }
    weighIfDue();
  }

  /** One made while old ground is gone through again; the oldest of them goes. */
  void putAgain(long sequence, Frame frame) {
    if (again.put(sequence, frame) == null) {
      oldest.add(sequence);
    }
    if (again.size() > AGAIN) {
      again.remove(oldest.remove());
    }
    weighIfDue();
  }

  private void weighIfDue() {
    if (++came >= Math.max(WEIGHED_EVERY, frames.size() / WEIGHED_PART)) {
      came = 0;
      lighten(mostBytes);
    } else if (weight > mostBytes / MUCH && pressed.getAsBoolean()) {
      lighten(bytes() / 2);
    }
  }

  /** Forgets the fine ones, unless they are around a sequence. */
  void fineAround(long sequence) {
    if (!fine.isEmpty() && (sequence < fine.firstKey() || sequence > fine.lastKey() + FINE)) {
      fine.clear();
    }
  }

  void putFine(long sequence, Frame frame) {
    if (fine.size() >= FINE) {
      fine.clear();
    }
    fine.put(sequence, frame);
  }

  boolean has(long sequence) {
    return frames.containsKey(sequence) || again.containsKey(sequence);
  }

  /**
   * Whether there is one a little later, by what lies between two: another one would save little.
   */
  boolean hasSoon(long sequence, long between) {
    Long next = frames.higherKey(sequence);
    return next != null && next - sequence <= between / 2;
  }

  /** Lets some go at once, no two that follow each other, so that going through all is rare. */
  private void thinOut() {
    List<Long> at = new ArrayList<>(frames.keySet());
    int count = at.size() - 2;
    double[] gaps = new double[count];
    List<Integer> byGap = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      gaps[i] = gap(at, i + 1, i + 1);
      byGap.add(i);
    }
    byGap.sort(Comparator.comparingDouble(i -> gaps[i]));
    boolean[] stays = new boolean[count + 2];
    int dropped = 0;
    for (int i : byGap) {
      if (dropped == THINNED) {
        return;
      }
      if (!stays[i + 1]) {
        frames.remove(at.get(i + 1));
        stays[i] = true;
        stays[i + 2] = true;
        dropped++;
      }
    }
  }

  /** The gap that is there without some that follow each other, by its distance from the head. */
  private static double gap(List<Long> at, int first, int last) {
    long head = at.get(at.size() - 1) + 1;
    return gap(at.get(first - 1), at.get(last), at.get(last + 1), head);
  }

  private static double gap(long before, long last, long after, long head) {
    long distance = Math.min(head - last, head / EVEN);
    return (double) (after - before) / Math.max(1, distance);
  }

  // ------------------------------------------------------------------ weight

  /** From the first to the last that holds a thing, by position. */
  private static final class Group {
    final int first;
    int last;
    final long weight;

    Group(int at, long weight) {
      first = at;
      last = at;
      this.weight = weight;
    }
  }

  /** About how many bytes are held by all of them. */
  long bytes() {
    Holdings all = new Holdings();
    frames.values().forEach(f -> f.weigh(all));
    again.values().forEach(f -> f.weigh(all));
    fine.values().forEach(f -> f.weigh(all));
    return all.total();
  }

  private void lighten(long most) {
    weight = bytes();
    if (weight <= most) {
      return;
    }
    weight -= pack(weight, most);
    if (weight <= most * EASED) {
      return;
    }
    again.clear();
    oldest.clear();
    weight = bytes();
    while (weight > most * EASED) {
      long freed = dropGroup();
      if (freed <= 0) {
        return;
      }
      weight -= freed;
    }
  }

  /**
   * Packs what is held, the oldest first, before anything has to go.
   *
   * @return about how many bytes that saved
   */
  private long pack(long total, long most) {
    long saved = 0;
    for (Frame f : frames.values()) {
      if (total - saved <= most * EASED) {
        break;
      }
      Holdings h = new Holdings();
      f.weigh(h);
      saved += h.pack();
    }
    return saved;
  }

  /**
   * Lets those go that hold one thing together: one of them alone would free nothing. Images that
   * are held by all before them go from the oldest on, for nothing else frees any.
   *
   * @return about how many bytes that frees; 0 where all must stay
   */
  private long dropGroup() {
    List<Long> at = new ArrayList<>(frames.keySet());
    Map<Object, Group> groups = new IdentityHashMap<>();
    int i = 0;
    for (Frame f : frames.values()) {
      Holdings h = new Holdings();
      f.weigh(h);
      int here = i++;
      h.each((what, size) -> groups.computeIfAbsent(what, k -> new Group(here, size)).last = here);
    }
    Group dropped = null;
    double least = Double.MAX_VALUE;
    for (Group g : groups.values()) {
      if (g.first == 0 || g.last == at.size() - 1 || g.weight == 0) {
        continue;
      }
      double price = gap(at, g.first, g.last) / g.weight;
      if (price < least) {
        least = price;
        dropped = g;
      }
    }
    if (dropped != null) {
      frames.subMap(at.get(dropped.first), true, at.get(dropped.last), true).clear();
    }
    return dropped == null ? 0 : dropped.weight;
  }

  // ------------------------------------------------------------------ asking

  /** The nearest at or before a sequence. */
  Map.@Nullable Entry<Long, Frame> floor(long sequence) {
    return later(
        later(frames.floorEntry(sequence), again.floorEntry(sequence)), fine.floorEntry(sequence));
  }

  private static Map.@Nullable Entry<Long, Frame> later(
      Map.@Nullable Entry<Long, Frame> a, Map.@Nullable Entry<Long, Frame> b) {
    return b != null && (a == null || b.getKey() > a.getKey()) ? b : a;
  }
}
