package dev.eddy.runtime.record;

import dev.eddy.operator.SplitPosition;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * What is needed to read a stretch of the gate's events again.
 *
 * @param first sequence of the first event
 * @param count of events
 * @param starts by split, where its first row in the block begins
 * @param runs pairs (split, rows): that many rows of a split come next; no rows: the split's end;
 *     the number after the last split's: a tick of the clock
 * @param hashes by split, of the raw bytes of its rows in the block
 * @param ticks the times of the ticks, in their order
 */
record Block(
    long first, int count, List<SplitPosition> starts, int[] runs, long[] hashes, long[] ticks) {
  long end() {
    return first + count;
  }

  void write(Bytes out) {
    out.putLong(first);
    out.putLong(count);
    out.putLong(starts.size());
    for (int i = 0; i < starts.size(); i++) {
      writePosition(out, starts.get(i));
      out.writeLong(hashes[i]);
    }
    out.putLong(runs.length / 2);
    for (int r : runs) {
      out.putLong(r);
    }
    for (long t : ticks) {
      out.writeLong(t);
    }
  }

  static Block read(Bytes.Reader in) throws IOException {
    long first = in.getLong();
    long count = in.getLong();
    int splits = in.getCount(11);
    List<SplitPosition> starts = new ArrayList<>();
    long[] hashes = new long[splits];
    for (int i = 0; i < splits; i++) {
      starts.add(readPosition(in));
      hashes[i] = in.getFixedLong();
    }
    int[] runs = new int[in.getCount(2) * 2];
    long rows = 0;
    int tickCount = 0;
    for (int i = 0; i < runs.length; i++) {
      long v = in.getLong();
      if (v < 0 || v > Integer.MAX_VALUE || i % 2 == 0 && v > splits) {
        throw new IOException("damaged journal: run " + v);
      }
      runs[i] = (int) v;
      rows += i % 2 == 0 ? 0 : Math.max(1, v);
      if (i % 2 == 1 && runs[i - 1] == splits) {
        tickCount++;
        if (v != 1) {
          throw new IOException("damaged journal: " + v + " ticks at once");
        }
      }
    }
    if (first < 1 || rows != count || count > Integer.MAX_VALUE) {
      throw new IOException("damaged journal: " + count + " events from " + first);
    }
    long[] ticks = new long[tickCount];
    for (int i = 0; i < tickCount; i++) {
      ticks[i] = in.getFixedLong();
    }
    return new Block(first, (int) count, List.copyOf(starts), runs, hashes, ticks);
  }

  static void writePosition(Bytes out, SplitPosition p) {
    out.putLong(p.offset());
    out.putLong(p.rows());
    out.putLong(p.skipped());
  }

  static SplitPosition readPosition(Bytes.Reader in) throws IOException {
    return new SplitPosition(in.getLong(), in.getLong(), in.getLong());
  }
}
