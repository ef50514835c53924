package dev.eddy.designer.state;

import dev.eddy.model.contract.Contract;
import dev.eddy.model.graph.Node;
import dev.eddy.model.graph.PortRef;
import dev.eddy.model.problem.Place;
import dev.eddy.model.problem.Problem;
import dev.eddy.model.protocol.Reply;
import dev.eddy.model.protocol.Status;
import dev.eddy.model.time.Moment;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Rows of a run, questions about them, and pinned rows. Answers of other runs are dropped. */
final class DataUpdate {
  private DataUpdate() {}

  static Next update(AppState s, Message.Data message) {
    OpenProject open = s.open();
    if (open == null) {
      return Next.of(s);
    }
    if (message instanceof Message.ViewRows m) {
      AppState next = s.withDesk(s.desk().withView(m.view()));
      Run run = next.run();
      return run == null ? Next.of(next) : new Next(next, sample(next, run));
    }
    if (message instanceof Message.ShowTour m) {
      AppState next = s.withDesk(s.desk().withTour(m.step()));
      // What is spoken of must be in sight where there is room for one panel only.
      return Next.of(
          m.step() == Tour.ROWS
              ? next.withPanels(next.panels().withBottom(Panels.Bottom.DATA))
              : next);
    }
    if (message instanceof Message.StartPreview m) {
      return open.graph().nodes().containsKey(m.node()) ? preview(s, open, m.node()) : Next.of(s);
    }
    Next pins = pins(s, open, message);
    if (pins != null) {
      return pins;
    }
    Run run = s.run();
    return run == null ? Next.of(s) : ofRun(s, run, message);
  }

  private static Next preview(AppState s, OpenProject open, String node) {
    AppState shown =
        s.withSelection(Selection.node(node)).withPanels(s.panels().withBottom(Panels.Bottom.DATA));
    return RunUpdate.start(shown, open, false, node);
  }

  // Pins.

  private static @org.jspecify.annotations.Nullable Next pins(
      AppState s, OpenProject open, Message.Data message) {
    if (message instanceof Message.PinsRead m) {
      if (!m.pipeline().equals(open.pipeline())) {
        return Next.of(s);
      }
      Map<String, Pin> pins = new LinkedHashMap<>();
      m.pins().stream()
          .filter(p -> open.graph().nodes().containsKey(p.node()))
          .forEach(p -> pins.put(p.node(), p));
      AppState next = s.withDesk(s.desk().withPins(pins));
      return Next.of(m.problems().isEmpty() ? next : next.withAlert(m.problems().get(0)));
    }
    if (message instanceof Message.SetPin m) {
      return pin(s, open, m.pin());
    }
    if (message instanceof Message.Unpin m) {
      Pin pin = s.desk().pins().get(m.node());
      return pin == null
          ? Next.of(s)
          : Next.of(
              s.withDesk(s.desk().withPin(m.node(), null))
                  .withNote(name(s, m.node()) + " runs again."),
              new Effect.DeletePin(open.project().folder(), open.pipeline(), pin));
    }
    if (message instanceof Message.ImportPin m) {
      Contract c = s.checks().output(m.node(), m.port());
      return c == null
          ? Next.of(s.withAlert(unknownColumns(s, m.node())))
          : Next.of(
              s, new Effect.ImportRows(open.pipeline(), m.node(), m.port(), m.file(), c.schema()));
    }
    if (message instanceof Message.RowsImported m) {
      if (m.pipeline().equals(open.pipeline())) {
        return pin(s, open, m.pin());
      }
      return Next.of(s.withNote("Nothing was pinned: " + m.pipeline() + " is not shown any more."));
    }
    if (message instanceof Message.GeneratePin m) {
      Contract c = s.checks().output(m.node(), m.port());
      if (m.rows() < 0 || m.rows() > Pin.MOST_ROWS) {
        return Next.of(s.withAlert(tooLarge(Place.node(m.node(), name(s, m.node())))));
      }
      return c == null
          ? Next.of(s.withAlert(unknownColumns(s, m.node())))
          : pin(
              s,
              open,
              new Pin(
                  m.node(), m.port(), c.schema().names(), GeneratedRows.of(c, m.rows(), m.seed())));
    }
    if (message instanceof Message.PinFailed m) {
      return Next.of(s.withAlert(m.problem()));
    }
    return null;
  }

  private static Next pin(AppState s, OpenProject open, Pin pin) {
    Node node = open.graph().nodes().get(pin.node());
    if (node == null) {
      return Next.of(s);
    }
    Place place = Place.node(node.id(), node.name());
    Contract c = s.checks().output(pin.node(), pin.port());
    if (c != null && c.isUpdating()) {
      return Next.of(
          s.withAlert(
              Problem.error(
                  "pin-updating",
                  place,
                  "not supported: pinning rows of a stream that updates.",
                  "Pin an operator before it, whose rows only append.")));
    }
    if (pin.rows().size() > Pin.MOST_ROWS) {
      return Next.of(s.withAlert(tooLarge(place)));
    }
    Pin old = s.desk().pins().get(pin.node());
    List<Effect> effects = new ArrayList<>();
    if (old != null && !old.port().equals(pin.port())) {
      effects.add(new Effect.DeletePin(open.project().folder(), open.pipeline(), old));
    }
    effects.add(new Effect.WritePin(open.project().folder(), open.pipeline(), pin));
    return new Next(
        s.withDesk(s.desk().withPin(pin.node(), pin))
            .withNote(
                (pin.rows().size() == 1 ? "1 row is" : pin.rows().size() + " rows are")
                    + " pinned on "
                    + node.name()
                    + ": the next local run takes that. A deployed job never does."),
        effects);
  }

  private static Problem tooLarge(Place place) {
    return Problem.error(
        "pin-too-large",
        place,
        "not supported: pinning more than " + Pin.MOST_ROWS + " rows.",
        "Filter the rows, or select those to pin.");
  }

  private static Problem unknownColumns(AppState s, String node) {
    return Problem.error(
        "unknown-columns",
        Place.node(node, name(s, node)),
        "its columns are not known yet.",
        "Mend the problems before it first.");
  }

  private static String name(AppState s, String node) {
    Node n = s.graph().nodes().get(node);
    return n == null ? node : n.name();
  }

  // What a run answers.

  private static Next ofRun(AppState s, Run run, Message.Data message) {
    Looks looks = run.looks();
    EdgeData data = looks.data();
    if (message instanceof Message.WantPage m) {
      if (data == null || !data.edge().equals(m.edge()) || !run.isStopped() || data.has(m.page())) {
        return Next.of(s);
      }
      long first = m.page() * EdgeData.PAGE;
      int count = (int) Math.min(EdgeData.PAGE, data.total() - first);
      return count <= 0
          ? Next.of(s)
          : Next.of(s, new Effect.FetchPage(run.id(), m.edge(), first, count));
    }
    if (message instanceof Message.PageCame m && m.run() == run.id()) {
      Reply.Page p = m.page();
      return data == null || !data.edge().equals(p.edgeId()) || p.first() < 0
          ? Next.of(s)
          : Next.of(
              s.withRun(
                  run.withLooks(looks.withData(data.with(p.first(), p.columns(), p.rows())))));
    }
    if (message instanceof Message.SampleCame m && m.run() == run.id()) {
      // The worker answers of where it stands: at another moment these are other rows.
      return m.sample().edge().equals(s.observedEdge()) && RunUpdate.isNow(run, m.at())
          ? Next.of(s.withRun(run.withLooks(looks.withSample(m.sample()))))
          : Next.of(s);
    }
    if (message instanceof Message.MetricsCame m && m.run() == run.id()) {
      Series series = looks.series();
      // What comes first where the run has come to stand is the end of the way that it ran.
      boolean ends = series.isRunning() && !series.points().isEmpty() && !run.isPast();
      if (run.isRunning() || ends) {
        series = series.with(m.nanos(), m.metrics());
      }
      if (!run.isRunning()) {
        series = series.stopped(m.nanos());
      }
      return Next.of(s.withRun(run.withLooks(looks.withMetrics(m.metrics(), series))));
    }
    if (message instanceof Message.LinesLogged m && m.run() == run.id()) {
      return Next.of(s.withRun(run.withLooks(looks.withLines(m.lines()))));
    }
    if (message instanceof Message.AskWhyRow m && run.isStopped() && run.status() != null) {
      return ask(
          s,
          run,
          new Looks.Question.WhyRow(m.edge(), m.columns(), m.row(), run.status().at(), null, null));
    }
    if (message instanceof Message.AskWhySilent m && run.isStopped() && run.status() != null) {
      return ask(s, run, new Looks.Question.WhySilent(m.node(), run.status().at(), null, null));
    }
    if (message instanceof Message.Answered m && m.run() == run.id()) {
      Looks.Question open = looks.question();
      return open != null && answers(m.question(), open, run)
          ? Next.of(s.withRun(run.withLooks(looks.withQuestion(m.question()))))
          : Next.of(s);
    }
    if (message instanceof Message.CloseQuestion) {
      AppState next = s.withRun(run.withLooks(looks.withQuestion(null)));
      return Next.of(next.withPanels(next.panels().withInspector(Panels.Inspector.STATE)));
    }
    return Next.of(s);
  }

  private static Next ask(AppState s, Run run, Looks.Question question) {
    AppState next =
        s.withRun(run.withLooks(run.looks().withQuestion(question)))
            .withPanels(s.panels().withInspector(Panels.Inspector.WHY));
    return Next.of(next, new Effect.Ask(run.id(), question));
  }

  private static boolean answers(Looks.Question answered, Looks.Question asked, Run run) {
    if (asked instanceof Looks.Question.WhyRow a && answered instanceof Looks.Question.WhyRow b) {
      return a.row().equals(b.row()) && a.edge().equals(b.edge());
    }
    // Asked anew at a stop, the question that is shown is still of the moment before it.
    return asked instanceof Looks.Question.WhySilent a
        && answered instanceof Looks.Question.WhySilent b
        && a.node().equals(b.node())
        && (a.at().equals(b.at()) || run.status() != null && run.status().at().equals(b.at()));
  }

  /**
   * What is asked anew where a run has come to a stop: what holds a node back is of the moment;
   * where a row comes from stays true.
   */
  static List<Effect> questions(AppState s, Run run) {
    if (run.status() != null
        && s.panels().inspector() == Panels.Inspector.WHY
        && run.looks().question() instanceof Looks.Question.WhySilent q
        && !q.at().equals(run.status().at())) {
      return List.of(
          new Effect.Ask(
              run.id(), new Looks.Question.WhySilent(q.node(), run.status().at(), null, null)));
    }
    return List.of();
  }

  /** The last rows of the edge that is looked at have come. */
  static Next rowsCame(AppState s, Run run, String edge, Moment at, Reply.Rows rows) {
    EdgeData had = run.looks().data();
    long passed = Math.max(Scope.of(s).listed(edge), rows.rows().size());
    EdgeData data =
        (had != null && had.edge().equals(edge) ? had : EdgeData.of(edge, passed))
            .withLast(at, rows, passed);
    Run next = run.withLooks(run.looks().withData(data));
    AppState after = s.withRun(next);
    return new Next(after, sample(after, next));
  }

  private static List<Effect> sample(AppState s, Run run) {
    PortRef port = s.observedPort();
    String edge = s.observedEdge();
    Status status = run.status();
    if (port == null || edge == null || status == null || !run.isStopped()) {
      return List.of();
    }
    EdgeData data = run.looks().data();
    long total = data != null && data.edge().equals(edge) ? data.total() : Scope.of(s).listed(edge);
    int limit = Sample.wanted(run.looks().sample(), edge, total, s.desk().view().isListed());
    return limit == 0
        ? List.of()
        : List.of(new Effect.FetchSample(run.id(), edge, status.at(), total, limit));
  }
}
