package dev.eddy.benchmarks.flink;

import dev.eddy.benchmarks.nexmark.Event;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.functions.co.KeyedCoProcessFunction;
import org.apache.flink.util.Collector;

/** The join of q3: whatever comes later finds what came before. */
final class PersonsWithAuctions extends KeyedCoProcessFunction<Long, Event, Event, Out> {
  private static final long serialVersionUID = 1L;

  @SuppressWarnings("NullAway.Init")
  private transient ValueState<Boolean> person;

  @SuppressWarnings("NullAway.Init")
  private transient ListState<Long> auctions;

  @Override
  public void open(OpenContext context) {
    person = getRuntimeContext().getState(new ValueStateDescriptor<>("person", Types.BOOLEAN));
    auctions = getRuntimeContext().getListState(new ListStateDescriptor<>("auctions", Types.LONG));
  }

  @Override
  public void processElement1(Event p, Context context, Collector<Out> out) throws Exception {
    person.update(true);
    for (Long auction : auctions.get()) {
      out.collect(Out.of(p.id, auction, 0, 0));
    }
  }

  @Override
  public void processElement2(Event a, Context context, Collector<Out> out) throws Exception {
    if (person.value() != null) {
      out.collect(Out.of(a.party, a.id, 0, 0));
    }
    auctions.add(a.id);
  }
}
