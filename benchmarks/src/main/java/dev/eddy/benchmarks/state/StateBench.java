package dev.eddy.benchmarks.state;

import com.sun.management.OperatingSystemMXBean;
import dev.eddy.runtime.state.KeyedStore;
import dev.eddy.runtime.state.StateBackend;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.function.Supplier;

/**
 * Keyed state on its own beside plain maps: counting 1 M keys, keyframes, going back, memory.
 * Prints JSON lines. Times are CPU times of the thread, medians of interleaved rounds.
 */
public final class StateBench {
  private static final int KEYS = 1_000_000;
  private static final int MOMENTS = 50;
  private static final int BETWEEN_MOMENTS = 50_000;

  private static final int BATCH = 256;

  private final int rounds;
  private final int updates;
  private final PrintStream out;
  private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
  private final OperatingSystemMXBean system =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

  private StateBench(int rounds, int updates, PrintStream out) {
    this.rounds = rounds;
    this.updates = updates;
    this.out = out;
  }

  /** With {@code --quick} fewer rounds and updates. */
  public static void main(String[] args) {
    boolean quick = Arrays.asList(args).contains("--quick");
    StateBench bench = new StateBench(quick ? 3 : 7, quick ? 4_000_000 : 10_000_000, System.out);
    bench.counting("uniform", KeyStream.uniform(KEYS, bench.updates, 1));
    bench.counting("zipfian", KeyStream.zipfian(KEYS, bench.updates, 2));
    bench.keyframes("uniform", KeyStream.uniform(KEYS, MOMENTS * BETWEEN_MOMENTS, 3));
    bench.keyframes("zipfian", KeyStream.zipfian(KEYS, MOMENTS * BETWEEN_MOMENTS, 4));
  }

  private void counting(String query, long[] keys) {
    List<String> names =
        List.of("flat", "hashmap", "eddy, row by row", "eddy", "eddy, keyframe every 50 k");
    List<Supplier<Counter>> makers =
        List.of(
            Counter.Flat::new,
            Counter.Boxed::new,
            () -> new Counter.Eddy(0, StateBackend.HEAP),
            () -> new Counter.Eddy(BATCH, StateBackend.HEAP),
            () -> new Counter.Eddy(BATCH, StateBackend.HEAP));
    List<List<Double>> times = new ArrayList<>();
    long[] checksums = new long[names.size()];
    names.forEach(n -> times.add(new ArrayList<>()));
    for (int round = 0; round < rounds; round++) {
      for (int e = 0; e < names.size(); e++) {
        Counter c = makers.get(e).get();
        load(c);
        List<Object> kept = new ArrayList<>();
        long from = threads.getCurrentThreadCpuTime();
        if (e < 4) {
          c.count(keys, 0, keys.length);
        } else {
          for (int i = 0; i < keys.length; i += BETWEEN_MOMENTS) {
            c.count(keys, i, Math.min(keys.length, i + BETWEEN_MOMENTS));
            kept.add(((Counter.Eddy) c).store.keyframe());
            if (kept.size() > MOMENTS) {
              kept.remove(0);
            }
          }
        }
        times.get(e).add((double) (threads.getCurrentThreadCpuTime() - from) / keys.length);
        checksums[e] = c.checksum();
      }
    }
    for (int e = 0; e < names.size(); e++) {
      if (checksums[e] != checksums[0]) {
        throw new IllegalStateException(names.get(e) + " counted something else");
      }
      print("read-modify-write", names.get(e), query, median(times.get(e)), "ns", checksums[e]);
    }
    double flat = median(times.get(0));
    print("against flat", "eddy", query, median(times.get(3)) / flat, "ratio", checksums[0]);
    print("against flat", names.get(4), query, median(times.get(4)) / flat, "ratio", checksums[0]);
  }

  private static void load(Counter c) {
    long[] all = new long[KEYS];
    for (int i = 0; i < KEYS; i++) {
      all[i] = KeyStream.key(i);
    }
    c.count(all, 0, KEYS);
  }

  private void keyframes(String query, long[] keys) {
    long before = used();
    Counter.Eddy eddy = new Counter.Eddy(BATCH, StateBackend.HEAP);
    load(eddy);
    long live = used() - before;
    print("live state", "eddy", query, live / 1e6, "MB", 0);
    List<KeyedStore.Keyframe> kept = new ArrayList<>();
    List<Long> sequences = new ArrayList<>();
    List<Double> take = new ArrayList<>();
    for (int m = 0; m < MOMENTS; m++) {
      long from = System.nanoTime();
      kept.add(eddy.store.keyframe());
      take.add((System.nanoTime() - from) / 1e3);
      sequences.add(eddy.sequence());
      eddy.count(keys, m * BETWEEN_MOMENTS, (m + 1) * BETWEEN_MOMENTS);
    }
    print("keyframe, median", "eddy", query, median(take), "us", 0);
    print(
        "keyframe, longest",
        "eddy",
        query,
        take.stream().mapToDouble(d -> d).max().orElse(0),
        "us",
        0);
    long held = used() - before;
    print("50 moments held", "eddy", query, held / 1e6, "MB", 0);
    print("50 moments held", "eddy", query, (double) held / live, "x live", 0);
    List<Double> seeks = new ArrayList<>();
    Random random = new Random(5);
    for (int i = 0; i < 40; i++) {
      int m = random.nextInt(MOMENTS);
      long from = System.nanoTime();
      eddy.store.seek(kept.get(m));
      seeks.add((System.nanoTime() - from) / 1e6);
    }
    print("seek to a moment, median", "eddy", query, median(seeks), "ms", 0);
    print(
        "seek to a moment, longest",
        "eddy",
        query,
        seeks.stream().mapToDouble(d -> d).max().orElse(0),
        "ms",
        0);
    // Going back to the first moment and doing it all again must give what was there.
    eddy.store.seek(kept.get(0));
    eddy.at(sequences.get(0));
    eddy.count(keys, 0, keys.length);
    long again = eddy.checksum();
    Counter.Flat flat = new Counter.Flat();
    load(flat);
    flat.count(keys, 0, keys.length);
    if (again != flat.checksum()) {
      throw new IllegalStateException("going back and forth changed the state");
    }
    print("again after seeks", "eddy", query, 1, "equal", again);
  }

  private static long used() {
    Runtime r = Runtime.getRuntime();
    for (int i = 0; i < 3; i++) {
      System.gc();
    }
    return r.totalMemory() - r.freeMemory();
  }

  private static double median(List<Double> values) {
    double[] sorted = values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    return sorted[sorted.length / 2];
  }

  private void print(
      String figure, String engine, String query, double value, String unit, long checksum) {
    out.printf(
        Locale.ROOT,
        "{\"figure\":\"%s\",\"engine\":\"%s\",\"query\":\"%s\",\"parallelism\":1,"
            + "\"value\":%.3f,\"unit\":\"%s\",\"checksum\":\"%016x\",\"load\":%.1f}%n",
        figure,
        engine,
        query,
        value,
        unit,
        checksum,
        system.getSystemLoadAverage());
  }
}
