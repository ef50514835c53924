package dev.eddy.designer.state;

import dev.eddy.designer.state.Looks.Question;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What is asked of a run goes out with the ids of what runs, and what it answers comes in with
 * those of what is shown. An answer about something that is not shown any more is dropped. Pure.
 */
final class ScopedAsks {
  private ScopedAsks() {}

  static List<Effect> outward(AppState s, List<Effect> effects) {
    Scope scope = Scope.of(s);
    if (scope.isPlain()) {
      return effects;
    }
    List<Effect> out = new ArrayList<>();
    for (Effect e : effects) {
      Effect mapped = outward(scope, e);
      if (mapped != null) {
        out.add(mapped);
      }
    }
    return out;
  }

  private static @Nullable Effect outward(Scope s, Effect effect) {
    if (effect instanceof Effect.FetchRows e) {
      return with(s.runningEdge(e.edge()), id -> new Effect.FetchRows(e.run(), id, e.at()));
    } else if (effect instanceof Effect.FetchSamples e) {
      return with(s.runningEdge(e.edge()), id -> new Effect.FetchSamples(e.run(), id, e.at()));
    } else if (effect instanceof Effect.FetchPage e) {
      return with(
          s.runningEdge(e.edge()), id -> new Effect.FetchPage(e.run(), id, e.first(), e.count()));
    } else if (effect instanceof Effect.FetchSample e) {
      return with(
          s.runningEdge(e.edge()),
          id -> new Effect.FetchSample(e.run(), id, e.at(), e.total(), e.limit()));
    } else if (effect instanceof Effect.FetchState e) {
      return with(
          s.runningNode(e.node()), id -> new Effect.FetchState(e.run(), id, e.filter(), e.at()));
    } else if (effect instanceof Effect.FetchMoreState e) {
      return with(
          s.runningNode(e.node()),
          id -> new Effect.FetchMoreState(e.run(), id, e.filter(), e.at(), e.table(), e.after()));
    } else if (effect instanceof Effect.FetchDiff e) {
      return with(
          s.runningNode(e.question().node()),
          id -> new Effect.FetchDiff(e.run(), at(id, e.question())));
    } else if (effect instanceof Effect.Ask e) {
      Question q = e.question();
      if (q instanceof Question.WhyRow row) {
        return with(s.runningEdge(row.edge()), id -> new Effect.Ask(e.run(), at(id, row)));
      }
      Question.WhySilent silent = (Question.WhySilent) q;
      String node = s.runningNode(silent.node());
      return with(
          node == null ? s.feedingNode(silent.node()) : node,
          id -> new Effect.Ask(e.run(), at(id, silent)));
    }
    return effect;
  }

  /** What a message says in the ids of what is shown; null for one that is not about it. */
  static @Nullable Message inward(AppState s, Message message) {
    Scope scope = Scope.of(s);
    if (scope.isPlain()) {
      return message;
    }
    Function<String, @Nullable String> edge = id -> scope.shownEdge(id, s.observedEdge());
    Function<String, @Nullable String> node = id -> asked(scope, id);
    if (message instanceof Message.RowsCame m) {
      return with(edge.apply(m.edge()), id -> new Message.RowsCame(m.run(), id, m.at(), m.rows()));
    } else if (message instanceof FormsMessage.SamplesCame m) {
      Samples x = m.samples();
      return with(
          scope.shownEdge(x.edge()),
          id -> new FormsMessage.SamplesCame(new Samples(x.run(), id, x.at(), x.rows())));
    } else if (message instanceof Message.PageCame m) {
      return with(
          edge.apply(m.page().edgeId()),
          id ->
              new Message.PageCame(
                  m.run(),
                  new dev.eddy.model.protocol.Reply.Page(
                      id, m.page().first(), m.page().columns(), m.page().rows())));
    } else if (message instanceof Message.SampleCame m) {
      Sample x = m.sample();
      return with(
          edge.apply(x.edge()), id -> new Message.SampleCame(m.run(), m.at(), x.ofEdge(id)));
    } else if (message instanceof Message.StateCame m) {
      return with(
          node.apply(m.node()),
          id -> new Message.StateCame(m.run(), id, m.filter(), m.at(), m.state()));
    } else if (message instanceof LooksMessage.MoreStateCame m) {
      return with(
          node.apply(m.node()),
          id ->
              new LooksMessage.MoreStateCame(
                  m.run(), id, m.filter(), m.at(), m.table(), m.after(), m.state()));
    } else if (message instanceof LooksMessage.DiffCame m) {
      return with(
          node.apply(m.diff().node()), id -> new LooksMessage.DiffCame(m.run(), at(id, m.diff())));
    } else if (message instanceof Message.Answered m) {
      return m.question() instanceof Question.WhyRow row
          ? with(edge.apply(row.edge()), id -> new Message.Answered(m.run(), at(id, row)))
          : with(
              scope.shownNode(((Question.WhySilent) m.question()).node()),
              id -> new Message.Answered(m.run(), at(id, (Question.WhySilent) m.question())));
    } else if (message instanceof Message.MetricsCame m) {
      return new Message.MetricsCame(m.run(), scope.shown(m.metrics()), m.nanos());
    } else if (message instanceof Message.TimelineCame m) {
      return new Message.TimelineCame(m.run(), scope.shown(m.timeline()));
    }
    return message;
  }

  /** The node that would be asked by that one: a sub-graph may hold several with state. */
  private static @Nullable String asked(Scope scope, String running) {
    String shown = scope.shownNode(running);
    return shown != null && running.equals(scope.runningNode(shown)) ? shown : null;
  }

  private static StateDiff at(String node, StateDiff d) {
    return new StateDiff(node, d.at(), d.other(), d.answer(), d.refused());
  }

  private static Question at(String edge, Question.WhyRow q) {
    return new Question.WhyRow(edge, q.columns(), q.row(), q.at(), q.answer(), q.refused());
  }

  private static Question at(String node, Question.WhySilent q) {
    return new Question.WhySilent(node, q.at(), q.answer(), q.refused());
  }

  private static <T> @Nullable T with(@Nullable String id, Function<String, T> made) {
    return id == null ? null : made.apply(id);
  }
}
