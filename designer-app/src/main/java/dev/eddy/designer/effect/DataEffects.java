package dev.eddy.designer.effect;

import dev.eddy.designer.state.Effect;
import dev.eddy.designer.state.Looks.Question;
import dev.eddy.designer.state.LooksMessage;
import dev.eddy.designer.state.Message;
import dev.eddy.designer.state.Pin;
import dev.eddy.designer.state.Sample;
import dev.eddy.designer.state.StateDiff;
import dev.eddy.model.problem.Place;
import dev.eddy.model.problem.Problem;
import dev.eddy.model.protocol.DebugSession;
import dev.eddy.model.protocol.Lineage;
import dev.eddy.model.protocol.RefusedException;
import dev.eddy.model.protocol.Reply;
import dev.eddy.model.protocol.Request;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** Looks at rows of a run, and reads and writes pinned rows. */
final class DataEffects {
  private static final int LINEAGE_STEPS = 2_000;
  private static final int ENTRIES = 500;

  private final IntFunction<@Nullable DebugSession> sessions;
  private final Executor files;
  private final Executor pins;
  private final Consumer<Message> answer;
  private final Latest pages = new Latest();
  private final Latest samples = new Latest();
  private final Latest metrics = new Latest();
  private final Latest states = new Latest();
  private final Latest diffs = new Latest();

  /**
   * @param sessions the session of a run; null where it has ended
   * @param files for reading of files that are imported
   * @param pins for reading and writing of pinned rows, in order
   */
  DataEffects(
      IntFunction<@Nullable DebugSession> sessions,
      Executor files,
      Executor pins,
      Consumer<Message> answer) {
    this.sessions = sessions;
    this.files = files;
    this.pins = pins;
    this.answer = answer;
  }

  void run(Effect.Data effect) {
    if (effect instanceof Effect.FetchPage e) {
      fetch(
          pages,
          e.run(),
          new Request.GetEdgePage(e.edge(), e.first(), e.count()),
          reply -> new Message.PageCame(e.run(), (Reply.Page) reply));
    } else if (effect instanceof Effect.FetchSample e) {
      fetch(
          samples,
          e.run(),
          new Request.GetEdgeRows(e.edge(), e.limit()),
          reply -> {
            Reply.Rows rows = (Reply.Rows) reply;
            return new Message.SampleCame(
                e.run(),
                e.at(),
                new Sample(e.edge(), e.total(), e.limit(), rows.columns(), rows.rows()));
          });
    } else if (effect instanceof Effect.FetchMetrics e) {
      fetch(
          metrics,
          e.run(),
          new Request.GetMetrics(),
          reply -> new Message.MetricsCame(e.run(), (Reply.MetricsOf) reply, System.nanoTime()));
    } else if (effect instanceof Effect.FetchMoreState e) {
      fetch(
          states,
          e.run(),
          new Request.GetState(e.node(), e.filter(), ENTRIES, e.table(), e.after()),
          reply ->
              new LooksMessage.MoreStateCame(
                  e.run(),
                  e.node(),
                  e.filter(),
                  e.at(),
                  e.table(),
                  e.after(),
                  (Reply.StateOf) reply));
    } else if (effect instanceof Effect.FetchDiff e) {
      diff(e.run(), e.question());
    } else if (effect instanceof Effect.Ask e) {
      ask(e.run(), e.question());
    } else {
      (effect instanceof Effect.ImportRows ? files : pins).execute(() -> files(effect));
    }
  }

  private void fetch(Latest lane, int run, Request request, Function<Reply, Message> message) {
    DebugSession session = sessions.apply(run);
    if (session != null) {
      lane.submit(
          () -> session.send(request).thenAccept(reply -> answer.accept(message.apply(reply))));
    }
  }

  private void ask(int run, Question question) {
    DebugSession session = sessions.apply(run);
    if (session == null) {
      return;
    }
    Request request =
        question instanceof Question.WhyRow q
            ? new Request.GetLineage(new Lineage.OfRow(q.row().moment()), LINEAGE_STEPS)
            : new Request.GetWhy(((Question.WhySilent) question).node());
    Effects.forget(
        session
            .send(request)
            .handle(
                (reply, error) -> {
                  answer.accept(new Message.Answered(run, answered(question, reply, error)));
                  return true;
                }));
  }

  private void diff(int run, StateDiff q) {
    DebugSession session = sessions.apply(run);
    if (session == null) {
      return;
    }
    diffs.submit(
        () ->
            session
                .send(new Request.GetDiff(q.node(), q.other(), ENTRIES))
                .handle(
                    (reply, error) -> {
                      answer.accept(
                          new LooksMessage.DiffCame(
                              run,
                              new StateDiff(
                                  q.node(),
                                  q.at(),
                                  q.other(),
                                  reply instanceof Reply.DiffOf d ? d : null,
                                  error == null ? null : problem(error))));
                      return true;
                    }));
  }

  private static Question answered(
      Question question, @Nullable Reply reply, @Nullable Throwable error) {
    Problem refused = error == null ? null : problem(error);
    if (question instanceof Question.WhyRow q) {
      return new Question.WhyRow(
          q.edge(),
          q.columns(),
          q.row(),
          q.at(),
          reply instanceof Reply.LineageOf l ? l : null,
          refused);
    }
    Question.WhySilent q = (Question.WhySilent) question;
    return new Question.WhySilent(
        q.node(), q.at(), reply instanceof Reply.WhyOf w ? w : null, refused);
  }

  private static Problem problem(Throwable error) {
    Throwable cause = Effects.cause(error);
    return cause instanceof RefusedException r
        ? r.problem()
        : Problem.error(
            "no-answer",
            Place.NOWHERE,
            "the worker did not answer: " + cause.getMessage(),
            "Ask again.");
  }

  // Pinned rows.

  private void files(Effect.Data effect) {
    try {
      if (effect instanceof Effect.ReadPins e) {
        PinFiles.Read read = PinFiles.read(e.folder(), e.pipeline());
        answer.accept(new Message.PinsRead(e.pipeline(), read.pins(), read.problems()));
      } else if (effect instanceof Effect.WritePin e) {
        PinFiles.write(e.folder(), e.pipeline(), e.pin());
      } else if (effect instanceof Effect.DeletePin e) {
        PinFiles.delete(e.folder(), e.pipeline(), e.pin());
      } else if (effect instanceof Effect.ImportRows e) {
        PinFiles.Imported i = PinFiles.importRows(e.file(), e.schema());
        Problem problem = i.problem();
        answer.accept(
            problem != null
                ? new Message.PinFailed(problem)
                : new Message.RowsImported(
                    e.pipeline(), new Pin(e.node(), e.port(), e.schema().names(), i.rows())));
      }
    } catch (IOException | UncheckedIOException ex) {
      answer.accept(
          new Message.PinFailed(
              Problem.error(
                  "pin-file",
                  Place.file("data/pins"),
                  "the pinned rows could not be read or written: " + ex.getMessage() + ".",
                  "Look whether the project's folder can be written.")));
    }
  }
}
