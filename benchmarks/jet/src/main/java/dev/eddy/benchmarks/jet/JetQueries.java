package dev.eddy.benchmarks.jet;

import com.hazelcast.function.ComparatorEx;
import com.hazelcast.jet.Traverser;
import com.hazelcast.jet.Traversers;
import com.hazelcast.jet.aggregate.AggregateOperations;
import com.hazelcast.jet.core.ProcessorMetaSupplier;
import com.hazelcast.jet.pipeline.Pipeline;
import com.hazelcast.jet.pipeline.Sources;
import com.hazelcast.jet.pipeline.StreamStage;
import com.hazelcast.jet.pipeline.WindowDefinition;
import dev.eddy.benchmarks.nexmark.Event;
import dev.eddy.benchmarks.nexmark.Fold;
import dev.eddy.benchmarks.nexmark.Generator;
import dev.eddy.benchmarks.nexmark.Query;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Each query as a pipeline. */
final class JetQueries {
  /** Longer than an auction lasts: then its state may go. */
  private static final long FORGET = 12_000;

  private JetQueries() {}

  static Pipeline build(Query query, long events, long seed, int parallelism) {
    Pipeline p = Pipeline.create();
    StreamStage<Event> source =
        p.readFrom(
                Sources.<Event>streamFromProcessorWithWatermarks(
                    "events",
                    true,
                    policy ->
                        ProcessorMetaSupplier.of(
                            parallelism, () -> new EventsP(events, seed, policy))))
            .withNativeTimestamps(Generator.DISORDER + 1)
            .setLocalParallelism(parallelism);
    switch (query) {
      case Q0 -> source.map(e -> e).writeTo(FoldP.events(parallelism));
      case Q1 ->
          bids(source)
              .map(e -> new Out(e.id, e.party, e.amount * 908 / 1000, e.ts))
              .writeTo(FoldP.numbers(4, parallelism));
      case Q2 ->
          source
              .filter(e -> e.kind == Event.BID && e.id % 123 == 0)
              .map(e -> new Out(e.id, e.amount, 0, 0))
              .writeTo(FoldP.numbers(2, parallelism));
      case Q3 ->
          source
              .filter(
                  e ->
                      e.kind == Event.PERSON && e.party < 3
                          || e.kind == Event.AUCTION && e.amount == 10)
              .groupingKey(e -> e.kind == Event.PERSON ? e.id : e.party)
              .flatMapStateful(Side::new, (side, key, e) -> side.meet(key, e))
              .writeTo(FoldP.numbers(2, parallelism));
      case Q5 ->
          bids(source)
              .groupingKey(e -> e.id)
              .window(WindowDefinition.sliding(Query.WINDOW, Query.SLIDE))
              .aggregate(AggregateOperations.counting())
              .window(WindowDefinition.tumbling(Query.SLIDE))
              .aggregate(
                  AggregateOperations.maxBy(
                      (x, y) ->
                          !x.result().equals(y.result())
                              ? Long.compare(x.result(), y.result())
                              : Long.compare(y.key(), x.key())))
              .map(w -> new Out(w.result().end(), w.result().key(), w.result().result(), 0))
              .writeTo(FoldP.numbers(3, parallelism));
      case Q7 ->
          bids(source)
              .window(WindowDefinition.tumbling(Query.WINDOW))
              .aggregate(AggregateOperations.maxBy(HIGHEST))
              .map(w -> new Out(w.end(), w.result().amount, w.result().id, w.result().party))
              .writeTo(FoldP.numbers(4, parallelism));
      case Q8 ->
          source
              .filter(e -> e.kind == Event.PERSON)
              .groupingKey(e -> e.id)
              .window(WindowDefinition.tumbling(Query.WINDOW))
              .aggregate2(
                  AggregateOperations.<Event>toList(),
                  source.filter(e -> e.kind == Event.AUCTION).groupingKey(e -> e.party),
                  AggregateOperations.<Event>toList())
              .flatMap(
                  w ->
                      Traversers.traverseIterable(pairs(w.result().f0(), w.result().f1()))
                          .map(o -> new Out(w.start(), o.a(), o.b(), 0)))
              .writeTo(FoldP.numbers(3, parallelism));
      case Q9, Q9U ->
          source
              .filter(e -> e.kind != Event.PERSON)
              .groupingKey(e -> e.id)
              .<Auction, Out>mapStateful(
                  FORGET,
                  Auction::new,
                  (auction, key, e) -> auction.take(key, e),
                  (auction, key, watermark) -> auction.end(key))
              .writeTo(FoldP.numbers(3, parallelism));
      case Q11 ->
          bids(source)
              .groupingKey(e -> e.party)
              .window(WindowDefinition.session(Query.WINDOW))
              .aggregate(AggregateOperations.counting())
              .map(w -> new Out(w.key(), w.start(), w.end(), w.result()))
              .writeTo(FoldP.numbers(4, parallelism));
      case WC ->
          source
              .map(e -> Query.key(e.seq))
              .groupingKey(k -> k)
              .mapStateful(() -> new long[1], (count, key, item) -> new Out(key, ++count[0], 0, 0))
              .writeTo(FoldP.numbers(2, parallelism));
      case M15 -> {
        StreamStage<Out> stream = source.map(e -> new Out(e.seq, e.id, e.party, e.amount));
        for (int m = 1; m <= 15; m++) {
          long by = m;
          stream = stream.map(o -> new Out(o.a() + by, o.b() ^ (o.a() + by), o.c(), o.d()));
        }
        stream.writeTo(FoldP.numbers(4, parallelism));
      }
      case SK ->
          source
              .map(e -> new Generator(seed).name(e.seq))
              .groupingKey(name -> name)
              .mapStateful(
                  () -> new long[1], (count, key, item) -> new Out(Fold.of(key), ++count[0], 0, 0))
              .writeTo(FoldP.numbers(2, parallelism));
      case KV -> throw new IllegalArgumentException("Jet has no RocksDB");
      case SF ->
          source
              .map(
                  e -> {
                    Generator g = new Generator(seed);
                    String name = g.name(e.seq);
                    @Nullable String note = g.note(e.seq);
                    long due = g.due(e.seq);
                    return note != null && name.substring(11).compareTo("5") < 0
                        ? new Out(
                            Fold.of(name.substring(4)), Fold.of(note), due == 0 ? e.ts : due, 0)
                        : null;
                  })
              .writeTo(FoldP.numbers(3, parallelism));
    }
    return p;
  }

  private static final ComparatorEx<Event> HIGHEST =
      (x, y) ->
          x.amount != y.amount ? Long.compare(x.amount, y.amount) : Long.compare(y.seq, x.seq);

  private static StreamStage<Event> bids(StreamStage<Event> source) {
    return source.filter(e -> e.kind == Event.BID);
  }

  private static List<Out> pairs(List<Event> persons, List<Event> auctions) {
    List<Out> out = new ArrayList<>();
    for (Event person : persons) {
      for (Event auction : auctions) {
        out.add(new Out(person.id, auction.id, 0, 0));
      }
    }
    return out;
  }

  /** What q3 remembers of a person. */
  static final class Side implements Serializable {
    private static final long serialVersionUID = 1L;

    boolean person;
    final ArrayList<Long> auctions = new ArrayList<>(1);

    Traverser<Out> meet(Long key, Event e) {
      if (e.kind == Event.PERSON) {
        person = true;
        return Traversers.traverseIterable(auctions).map(a -> new Out(key, a, 0, 0));
      }
      auctions.add(e.id);
      return person ? Traversers.singleton(new Out(key, e.id, 0, 0)) : Traversers.empty();
    }
  }

  /**
   * What q9 remembers of an auction: Jet has no timers, so that its end is when it is forgotten.
   */
  static final class Auction implements Serializable {
    private static final long serialVersionUID = 1L;

    boolean known;
    long from;
    long until;
    long price = -1;
    long time;
    long seq;
    long bidder;
    private final ArrayList<Event> early = new ArrayList<>(0);

    @Nullable Out take(Long key, Event e) {
      if (e.kind == Event.AUCTION) {
        known = true;
        from = e.ts;
        until = e.expires;
        early.forEach(this::bid);
        early.clear();
      } else if (known) {
        bid(e);
      } else {
        early.add(e);
      }
      return null;
    }

    private void bid(Event e) {
      if (e.ts >= from
          && e.ts <= until
          && (e.amount > price
              || e.amount == price && (e.ts < time || e.ts == time && e.seq < seq))) {
        price = e.amount;
        time = e.ts;
        seq = e.seq;
        bidder = e.party;
      }
    }

    @Nullable Out end(Long key) {
      return price < 0 ? null : new Out(key, price, bidder, 0);
    }
  }
}
