package dev.eddy.cluster;

import dev.eddy.cluster.io.ClusterFile;
import dev.eddy.cluster.io.FlinkRest;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Flink session clusters on this machine: a JobManager and a TaskManager on the loopback interface
 * with free ports, which outlive this process. Blocking.
 */
public final class SessionCluster {
  /** Task slots of a cluster. */
  public static final int SLOTS = 4;

  private static final String STATE_FILE = "cluster.json";
  private static final Duration START = Duration.ofSeconds(120);
  private static final Duration GRACE = Duration.ofSeconds(10);

  private SessionCluster() {}

  /**
   * Starts a cluster and returns when its slots are there.
   *
   * @param version such as {@code 1.20.3}
   * @param progress told a step at a time, in words
   */
  public static ClusterInfo start(String version, Consumer<String> progress)
      throws ClusterException {
    Path lib = FlinkLibraries.of(version, progress);
    progress.accept("starting JobManager and TaskManager");
    List<Process> processes = new ArrayList<>();
    try {
      Files.createDirectories(home());
      Path dir = Files.createTempDirectory(home(), "flink-" + version + "-");
      int rest = freePort();
      ClusterConfig.write(dir, savepoints(), rest, freePort(), SLOTS);
      processes.add(
          ClusterProcess.start(
              dir,
              lib,
              "jobmanager",
              "org.apache.flink.runtime.entrypoint.StandaloneSessionClusterEntrypoint",
              ClusterConfig.JOB_MANAGER_MEMORY));
      processes.add(startTaskManager(version, dir, progress));
      List<Long> pids = processes.stream().map(Process::pid).toList();
      URI url = URI.create("http://127.0.0.1:" + rest);
      new ClusterFile(version, url.toString(), pids).write(dir.resolve(STATE_FILE));
      ClusterInfo info = new ClusterInfo(version, url, pids, dir);
      awaitSlots(info, processes, progress);
      return info;
    } catch (IOException e) {
      processes.forEach(Process::destroy);
      throw ClusterException.of("cluster-start", "The cluster cannot be started: " + e, "");
    } catch (ClusterException e) {
      processes.forEach(Process::destroy);
      throw e;
    }
  }

  /** Adds a TaskManager to the cluster of a folder. */
  static Process startTaskManager(String version, Path dir, Consumer<String> progress)
      throws ClusterException, IOException {
    return ClusterProcess.start(
        dir,
        FlinkLibraries.of(version, progress),
        "taskmanager",
        "org.apache.flink.runtime.taskexecutor.TaskManagerRunner",
        ClusterConfig.TASK_MANAGER_MEMORY);
  }

  private static void awaitSlots(
      ClusterInfo info, List<Process> processes, Consumer<String> progress)
      throws ClusterException {
    FlinkRest rest = new FlinkRest(info.restUrl());
    Poll poll = new Poll(START);
    boolean answered = false;
    while (true) {
      for (Process p : processes) {
        if (!p.isAlive()) {
          throw ClusterException.of(
              "cluster-start",
              "A process of the cluster ended at once (exit code "
                  + p.exitValue()
                  + "): "
                  + lastError(info.dir()),
              "The logs are in " + info.dir().resolve("log") + ".");
        }
      }
      try {
        if (rest.overview().slots() >= SLOTS) {
          return;
        }
        if (!answered) {
          progress.accept("waiting for task slots");
          answered = true;
        }
      } catch (IOException e) {
        // Not listening yet.
      }
      poll.pause("the cluster's task slots");
    }
  }

  private static String lastError(Path dir) {
    String found = "no reason given";
    for (String name : List.of("jobmanager.out", "jobmanager.log", "taskmanager.log")) {
      try (Stream<String> lines = Files.lines(dir.resolve("log").resolve(name))) {
        Optional<String> error =
            lines
                .filter(l -> l.contains("Exception") || l.contains("ERROR") || l.contains("Error"))
                .reduce((a, b) -> b);
        found = error.orElse(found);
      } catch (IOException | java.io.UncheckedIOException e) {
        // The process did not come as far as a log.
      }
    }
    return found.strip();
  }

  /** The clusters of which a process still runs; what is left of others is cleared away. */
  public static List<ClusterInfo> list() throws ClusterException {
    List<ClusterInfo> out = new ArrayList<>();
    if (!Files.isDirectory(home())) {
      return out;
    }
    try (Stream<Path> folders = Files.list(home())) {
      for (Path dir : folders.sorted().toList()) {
        Optional<ClusterInfo> info = read(dir);
        if (info.isPresent() && info.get().isPartlyAlive()) {
          out.add(info.get());
        } else if (info.isPresent()) {
          stop(info.get());
        }
      }
      return out;
    } catch (IOException e) {
      throw ClusterException.of("cluster-list", "Clusters cannot be listed: " + e, "");
    }
  }

  private static Optional<ClusterInfo> read(Path dir) {
    try {
      ClusterFile f = ClusterFile.read(dir.resolve(STATE_FILE));
      return Optional.of(new ClusterInfo(f.version(), URI.create(f.restUrl()), f.pids(), dir));
    } catch (IOException | IllegalArgumentException e) {
      // A cluster that is being started, or no cluster at all.
      return Optional.empty();
    }
  }

  /**
   * Ends the processes of a cluster and clears its folder; savepoints stay. Only processes that are
   * known to be this cluster's are ended.
   */
  public static void stop(ClusterInfo info) throws ClusterException {
    List<ProcessHandle> found =
        info.pids().stream().flatMap(p -> ClusterProcess.find(p, info.dir()).stream()).toList();
    found.forEach(ProcessHandle::destroy);
    try {
      long end = System.nanoTime() + GRACE.toNanos();
      for (ProcessHandle p : found) {
        try {
          p.onExit().get(Math.max(1, end - System.nanoTime()), TimeUnit.NANOSECONDS);
        } catch (java.util.concurrent.TimeoutException e) {
          p.destroyForcibly();
        } catch (java.util.concurrent.ExecutionException e) {
          throw new IllegalStateException(e);
        }
      }
      Folders.delete(info.dir());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw ClusterException.of("interrupted", "Interrupted while stopping the cluster.", "");
    } catch (IOException e) {
      throw ClusterException.of(
          "cluster-stop", "The cluster is stopped, but " + info.dir() + " stays: " + e, "");
    }
  }

  private static Path home() {
    return Folders.state().resolve("clusters");
  }

  private static Path savepoints() {
    return Folders.state().resolve("savepoints");
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
