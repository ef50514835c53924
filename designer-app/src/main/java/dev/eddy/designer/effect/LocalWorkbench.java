package dev.eddy.designer.effect;

import dev.eddy.designer.state.Stop;
import dev.eddy.expressions.Compilation;
import dev.eddy.expressions.PlanCompiler;
import dev.eddy.model.expression.Expressions;
import dev.eddy.model.graph.Graph;
import dev.eddy.model.graph.Node;
import dev.eddy.model.io.PlanFiles;
import dev.eddy.model.operator.Catalog;
import dev.eddy.model.plan.Plan;
import dev.eddy.model.project.Project;
import dev.eddy.model.protocol.DebugSession;
import dev.eddy.model.protocol.Notice;
import dev.eddy.model.protocol.Reply;
import dev.eddy.model.protocol.Request;
import dev.eddy.runtime.worker.SpareWorker;
import dev.eddy.runtime.worker.WorkerProcess;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Compiles in this process and runs in worker JVMs, one of which is kept warm. */
public final class LocalWorkbench implements Workbench {
  private final Catalog catalog;
  private final Expressions expressions;
  private final Checker checker;
  private final Supplier<SpareWorker> workers;
  private final Path recordings;
  private final AtomicInteger classes = new AtomicInteger();

  public LocalWorkbench(
      Catalog catalog,
      Expressions expressions,
      Checker checker,
      Supplier<SpareWorker> workers,
      Path recordings) {
    this.catalog = catalog;
    this.expressions = expressions;
    this.checker = checker;
    this.workers = workers;
    this.recordings = recordings;
  }

  @Override
  public Compiled compile(Project project, String pipeline) {
    Compilation c =
        PlanCompiler.compile(project, pipeline, Project.LOCAL, Map.of(), catalog, expressions);
    Plan plan = c.plan();
    return new Compiled(plan == null ? null : PlanFiles.write(plan), c.problems());
  }

  @Override
  public Stops compileStops(Project project, String pipeline, List<Stop> stops) {
    return stops.isEmpty() || !project.pipelines().containsKey(pipeline)
        ? new Stops(List.of(), List.of())
        : new StopCompiler(catalog, expressions, checker, classes::incrementAndGet)
            .compile(project, pipeline, stops);
  }

  @Override
  public DebugSession start() throws IOException {
    try {
      return new Owned(workers.get().take().get());
    } catch (ExecutionException e) {
      throw e.getCause() instanceof IOException io ? io : new IOException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  @Override
  public Path newRecording(Project project) throws IOException {
    Files.createDirectories(recordings);
    String safe = project.name().replaceAll("[^A-Za-z0-9._-]", "_");
    for (int n = 1; ; n++) {
      try {
        return Files.createDirectory(recordings.resolve(safe + "-" + n));
      } catch (FileAlreadyExistsException e) {
        continue;
      }
    }
  }

  // A plan holds resolved parameters, so it cannot tell what was edited since; what it does tell is
  // which operators it has.
  @Override
  public Graph graphOf(byte[] plan, Graph shown) {
    try {
      Plan read = PlanFiles.read(plan);
      Map<String, Node> nodes = new LinkedHashMap<>();
      for (Plan.PlanNode n : read.nodes()) {
        Node now = shown.nodes().get(n.id());
        if (now != null) {
          nodes.put(
              n.id(),
              new Node(
                  n.id(), n.operator(), n.name(), now.bypassed(), now.parameters(), now.unknown()));
        }
      }
      return Graph.EMPTY.withNodes(nodes);
    } catch (IOException e) {
      return shown;
    }
  }

  /** A session that takes its process with it. */
  private record Owned(WorkerProcess process) implements DebugSession {
    @Override
    public CompletableFuture<Reply> send(Request request) {
      return process.session().send(request);
    }

    @Override
    public void onNotice(Consumer<Notice> listener) {
      process.session().onNotice(listener);
    }

    @Override
    public CompletableFuture<String> gone() {
      return process.session().gone();
    }

    @Override
    public void close() {
      process.close();
    }
  }
}
