package dev.eddy.cluster;

import dev.eddy.model.plan.Plan;
import dev.eddy.model.plan.Plan.PlanNode;
import dev.eddy.operator.OperatorProvider;
import dev.eddy.operator.Providers;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Where the classes of a job jar lie in this JVM: in jars, or in folders while developing. */
final class BundleRoots {
  private static final List<String> ALWAYS =
      List.of(
          Bundle.ENTRY_CLASS,
          "dev.eddy.model.plan.Plan",
          "dev.eddy.operator.Operator",
          "com.fasterxml.jackson.core.JsonFactory",
          // The plan's reader asks records which of their parts may be absent.
          "org.jspecify.annotations.Nullable");

  private BundleRoots() {}

  /** The roots of what every job needs and of the plugins that the plan uses. */
  static Set<Path> of(Plan plan, Providers providers) throws ClusterException {
    Set<Path> roots = new LinkedHashSet<>();
    ClassLoader loader = BundleRoots.class.getClassLoader();
    for (String name : ALWAYS) {
      try {
        // Not initialized: the bridge's classes need Flink, which is not here.
        roots.add(root(Class.forName(name, false, loader)));
      } catch (ClassNotFoundException e) {
        throw ClusterException.of("bundle", name + " is missing in this installation.", "");
      }
    }
    for (PlanNode node : plan.nodes()) {
      OperatorProvider provider =
          providers
              .find(node.operator())
              .orElseThrow(
                  () ->
                      ClusterException.of(
                          "unknown-operator",
                          node.name() + " is a " + node.operator() + ", which is not installed.",
                          "Install the plugin that has it."));
      roots.add(root(provider.getClass()));
    }
    return roots;
  }

  private static Path root(Class<?> type) throws ClusterException {
    CodeSource source = type.getProtectionDomain().getCodeSource();
    try {
      if (source != null) {
        return Path.of(source.getLocation().toURI());
      }
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
    throw ClusterException.of(
        "bundle", "The class file of " + type.getName() + " cannot be found.", "");
  }
}
