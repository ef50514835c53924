package dev.eddy.designer.effect;

import dev.eddy.designer.state.Checks;
import dev.eddy.designer.state.Stop;
import dev.eddy.expressions.Compilation;
import dev.eddy.expressions.PlanCompiler;
import dev.eddy.model.contract.Contract;
import dev.eddy.model.expression.Expressions;
import dev.eddy.model.expression.Expressions.GeneratedClass;
import dev.eddy.model.graph.Edge;
import dev.eddy.model.graph.Graph;
import dev.eddy.model.graph.Node;
import dev.eddy.model.io.PlanFiles;
import dev.eddy.model.operator.Catalog;
import dev.eddy.model.plan.Plan;
import dev.eddy.model.problem.Place;
import dev.eddy.model.problem.Problem;
import dev.eddy.model.project.Project;
import dev.eddy.model.protocol.Breakpoint;
import dev.eddy.model.protocol.DebugSession;
import dev.eddy.model.protocol.Notice;
import dev.eddy.model.protocol.Reply;
import dev.eddy.model.protocol.Request;
import dev.eddy.model.type.TypeRoot;
import dev.eddy.runtime.worker.SpareWorker;
import dev.eddy.runtime.worker.WorkerProcess;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
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
    List<Breakpoint> out = new ArrayList<>();
    List<Problem> problems = new ArrayList<>();
    Project.Pipeline p = project.pipelines().get(pipeline);
    if (p == null || stops.isEmpty()) {
      return new Stops(out, problems);
    }
    Checks checks = checker.check(project, pipeline, 0);
    for (Stop stop : stops) {
      Edge edge = p.graph().edges().get(stop.edgeId());
      if (edge == null) {
        continue;
      }
      GeneratedClass compiled = null;
      if (!stop.condition().isBlank()) {
        Contract contract = checks.outputs().get(edge.from().toString());
        List<Problem> wrong = wrong(stop, edge, p.graph(), contract);
        if (!wrong.isEmpty()) {
          problems.addAll(wrong);
          continue;
        }
        if (contract != null) {
          compiled =
              expressions.compilePredicate(
                  "dev.eddy.generated.Breakpoint" + classes.incrementAndGet(),
                  stop.condition(),
                  contract.schema());
        }
      }
      out.add(
          new Breakpoint(stop.edgeId(), stop.edgeId(), stop.condition(), compiled, stop.enabled()));
    }
    return new Stops(out, problems);
  }

  private List<Problem> wrong(
      Stop stop, Edge edge, Graph graph, @org.jspecify.annotations.Nullable Contract contract) {
    Node source = graph.nodes().get(edge.from().node());
    String name = source == null ? edge.from().node() : source.name();
    Place place = new Place(null, edge.from().node(), name, edge.id(), null, null);
    if (contract == null) {
      return List.of(
          Problem.error(
              "breakpoint",
              place,
              "the breakpoint behind " + name + " has a condition, but its columns are not known.",
              "Mend the errors before it, or take the condition away."));
    }
    Expressions.Typed typed = expressions.typeOf(stop.condition(), contract.schema());
    List<Problem> errors = new ArrayList<>();
    for (Problem p : typed.problems()) {
      if (p.isError()) {
        errors.add(
            new Problem(
                p.severity(),
                p.code(),
                place.withRange(p.place().range()),
                "breakpoint condition: " + p.message(),
                p.remedy(),
                List.of()));
      }
    }
    if (errors.isEmpty() && typed.type() != null && typed.type().root() != TypeRoot.BOOLEAN) {
      errors.add(
          Problem.error(
              "breakpoint",
              place,
              "breakpoint condition: "
                  + stop.condition()
                  + " is "
                  + typed.type()
                  + ", not BOOLEAN.",
              "Write a condition such as delay_minutes > 15."));
    }
    return errors;
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
