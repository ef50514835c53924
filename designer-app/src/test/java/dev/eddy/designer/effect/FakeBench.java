package dev.eddy.designer.effect;

import dev.eddy.designer.state.Stop;
import dev.eddy.model.graph.Graph;
import dev.eddy.model.problem.Place;
import dev.eddy.model.problem.Problem;
import dev.eddy.model.project.Project;
import dev.eddy.model.protocol.DebugSession;
import dev.eddy.model.protocol.Notice;
import dev.eddy.model.protocol.Reply;
import dev.eddy.model.protocol.Request;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Function;

/** A workbench whose workers say what a test wants, and write down what they are asked. */
final class FakeBench implements Workbench {
  static final Path RECORDING = Path.of("/recordings/p-1");

  /** A worker that lives in this JVM. */
  static final class Worker implements DebugSession {
    final List<Request> asked = new CopyOnWriteArrayList<>();
    final CompletableFuture<String> gone = new CompletableFuture<>();
    final List<Consumer<Notice>> listeners = new CopyOnWriteArrayList<>();
    volatile boolean closed;
    volatile Function<Request, CompletableFuture<Reply>> answers =
        r -> CompletableFuture.completedFuture(new Reply.Done());

    @Override
    public CompletableFuture<Reply> send(Request request) {
      asked.add(request);
      return answers.apply(request);
    }

    @Override
    public void onNotice(Consumer<Notice> listener) {
      listeners.add(listener);
    }

    void says(Notice notice) {
      listeners.forEach(l -> l.accept(notice));
    }

    @Override
    public CompletableFuture<String> gone() {
      return gone;
    }

    @Override
    public void close() {
      closed = true;
      gone.complete("");
    }
  }

  final List<Worker> workers = new CopyOnWriteArrayList<>();
  volatile Function<Request, CompletableFuture<Reply>> answers =
      r -> CompletableFuture.completedFuture(new Reply.Done());
  volatile List<Problem> problems = List.of();
  volatile List<Problem> stopProblems = List.of();
  volatile boolean noWorker;
  volatile RuntimeException bug;

  static Problem problem(String words) {
    return Problem.error("x", Place.NOWHERE, words, "");
  }

  @Override
  public Compiled compile(Project project, String pipeline) {
    if (bug != null) {
      throw bug;
    }
    return problems.isEmpty()
        ? new Compiled(new byte[] {7}, List.of())
        : new Compiled(null, problems);
  }

  @Override
  public Stops compileStops(Project project, String pipeline, List<Stop> stops) {
    return new Stops(List.of(), stopProblems);
  }

  @Override
  public DebugSession start() throws IOException {
    if (bug != null) {
      throw bug;
    }
    if (noWorker) {
      throw new IOException("no memory");
    }
    Worker w = new Worker();
    w.answers = answers;
    workers.add(w);
    return w;
  }

  @Override
  public Path newRecording(Project project) {
    return RECORDING;
  }

  @Override
  public Graph graphOf(byte[] plan, Graph shown) {
    return shown;
  }

  Worker worker() {
    return workers.get(workers.size() - 1);
  }

  /** The requests of a kind that the newest worker got. */
  <R extends Request> List<R> asked(Class<R> type) {
    List<R> out = new ArrayList<>();
    for (Request r : worker().asked) {
      if (type.isInstance(r)) {
        out.add(type.cast(r));
      }
    }
    return out;
  }
}
