package dev.eddy.runtime;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.lang.management.MemoryUsage;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Whether a collection left the heap nearly full: what lives long takes most of its room. True once
 * for each collection that finds so. The beans are looked up when it is asked first. Used by one
 * thread.
 */
final class HeapPressure implements BooleanSupplier {
  private static final double FULL = 0.85;

  private boolean looked;
  private @Nullable MemoryPoolMXBean old;
  private long seen;

  @Override
  public boolean getAsBoolean() {
    if (!looked) {
      looked = true;
      old = oldPool();
    }
    MemoryPoolMXBean pool = old;
    MemoryUsage usage = pool == null ? null : pool.getCollectionUsage();
    if (usage == null || usage.getUsed() == seen) {
      return false;
    }
    seen = usage.getUsed();
    return isNearlyFull(usage);
  }

  static boolean isNearlyFull(MemoryUsage usage) {
    return usage.getMax() > 0 && usage.getUsed() > FULL * usage.getMax();
  }

  /** Of the heap's pools the one that has a threshold: that of what lives long. */
  private static @Nullable MemoryPoolMXBean oldPool() {
    for (MemoryPoolMXBean pool : ManagementFactory.getMemoryPoolMXBeans()) {
      if (pool.getType() == MemoryType.HEAP
          && pool.isUsageThresholdSupported()
          && pool.isCollectionUsageThresholdSupported()) {
        return pool;
      }
    }
    return null;
  }
}
