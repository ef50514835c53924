package dev.eddy.benchmarks.jet;

import com.hazelcast.jet.Traverser;
import com.hazelcast.jet.core.AbstractProcessor;
import com.hazelcast.jet.core.EventTimeMapper;
import com.hazelcast.jet.core.EventTimePolicy;
import dev.eddy.benchmarks.nexmark.Event;
import dev.eddy.benchmarks.nexmark.Generator;
import org.jspecify.annotations.Nullable;

/**
 * The generator as a source with event time that ends: every so-many-th event of each processor, so
 * that all are at about the same event time. Jet decides itself when it sends a watermark: at most
 * once in the frame that the windows downstream need.
 */
final class EventsP extends AbstractProcessor {
  private final long events;
  private final Generator generator;
  private final EventTimeMapper<Event> times;
  private int by;
  private long next;
  private @Nullable Traverser<Object> pending;

  EventsP(long events, long seed, EventTimePolicy<? super Event> policy) {
    this.events = events;
    this.generator = new Generator(seed);
    this.times = new EventTimeMapper<>(policy);
    times.addPartitions(1);
  }

  @Override
  protected void init(Context context) {
    Result.meter().start();
    by = context.totalParallelism();
    next = context.globalProcessorIndex();
  }

  @Override
  public boolean complete() {
    while (true) {
      if (pending != null) {
        if (!emitFromTraverser(pending)) {
          return false;
        }
        pending = null;
      }
      if (next >= events) {
        return true;
      }
      // Rows stay in queues here: each is an object of its own.
      Event e = new Event();
      generator.fill(next, e);
      next += by;
      pending = times.flatMapEvent(e, 0, e.ts);
    }
  }
}
