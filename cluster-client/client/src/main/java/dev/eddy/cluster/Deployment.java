package dev.eddy.cluster;

import dev.eddy.cluster.io.FlinkRest;
import dev.eddy.cluster.io.FlinkRest.Failure;
import dev.eddy.cluster.io.FlinkRest.Job;
import dev.eddy.cluster.io.FlinkRest.Overview;
import dev.eddy.cluster.io.FlinkRest.Vertex;
import dev.eddy.model.plan.Plan;
import dev.eddy.model.problem.Problem;
import dev.eddy.operator.Providers;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Puts a plan on a cluster: check, bundle, upload, run, wait until every task runs. Blocking; to be
 * called off the user interface.
 */
public final class Deployment {
  private static final Duration START = Duration.ofSeconds(90);
  private static final Pattern VERSION = Pattern.compile("(\\d+)\\.(\\d+).*");

  private Deployment() {}

  /** As the other, with the plugins that this class's loader sees. */
  public static DeployedJob deploy(DeployRequest request, Consumer<String> progress)
      throws ClusterException {
    return deploy(request, Providers.load(Deployment.class.getClassLoader()), progress);
  }

  /**
   * Deploys and returns when all tasks run (or have already finished). Where it throws, no job of
   * this deployment is left running.
   *
   * @param progress told a step at a time, in words
   */
  public static DeployedJob deploy(
      DeployRequest request, Providers providers, Consumer<String> progress)
      throws ClusterException {
    URI target = request.target();
    FlinkRest rest = new FlinkRest(target);
    progress.accept("checking");
    if (request.parallelism() > request.plan().maxParallelism()) {
      throw ClusterException.of(
          "parallelism",
          "Parallelism "
              + request.parallelism()
              + " is more than the pipeline's greatest, "
              + request.plan().maxParallelism()
              + ".",
          "Lower it; the greatest cannot change without losing the state of savepoints.");
    }
    List<Problem> unreachable = Reach.check(request.plan(), providers, target);
    if (!unreachable.isEmpty()) {
      throw new ClusterException(unreachable);
    }
    Path jar = null;
    try {
      checkCluster(rest.overview(), request);
      progress.accept("bundling");
      jar = bundle(request.plan(), providers);
      progress.accept("uploading " + Files.size(jar) / 1024 + " KB");
      String jarId = rest.upload(jar);
      try {
        progress.accept(request.savepoint().map(s -> "starting from " + s).orElse("starting"));
        String id =
            rest.run(
                jarId,
                Bundle.ENTRY_CLASS,
                List.of("--parallelism", Integer.toString(request.parallelism())),
                request.savepoint());
        return awaitRunning(rest, id, progress);
      } finally {
        forget(rest, jarId);
      }
    } catch (IOException e) {
      throw Explanation.of(target, e);
    } finally {
      delete(jar);
    }
  }

  private static void checkCluster(Overview cluster, DeployRequest request)
      throws ClusterException {
    Matcher version = VERSION.matcher(cluster.flinkVersion());
    if (!version.matches()) {
      throw ClusterException.of(
          "no-flink",
          request.target() + " is not the REST interface of a Flink cluster.",
          "Give the address of a JobManager.");
    }
    int major = Integer.parseInt(version.group(1));
    if (major < 1 || major == 1 && Integer.parseInt(version.group(2)) < 20) {
      throw ClusterException.of(
          "old-flink",
          "Not supported: the cluster runs Flink " + cluster.flinkVersion() + ".",
          "Use Flink 1.20 or 2.x.");
    }
    if (cluster.freeSlots() < request.parallelism()) {
      throw ClusterException.of(
          "no-slots",
          "The job needs "
              + request.parallelism()
              + " free task slots; the cluster has "
              + cluster.freeSlots()
              + " of "
              + cluster.slots()
              + ".",
          cluster.slots() < request.parallelism()
              ? "Lower the parallelism or add TaskManagers."
              : "Stop a job, lower the parallelism or add TaskManagers.");
    }
  }

  private static Path bundle(Plan plan, Providers providers) throws IOException, ClusterException {
    String name = (plan.project() + "-" + plan.pipeline()).replaceAll("[^A-Za-z0-9._-]", "_");
    Path jar = Files.createTempFile("eddy-" + name + "-", ".jar");
    Bundle.write(plan, BundleRoots.of(plan, providers), jar);
    return jar;
  }

  /** The cluster has its own copy once a job runs; an upload that stays is no harm. */
  private static void forget(FlinkRest rest, String jarId) {
    try {
      rest.deleteJar(jarId);
    } catch (IOException e) {
      // What happened to the job itself is what counts.
    }
  }

  private static void delete(@org.jspecify.annotations.Nullable Path jar) {
    if (jar != null) {
      try {
        Files.deleteIfExists(jar);
      } catch (IOException e) {
        jar.toFile().deleteOnExit();
      }
    }
  }

  /** Flink calls a job running before any of its tasks has a slot, so look at the tasks. */
  private static DeployedJob awaitRunning(FlinkRest rest, String id, Consumer<String> progress)
      throws IOException, ClusterException {
    boolean runs = false;
    try {
      Poll poll = new Poll(START);
      while (true) {
        String state = rest.state(id);
        if (state.equals("FAILED")) {
          throw Jobs.whyFailed(rest, id);
        }
        Job job = rest.job(id);
        int running = 0;
        for (Vertex v : job.vertices()) {
          running += v.state().equals("RUNNING") || v.state().equals("FINISHED") ? 1 : 0;
        }
        if (state.equals("FINISHED")
            || state.equals("RUNNING") && running > 0 && running == job.vertices().size()) {
          runs = true;
          progress.accept("running");
          return new DeployedJob(id, job.name());
        }
        if (state.equals("RESTARTING") || poll.isOver()) {
          List<Failure> failures = rest.failures(id);
          if (Explanation.isLasting(failures) || poll.isOver() && !failures.isEmpty()) {
            throw new ClusterException(Explanation.of(failures));
          }
        }
        poll.pause("the job's tasks to run");
      }
    } finally {
      if (!runs) {
        abandon(rest, id);
      }
    }
  }

  private static void abandon(FlinkRest rest, String id) {
    try {
      if (!Jobs.ENDED.contains(rest.state(id))) {
        rest.cancel(id);
      }
    } catch (IOException e) {
      // The failure that led here is told; the job cannot be reached to be ended.
    }
  }
}
