package dev.eddy.benchmarks.run;

import dev.eddy.benchmarks.eddy.EddyEngine;
import dev.eddy.benchmarks.nexmark.Engine;
import dev.eddy.benchmarks.nexmark.Payload;
import dev.eddy.benchmarks.nexmark.Query;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Read-modify-write of 100 bytes for each of many keys ({@link Query#KV}): Eddy on RocksDB beside
 * Flink on RocksDB, in turn, each run in a fresh JVM, since the state itself is the warm-up. The
 * heap's figure stands beside them while the state fits into it.
 */
final class LargeStateBench {
  private static final long SEED = 42;
  private static final double AIM = 5;

  /** Above so many keys the state is larger than the heap of the engines' JVMs. */
  private static final long KEYS_IN_HEAP = 3_000_000;

  private final Report report;
  private final long events;
  private final int rounds;

  /** An engine with a place for its state. */
  private record Contender(EngineKind kind, String option) {
    String name() {
      return option.isEmpty() ? kind.id() : kind.id() + " on " + option;
    }
  }

  /** Works over so many events, which have {@link Payload#keys} keys. */
  LargeStateBench(Report report, long events, int rounds) {
    this.report = report;
    this.events = events;
    this.rounds = rounds;
  }

  void run() throws IOException, BenchException {
    List<Contender> contenders = new ArrayList<>();
    contenders.add(new Contender(EngineKind.EDDY, EddyEngine.ROCKSDB));
    if (EngineKind.FLINK.isThere()) {
      contenders.add(new Contender(EngineKind.FLINK, EddyEngine.ROCKSDB));
    }
    if (Payload.keys(events) <= KEYS_IN_HEAP) {
      contenders.add(new Contender(EngineKind.HAND, ""));
      contenders.add(new Contender(EngineKind.EDDY, ""));
    }
    Map<Contender, List<EngineProcess.Sample>> samples = new LinkedHashMap<>();
    contenders.forEach(c -> samples.put(c, new ArrayList<>()));
    EngineProcess.Sample first = null;
    for (int round = 0; round < rounds; round++) {
      for (Map.Entry<Contender, List<EngineProcess.Sample>> e : samples.entrySet()) {
        EngineProcess.Sample s = sample(e.getKey());
        first = first == null ? s : first;
        if (s.checksum() != first.checksum()) {
          throw new BenchException(1, e.getKey().name() + " has another result than the first");
        }
        e.getValue().add(s);
      }
    }
    show(samples);
  }

  private EngineProcess.Sample sample(Contender c) throws IOException, BenchException {
    try (EngineProcess process = new EngineProcess(c.kind)) {
      return process.run(new Engine.Job(Query.KV, events, SEED, 1, c.option));
    }
  }

  private void show(Map<Contender, List<EngineProcess.Sample>> samples) throws IOException {
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("engine", "CPU ns", "wall ns", "MB"));
    Map<String, Double> cpu = new LinkedHashMap<>();
    for (Map.Entry<Contender, List<EngineProcess.Sample>> e : samples.entrySet()) {
      String name = e.getKey().name();
      double[] all = e.getValue().stream().mapToDouble(s -> (double) s.cpu() / events).toArray();
      double[] walls = e.getValue().stream().mapToDouble(s -> (double) s.wall() / events).toArray();
      double median = EngineBench.median(all);
      EngineProcess.Sample last = e.getValue().get(e.getValue().size() - 1);
      cpu.put(name, median);
      report.figure("cpu per event", name, Query.KV.id(), 1, median, "ns", last.checksum());
      double megabytes = last.peakKilobytes() / 1024.0;
      report.figure("peak memory", name, Query.KV.id(), 1, megabytes, "MB", 0);
      rows.add(
          List.of(
              name,
              String.format(Locale.ROOT, "%.0f", median),
              String.format(Locale.ROOT, "%.0f", EngineBench.median(walls)),
              String.format(Locale.ROOT, "%.0f", megabytes)));
    }
    report.say("");
    report.say(
        String.format(
            Locale.ROOT,
            "read-modify-write of 100 bytes, %d keys, %d events, parallelism 1, load %.1f",
            Payload.keys(events),
            events,
            report.load()));
    report.table(rows);
    Double eddy = cpu.get(EngineKind.EDDY.id() + " on " + EddyEngine.ROCKSDB);
    Double flink = cpu.get(EngineKind.FLINK.id() + " on " + EddyEngine.ROCKSDB);
    if (eddy != null && flink != null) {
      report.figure("flink / eddy on rocksdb", "eddy", "kv", 1, flink / eddy, "ratio", 0);
      report.say(
          String.format(
              Locale.ROOT, "Flink / Eddy on RocksDB: %.2f (aim >= %.0f)", flink / eddy, AIM));
    }
  }
}
