package dev.eddy.benchmarks.hand;

import dev.eddy.benchmarks.nexmark.Event;
import dev.eddy.benchmarks.nexmark.Fold;
import dev.eddy.benchmarks.nexmark.Generator;
import dev.eddy.benchmarks.nexmark.Query;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Each query as one loop on one thread over the generator. */
public final class HandQueries {
  private static final int MAPS = 15;

  private HandQueries() {}

  /** Runs a query over the first {@code events} events. */
  public static Fold run(Query query, long events, long seed) {
    Generator generator = new Generator(seed);
    return switch (query) {
      case Q0 -> q0(generator, events);
      case Q1 -> q1(generator, events);
      case Q2 -> q2(generator, events);
      case Q3 -> JoinLoop.q3(generator, events);
      case Q5 -> WindowLoop.q5(generator, events);
      case Q7 -> WindowLoop.q7(generator, events);
      case Q8 -> JoinLoop.q8(generator, events);
      case Q9, Q9U -> JoinLoop.q9(generator, events);
      case Q11 -> WindowLoop.q11(generator, events);
      case WC -> wc(generator, events);
      case M15 -> m15(generator, events);
      case SK -> sk(generator, events);
      case SF -> sf(generator, events);
      case KV -> LargeMap.kv(generator, events);
    };
  }

  private static Fold q0(Generator generator, long events) {
    Fold fold = new Fold();
    Event e = new Event();
    for (long i = 0; i < events; i++) {
      generator.next(e);
      fold.add(e);
    }
    return fold;
  }

  private static Fold q1(Generator generator, long events) {
    Fold fold = new Fold();
    Event e = new Event();
    for (long i = 0; i < events; i++) {
      generator.next(e);
      if (e.kind == Event.BID) {
        fold.add(e.id, e.party, e.amount * 908 / 1000, e.ts);
      }
    }
    return fold;
  }

  private static Fold q2(Generator generator, long events) {
    Fold fold = new Fold();
    Event e = new Event();
    for (long i = 0; i < events; i++) {
      generator.next(e);
      if (e.kind == Event.BID && e.id % 123 == 0) {
        fold.add(e.id, e.amount);
      }
    }
    return fold;
  }

  private static Fold wc(Generator generator, long events) {
    Fold fold = new Fold();
    Event e = new Event();
    // As a map by hand would be: the keys are not known to be dense.
    SlotMap keys = new SlotMap();
    long[] counts = new long[1 << 12];
    for (long i = 0; i < events; i++) {
      generator.next(e);
      long key = Query.key(e.seq);
      int slot = keys.find(key);
      if (slot < 0) {
        slot = keys.add(key);
        if (slot == counts.length) {
          counts = Arrays.copyOf(counts, slot * 2);
        }
      }
      fold.add(key, ++counts[slot]);
    }
    return fold;
  }

  private static Fold m15(Generator generator, long events) {
    Fold fold = new Fold();
    Event e = new Event();
    for (long i = 0; i < events; i++) {
      generator.next(e);
      long a = e.seq;
      long b = e.id;
      long c = e.party;
      long d = e.amount;
      for (int m = 1; m <= MAPS; m++) {
        a += m;
        b ^= a;
      }
      fold.add(a, b, c, d);
    }
    return fold;
  }

  private static final class Count {
    long value;
  }

  private static Fold sk(Generator generator, long events) {
    Fold fold = new Fold();
    Event e = new Event();
    Map<String, Count> counts = new HashMap<>();
    for (long i = 0; i < events; i++) {
      generator.next(e);
      String name = generator.name(e.seq);
      Count count = counts.get(name);
      if (count == null) {
        count = new Count();
        counts.put(name, count);
      }
      fold.add(Fold.of(name), ++count.value);
    }
    return fold;
  }

  private static Fold sf(Generator generator, long events) {
    Fold fold = new Fold();
    Event e = new Event();
    for (long i = 0; i < events; i++) {
      generator.next(e);
      String name = generator.name(e.seq);
      @Nullable String note = generator.note(e.seq);
      long due = generator.due(e.seq);
      if (note != null && name.substring(11).compareTo("5") < 0) {
        fold.add(Fold.of(name.substring(4)), Fold.of(note), due == 0 ? e.ts : due);
      }
    }
    return fold;
  }
}
