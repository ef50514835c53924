package dev.eddy.designer.effect;

import dev.eddy.designer.state.Effect;
import dev.eddy.designer.state.FormsMessage;
import dev.eddy.designer.state.LooksMessage;
import dev.eddy.designer.state.Message;
import dev.eddy.designer.state.Samples;
import dev.eddy.model.problem.Place;
import dev.eddy.model.problem.Problem;
import dev.eddy.model.protocol.DebugSession;
import dev.eddy.model.protocol.Notice;
import dev.eddy.model.protocol.RefusedException;
import dev.eddy.model.protocol.Reply;
import dev.eddy.model.protocol.Request;
import dev.eddy.model.protocol.Status;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Runs in workers. Starting and compiling happen on a thread of its own; requests are sent from
 * whatever thread asks, answers come on the session's.
 */
final class RunEffects implements AutoCloseable {
  private static final int ROWS = 200;
  private static final int SAMPLES = 20;
  private static final int ENTRIES = 500;
  private static final int BUCKETS = 240;
  private static final int EPOCH_ROWS = 1000;

  private final Workbench bench;
  private final ExecutorService pins;
  private final Consumer<Message> answer;
  private final ExecutorService starter =
      Executors.newSingleThreadExecutor(r -> Effects.daemon("eddy-run-start", r));
  private final Latest seeks = new Latest();
  private final Latest rows = new Latest();
  private final Latest samples = new Latest();
  private final Latest states = new Latest();
  private final Latest timelines = new Latest();
  private volatile @Nullable Live live;

  /** The session of a run. */
  private record Live(int run, DebugSession session) {}

  /**
   * @param pins writes pinned rows, in order
   */
  RunEffects(Workbench bench, ExecutorService pins, Consumer<Message> answer) {
    this.bench = bench;
    this.pins = pins;
    this.answer = answer;
  }

  /** What makes a run begin. */
  private interface Start {
    void run() throws IOException;
  }

  private void start(int run, Start start) {
    starter.execute(
        () -> {
          try {
            start.run();
          } catch (IOException e) {
            noWorker(run, e);
          } catch (RuntimeException | StackOverflowError e) {
            // Unsaid, it would be starting for ever.
            answer.accept(new Message.RunFailed(run, Effects.fault(e)));
            answer.accept(new Message.WorkerGone(run, "did not start"));
          }
        });
  }

  void launch(Effect.Launch e) {
    start(
        e.run(),
        () -> {
          awaitPins();
          startRun(e);
        });
  }

  /** What was pinned before the run was asked for is in the files that it reads. */
  private void awaitPins() throws IOException {
    try {
      pins.submit(() -> {}).get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("given up before it began");
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  private void startRun(Effect.Launch e) throws IOException {
    Workbench.Compiled compiled = bench.compile(e.project(), e.pipeline());
    byte[] plan = compiled.plan();
    if (plan == null) {
      answer.accept(new Message.RunRefused(e.run(), compiled.problems()));
      return;
    }
    Workbench.Stops stops = bench.compileStops(e.project(), e.pipeline(), e.stops());
    if (!stops.problems().isEmpty()) {
      answer.accept(new Message.RunRefused(e.run(), stops.problems()));
      return;
    }
    Path recording = bench.newRecording(e.project());
    DebugSession session = connect(e.run());
    session
        .send(
            new Request.StartRun(
                plan,
                recording.toString(),
                EPOCH_ROWS,
                e.paused(),
                stops.breakpoints(),
                "",
                "",
                e.subtasks(),
                e.state().word()))
        .whenComplete(
            (reply, error) -> {
              if (error == null) {
                answer.accept(new Message.RunStarted(e.run(), recording));
              } else {
                failed(e.run(), error);
              }
            });
  }

  void look(Effect.LookAt e) {
    start(e.run(), () -> openRecording(e));
  }

  private void openRecording(Effect.LookAt e) throws IOException {
    DebugSession session = connect(e.run());
    session
        .send(new Request.OpenRecording(e.recording().toString()))
        .whenComplete(
            (reply, error) -> {
              if (reply instanceof Reply.Opened opened) {
                answer.accept(
                    new Message.RecordingOpened(
                        e.run(),
                        e.recording(),
                        bench.graphOf(opened.plan(), e.shown()),
                        opened.status()));
              } else if (error != null) {
                failed(e.run(), error);
              }
            });
  }

  private DebugSession connect(int run) throws IOException {
    end();
    DebugSession session = bench.start();
    live = new Live(run, session);
    LogLines log = new LogLines(lines -> answer.accept(new Message.LinesLogged(run, lines)));
    session.onNotice(
        notice -> {
          if (notice instanceof Notice.StatusChanged s) {
            status(run, s.status());
          } else if (notice instanceof Notice.Failed f) {
            answer.accept(new Message.RunFailed(run, f.problem()));
          } else if (notice instanceof Notice.Logged l) {
            log.add(l);
          }
        });
    session
        .gone()
        .whenComplete(
            (words, error) -> {
              Live now = live;
              // A session that was closed on purpose is no news.
              if (now != null && now.session() == session) {
                live = null;
                answer.accept(
                    new Message.WorkerGone(
                        run, error != null ? String.valueOf(error.getMessage()) : words));
              }
            });
    return session;
  }

  private void status(int run, Status status) {
    answer.accept(new Message.StatusCame(run, status, System.nanoTime()));
  }

  private void noWorker(int run, IOException e) {
    // The worker says so itself where it is silent until the time is over.
    String why =
        String.valueOf(e.getMessage()).replaceFirst("^[Tt]he worker did not start[.:]? *", "");
    answer.accept(
        new Message.RunFailed(
            run,
            Problem.error(
                "no-worker",
                Place.NOWHERE,
                why.isBlank()
                    ? "the worker did not start in time."
                    : "the worker did not start: " + why.strip(),
                "Run again; if that does not help, see the log of the worker.")));
    answer.accept(new Message.WorkerGone(run, "did not start"));
  }

  void send(Effect.Send e) {
    DebugSession session = session(e.run());
    if (session == null) {
      return;
    }
    if (e.request() instanceof Request.Seek) {
      seeks.submit(() -> ask(e.run(), session, e.request()));
    } else {
      Effects.forget(ask(e.run(), session, e.request()));
    }
  }

  private CompletableFuture<Reply> ask(int run, DebugSession session, Request request) {
    return session
        .send(request)
        .whenComplete(
            (reply, error) -> {
              if (reply instanceof Reply.At at) {
                status(run, at.status());
              } else if (error != null) {
                refused(run, error);
              }
            });
  }

  /** A wish that is refused leaves the run where it stands: that is no failure of the run. */
  private void refused(int run, Throwable error) {
    Throwable cause = Effects.cause(error);
    if (cause instanceof RefusedException refused) {
      answer.accept(new LooksMessage.WishRefused(run, refused.problem()));
    } else {
      failed(run, error);
    }
  }

  void stops(Effect.SetStops e) {
    starter.execute(
        () -> {
          DebugSession session = session(e.run());
          if (session == null) {
            return;
          }
          Workbench.Stops compiled = bench.compileStops(e.project(), e.pipeline(), e.stops());
          for (Problem p : compiled.problems()) {
            answer.accept(new Message.ShowNote(p.message()));
          }
          CompletableFuture<Reply> set =
              ask(e.run(), session, new Request.SetBreakpoints(compiled.breakpoints()));
          Request then = e.then();
          if (then != null && compiled.problems().isEmpty()) {
            Effects.forget(set.thenCompose(done -> ask(e.run(), session, then)));
          }
        });
  }

  void rows(Effect.FetchRows e) {
    fetch(
        rows,
        e.run(),
        new Request.GetEdgeRows(e.edge(), ROWS),
        reply -> new Message.RowsCame(e.run(), e.edge(), e.at(), (Reply.Rows) reply));
  }

  void samples(Effect.FetchSamples e) {
    fetch(
        samples,
        e.run(),
        new Request.GetEdgeRows(e.edge(), SAMPLES),
        reply ->
            new FormsMessage.SamplesCame(
                new Samples(e.run(), e.edge(), e.at(), (Reply.Rows) reply)));
  }

  void state(Effect.FetchState e) {
    fetch(
        states,
        e.run(),
        new Request.GetState(e.node(), e.filter(), ENTRIES),
        reply ->
            new Message.StateCame(e.run(), e.node(), e.filter(), e.at(), (Reply.StateOf) reply));
  }

  void timeline(Effect.FetchTimeline e) {
    fetch(
        timelines,
        e.run(),
        new Request.GetTimeline(BUCKETS),
        reply -> new Message.TimelineCame(e.run(), (Reply.TimelineOf) reply));
  }

  // A look that is refused (the worker has just ended, the node is not in the plan) shows nothing.
  private void fetch(
      Latest lane, int run, Request request, java.util.function.Function<Reply, Message> message) {
    DebugSession session = session(run);
    if (session != null) {
      lane.submit(
          () -> session.send(request).thenAccept(reply -> answer.accept(message.apply(reply))));
    }
  }

  private void failed(int run, Throwable error) {
    Throwable cause = Effects.cause(error);
    if (cause instanceof RefusedException refused) {
      answer.accept(new Message.RunFailed(run, refused.problem()));
    } else if (live != null) {
      answer.accept(
          new Message.RunFailed(
              run,
              Problem.error(
                  "worker",
                  Place.NOWHERE,
                  Objects.requireNonNullElse(cause.getMessage(), cause.toString()),
                  "")));
    }
  }

  /** The session of a run; null where it has ended or is another's. */
  @Nullable DebugSession session(int run) {
    Live now = live;
    return now != null && now.run() == run ? now.session() : null;
  }

  /** Ends the worker of a run, if it is still the one that lives. */
  void end(int run) {
    starter.execute(
        () -> {
          Live now = live;
          if (now != null && now.run() == run) {
            end();
          }
        });
  }

  private void end() {
    Live now = live;
    live = null;
    if (now != null) {
      now.session().close();
    }
  }

  @Override
  public void close() {
    starter.shutdownNow();
    end();
  }
}
