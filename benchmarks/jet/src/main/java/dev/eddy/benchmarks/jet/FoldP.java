package dev.eddy.benchmarks.jet;

import com.hazelcast.function.BiConsumerEx;
import com.hazelcast.jet.core.Processor;
import com.hazelcast.jet.pipeline.Sink;
import com.hazelcast.jet.pipeline.SinkBuilder;
import dev.eddy.benchmarks.nexmark.Event;
import dev.eddy.benchmarks.nexmark.Fold;

/** Sinks that fold their rows. */
final class FoldP {
  private FoldP() {}

  static Sink<Event> events(int parallelism) {
    return sink(parallelism, (fold, e) -> fold.add(e));
  }

  /** Rows of so many numbers. */
  static Sink<Out> numbers(int columns, int parallelism) {
    return switch (columns) {
      case 2 -> sink(parallelism, (fold, o) -> fold.add(o.a(), o.b()));
      case 3 -> sink(parallelism, (fold, o) -> fold.add(o.a(), o.b(), o.c()));
      default -> sink(parallelism, (fold, o) -> fold.add(o.a(), o.b(), o.c(), o.d()));
    };
  }

  private static <T> Sink<T> sink(int parallelism, BiConsumerEx<Fold, T> add) {
    return SinkBuilder.<Fold>sinkBuilder("fold", (Processor.Context context) -> new Fold())
        .<T>receiveFn(add)
        .destroyFn(Result::add)
        .preferredLocalParallelism(parallelism)
        .build();
  }
}
