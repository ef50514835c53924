package dev.eddy.benchmarks.flink;

import dev.eddy.benchmarks.nexmark.Event;
import dev.eddy.benchmarks.nexmark.Fold;
import dev.eddy.benchmarks.nexmark.Generator;
import dev.eddy.benchmarks.nexmark.Query;
import java.time.Duration;
import org.apache.flink.api.common.functions.AggregateFunction;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichFlatMapFunction;
import org.apache.flink.api.common.functions.RichMapFunction;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.streaming.api.functions.windowing.ProcessAllWindowFunction;
import org.apache.flink.streaming.api.functions.windowing.ProcessWindowFunction;
import org.apache.flink.streaming.api.windowing.assigners.EventTimeSessionWindows;
import org.apache.flink.streaming.api.windowing.assigners.SlidingEventTimeWindows;
import org.apache.flink.streaming.api.windowing.assigners.TumblingEventTimeWindows;
import org.apache.flink.streaming.api.windowing.windows.TimeWindow;
import org.apache.flink.util.Collector;
import org.jspecify.annotations.Nullable;

/** Each query from the stream of events to the sink. */
final class FlinkQueries {
  private static final Duration WINDOW = Duration.ofMillis(Query.WINDOW);
  private static final Duration SLIDE = Duration.ofMillis(Query.SLIDE);

  private FlinkQueries() {}

  static void build(Query query, DataStream<Event> events, long seed, int parallelism) {
    switch (query) {
      case Q0 -> events.map(e -> e).returns(Event.class).sinkTo(FoldSink.events());
      case Q1 ->
          bids(events)
              .map(e -> Out.of(e.id, e.party, e.amount * 908 / 1000, e.ts))
              .returns(Out.class)
              .sinkTo(FoldSink.numbers(4));
      case Q2 ->
          events
              .filter(e -> e.kind == Event.BID && e.id % 123 == 0)
              .map(e -> Out.of(e.id, e.amount, 0, 0))
              .returns(Out.class)
              .sinkTo(FoldSink.numbers(2));
      case Q3 ->
          events
              .filter(e -> e.kind == Event.PERSON && e.party < 3)
              .connect(events.filter(e -> e.kind == Event.AUCTION && e.amount == 10))
              .keyBy(p -> p.id, a -> a.party)
              .process(new PersonsWithAuctions())
              .sinkTo(FoldSink.numbers(2));
      case Q5 ->
          bids(events)
              .keyBy(e -> e.id)
              .window(SlidingEventTimeWindows.of(WINDOW, SLIDE))
              .aggregate(new Counting(), new CountOfWindow())
              .windowAll(TumblingEventTimeWindows.of(SLIDE))
              .reduce((x, y) -> y.c > x.c || y.c == x.c && y.b < x.b ? y : x)
              .sinkTo(FoldSink.numbers(3));
      case Q7 ->
          bids(events)
              .windowAll(TumblingEventTimeWindows.of(WINDOW))
              .reduce(
                  (x, y) -> y.amount > x.amount || y.amount == x.amount && y.seq < x.seq ? y : x,
                  new Highest())
              .sinkTo(FoldSink.numbers(4));
      case Q8 ->
          events
              .filter(e -> e.kind == Event.PERSON)
              .join(events.filter(e -> e.kind == Event.AUCTION))
              .where(p -> p.id)
              .equalTo(a -> a.party)
              .window(TumblingEventTimeWindows.of(WINDOW))
              .apply(
                  (p, a) -> Out.of(p.ts - p.ts % Query.WINDOW, p.id, a.id, 0),
                  Types.POJO(Out.class))
              .sinkTo(FoldSink.numbers(3));
      case Q9, Q9U ->
          // One stream: of two inputs Flink reads whichever has rows, so a bid could overtake its
          // auction.
          events
              .filter(e -> e.kind != Event.PERSON)
              .keyBy(e -> e.id)
              .process(new BestBids(parallelism > 1))
              .sinkTo(FoldSink.numbers(3));
      case Q11 ->
          bids(events)
              .keyBy(e -> e.party)
              .window(EventTimeSessionWindows.withGap(WINDOW))
              .aggregate(new Counting(), new SessionOfBidder())
              .sinkTo(FoldSink.numbers(4));
      case WC ->
          events
              .map(e -> Query.key(e.seq))
              .returns(Types.LONG)
              .keyBy(k -> k)
              .process(new RunningCount())
              .sinkTo(FoldSink.numbers(2));
      case M15 -> {
        DataStream<Out> stream =
            events.map(e -> Out.of(e.seq, e.id, e.party, e.amount)).returns(Out.class);
        for (int m = 1; m <= 15; m++) {
          stream = stream.map(new UserMap(m));
        }
        stream.sinkTo(FoldSink.numbers(4));
      }
      case SK ->
          events
              .map(new NameOf(seed))
              .keyBy(name -> name)
              .process(new RunningCountOfText())
              .sinkTo(FoldSink.numbers(2));
      case KV -> throw new IllegalArgumentException("built by LargeState");
      case SF -> events.flatMap(new Texts(seed)).sinkTo(FoldSink.numbers(3));
    }
  }

  private static DataStream<Event> bids(DataStream<Event> events) {
    return events.filter(e -> e.kind == Event.BID);
  }

  private static final class Counting implements AggregateFunction<Event, Long, Long> {
    private static final long serialVersionUID = 1L;

    @Override
    public Long createAccumulator() {
      return 0L;
    }

    @Override
    public Long add(Event value, Long accumulator) {
      return accumulator + 1;
    }

    @Override
    public Long getResult(Long accumulator) {
      return accumulator;
    }

    @Override
    public Long merge(Long a, Long b) {
      return a + b;
    }
  }

  private static final class CountOfWindow
      extends ProcessWindowFunction<Long, Out, Long, TimeWindow> {
    private static final long serialVersionUID = 1L;

    @Override
    public void process(Long key, Context context, Iterable<Long> counts, Collector<Out> out) {
      out.collect(Out.of(context.window().getEnd(), key, counts.iterator().next(), 0));
    }
  }

  private static final class SessionOfBidder
      extends ProcessWindowFunction<Long, Out, Long, TimeWindow> {
    private static final long serialVersionUID = 1L;

    @Override
    public void process(Long key, Context context, Iterable<Long> counts, Collector<Out> out) {
      TimeWindow w = context.window();
      out.collect(Out.of(key, w.getStart(), w.getEnd(), counts.iterator().next()));
    }
  }

  private static final class Highest extends ProcessAllWindowFunction<Event, Out, TimeWindow> {
    private static final long serialVersionUID = 1L;

    @Override
    public void process(Context context, Iterable<Event> bids, Collector<Out> out) {
      Event e = bids.iterator().next();
      out.collect(Out.of(context.window().getEnd(), e.amount, e.id, e.party));
    }
  }

  private static final class RunningCount extends KeyedProcessFunction<Long, Long, Out> {
    private static final long serialVersionUID = 1L;

    @SuppressWarnings("NullAway.Init")
    private transient ValueState<Long> state;

    @Override
    public void open(OpenContext context) {
      state = getRuntimeContext().getState(new ValueStateDescriptor<>("count", Types.LONG));
    }

    @Override
    public void processElement(Long key, Context context, Collector<Out> out) throws Exception {
      Long before = state.value();
      long count = before == null ? 1 : before + 1;
      state.update(count);
      out.collect(Out.of(key, count, 0, 0));
    }
  }

  private static final class RunningCountOfText extends KeyedProcessFunction<String, String, Out> {
    private static final long serialVersionUID = 1L;

    @SuppressWarnings("NullAway.Init")
    private transient ValueState<Long> state;

    @Override
    public void open(OpenContext context) {
      state = getRuntimeContext().getState(new ValueStateDescriptor<>("count", Types.LONG));
    }

    @Override
    public void processElement(String key, Context context, Collector<Out> out) throws Exception {
      Long before = state.value();
      long count = before == null ? 1 : before + 1;
      state.update(count);
      out.collect(Out.of(Fold.of(key), count, 0, 0));
    }
  }

  private static final class UserMap extends RichMapFunction<Out, Out> {
    private static final long serialVersionUID = 1L;

    private final long by;

    UserMap(long by) {
      this.by = by;
    }

    @Override
    public Out map(Out in) {
      long a = in.a + by;
      return Out.of(a, in.b ^ a, in.c, in.d);
    }
  }

  private static final class NameOf extends RichMapFunction<Event, String> {
    private static final long serialVersionUID = 1L;

    private final long seed;

    @SuppressWarnings("NullAway.Init")
    private transient Generator generator;

    NameOf(long seed) {
      this.seed = seed;
    }

    @Override
    public void open(OpenContext context) {
      generator = new Generator(seed);
    }

    @Override
    public String map(Event e) {
      return generator.name(e.seq);
    }
  }

  private static final class Texts extends RichFlatMapFunction<Event, Out> {
    private static final long serialVersionUID = 1L;

    private final long seed;

    @SuppressWarnings("NullAway.Init")
    private transient Generator generator;

    Texts(long seed) {
      this.seed = seed;
    }

    @Override
    public void open(OpenContext context) {
      generator = new Generator(seed);
    }

    @Override
    public void flatMap(Event e, Collector<Out> out) {
      String name = generator.name(e.seq);
      @Nullable String note = generator.note(e.seq);
      long due = generator.due(e.seq);
      if (note != null && name.substring(11).compareTo("5") < 0) {
        out.collect(Out.of(Fold.of(name.substring(4)), Fold.of(note), due == 0 ? e.ts : due, 0));
      }
    }
  }
}
