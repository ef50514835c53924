package dev.eddy.benchmarks.state;

import dev.eddy.model.row.KeyCodec;
import dev.eddy.model.row.Row;
import dev.eddy.model.type.DataType;
import dev.eddy.model.type.Field;
import dev.eddy.model.type.Schema;
import dev.eddy.operator.StateSpec;
import dev.eddy.operator.ValueState;
import dev.eddy.runtime.state.KeyBatch;
import dev.eddy.runtime.state.KeyedStore;
import dev.eddy.runtime.state.StateBackend;
import dev.eddy.runtime.state.StateKey;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Something that counts how often each key came. */
interface Counter {
  /** Counts keys {@code from} to {@code to} of the stream. */
  void count(long[] keys, int from, int to);

  /** The same for the same stream on every engine. */
  long checksum();

  /** One {@code long[]} with open addressing: what somebody writes by hand who must be fast. */
  final class Flat implements Counter {
    private long[] table = new long[1 << 12];
    private int size;

    @Override
    public void count(long[] keys, int from, int to) {
      for (int i = from; i < to; i++) {
        long k = keys[i];
        int mask = table.length / 2 - 1;
        int s = (int) mix(k) & mask;
        while (table[2 * s + 1] != 0 && table[2 * s] != k) {
          s = s + 1 & mask;
        }
        if (table[2 * s + 1]++ == 0) {
          table[2 * s] = k;
          if (++size * 2 > mask) {
            grow();
          }
        }
      }
    }

    private void grow() {
      long[] old = table;
      table = new long[old.length * 2];
      int mask = table.length / 2 - 1;
      for (int i = 0; i < old.length; i += 2) {
        if (old[i + 1] != 0) {
          int s = (int) mix(old[i]) & mask;
          while (table[2 * s + 1] != 0) {
            s = s + 1 & mask;
          }
          table[2 * s] = old[i];
          table[2 * s + 1] = old[i + 1];
        }
      }
    }

    private static long mix(long v) {
      v = (v ^ v >>> 33) * 0xFF51AFD7ED558CCDL;
      return v ^ v >>> 29;
    }

    @Override
    public long checksum() {
      long sum = 0;
      for (int i = 0; i < table.length; i += 2) {
        sum += table[i] * table[i + 1];
      }
      return sum;
    }
  }

  /** The JDK's map, with a holder for each count so that it need not be put again. */
  final class Boxed implements Counter {
    private final Map<Long, long[]> map = new HashMap<>();

    @Override
    public void count(long[] keys, int from, int to) {
      for (int i = from; i < to; i++) {
        map.computeIfAbsent(keys[i], k -> new long[1])[0]++;
      }
    }

    @Override
    public long checksum() {
      long[] sum = new long[1];
      map.forEach((k, v) -> sum[0] += k * v[0]);
      return sum[0];
    }
  }

  /** Eddy's keyed state through the interface that operators use; each row is keyed before. */
  final class Eddy implements Counter {
    private static final int GROUPS = 128;
    private static final Schema KEY = Schema.of(new Field("k", DataType.BIGINT));
    private static final Schema VALUE = Schema.of(new Field("n", DataType.BIGINT));

    final KeyedStore store;
    private final ValueState state;
    private final KeyCodec codec = new KeyCodec(KEY);
    private final StateKey key = new StateKey();
    private final int[] columns = {0};
    private final Row in = new Row(1);
    private final Row count = new Row(1);
    private final KeyBatch expected = new KeyBatch();
    private final int batch;
    private long sequence = 1;

    /**
     * @param batch how many rows come together, as they do from an exchange; 0 for one by one
     */
    Eddy(int batch, StateBackend backend) {
      this.batch = batch;
      store = new KeyedStore(List.of(StateSpec.value("count", VALUE)), KEY, GROUPS, backend);
      state = store.value("count");
    }

    @Override
    public void count(long[] keys, int from, int to) {
      for (int i = from; i < to && batch > 0; i += batch) {
        int end = Math.min(to, i + batch);
        expected.reset();
        for (int k = i; k < end; k++) {
          in.setLong(0, keys[k]);
          key.set(codec, in, columns, GROUPS);
          expected.add(key);
        }
        store.expect(expected, 0, expected.size());
        for (int k = 0; k < expected.size(); k++) {
          expected.get(k, key);
          count();
        }
      }
      for (int i = from; i < to && batch == 0; i++) {
        in.setLong(0, keys[i]);
        key.set(codec, in, columns, GROUPS);
        count();
      }
    }

    private void count() {
      store.enter(key, sequence++, 1);
      Row old = state.get();
      count.setLong(0, old == null ? 1 : old.getLong(0) + 1);
      state.set(count);
    }

    @Override
    public long checksum() {
      long[] sum = new long[1];
      Row k = new Row(1);
      store
          .table(0)
          .scan(
              new byte[0],
              (bytes, stored) -> {
                codec.decode(bytes, 2, bytes.length, k);
                sum[0] += k.getLong(0) * stored.value().getLong(0);
                return true;
              });
      return sum[0];
    }

    /** The times at which everything was written begin anew after this. */
    void at(long nextSequence) {
      sequence = nextSequence;
    }

    long sequence() {
      return sequence;
    }
  }
}
