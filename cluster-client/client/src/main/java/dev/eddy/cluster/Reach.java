package dev.eddy.cluster;

import dev.eddy.model.operator.ParameterSpec;
import dev.eddy.model.operator.ParameterType;
import dev.eddy.model.operator.Parameters;
import dev.eddy.model.plan.Plan;
import dev.eddy.model.plan.Plan.PlanNode;
import dev.eddy.model.problem.Place;
import dev.eddy.model.problem.Problem;
import dev.eddy.operator.OperatorProvider;
import dev.eddy.operator.PlanClassLoader;
import dev.eddy.operator.PlanSetup;
import dev.eddy.operator.Providers;
import dev.eddy.operator.SinkProvider;
import dev.eddy.operator.SourceProvider;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/** Whether a cluster can reach what a plan reads and writes. */
final class Reach {
  /** Where a sink of files writes: the plan's final target. */
  private static final String FOLDER = "folder";

  private Reach() {}

  /** What the target cannot reach, a problem a parameter; empty where all is well. */
  static List<Problem> check(Plan plan, Providers providers, URI target) {
    boolean here = isLoopback(target);
    List<Problem> problems = new ArrayList<>();
    for (PlanNode node : plan.nodes()) {
      OperatorProvider provider = providers.find(node.operator()).orElse(null);
      if (provider == null) {
        continue;
      }
      Parameters parameters = new Parameters(provider.descriptor(), node.parameters());
      for (String name : pathParameters(provider)) {
        String path = parameters.text(name);
        if (!here && isLocal(path)) {
          problems.add(
              Problem.error(
                  "unreachable-path",
                  Place.node(node.id(), node.name()).withParameter(name),
                  path
                      + " lies on this machine, where the cluster at "
                      + target
                      + " cannot reach it.",
                  "Bind the node to a URL that both reach, in an environment of the project."));
        }
      }
      if (here && provider instanceof SourceProvider source) {
        readable(plan, node, source).ifPresent(problems::add);
      }
    }
    return problems;
  }

  /** On this machine the source can be asked. */
  private static java.util.Optional<Problem> readable(
      Plan plan, PlanNode node, SourceProvider source) {
    try {
      ClassLoader generated = new PlanClassLoader(plan, source.getClass().getClassLoader());
      source.create(new PlanSetup(node, source.descriptor(), generated)).splits();
      return java.util.Optional.empty();
    } catch (IOException | RuntimeException e) {
      return java.util.Optional.of(
          Problem.error(
              "unreadable-source",
              Place.node(node.id(), node.name()),
              withoutName(node, String.valueOf(e.getMessage())),
              ""));
    }
  }

  /** Connectors may name the node themselves, which the place does already. */
  private static String withoutName(PlanNode node, String message) {
    String prefix = node.name() + ": ";
    return message.startsWith(prefix) ? message.substring(prefix.length()) : message;
  }

  private static Set<String> pathParameters(OperatorProvider provider) {
    Set<String> names = new TreeSet<>();
    for (ParameterSpec p : provider.descriptor().parameters()) {
      if (p.type() instanceof ParameterType.Path) {
        names.add(p.name());
      }
    }
    if (provider instanceof SinkProvider) {
      names.add(FOLDER);
    }
    return names;
  }

  private static boolean isLocal(String path) {
    if (path.isBlank()) {
      return false;
    }
    int colon = path.indexOf(':');
    // One letter before the colon is a drive of Windows.
    boolean url = colon > 1 && path.substring(0, colon).matches("[A-Za-z][A-Za-z0-9+.-]*");
    return !url || path.toLowerCase(Locale.ROOT).startsWith("file:");
  }

  static boolean isLoopback(URI target) {
    String host = target.getHost();
    if (host == null) {
      return false;
    }
    try {
      return InetAddress.getByName(host).isLoopbackAddress();
    } catch (UnknownHostException e) {
      return false;
    }
  }
}
