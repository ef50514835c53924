package dev.eddy.benchmarks.flink;

import dev.eddy.benchmarks.nexmark.Event;
import dev.eddy.benchmarks.nexmark.Generator;
import java.io.Serializable;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.common.eventtime.WatermarkGenerator;
import org.apache.flink.api.common.eventtime.WatermarkOutput;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.connector.datagen.source.DataGeneratorSource;
import org.apache.flink.connector.datagen.source.GeneratorFunction;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * The generator as Flink's own generating source. That cuts the numbers into one range for each
 * subtask; so that all subtasks are at about the same event time, a range's numbers are spread over
 * the events.
 */
final class Events {
  private Events() {}

  static DataStream<Event> of(
      StreamExecutionEnvironment environment, long events, long seed, int parallelism) {
    DataGeneratorSource<Event> source =
        new DataGeneratorSource<>(
            new Spread(seed, events, parallelism), events, TypeInformation.of(Event.class));
    WatermarkStrategy<Event> watermarks =
        WatermarkStrategy.<Event>forGenerator(context -> new EveryThousand())
            .withTimestampAssigner((e, t) -> e.ts);
    return environment.fromSource(source, watermarks, "events");
  }

  private static final class Spread implements GeneratorFunction<Long, Event>, Serializable {
    private static final long serialVersionUID = 1L;

    private final long seed;
    private final long each;
    private final int parallelism;

    // Made in open, for functions are copied to their subtasks.
    @SuppressWarnings("NullAway.Init")
    private transient Generator generator;

    @SuppressWarnings("NullAway.Init")
    private transient Event event;

    Spread(long seed, long events, int parallelism) {
      if (events % parallelism != 0) {
        throw new IllegalArgumentException(events + " events for " + parallelism + " subtasks");
      }
      this.seed = seed;
      this.each = events / parallelism;
      this.parallelism = parallelism;
    }

    @Override
    public void open(SourceReaderContext context) {
      Result.meter().start();
      generator = new Generator(seed);
      event = new Event();
    }

    @Override
    public Event map(Long number) {
      // With object reuse the next operators are done with it when the next one is made.
      Event e = event;
      long n = number;
      generator.fill(parallelism == 1 ? n : n % each * parallelism + n / each, e);
      return e;
    }
  }

  private static final class EveryThousand implements WatermarkGenerator<Event> {
    private long greatest = Long.MIN_VALUE;
    private int events;

    @Override
    public void onEvent(Event event, long timestamp, WatermarkOutput output) {
      greatest = Math.max(greatest, timestamp);
      if (++events == Generator.WATERMARK_EVERY) {
        events = 0;
        output.emitWatermark(new Watermark(greatest - Generator.DISORDER - 1));
      }
    }

    @Override
    public void onPeriodicEmit(WatermarkOutput output) {}
  }
}
