package dev.eddy.runtime.crash;

import dev.eddy.operator.torture.FaultyDisk.Fate;
import dev.eddy.operator.torture.FaultyDisk.Operation;
import java.nio.file.Path;
import java.util.Locale;

/** Names the places at which something can happen to a run. */
final class Points {
  private Points() {}

  /** The name of a file operation and how it ends, such as {@code journal.write.struck_halfway}. */
  static String of(Operation operation, Path file, Fate fate) {
    return role(file)
        + "."
        + operation.name().toLowerCase(Locale.ROOT)
        + "."
        + fate.name().toLowerCase(Locale.ROOT).replace("struck_", "");
  }

  /** What a file is to the run. */
  private static String role(Path file) {
    String name = String.valueOf(file.getFileName());
    String folder = file.getParent() == null ? "" : String.valueOf(file.getParent().getFileName());
    if (folder.equals("checkpoints")) {
      return (name.contains("+") ? "incremental-checkpoint" : "checkpoint")
          + (name.endsWith(".tmp") ? "-temporary" : "");
    }
    if (name.contains(".pending-")) {
      return "pending";
    }
    if (name.contains(".table-")) {
      return "pending-table";
    }
    return switch (name) {
      case "journal", "digests", "plan", "lock", "checkpoints", "recording", "out" -> name;
      case ".plan.tmp" -> "plan-temporary";
      case "recording.json" -> "status";
      case ".recording.json.tmp" -> "status-temporary";
      case "table.ndjson" -> "table";
      default -> name.endsWith(".ndjson") ? "sink-file" : "other";
    };
  }
}
