package dev.eddy.benchmarks.hand;

import dev.eddy.benchmarks.nexmark.Event;
import dev.eddy.benchmarks.nexmark.Fold;
import dev.eddy.benchmarks.nexmark.Generator;
import dev.eddy.benchmarks.nexmark.Query;
import java.util.Arrays;

/** The queries with windows. */
final class WindowLoop {
  private static final int PANES = (int) (Query.WINDOW / Query.SLIDE);

  private WindowLoop() {}

  /** Bids of a slide by auction. */
  private static final class Pane {
    final SlotMap slots = new SlotMap();
    long[] auctions = new long[1 << 12];
    long[] counts = new long[1 << 12];

    void add(long auction, long by) {
      int slot = slots.find(auction);
      if (slot < 0) {
        slot = slots.add(auction);
        if (slot == counts.length) {
          auctions = Arrays.copyOf(auctions, slot * 2);
          counts = Arrays.copyOf(counts, slot * 2);
        }
        auctions[slot] = auction;
        counts[slot] = 0;
      }
      counts[slot] += by;
    }
  }

  static Fold q5(Generator generator, long events) {
    Fold fold = new Fold();
    Event e = new Event();
    // Two more than a window has: those that events go to while the oldest are still needed.
    Pane[] panes = new Pane[PANES + 2];
    for (int p = 0; p < panes.length; p++) {
      panes[p] = new Pane();
    }
    long first = Generator.START / Query.SLIDE - 1;
    long last = first;
    long fired = first;
    for (long i = 0; i < events; i++) {
      generator.next(e);
      if (e.kind == Event.BID) {
        long number = e.ts / Query.SLIDE;
        last = Math.max(last, number);
        panes[(int) (number % panes.length)].add(e.id, 1);
      }
      if (generator.isMarked()) {
        // The window whose last pane is p is over when the watermark has its last millisecond.
        for (; (fired + 1) * Query.SLIDE - 1 <= generator.watermark() && fired <= last; fired++) {
          most(panes, fired, fold);
        }
      }
    }
    for (; fired < last + PANES; fired++) {
      most(panes, fired, fold);
    }
    return fold;
  }

  /** The window that ends with a pane; clears the pane that no later window needs. */
  private static void most(Pane[] panes, long number, Fold fold) {
    Pane all = new Pane();
    for (int back = 0; back < PANES; back++) {
      Pane p = panes[(int) ((number - back + panes.length) % panes.length)];
      for (int s = 0; s < p.slots.slots(); s++) {
        all.add(p.auctions[s], p.counts[s]);
      }
    }
    panes[(int) ((number - PANES + 1) % panes.length)].slots.clear();
    int best = -1;
    for (int s = 0; s < all.slots.slots(); s++) {
      if (best < 0
          || all.counts[s] > all.counts[best]
          || all.counts[s] == all.counts[best] && all.auctions[s] < all.auctions[best]) {
        best = s;
      }
    }
    if (best >= 0) {
      fold.add((number + 1) * Query.SLIDE, all.auctions[best], all.counts[best]);
    }
  }

  static Fold q7(Generator generator, long events) {
    Fold fold = new Fold();
    Event e = new Event();
    // At most two windows are open at once: the disorder is less than a window.
    long[] price = {-1, -1};
    long[] seq = new long[2];
    long[] auction = new long[2];
    long[] bidder = new long[2];
    long fired = Generator.START / Query.WINDOW - 1;
    long last = fired;
    for (long i = 0; i < events; i++) {
      generator.next(e);
      if (e.kind == Event.BID) {
        long number = e.ts / Query.WINDOW;
        last = Math.max(last, number);
        int w = (int) (number & 1);
        if (e.amount > price[w] || e.amount == price[w] && e.seq < seq[w]) {
          price[w] = e.amount;
          seq[w] = e.seq;
          auction[w] = e.id;
          bidder[w] = e.party;
        }
      }
      boolean end = i == events - 1;
      if (end || generator.isMarked()) {
        while (fired <= last && (end || (fired + 1) * Query.WINDOW - 1 <= generator.watermark())) {
          int w = (int) (fired & 1);
          if (price[w] >= 0) {
            fold.add((fired + 1) * Query.WINDOW, price[w], auction[w], bidder[w]);
            price[w] = -1;
          }
          fired++;
        }
      }
    }
    return fold;
  }

  static Fold q11(Generator generator, long events) {
    Fold fold = new Fold();
    Event e = new Event();
    SlotMap bidders = new SlotMap();
    long[] starts = new long[1 << 12];
    long[] lasts = new long[1 << 12];
    long[] counts = new long[1 << 12];
    // Bidders with a session, in the order of a time at which it may be over.
    LongQueue waiting = new LongQueue();
    LongQueue when = new LongQueue();
    for (long i = 0; i < events; i++) {
      generator.next(e);
      if (e.kind == Event.BID) {
        int s = bidders.find(e.party);
        if (s < 0) {
          s = bidders.add(e.party);
          if (s == counts.length) {
            starts = Arrays.copyOf(starts, s * 2);
            lasts = Arrays.copyOf(lasts, s * 2);
            counts = Arrays.copyOf(counts, s * 2);
          }
          starts[s] = e.ts;
          lasts[s] = e.ts;
          counts[s] = 1;
          waiting.add(e.party);
          when.add(e.ts + Query.WINDOW);
        } else if (e.ts > lasts[s] + Query.WINDOW) {
          fold.add(e.party, starts[s], lasts[s] + Query.WINDOW, counts[s]);
          starts[s] = e.ts;
          lasts[s] = e.ts;
          counts[s] = 1;
        } else {
          starts[s] = Math.min(starts[s], e.ts);
          lasts[s] = Math.max(lasts[s], e.ts);
          counts[s]++;
        }
      }
      boolean end = i == events - 1;
      if (end || generator.isMarked()) {
        while (!when.isEmpty() && (end || when.peek() - 1 <= generator.watermark())) {
          long bidder = waiting.poll();
          when.poll();
          int s = bidders.find(bidder);
          long over = lasts[s] + Query.WINDOW;
          if (end || over - 1 <= generator.watermark()) {
            fold.add(bidder, starts[s], over, counts[s]);
            bidders.remove(bidder);
          } else {
            waiting.add(bidder);
            when.add(over);
          }
        }
      }
    }
    return fold;
  }
}
