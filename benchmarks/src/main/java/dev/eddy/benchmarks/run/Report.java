package dev.eddy.benchmarks.run;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.io.PrintStream;
import java.io.Writer;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where figures go: a JSON line each into a file, and for people to the terminal. */
final class Report implements AutoCloseable {
  private final PrintStream terminal;
  private final @Nullable Writer file;
  private final OperatingSystemMXBean system =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

  /**
   * @param json the file that is written anew; null for the terminal only
   */
  Report(PrintStream terminal, @Nullable Path json) throws IOException {
    this.terminal = terminal;
    this.file = json == null ? null : Files.newBufferedWriter(json);
  }

  /** The load average over the last minute. */
  double load() {
    return system.getSystemLoadAverage();
  }

  void figure(
      String figure,
      String engine,
      String query,
      int parallelism,
      double value,
      String unit,
      long checksum)
      throws IOException {
    Figure f = new Figure(figure, engine, query, parallelism, value, unit, checksum, load());
    if (file != null) {
      file.write(f.json() + "\n");
      file.flush();
    }
  }

  void say(String line) {
    terminal.println(line);
  }

  /** Prints rows under a heading in columns; the first row names the columns. */
  void table(List<List<String>> rows) {
    List<Integer> widths = new ArrayList<>();
    for (List<String> row : rows) {
      for (int c = 0; c < row.size(); c++) {
        if (c == widths.size()) {
          widths.add(0);
        }
        widths.set(c, Math.max(widths.get(c), row.get(c).length()));
      }
    }
    for (List<String> row : rows) {
      StringBuilder line = new StringBuilder();
      for (int c = 0; c < row.size(); c++) {
        String cell = row.get(c);
        String pad = " ".repeat(widths.get(c) - cell.length());
        line.append(c == 0 ? cell + pad : "  " + pad + cell);
      }
      terminal.println(line.toString().stripTrailing());
    }
  }

  @Override
  public void close() throws IOException {
    if (file != null) {
      file.close();
    }
  }
}
