package dev.eddy.flink.operator;

import dev.eddy.flink.type.KeyBytes;
import dev.eddy.model.row.KeyGroups;
import java.util.Comparator;
import java.util.TreeSet;
import org.apache.flink.streaming.api.operators.InternalTimer;
import org.apache.flink.streaming.api.operators.InternalTimerService;
import org.apache.flink.streaming.api.operators.Triggerable;
import org.jspecify.annotations.Nullable;

/**
 * Named timers on Flink's timer service, whose namespace is the name. Flink fires the timers of one
 * instant in the order of its heap; here those that an advance makes due are gathered and fired by
 * (time, key group, key bytes, name). A timer that is set while firing and already due joins them.
 * Timers of processing time fire when Flink's clock has reached them, in Flink's order.
 */
final class Timers implements Triggerable<KeyBytes, String> {
  /** Fires one timer of one key. */
  interface Firing {
    void fire(KeyBytes key, String name, long time) throws Exception;
  }

  private record Due(long time, int group, KeyBytes key, String name) {}

  private static final Comparator<Due> ORDER =
      Comparator.comparingLong(Due::time)
          .thenComparingInt(Due::group)
          .thenComparing(Due::key)
          .thenComparing(Due::name);

  private final int maxParallelism;
  private final TreeSet<Due> due = new TreeSet<>(ORDER);
  private final Firing byClock;
  private @Nullable InternalTimerService<String> service;
  private boolean firing;
  private long watermark = Long.MIN_VALUE;

  /**
   * @param byClock fires a timer of processing time; Flink has set its key
   */
  Timers(int maxParallelism, Firing byClock) {
    this.maxParallelism = maxParallelism;
    this.byClock = byClock;
  }

  void bind(InternalTimerService<String> timers) {
    service = timers;
  }

  long watermark() {
    return watermark;
  }

  void register(KeyBytes key, String name, long time) {
    if (firing && time <= watermark) {
      due.add(due(key, name, time));
    } else {
      service().registerEventTimeTimer(name, time);
    }
  }

  void delete(KeyBytes key, String name, long time) {
    if (!due.remove(due(key, name, time))) {
      service().deleteEventTimeTimer(name, time);
    }
  }

  /** Flink's clock, milliseconds. */
  long processingTime() {
    return service().currentProcessingTime();
  }

  void registerByClock(String name, long time) {
    service().registerProcessingTimeTimer(name, time);
  }

  void deleteByClock(String name, long time) {
    service().deleteProcessingTimeTimer(name, time);
  }

  /** From now on operators see the new watermark. */
  void watermarkIs(long value) {
    watermark = value;
  }

  /** Fires what Flink has gathered here since the last call. */
  void fireGathered(Firing action) throws Exception {
    firing = true;
    try {
      for (Due next = due.pollFirst(); next != null; next = due.pollFirst()) {
        action.fire(next.key(), next.name(), next.time());
      }
    } finally {
      firing = false;
    }
  }

  @Override
  public void onEventTime(InternalTimer<KeyBytes, String> timer) {
    due.add(due(timer.getKey(), timer.getNamespace(), timer.getTimestamp()));
  }

  @Override
  public void onProcessingTime(InternalTimer<KeyBytes, String> timer) throws Exception {
    byClock.fire(timer.getKey(), timer.getNamespace(), timer.getTimestamp());
  }

  private Due due(KeyBytes key, String name, long time) {
    return new Due(time, KeyGroups.groupOf(key.bytes(), maxParallelism), key, name);
  }

  private InternalTimerService<String> service() {
    if (service == null) {
      throw new IllegalStateException("only keyed operators have timers");
    }
    return service;
  }
}
