package dev.eddy.cli;

import dev.eddy.runtime.io.RecordingInfo;
import dev.eddy.runtime.record.RecordingShelf;
import dev.eddy.runtime.record.RecordingShelf.Entry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** {@code eddy recordings}: what lies in the user's state folder, and what may go. */
final class RecordingsCommand {
  private RecordingsCommand() {}

  static Exit run(Arguments arguments, Terminal terminal) throws CommandException {
    Optional<String> in = arguments.value("--in");
    Path folder =
        in.isPresent()
            ? Arguments.path(in.get())
            : Recordings.stateFolder(terminal.environment()).resolve("recordings");
    boolean prune = arguments.flag("--prune");
    Optional<String> size = arguments.value("--max-size");
    boolean older = arguments.value("--older").isPresent();
    int days = arguments.number("--older", 0, 0, 36_500);
    if (!prune && (older || size.isPresent())) {
      throw CommandException.usage("--older and --max-size say what --prune takes away");
    }
    if (prune && !older && size.isEmpty()) {
      throw CommandException.usage("--prune needs --older DAYS, --max-size BYTES or both");
    }
    if (in.isPresent() && !Files.isDirectory(folder)) {
      throw CommandException.environment(
          "recordings", "There is no folder " + folder + ".", "Give one that holds recordings.");
    }
    long max = size.isPresent() ? bytes(size.get()) : Long.MAX_VALUE;
    try {
      List<Entry> entries = new RecordingShelf(folder).entries();
      if (prune) {
        Instant before = older ? Instant.now().minus(Duration.ofDays(days)) : Instant.MIN;
        return prune(RecordingShelf.surplus(entries, before, max), terminal);
      }
      list(entries, folder, terminal);
      return Exit.OK;
    } catch (IOException e) {
      throw CommandException.environment(
          "recordings", e.getMessage() + ".", "Look at the folder " + folder + ".");
    }
  }

  private static void list(List<Entry> entries, Path folder, Terminal terminal) {
    TextTable table = new TextTable("recording", "pipeline", "status", "last written", "size");
    long bytes = 0;
    for (Entry e : entries) {
      RecordingInfo info = e.info();
      bytes += e.bytes();
      table.row(
          List.of(
              String.valueOf(e.folder().getFileName()),
              info == null ? "?" : info.pipeline(),
              status(e),
              Words.watermark(e.changed().toEpochMilli()),
              size(e.bytes())));
    }
    if (!table.isEmpty()) {
      table.lines("").forEach(terminal::print);
    }
    terminal.print(counted(entries.size()) + ", " + size(bytes) + ", in " + folder);
  }

  private static String status(Entry e) {
    RecordingInfo info = e.info();
    if (info == null) {
      return "cannot be read";
    }
    if (info.status() == RecordingInfo.Status.RUNNING) {
      return e.inUse() ? "running" : "killed";
    }
    return info.status().name().toLowerCase(Locale.ROOT);
  }

  private static Exit prune(List<Entry> surplus, Terminal terminal) throws IOException {
    long bytes = 0;
    int gone = 0;
    for (Entry e : surplus) {
      if (RecordingShelf.remove(e)) {
        gone++;
        bytes += e.bytes();
        terminal.say("removed " + e.folder());
      }
    }
    terminal.print("removed " + counted(gone) + ", " + size(bytes));
    return Exit.OK;
  }

  private static String counted(int n) {
    return InspectCommand.counted(n, "recording", "recordings");
  }

  /** Bytes as a person writes them: 500000, 500K, 20M, 10G. */
  static long bytes(String text) throws CommandException {
    String t = text.strip().toUpperCase(Locale.ROOT);
    if (!t.matches("\\d{1,12}[KMGT]?B?")) {
      throw CommandException.usage(
          "'" + text + "' is no size: 500K, 20M, 10G or a number of bytes");
    }
    String digits = t.replaceAll("\\D", "");
    String unit = t.substring(digits.length()).replace("B", "");
    int power = unit.isEmpty() ? 0 : "KMGT".indexOf(unit) + 1;
    double value = Double.parseDouble(digits) * Math.pow(1000, power);
    return value >= Long.MAX_VALUE ? Long.MAX_VALUE : (long) value;
  }

  static String size(long bytes) {
    if (bytes < 1000) {
      return bytes + " B";
    }
    double value = bytes;
    int unit = -1;
    while (value >= 999.95) {
      value /= 1000;
      unit++;
    }
    return String.format(Locale.ROOT, "%.1f %cB", value, "KMGT".charAt(Math.min(unit, 3)));
  }
}
