package dev.eddy.designer.effect;

import dev.eddy.cluster.ClusterException;
import dev.eddy.cluster.ClusterInfo;
import dev.eddy.cluster.DeployRequest;
import dev.eddy.cluster.Deployment;
import dev.eddy.cluster.Jobs;
import dev.eddy.cluster.SessionCluster;
import dev.eddy.model.io.PlanFiles;
import dev.eddy.model.plan.Plan;
import dev.eddy.model.problem.Place;
import dev.eddy.model.problem.Problem;
import java.io.IOException;
import java.net.URI;
import java.util.Optional;
import java.util.function.Consumer;

/** Flink session clusters, by REST. */
public final class FlinkDesk implements ClusterDesk {
  @Override
  public String deploy(
      byte[] plan, String target, Optional<String> savepoint, Consumer<String> progress)
      throws Refusal {
    Plan read;
    try {
      read = PlanFiles.read(plan);
    } catch (IOException e) {
      throw new Refusal(
          Problem.error("plan", Place.NOWHERE, "the plan cannot be read: " + e.getMessage(), ""));
    }
    try {
      return Deployment.deploy(new DeployRequest(read, uri(target), savepoint, 1), progress).id();
    } catch (ClusterException e) {
      throw new Refusal(e.problem());
    }
  }

  @Override
  public String state(String target, String jobId) throws Refusal {
    try {
      String state =
          Jobs.list(uri(target)).stream()
              .filter(j -> j.id().equals(jobId))
              .map(j -> j.state())
              .findFirst()
              .orElse("UNKNOWN");
      return state.equals("FAILED") ? failed(target, jobId) : state;
    } catch (ClusterException e) {
      throw new Refusal(e.problem());
    }
  }

  /** Refuses with the reason, in node names, where the cluster gives one. */
  private static String failed(String target, String jobId) throws Refusal {
    try {
      return Jobs.awaitEnd(uri(target), jobId, words -> {});
    } catch (ClusterException e) {
      throw new Refusal(e.problem(), "FAILED");
    }
  }

  @Override
  public String startCluster(String version, Consumer<String> progress) throws Refusal {
    try {
      for (ClusterInfo running : SessionCluster.list()) {
        if (running.version().equals(version) && running.isAlive()) {
          return running.restUrl().toString();
        }
      }
      return SessionCluster.start(version, progress).restUrl().toString();
    } catch (ClusterException e) {
      throw new Refusal(e.problem());
    }
  }

  @Override
  public Optional<String> stop(String target, String jobId, boolean savepoint) throws Refusal {
    try {
      if (savepoint) {
        return Optional.of(Jobs.stop(uri(target), jobId, Optional.empty()));
      }
      Jobs.cancel(uri(target), jobId);
      return Optional.empty();
    } catch (ClusterException e) {
      throw new Refusal(e.problem());
    }
  }

  private static URI uri(String target) throws Refusal {
    try {
      return URI.create(target.contains("://") ? target : "http://" + target);
    } catch (IllegalArgumentException e) {
      throw new Refusal(
          Problem.error(
              "target",
              Place.NOWHERE,
              "'" + target + "' is no address of a cluster.",
              "Write one such as http://localhost:8081."));
    }
  }
}
