package dev.eddy.cli;

import dev.eddy.model.plan.Plan.PlanNode;
import dev.eddy.model.value.Value;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;

/** Where the final rows of a sink lie, by the parameters that the plan resolved. */
final class SinkFiles {
  private SinkFiles() {}

  /** Empty for what is no sink, or none of this machine. */
  static Optional<Path> of(PlanNode node) {
    if (node.parameters().get("folder") instanceof Value.Text folder
        && node.parameters().get("file") instanceof Value.Text file) {
      try {
        Path base =
            folder.text().startsWith("file:")
                ? Path.of(URI.create(folder.text()))
                : Path.of(folder.text());
        return Optional.of(base.resolve(file.text() + ".ndjson"));
      } catch (IllegalArgumentException e) {
        return Optional.empty();
      }
    }
    return Optional.empty();
  }
}
