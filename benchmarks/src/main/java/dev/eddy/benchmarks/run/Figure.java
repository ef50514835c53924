package dev.eddy.benchmarks.run;

import java.util.Locale;

/**
 * One measured value: a line of the JSON file.
 *
 * @param figure what was measured, such as {@code cpu per event}
 * @param engine who
 * @param query on what; empty where that says nothing
 * @param checksum of the result, 0 where there is none
 * @param load load average of the machine over the last minute
 */
public record Figure(
    String figure,
    String engine,
    String query,
    int parallelism,
    double value,
    String unit,
    long checksum,
    double load) {
  /** One JSON object without a line break. */
  public String json() {
    return String.format(
        Locale.ROOT,
        "{\"figure\":%s,\"engine\":%s,\"query\":%s,\"parallelism\":%d,\"value\":%s,\"unit\":%s,"
            + "\"checksum\":\"%016x\",\"load\":%.1f}",
        text(figure),
        text(engine),
        text(query),
        parallelism,
        Double.isFinite(value) ? String.format(Locale.ROOT, "%.3f", value) : "null",
        text(unit),
        checksum,
        load);
  }

  private static String text(String s) {
    return '"' + s.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }
}
