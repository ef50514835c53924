package dev.eddy.cluster;

import dev.eddy.cluster.io.FlinkRest.Failure;
import dev.eddy.cluster.io.RestException;
import dev.eddy.model.problem.Place;
import dev.eddy.model.problem.Problem;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpTimeoutException;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Turns what Flink says into problems in node names. */
final class Explanation {
  /** The bridge's failures: {@code NodeFailure: NAME [ID]: what happened}. */
  private static final Pattern NODE =
      Pattern.compile("dev\\.eddy\\.flink\\.plan\\.NodeFailure: (.+?) \\[([\\w-]+)\\]: (.*)");

  private static final Pattern CAUSE = Pattern.compile("(?m)^Caused by: (.*)$");

  /** {@code Source: flights -> flights -> valid rows (1/2) - execution #0}. */
  private static final Pattern TASK = Pattern.compile("(.*?) \\(\\d+/\\d+\\).*");

  private Explanation() {}

  /** Why a job failed. */
  static Problem of(List<Failure> failures) {
    for (Failure f : failures) {
      Problem p = nodeFailure(f.stackTrace());
      if (p != null) {
        return p;
      }
    }
    if (failures.isEmpty()) {
      return Problem.error(
          "job-failed",
          Place.NOWHERE,
          "The job failed, and the cluster does not say why.",
          "Look into the JobManager's log.");
    }
    Failure newest = failures.get(0);
    String where = nodes(newest.task());
    return Problem.error(
        "job-failed",
        Place.NOWHERE,
        (where.isEmpty() ? "The job failed: " : "The job failed in " + where + ": ")
            + rootCause(newest.stackTrace()),
        "");
  }

  /** Why a call failed. */
  static ClusterException of(URI target, IOException failure) {
    Problem problem;
    if (failure instanceof RestException r) {
      Problem node = nodeFailure(String.valueOf(r.getMessage()));
      problem =
          node != null
              ? node
              : Problem.error(
                  "cluster-refused",
                  Place.NOWHERE,
                  "The cluster at "
                      + target
                      + " refused: "
                      + rootCause(String.valueOf(r.getMessage())),
                  "");
    } else if (failure instanceof ConnectException) {
      problem =
          Problem.error(
              "cluster-down",
              Place.NOWHERE,
              "No cluster answers at " + target + ".",
              "Check the address, or start one: ./eddy cluster start.");
    } else if (failure instanceof HttpTimeoutException) {
      problem =
          Problem.error(
              "cluster-slow",
              Place.NOWHERE,
              "The cluster at " + target + " did not answer in time.",
              "Check that it is healthy and try again.");
    } else {
      problem =
          Problem.error(
              "cluster-unreadable",
              Place.NOWHERE,
              "The answer of " + target + " cannot be read: " + failure.getMessage(),
              "Check that this is the address of Flink's REST interface.");
    }
    return new ClusterException(problem, failure);
  }

  @org.jspecify.annotations.Nullable
  private static Problem nodeFailure(String text) {
    Matcher m = NODE.matcher(text);
    if (!m.find()) {
      return null;
    }
    return Problem.error("node-failed", Place.node(m.group(2), m.group(1)), m.group(3), "");
  }

  /** The last cause of a stack trace, which is where it began. */
  private static String rootCause(String stackTrace) {
    String cause = "";
    Matcher m = CAUSE.matcher(stackTrace);
    while (m.find()) {
      cause = m.group(1);
    }
    if (cause.isEmpty()) {
      cause = stackTrace.lines().filter(l -> !l.isBlank()).findFirst().orElse("no reason given");
    }
    return cause.strip();
  }

  private static String nodes(String task) {
    Matcher m = TASK.matcher(task);
    String chain = m.matches() ? m.group(1) : task;
    return String.join(
        ", ",
        List.of(chain.split(" -> ")).stream()
            .map(n -> n.startsWith("Source: ") ? n.substring(8) : n)
            .map(String::strip)
            .filter(n -> !n.isEmpty())
            .distinct()
            .toList());
  }
}
