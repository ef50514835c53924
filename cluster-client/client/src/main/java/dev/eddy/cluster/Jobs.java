package dev.eddy.cluster;

import dev.eddy.cluster.io.FlinkRest;
import dev.eddy.cluster.io.FlinkRest.JobLine;
import dev.eddy.cluster.io.FlinkRest.SavepointState;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** Jobs on a cluster, whoever deployed them. Blocking; to be called off the user interface. */
public final class Jobs {
  static final Set<String> ENDED = Set.of("FINISHED", "FAILED", "CANCELED", "SUSPENDED");

  private static final Duration STOP = Duration.ofSeconds(120);

  /** Longer than {@code web.refresh-interval}, by default 3 s. */
  private static final Duration STALE = Duration.ofSeconds(20);

  private static final int TRIES = 5;

  /**
   * What Flink says of a savepoint that met tasks which were just starting or had just finished, as
   * those of a small bounded source: the next one does not meet them any more. The last one it says
   * of whatever fails while tasks are asked; what fails for good does so again.
   */
  private static final List<String> UNLUCKY =
      List.of(
          "Task local checkpoint failure",
          "Not all required tasks are currently running",
          "Trigger checkpoint failure");

  private Jobs() {}

  /** The cluster's jobs, running ones first, then the newest. */
  public static List<JobLine> list(URI target) throws ClusterException {
    try {
      return new FlinkRest(target)
          .jobs().stream()
              .sorted(
                  java.util.Comparator.comparing((JobLine j) -> ENDED.contains(j.state()))
                      .thenComparing(java.util.Comparator.comparing(JobLine::started).reversed()))
              .toList();
    } catch (IOException e) {
      throw Explanation.of(target, e);
    }
  }

  /**
   * Waits for the end of a job and answers its state, {@code FINISHED} or {@code CANCELED}; throws
   * with the reason where it failed. An interrupt ends the wait, not the job.
   */
  public static String awaitEnd(URI target, String id, Consumer<String> progress)
      throws ClusterException {
    FlinkRest rest = new FlinkRest(target);
    try {
      Poll poll = new Poll(Duration.ofDays(365));
      String told = "";
      while (true) {
        String state = rest.state(id);
        if (state.equals("FAILED")) {
          throw whyFailed(rest, id);
        }
        if (!state.equals(told)) {
          progress.accept(state.toLowerCase(java.util.Locale.ROOT));
          told = state;
        }
        if (ENDED.contains(state)) {
          return state;
        }
        poll.pause("the job's end");
      }
    } catch (IOException e) {
      throw Explanation.of(target, e);
    }
  }

  /**
   * Why a job failed. The cluster answers with its failures out of a copy of the job that can be
   * some seconds old, so this waits until the copy knows of the end.
   */
  static ClusterException whyFailed(FlinkRest rest, String id)
      throws IOException, ClusterException {
    Poll poll = new Poll(STALE);
    while (!poll.isOver() && !ENDED.contains(rest.job(id).state())) {
      poll.pause("the cluster to say why the job failed");
    }
    return new ClusterException(Explanation.of(rest.failures(id)));
  }

  /**
   * Stops a job with a savepoint, so that everything up to it is committed, and answers where the
   * savepoint lies.
   *
   * @param folder where to put it, a path or URL that the cluster reaches; empty for its default
   */
  public static String stop(URI target, String id, Optional<String> folder)
      throws ClusterException {
    FlinkRest rest = new FlinkRest(target);
    try {
      refuseEnded(rest.state(id));
      String request = rest.stop(id, folder);
      Poll poll = new Poll(STOP);
      int tries = 1;
      while (true) {
        SavepointState s = rest.savepoint(id, request);
        if (s.completed() && s.location().isPresent()) {
          awaitStopped(rest, id, poll);
          return s.location().get();
        }
        if (s.completed()) {
          refuseEnded(rest.state(id));
          if (tries == TRIES || UNLUCKY.stream().noneMatch(s.failure()::contains)) {
            throw ClusterException.of(
                "stop-failed",
                "The job was not stopped, since its savepoint failed: "
                    + s.failure().lines().findFirst().orElse("no reason given"),
                "The job runs on. Check that the cluster can write to the savepoint's folder.");
          }
          tries++;
          poll.pause("the job to be ready for a savepoint");
          request = rest.stop(id, folder);
        }
        poll.pause("the savepoint");
      }
    } catch (IOException e) {
      throw Explanation.of(target, e);
    }
  }

  /** A bounded job can come to its end just before it is stopped: then nothing is wrong. */
  private static void refuseEnded(String state) throws ClusterException {
    if (ENDED.contains(state)) {
      throw ClusterException.of(
          "job-ended",
          "The job has ended already (" + state.toLowerCase(java.util.Locale.ROOT) + ").",
          "There is nothing to stop, and a savepoint of it cannot be taken.");
    }
  }

  private static void awaitStopped(FlinkRest rest, String id, Poll poll)
      throws IOException, ClusterException {
    while (!ENDED.contains(rest.state(id))) {
      poll.pause("the job's end");
    }
  }

  /** Ends a job without a savepoint: what was not committed is lost. */
  public static void cancel(URI target, String id) throws ClusterException {
    try {
      new FlinkRest(target).cancel(id);
    } catch (IOException e) {
      throw Explanation.of(target, e);
    }
  }
}
