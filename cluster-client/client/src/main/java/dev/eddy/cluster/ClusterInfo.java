package dev.eddy.cluster;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;

/**
 * A session cluster that was started here.
 *
 * @param pids JobManager first, then the TaskManager
 * @param dir its folder: configuration, logs, checkpoints
 */
public record ClusterInfo(String version, URI restUrl, List<Long> pids, Path dir) {
  /** Whether all its processes still run. */
  public boolean isAlive() {
    return pids.stream().allMatch(pid -> ClusterProcess.find(pid, dir).isPresent());
  }

  /** Whether any of its processes still runs. */
  public boolean isPartlyAlive() {
    return pids.stream().anyMatch(pid -> ClusterProcess.find(pid, dir).isPresent());
  }
}
