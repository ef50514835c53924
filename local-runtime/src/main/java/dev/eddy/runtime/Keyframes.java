package dev.eddy.runtime;

import dev.eddy.runtime.flow.Network.Frame;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Keyframes by the sequence of the next event. A capped number is kept: beyond the cap the one goes
 * whose going makes the least gap, measured by its distance from the head. Beyond an eighth of the
 * run all are as far from the head, so that the old ones lie evenly and no gap grows with its age.
 * Beside them a few that were made on old ground, and fine ones around the moment where somebody
 * steps back: every seek makes another copy of what was written since, and a keyframe holds the
 * copy in which it was made, so of these few may be held at once.
 */
final class Keyframes {
  private static final int KEPT = 256;
  private static final int FINE = 128;
  private static final int AGAIN = 8;

  /** The part of the run, from the head back, in which keyframes get denser: one in so many. */
  private static final int EVEN = 8;

  private final TreeMap<Long, Frame> frames = new TreeMap<>();
  private final TreeMap<Long, Frame> fine = new TreeMap<>();
  private final TreeMap<Long, Frame> again = new TreeMap<>();
  private final ArrayDeque<Long> oldest = new ArrayDeque<>();

  void put(long sequence, Frame frame) {
    frames.put(sequence, frame);
    if (frames.size() > KEPT) {
      thinOut();
    }
  }

  /** One made while old ground is gone through again; the oldest of them goes. */
  void putAgain(long sequence, Frame frame) {
    if (again.put(sequence, frame) == null) {
      oldest.add(sequence);
    }
    if (again.size() > AGAIN) {
      again.remove(oldest.remove());
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

  private void thinOut() {
    List<Long> at = new ArrayList<>(frames.keySet());
    long head = at.get(at.size() - 1) + 1;
    int worst = 1;
    double least = Double.MAX_VALUE;
    for (int i = 1; i < at.size() - 1; i++) {
      long distance = Math.min(head - at.get(i), head / EVEN);
      double gap = (double) (at.get(i + 1) - at.get(i - 1)) / Math.max(1, distance);
      if (gap < least) {
        least = gap;
        worst = i;
      }
    }
    frames.remove(at.get(worst));
  }

  /** The nearest at or before a sequence. */
  Map.@Nullable Entry<Long, Frame> floor(long sequence) {
    return later(
        later(frames.floorEntry(sequence), again.floorEntry(sequence)), fine.floorEntry(sequence));
  }

  private static Map.@Nullable Entry<Long, Frame> later(
      Map.@Nullable Entry<Long, Frame> a, Map.@Nullable Entry<Long, Frame> b) {
    return b != null && (a == null || b.getKey() > a.getKey()) ? b : a;
  }

  /** The nearest of the lasting ones before a sequence. */
  Map.@Nullable Entry<Long, Frame> lower(long sequence) {
    return frames.lowerEntry(sequence);
  }
}
