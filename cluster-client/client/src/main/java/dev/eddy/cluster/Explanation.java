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

  /** What Flink says of savepoints, in the user's words. */
  private enum Known {
    NO_SAVEPOINT(
        "Cannot find checkpoint or savepoint file/directory '([^']*)'",
        "no-savepoint",
        "There is no savepoint at %s.",
        "Give the place that stopping the job answered."),
    NO_METADATA(
        "Cannot find meta data file '_metadata' in directory '([^']*)'",
        "no-savepoint",
        "%s is a folder, but no savepoint.",
        "Give the place that stopping the job answered."),
    NODE_GONE(
        "Cannot map checkpoint/savepoint state for operator (\\w+) to the new program",
        "savepoint-mismatch",
        "The savepoint has the state of a node that this pipeline does not have any more.",
        "Put the node back under its old id, or start without a savepoint."),
    STATE_CHANGED(
        "(?:StateMigrationException|The new (?:key|state|namespace) serializer)(.*)",
        "savepoint-mismatch",
        "The savepoint's state does not fit: its columns were others when it was written.",
        "Undo the change, or start without a savepoint.");

    private final Pattern pattern;
    private final String code;
    private final String message;
    private final String remedy;

    Known(String pattern, String code, String message, String remedy) {
      this.pattern = Pattern.compile(pattern);
      this.code = code;
      this.message = message;
      this.remedy = remedy;
    }
  }

  private Explanation() {}

  /** Whether a node has failed twice: then the tasks will hardly ever run. */
  static boolean isLasting(List<Failure> failures) {
    return failures.stream().filter(f -> nodeFailure(f.stackTrace()) != null).count() > 1;
  }

  /** Why a job failed. */
  static Problem of(List<Failure> failures) {
    for (Failure f : failures) {
      Problem p = nodeFailure(f.stackTrace());
      if (p != null) {
        return p;
      }
    }
    for (Failure f : failures) {
      Problem p = known(f.stackTrace(), nodes(f.task()));
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
      String said = String.valueOf(r.getMessage());
      Problem node = nodeFailure(said);
      Problem known = known(said, "");
      problem =
          node != null
              ? node
              : known != null
                  ? known
                  : Problem.error(
                      "cluster-refused",
                      Place.NOWHERE,
                      "The cluster at " + target + " refused: " + rootCause(said),
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

  @org.jspecify.annotations.Nullable
  private static Problem known(String text, String nodes) {
    for (Known k : Known.values()) {
      Matcher m = k.pattern.matcher(text);
      if (m.find()) {
        String message = String.format(java.util.Locale.ROOT, k.message, m.group(1));
        return Problem.error(
            k.code, Place.NOWHERE, nodes.isEmpty() ? message : nodes + ": " + message, k.remedy);
      }
    }
    return null;
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
