package dev.eddy.runtime.state;

import java.util.IdentityHashMap;
import java.util.Map;
import java.util.function.ObjLongConsumer;

/**
 * What keyframes keep from being freed, in bytes, about: things that several of them share are
 * counted once.
 */
public final class Holdings {
  /** What can be held in less room. */
  public interface Packable {
    /**
     * Takes as little room as it can; what it tells stays the same. On the thread of the run.
     *
     * @return about how many bytes that saved; 0 where it has done so before, or cannot yet
     */
    long pack();
  }

  private final Map<Object, Long> bytes = new IdentityHashMap<>();

  /**
   * @param what is held, by identity
   */
  public void add(Object what, long size) {
    bytes.put(what, size);
  }

  public void addAll(Holdings others) {
    bytes.putAll(others.bytes);
  }

  public long total() {
    long n = 0;
    for (long b : bytes.values()) {
      n += b;
    }
    return n;
  }

  /** Gives each thing and its bytes, in no order. */
  public void each(ObjLongConsumer<Object> to) {
    bytes.forEach(to::accept);
  }

  /**
   * Packs all that can be packed, whose sizes here are then what they were.
   *
   * @return about how many bytes that saved
   */
  public long pack() {
    long saved = 0;
    for (Object what : bytes.keySet()) {
      saved += what instanceof Packable p ? p.pack() : 0;
    }
    return saved;
  }
}
