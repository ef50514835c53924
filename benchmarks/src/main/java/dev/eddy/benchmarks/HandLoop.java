package dev.eddy.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;

/**
 * The pipeline {@code hourly-delays} written by hand, for one thread and without an engine: the
 * fastest that anybody would reasonably write, and an independent statement of what it means.
 */
final class HandLoop {
  private static final long HOUR = 3_600_000;
  private static final long DELAY = 30 * 60_000;

  /** What the pipeline's sinks hold in the end. */
  record Result(long rows, long valid, long late, List<Ranked> report, Map<String, Long> delayed) {}

  /** A row of the report. */
  record Ranked(
      long windowStart,
      int rank,
      String origin,
      String name,
      double average,
      long flights,
      int max) {}

  private static final class Accumulator {
    long sum;
    long count;
    int max = Integer.MIN_VALUE;
  }

  private final Map<String, String> airports;
  private final TreeMap<Long, Map<String, Accumulator>> windows = new TreeMap<>();
  private final Map<String, Long> delayed = new HashMap<>();
  private final List<Ranked> report = new ArrayList<>();
  private long watermark = Long.MIN_VALUE;
  private long valid;
  private long late;

  private HandLoop(Map<String, String> airports) {
    this.airports = airports;
  }

  static Result run(Path flights, Path airportsFile) throws IOException {
    Map<String, String> names = new HashMap<>();
    try (BufferedReader in = Files.newBufferedReader(airportsFile)) {
      in.readLine();
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        int comma = line.indexOf(',');
        names.put(line.substring(0, comma), secondField(line, comma + 1));
      }
    }
    HandLoop loop = new HandLoop(names);
    long rows = 0;
    try (BufferedReader in =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(flights), 1 << 16),
                StandardCharsets.UTF_8))) {
      in.readLine();
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        loop.row(line);
        rows++;
      }
    }
    loop.fire(Long.MAX_VALUE);
    return new Result(rows, loop.valid, loop.late, loop.report, loop.delayed);
  }

  private static String secondField(String line, int from) {
    if (line.charAt(from) != '"') {
      return line.substring(from, line.indexOf(',', from));
    }
    int end = line.indexOf("\",", from + 1);
    return line.substring(from + 1, end).replace("\"\"", "\"");
  }

  private void row(String line) {
    int a = line.indexOf(',');
    int b = line.indexOf(',', a + 1);
    int c = line.indexOf(',', b + 1);
    int d = line.indexOf(',', c + 1);
    long time =
        LocalDateTime.of(
                    Integer.parseInt(line, 0, 4, 10),
                    Integer.parseInt(line, 5, 7, 10),
                    Integer.parseInt(line, 8, 10, 10),
                    Integer.parseInt(line, 11, 13, 10),
                    Integer.parseInt(line, 14, 16, 10),
                    Integer.parseInt(line, 17, 19, 10))
                .toEpochSecond(ZoneOffset.UTC)
            * 1000;
    int delay = Integer.parseInt(line, a + 1, b, 10);
    if (delay >= -30 && delay <= 360) {
      String origin = line.substring(c + 1, d);
      valid++;
      if (delay > 15) {
        delayed.merge(origin, 1L, Long::sum);
      }
      long window = Math.floorDiv(time, HOUR) * HOUR;
      if (window + HOUR - 1 <= watermark) {
        late++;
      } else {
        Accumulator acc =
            windows
                .computeIfAbsent(window, w -> new HashMap<>())
                .computeIfAbsent(origin, o -> new Accumulator());
        acc.sum += delay;
        acc.count++;
        acc.max = Math.max(acc.max, delay);
      }
    }
    if (time - DELAY > watermark) {
      watermark = time - DELAY;
      fire(watermark);
    }
  }

  private void fire(long upTo) {
    while (!windows.isEmpty() && windows.firstKey() + HOUR - 1 <= upTo) {
      Map.Entry<Long, Map<String, Accumulator>> window = windows.pollFirstEntry();
      List<Ranked> ranked = new ArrayList<>();
      window
          .getValue()
          .forEach(
              (origin, acc) -> {
                if (acc.count >= 10) {
                  ranked.add(
                      new Ranked(
                          window.getKey(),
                          0,
                          origin,
                          "",
                          (double) acc.sum / acc.count,
                          acc.count,
                          acc.max));
                }
              });
      ranked.sort(
          Comparator.comparingDouble((Ranked r) -> -r.average).thenComparing(Ranked::origin));
      for (int i = 0; i < Math.min(3, ranked.size()); i++) {
        Ranked r = ranked.get(i);
        String name = airports.get(r.origin);
        if (name != null) {
          report.add(new Ranked(r.windowStart, i + 1, r.origin, name, r.average, r.flights, r.max));
        }
      }
    }
  }
}
