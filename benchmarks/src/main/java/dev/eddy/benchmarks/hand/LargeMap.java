package dev.eddy.benchmarks.hand;

import dev.eddy.benchmarks.nexmark.Event;
import dev.eddy.benchmarks.nexmark.Fold;
import dev.eddy.benchmarks.nexmark.Generator;
import dev.eddy.benchmarks.nexmark.Payload;
import dev.eddy.benchmarks.nexmark.Query;
import java.util.Arrays;

/** Texts by key in the heap, read, changed and written by each event. */
final class LargeMap {
  private LargeMap() {}

  static Fold kv(Generator generator, long events) {
    Fold fold = new Fold();
    Event e = new Event();
    long keys = Payload.keys(events);
    SlotMap slots = new SlotMap();
    long[] counts = new long[1 << 12];
    String[] texts = new String[1 << 12];
    for (long i = 0; i < events; i++) {
      generator.next(e);
      long key = Query.key(e.seq, keys);
      int slot = slots.find(key);
      if (slot < 0) {
        slot = slots.add(key);
        if (slot == counts.length) {
          counts = Arrays.copyOf(counts, slot * 2);
          texts = Arrays.copyOf(texts, slot * 2);
        }
        texts[slot] = Payload.first(key);
      } else {
        texts[slot] = Payload.next(texts[slot], counts[slot]);
      }
      fold.add(key, ++counts[slot], Fold.of(texts[slot]));
    }
    return fold;
  }
}
