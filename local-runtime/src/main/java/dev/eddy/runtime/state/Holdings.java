package dev.eddy.runtime.state;

import java.util.IdentityHashMap;
import java.util.Map;

/**
 * What keyframes keep from being freed, in bytes, about: things that several of them share are
 * counted once.
 */
public final class Holdings {
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

  /** The largest thing; the object itself where nothing is held. */
  public Object largest() {
    Object out = this;
    long most = 0;
    for (Map.Entry<Object, Long> e : bytes.entrySet()) {
      if (e.getValue() > most) {
        most = e.getValue();
        out = e.getKey();
      }
    }
    return out;
  }

  /** Bytes of a thing; 0 where it is not held. */
  public long of(Object what) {
    return bytes.getOrDefault(what, 0L);
  }
}
