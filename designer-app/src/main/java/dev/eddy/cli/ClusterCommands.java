package dev.eddy.cli;

import dev.eddy.cluster.ClusterException;
import dev.eddy.cluster.ClusterInfo;
import dev.eddy.cluster.DeployRequest;
import dev.eddy.cluster.DeployedJob;
import dev.eddy.cluster.Deployment;
import dev.eddy.cluster.Fidelity;
import dev.eddy.cluster.Jobs;
import dev.eddy.cluster.LocalHost;
import dev.eddy.cluster.Parity;
import dev.eddy.cluster.SessionCluster;
import dev.eddy.cluster.SinkParity;
import dev.eddy.model.plan.Plan;
import dev.eddy.operator.Providers;
import dev.eddy.runtime.LocalRun;
import dev.eddy.runtime.RunOptions;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Everything that talks to Flink clusters. */
final class ClusterCommands {
  private static final List<String> VERSIONS = List.of("1.20.3", "2.3.0");

  private ClusterCommands() {}

  static Exit start(Arguments arguments, Terminal terminal) throws CommandException {
    String version = arguments.value("--flink").orElse(VERSIONS.get(0));
    if (!VERSIONS.contains(version)) {
      throw CommandException.usage(
          "not supported: Flink " + version + "; there are: " + String.join(", ", VERSIONS));
    }
    try {
      ClusterInfo cluster = SessionCluster.start(version, terminal::say);
      terminal.print(cluster.restUrl().toString());
      terminal.say("Flink " + version + " runs. Stop it with: eddy cluster stop");
      return Exit.OK;
    } catch (ClusterException e) {
      throw failed(e);
    }
  }

  static Exit status(Arguments arguments, Terminal terminal) throws CommandException {
    try {
      List<ClusterInfo> clusters = SessionCluster.list();
      if (clusters.isEmpty()) {
        terminal.say("No cluster runs. Start one with: eddy cluster start");
        return Exit.OK;
      }
      TextTable table = new TextTable("Flink", "target", "pids", "folder");
      for (ClusterInfo c : clusters) {
        String pids = String.join(", ", c.pids().stream().map(p -> Long.toString(p)).toList());
        table.row(List.of(c.version(), c.restUrl(), pids, c.dir()));
      }
      table.lines("").forEach(terminal::print);
      return Exit.OK;
    } catch (ClusterException e) {
      throw failed(e);
    }
  }

  static Exit stop(Arguments arguments, Terminal terminal) throws CommandException {
    Optional<String> version = arguments.value("--flink");
    try {
      int stopped = 0;
      for (ClusterInfo c : SessionCluster.list()) {
        if (version.isEmpty() || version.get().equals(c.version())) {
          SessionCluster.stop(c);
          terminal.say("stopped Flink " + c.version() + " at " + c.restUrl());
          stopped++;
        }
      }
      if (stopped == 0) {
        terminal.say("No cluster runs.");
      }
      return Exit.OK;
    } catch (ClusterException e) {
      throw failed(e);
    }
  }

  static Exit deploy(Arguments arguments, Terminal terminal) throws CommandException {
    URI target = target(arguments);
    ProjectSource source = ProjectSource.read(arguments.operand(0));
    String pipeline = source.pipeline(Optional.of(arguments.operand(1)));
    Plan plan = source.plan(pipeline, Map.of(), null, terminal);
    DeployRequest request = new DeployRequest(plan, target, arguments.value("--from"), 1);
    try {
      DeployedJob job = Deployment.deploy(request, source.providers(), terminal::say);
      terminal.print(job.id());
      if (arguments.flag("--watch")) {
        terminal.say("ended: " + Jobs.awaitEnd(target, job.id(), terminal::say));
      } else {
        terminal.say("Stop it with a savepoint: eddy job stop " + job.id() + " --target " + target);
      }
      return Exit.OK;
    } catch (ClusterException e) {
      throw failed(e);
    }
  }

  static Exit jobs(Arguments arguments, Terminal terminal) throws CommandException {
    try {
      TextTable table = new TextTable("job", "name", "state", "started");
      for (var job : Jobs.list(target(arguments))) {
        table.row(
            List.of(
                job.id(),
                job.name(),
                job.state().toLowerCase(Locale.ROOT),
                Words.watermark(job.started())));
      }
      if (table.isEmpty()) {
        terminal.say("The cluster has no jobs.");
      } else {
        table.lines("").forEach(terminal::print);
      }
      return Exit.OK;
    } catch (ClusterException e) {
      throw failed(e);
    }
  }

  static Exit stopJob(Arguments arguments, Terminal terminal) throws CommandException {
    try {
      String savepoint =
          Jobs.stop(target(arguments), arguments.operand(0), arguments.value("--savepoint"));
      terminal.print(savepoint);
      terminal.say(
          "Stopped. Go on with: eddy deploy PROJECT PIPELINE --target "
              + target(arguments)
              + " --from "
              + Words.shell(savepoint));
      return Exit.OK;
    } catch (ClusterException e) {
      throw failed(e);
    }
  }

  static Exit parity(Arguments arguments, Terminal terminal) throws CommandException {
    URI target = target(arguments);
    ProjectSource source = ProjectSource.read(arguments.operand(0));
    String pipeline = source.pipeline(Optional.of(arguments.operand(1)));
    Plan plan = source.plan(pipeline, Map.of(), null, terminal);
    Providers providers = source.providers();
    Optional<String> named = arguments.value("--out");
    try {
      Path scratch = Files.createTempDirectory("eddy-parity-");
      Path out = named.isPresent() ? Arguments.path(named.get()) : scratch.resolve("out");
      LocalHost local = bound -> runHere(bound, providers, scratch.resolve("recording"));
      List<SinkParity> sinks =
          Parity.compare(plan, providers, target, 1, out, local, terminal::say);
      sinks.forEach(s -> report(s, terminal));
      boolean breach = sinks.stream().anyMatch(SinkParity::isBreach);
      if (breach && named.isEmpty()) {
        terminal.say("the rows of both: " + out);
      } else {
        delete(scratch);
      }
      return breach ? Exit.PROJECT : Exit.OK;
    } catch (ClusterException e) {
      throw failed(e);
    } catch (IOException e) {
      throw CommandException.environment(
          "no-folder", "There is no folder for the rows to compare: " + e + ".", "Give --out DIR.");
    }
  }

  private static void runHere(Plan plan, Providers providers, Path recording) throws Exception {
    try (LocalRun run =
        LocalRun.start(plan, providers, Plugins.loader(), RunOptions.defaults(recording))) {
      run.advance(() -> false);
      run.finish();
    }
  }

  private static void report(SinkParity sink, Terminal terminal) {
    Fidelity fidelity = sink.fidelity();
    String because = fidelity.because() == null ? "" : " because of " + fidelity.because();
    terminal.print(
        (sink.equal() ? "same" : sink.isBreach() ? "DIFFERS" : "differs")
            + "  "
            + sink.nodeName()
            + ": "
            + Words.number(sink.localRows())
            + " rows here, "
            + Words.number(sink.targetRows())
            + " there ("
            + fidelity.kind().words()
            + because
            + ")");
    sink.onlyLocal().forEach(row -> terminal.print("  only here:  " + row));
    sink.onlyTarget().forEach(row -> terminal.print("  only there: " + row));
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> inside = Files.walk(folder)) {
      for (Path p : inside.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(p);
      }
    }
  }

  private static URI target(Arguments arguments) throws CommandException {
    String text = arguments.required("--target");
    try {
      URI uri = new URI(text);
      if (("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()))
          && uri.getHost() != null) {
        return uri;
      }
    } catch (URISyntaxException e) {
      // Told below, as any other that is none.
    }
    throw CommandException.usage(
        "--target takes a URL such as http://127.0.0.1:8081, not '" + text + "'");
  }

  /** What names a node is the project's to mend; a cluster that fails is the environment's. */
  private static CommandException failed(ClusterException e) {
    boolean project = e.problems().stream().anyMatch(p -> p.place().nodeName() != null);
    return new CommandException(project ? Exit.PROJECT : Exit.ENVIRONMENT, e.problems());
  }
}
