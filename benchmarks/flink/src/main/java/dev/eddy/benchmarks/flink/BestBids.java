package dev.eddy.benchmarks.flink;

import dev.eddy.benchmarks.nexmark.Event;
import dev.eddy.benchmarks.nexmark.Query;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/** q9: the auction, its best bid so far, and a timer for its end. */
final class BestBids extends KeyedProcessFunction<Long, Event, Out> {
  private static final long serialVersionUID = 1L;

  private final boolean early;

  @SuppressWarnings("NullAway.Init")
  private transient ValueState<Event> auction;

  @SuppressWarnings("NullAway.Init")
  private transient ValueState<Event> best;

  @SuppressWarnings("NullAway.Init")
  private transient ListState<Event> waiting;

  /**
   * @param early whether a bid may come before its auction, as from two subtasks of the source
   */
  BestBids(boolean early) {
    this.early = early;
  }

  @Override
  public void open(OpenContext context) {
    auction =
        getRuntimeContext()
            .getState(new ValueStateDescriptor<>("auction", Types.POJO(Event.class)));
    best =
        getRuntimeContext().getState(new ValueStateDescriptor<>("best", Types.POJO(Event.class)));
    waiting =
        getRuntimeContext()
            .getListState(new ListStateDescriptor<>("waiting", Types.POJO(Event.class)));
  }

  @Override
  public void processElement(Event e, Context context, Collector<Out> out) throws Exception {
    if (e.kind == Event.AUCTION) {
      open(e, context);
    } else {
      bid(e, context);
    }
  }

  private void open(Event a, Context context) throws Exception {
    auction.update(a);
    context.timerService().registerEventTimeTimer(a.expires);
    if (early) {
      for (Event bid : waiting.get()) {
        consider(bid, a);
      }
      waiting.clear();
    }
  }

  private void bid(Event bid, Context context) throws Exception {
    Event a = auction.value();
    if (a != null) {
      consider(bid, a);
    } else if (early) {
      waiting.add(bid);
      context.timerService().registerEventTimeTimer(bid.ts + Query.WINDOW);
    }
  }

  private void consider(Event bid, Event a) throws Exception {
    if (bid.ts < a.ts || bid.ts > a.expires) {
      return;
    }
    Event b = best.value();
    if (b == null
        || bid.amount > b.amount
        || bid.amount == b.amount && (bid.ts < b.ts || bid.ts == b.ts && bid.seq < b.seq)) {
      best.update(bid);
    }
  }

  @Override
  public void onTimer(long time, OnTimerContext context, Collector<Out> out) throws Exception {
    Event a = auction.value();
    if (a == null) {
      waiting.clear();
    } else if (a.expires == time) {
      Event b = best.value();
      if (b != null) {
        out.collect(Out.of(a.id, b.amount, b.party, 0));
      }
      auction.clear();
      best.clear();
    }
  }
}
