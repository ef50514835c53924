package dev.eddy.benchmarks.hand;

import dev.eddy.benchmarks.nexmark.Event;
import dev.eddy.benchmarks.nexmark.Fold;
import dev.eddy.benchmarks.nexmark.Generator;
import dev.eddy.benchmarks.nexmark.Query;
import java.util.Arrays;

/** The queries with joins. */
final class JoinLoop {
  private JoinLoop() {}

  /** Persons, and the auctions of each as lists chained through one array. */
  private static final class Sides {
    final SlotMap keys = new SlotMap();
    boolean[] person = new boolean[1 << 10];
    int[] heads = new int[1 << 10];
    long[] auctions = new long[1 << 10];
    int[] nexts = new int[1 << 10];
    int used;

    int slot(long key) {
      int s = keys.find(key);
      if (s < 0) {
        s = keys.add(key);
        if (s == heads.length) {
          person = Arrays.copyOf(person, s * 2);
          heads = Arrays.copyOf(heads, s * 2);
        }
        person[s] = false;
        heads[s] = -1;
      }
      return s;
    }

    void addAuction(int slot, long auction) {
      if (used == auctions.length) {
        auctions = Arrays.copyOf(auctions, used * 2);
        nexts = Arrays.copyOf(nexts, used * 2);
      }
      auctions[used] = auction;
      nexts[used] = heads[slot];
      heads[slot] = used++;
    }

    void clear() {
      keys.clear();
      used = 0;
    }
  }

  static Fold q3(Generator generator, long events) {
    Fold fold = new Fold();
    Event e = new Event();
    Sides sides = new Sides();
    for (long i = 0; i < events; i++) {
      generator.next(e);
      if (e.kind == Event.PERSON && e.party < 3) {
        int s = sides.slot(e.id);
        sides.person[s] = true;
        for (int a = sides.heads[s]; a >= 0; a = sides.nexts[a]) {
          fold.add(e.id, sides.auctions[a]);
        }
      } else if (e.kind == Event.AUCTION && e.amount == 10) {
        int s = sides.slot(e.party);
        if (sides.person[s]) {
          fold.add(e.party, e.id);
        }
        sides.addAuction(s, e.id);
      }
    }
    return fold;
  }

  static Fold q8(Generator generator, long events) {
    Fold fold = new Fold();
    Event e = new Event();
    Sides[] windows = {new Sides(), new Sides()};
    long fired = Generator.START / Query.WINDOW - 1;
    for (long i = 0; i < events; i++) {
      generator.next(e);
      if (e.kind != Event.BID) {
        long number = e.ts / Query.WINDOW;
        Sides sides = windows[(int) (number & 1)];
        // A pair is the window's result whenever it is found: both are in it.
        if (e.kind == Event.PERSON) {
          int s = sides.slot(e.id);
          sides.person[s] = true;
          for (int a = sides.heads[s]; a >= 0; a = sides.nexts[a]) {
            fold.add(number * Query.WINDOW, e.id, sides.auctions[a]);
          }
        } else {
          int s = sides.slot(e.party);
          if (sides.person[s]) {
            fold.add(number * Query.WINDOW, e.party, e.id);
          }
          sides.addAuction(s, e.id);
        }
      }
      if (generator.isMarked()) {
        for (; (fired + 1) * Query.WINDOW - 1 <= generator.watermark(); fired++) {
          windows[(int) (fired & 1)].clear();
        }
      }
    }
    return fold;
  }

  static Fold q9(Generator generator, long events) {
    Fold fold = new Fold();
    Event e = new Event();
    SlotMap open = new SlotMap();
    long[] from = new long[1 << 12];
    long[] until = new long[1 << 12];
    long[] price = new long[1 << 12];
    long[] time = new long[1 << 12];
    long[] seq = new long[1 << 12];
    long[] bidder = new long[1 << 12];
    LongQueue waiting = new LongQueue();
    for (long i = 0; i < events; i++) {
      generator.next(e);
      if (e.kind == Event.AUCTION) {
        int s = open.add(e.id);
        if (s == from.length) {
          from = Arrays.copyOf(from, s * 2);
          until = Arrays.copyOf(until, s * 2);
          price = Arrays.copyOf(price, s * 2);
          time = Arrays.copyOf(time, s * 2);
          seq = Arrays.copyOf(seq, s * 2);
          bidder = Arrays.copyOf(bidder, s * 2);
        }
        from[s] = e.ts;
        until[s] = e.expires;
        price[s] = -1;
        waiting.add(e.id);
      } else if (e.kind == Event.BID) {
        int s = open.find(e.id);
        if (s >= 0
            && e.ts >= from[s]
            && e.ts <= until[s]
            && (e.amount > price[s]
                || e.amount == price[s] && (e.ts < time[s] || e.ts == time[s] && e.seq < seq[s]))) {
          price[s] = e.amount;
          time[s] = e.ts;
          seq[s] = e.seq;
          bidder[s] = e.party;
        }
      }
      boolean end = i == events - 1;
      if (end || generator.isMarked()) {
        // In the order of their beginning: one that lasts holds up those behind, which changes no
        // row.
        while (!waiting.isEmpty()) {
          long auction = waiting.peek();
          int s = open.find(auction);
          if (!end && until[s] > generator.watermark()) {
            break;
          }
          waiting.poll();
          open.remove(auction);
          if (price[s] >= 0) {
            fold.add(auction, price[s], bidder[s]);
          }
        }
      }
    }
    return fold;
  }
}
