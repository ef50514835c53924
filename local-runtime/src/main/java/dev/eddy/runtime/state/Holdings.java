package dev.eddy.runtime.state;

import java.util.IdentityHashMap;
import java.util.Map;
import java.util.function.ObjLongConsumer;

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

  /** Gives each thing and its bytes, in no order. */
  public void each(ObjLongConsumer<Object> to) {
    bytes.forEach(to::accept);
  }
}
