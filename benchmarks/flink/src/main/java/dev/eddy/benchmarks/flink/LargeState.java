package dev.eddy.benchmarks.flink;

import dev.eddy.benchmarks.nexmark.Event;
import dev.eddy.benchmarks.nexmark.Fold;
import dev.eddy.benchmarks.nexmark.Payload;
import dev.eddy.benchmarks.nexmark.Query;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/** {@link Query#KV} as a job: one state of a POJO for each key. */
final class LargeState {
  private LargeState() {}

  static void build(DataStream<Event> stream, long events) {
    long keys = Payload.keys(events);
    stream
        .map(e -> Query.key(e.seq, keys))
        .returns(Types.LONG)
        .keyBy(k -> k)
        .process(new Keeping())
        .sinkTo(FoldSink.numbers(3));
  }

  /** What is kept of a key. A POJO in Flink's sense. */
  public static final class Kept {
    public long count;
    public String text = "";

    public Kept() {}
  }

  private static final class Keeping extends KeyedProcessFunction<Long, Long, Out> {
    private static final long serialVersionUID = 1L;

    private transient ValueState<Kept> state;

    @Override
    public void open(OpenContext context) {
      state =
          getRuntimeContext().getState(new ValueStateDescriptor<>("kept", Types.POJO(Kept.class)));
    }

    @Override
    public void processElement(Long key, Context context, Collector<Out> out) throws Exception {
      Kept kept = state.value();
      if (kept == null) {
        kept = new Kept();
        kept.text = Payload.first(key);
      } else {
        kept.text = Payload.next(kept.text, kept.count);
      }
      kept.count++;
      state.update(kept);
      out.collect(Out.of(key, kept.count, Fold.of(kept.text), 0));
    }
  }
}
