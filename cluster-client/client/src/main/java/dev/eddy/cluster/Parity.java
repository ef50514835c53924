package dev.eddy.cluster;

import dev.eddy.model.operator.Parameters;
import dev.eddy.model.plan.Plan;
import dev.eddy.model.plan.Plan.PlanNode;
import dev.eddy.model.problem.Place;
import dev.eddy.model.problem.Problem;
import dev.eddy.model.type.Schema;
import dev.eddy.model.value.Value;
import dev.eddy.operator.OperatorProvider;
import dev.eddy.operator.Providers;
import dev.eddy.operator.SinkProvider;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Runs a plan here and on a cluster, with its sinks bound to fresh folders, and compares what each
 * sink has at the end by its fidelity class.
 */
public final class Parity {
  private static final String FOLDER = "folder";

  private Parity() {}

  /**
   * Compares; sinks must be ones of files, sources must end.
   *
   * @param out gets the folders {@code local} and {@code flink} with the sinks' files; they must
   *     not be there or be empty
   */
  public static List<SinkParity> compare(
      Plan plan,
      Providers providers,
      URI target,
      int parallelism,
      Path out,
      LocalHost local,
      Consumer<String> progress)
      throws ClusterException {
    List<Integer> sinks = sinks(plan, providers);
    Path localFolder = fresh(out.resolve("local"));
    Path targetFolder = fresh(out.resolve("flink"));
    progress.accept("running here");
    try {
      local.run(rebound(plan, sinks, localFolder));
    } catch (ClusterException e) {
      throw e;
    } catch (Exception e) {
      throw new ClusterException(
          Problem.error("local-run", Place.NOWHERE, "The run here failed: " + e.getMessage(), ""),
          e);
    }
    DeployRequest request =
        new DeployRequest(
            rebound(plan, sinks, targetFolder), target, Optional.empty(), parallelism);
    DeployedJob job = Deployment.deploy(request, providers, progress);
    Jobs.awaitEnd(target, job.id(), progress);
    progress.accept("comparing");
    List<SinkParity> result = new ArrayList<>();
    for (int sink : sinks) {
      result.add(compare(plan, providers, sink, parallelism, localFolder, targetFolder));
    }
    return result;
  }

  private static SinkParity compare(
      Plan plan,
      Providers providers,
      int sink,
      int parallelism,
      Path localFolder,
      Path targetFolder)
      throws ClusterException {
    PlanNode node = plan.nodes().get(sink);
    String file = file(node) + ".ndjson";
    Fidelity fidelity = Fidelity.of(plan, providers, sink, parallelism);
    try {
      List<String> here = RowLines.read(localFolder.resolve(file));
      List<String> there = RowLines.read(targetFolder.resolve(file));
      RowLines.Difference difference =
          fidelity.kind() == Fidelity.Kind.WITHIN_TOLERANCE
              ? RowLines.withTolerance(here, there, written(node, providers))
              : RowLines.exactly(here, there);
      return new SinkParity(
          node.id(),
          node.name(),
          fidelity,
          difference.isNone(),
          here.size(),
          there.size(),
          difference.left(),
          difference.right());
    } catch (IOException e) {
      throw new ClusterException(
          Problem.error(
              "parity-read",
              Place.node(node.id(), node.name()),
              "The rows of " + node.name() + " cannot be compared: " + e.getMessage(),
              ""),
          e);
    }
  }

  /** The columns that a sink of files writes. */
  private static Schema written(PlanNode node, Providers providers) {
    Schema in = node.inputs().get(0).schema();
    OperatorProvider provider = providers.find(node.operator()).orElseThrow();
    List<String> columns =
        new Parameters(provider.descriptor(), node.parameters()).columns("columns");
    return columns.isEmpty() ? in : in.select(in.indexesOf(columns));
  }

  private static List<Integer> sinks(Plan plan, Providers providers) throws ClusterException {
    List<Integer> sinks = new ArrayList<>();
    for (int rank = 0; rank < plan.nodes().size(); rank++) {
      PlanNode node = plan.nodes().get(rank);
      OperatorProvider provider = providers.find(node.operator()).orElse(null);
      if (!(provider instanceof SinkProvider)) {
        continue;
      }
      if (provider.descriptor().parameter(FOLDER).isEmpty()) {
        throw new ClusterException(
            Problem.error(
                "parity-sink",
                Place.node(node.id(), node.name()),
                "Not supported: comparing a sink that writes no files.",
                "Bind it to a file sink in an environment."));
      }
      sinks.add(rank);
    }
    return sinks;
  }

  private static String file(PlanNode node) {
    return node.parameters().get("file") instanceof Value.Text t ? t.text() : node.name();
  }

  private static Path fresh(Path folder) throws ClusterException {
    try {
      Files.createDirectories(folder);
      try (var files = Files.list(folder)) {
        if (files.findAny().isPresent()) {
          throw ClusterException.of(
              "folder-in-use", folder + " is not empty.", "Name a folder that is, or none.");
        }
      }
      return folder.toAbsolutePath();
    } catch (IOException e) {
      throw ClusterException.of("folder", folder + " cannot be made: " + e.getMessage(), "");
    }
  }

  private static Plan rebound(Plan plan, List<Integer> sinks, Path folder) {
    List<PlanNode> nodes = new ArrayList<>(plan.nodes());
    for (int rank : sinks) {
      PlanNode n = nodes.get(rank);
      nodes.set(
          rank,
          new PlanNode(
              n.id(),
              n.name(),
              n.operator(),
              n.parameters().with(FOLDER, Value.of(folder.toString())),
              n.functions(),
              n.aggregates(),
              n.inputs(),
              n.outputs()));
    }
    return new Plan(
        plan.project(),
        plan.pipeline(),
        plan.maxParallelism(),
        nodes,
        plan.edges(),
        plan.classes());
  }
}
