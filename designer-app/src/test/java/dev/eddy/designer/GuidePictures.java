package dev.eddy.designer;

import dev.eddy.designer.state.AppState;
import dev.eddy.designer.state.DataView;
import dev.eddy.designer.state.Message;
import dev.eddy.designer.state.Mode;
import dev.eddy.designer.state.Panels;
import dev.eddy.designer.state.Pin;
import dev.eddy.designer.state.Selection;
import dev.eddy.designer.state.Stop;
import dev.eddy.designer.state.Tour;
import dev.eddy.model.protocol.Reply;
import dev.eddy.model.protocol.Request;
import dev.eddy.model.protocol.Status;
import dev.eddy.model.time.Moment;
import java.util.List;

/**
 * Makes the pictures of the guide from the window itself: the example is run in a real worker, and
 * each picture waits for what it shows. {@code main OUT [SIZE] [NAME…]}.
 */
public final class GuidePictures {
  private final Pictures p;
  private final String suffix;

  private GuidePictures(Pictures p, String suffix) {
    this.p = p;
    this.suffix = suffix;
  }

  public static void main(String[] args) throws Exception {
    Pictures.take(args, (p, suffix) -> new GuidePictures(p, suffix).all());
  }

  private void all() throws Exception {
    p.picture("start" + suffix);
    p.send(new Message.OpenExample(p.state().examples().get(0)));
    p.await("the project", s -> s.open() != null && s.checks().revision() >= 0);
    p.send(new Message.ShowTour(2));
    p.settle();
    p.picture("tour" + suffix);
    p.send(new Message.ShowTour(Tour.NONE));
    p.picture("author" + suffix);
    author();
    debug();
    past();
    pinned();
  }

  private void author() throws Exception {
    if (p.skipped("preview", "metrics", "table", "finished")) {
      return;
    }
    p.send(new Message.Select(Selection.node("hourly-delay")));
    p.send(new Message.StartPreview("hourly-delay"));
    p.awaitFinished();
    p.awaitSample();
    p.picture("preview" + suffix);
    p.send(new Message.StartRun(false));
    p.await("the run", s -> s.run() != null && s.run().status() != null);
    p.awaitFinished();
    p.send(new Message.Select(Selection.edge("e9")));
    p.awaitSample();
    p.send(new Message.ShowBottom(Panels.Bottom.DATA));
    p.send(new Message.ViewRows(DataView.PLAIN.withTable(true).withSort("delayed", true)));
    p.settle();
    p.send(new Message.ShowInspector(Panels.Inspector.METRICS));
    p.picture("table" + suffix);
    p.send(new Message.SetMode(Mode.AUTHOR));
    p.send(new Message.Select(Selection.node("hourly-delay")));
    p.settle();
    p.picture("finished" + suffix);
  }

  private void debug() throws Exception {
    if (p.skipped("paused", "edge", "breakpoints", "watermarks", "past", "why", "silent")) {
      return;
    }
    p.send(
        new Message.SetStop(
            new Stop("e2", "origin = 'PHX' AND delay_minutes >= 50", true).withHits(">= 5")));
    p.send(new Message.StartRun(false));
    p.await(
        "the breakpoint",
        s ->
            s.run() != null
                && s.run().status() != null
                && s.run().status().phase() == Status.Phase.PAUSED);
    p.send(new Message.Select(Selection.node("hourly-delay")));
    p.awaitSample();
    p.send(new Message.ShowInspector(Panels.Inspector.STATE));
    p.send(new Message.ShowBottom(Panels.Bottom.TIMELINE));
    p.await("the state", s -> s.run().state() != null);
    p.settle();
    p.picture("paused" + suffix);
    p.send(new Message.ShowBottom(Panels.Bottom.DATA));
    p.send(new Message.Select(Selection.edge("e2")));
    p.send(new Message.ShowInspector(Panels.Inspector.SETTINGS));
    p.awaitSample();
    p.settle();
    p.picture("edge" + suffix);
    p.send(new Message.Select(Selection.node("hourly-delay")));
    p.awaitSample();
    p.send(new Message.ShowInspector(Panels.Inspector.WATERMARKS));
    p.settle();
    p.picture("watermarks" + suffix);
    p.send(new Message.SetStop(Stop.of(Stop.Kind.LATE, "hourly-delay").withLog("late: {origin}")));
    p.send(
        new Message.SetStop(
            Stop.of(Stop.Kind.WATERMARK, "hourly-delay").withDetail("2001-01-01 08:00:00")));
    p.send(new Message.SetStop(Stop.of(Stop.Kind.STATE, "delayed-by-origin")));
    p.send(new Message.SetStop(Stop.of(Stop.Kind.CHECKPOINT, "").withEnabled(false)));
    p.send(new Message.ShowBottom(Panels.Bottom.BREAKPOINTS));
    p.settle();
    p.picture("breakpoints" + suffix);
    for (Stop s : List.copyOf(p.state().stops().values())) {
      p.send(new Message.RemoveStop(s.id()));
    }
  }

  private void past() throws Exception {
    if (p.skipped("past", "why", "silent")) {
      return;
    }
    p.send(new Message.AskWhySilent("hourly-delay"));
    p.await(
        "why there is no output",
        s ->
            s.run().looks().question() instanceof dev.eddy.designer.state.Looks.Question.WhySilent q
                && q.answer() != null);
    p.settle();
    p.picture("silent" + suffix);
    p.send(new Message.CloseQuestion());
    p.send(new Message.Wish(new Request.Continue()));
    p.await("row 12 000", s -> s.run().status().at().sequence() > 12_000 || Pictures.isFinished(s));
    p.send(new Message.Wish(new Request.Pause()));
    p.await("the pause", s -> s.run().isStopped());
    p.send(new Message.SeekTo(new Moment(11_000, 0)));
    p.await("row 11 000", s -> s.run().isPast() && s.run().status().at().sequence() == 11_000);
    p.send(new Message.Select(Selection.node("hourly-delay")));
    p.send(new Message.ShowInspector(Panels.Inspector.STATE));
    p.send(new Message.ShowBottom(Panels.Bottom.TIMELINE));
    p.await("the state", s -> s.run().state() != null);
    p.settle();
    p.picture("past" + suffix);
    p.send(new Message.ShowBottom(Panels.Bottom.DATA));
    p.send(new Message.Select(Selection.edge("e7")));
    p.awaitSample();
    p.settle();
    AppState s = p.state();
    List<Reply.EdgeRow> rows = s.run().looks().sample().rows();
    p.send(
        new Message.AskWhyRow("e7", s.run().looks().sample().columns(), rows.get(rows.size() - 1)));
    p.await(
        "why the row is here",
        t ->
            t.run().looks().question() instanceof dev.eddy.designer.state.Looks.Question.WhyRow q
                && q.answer() != null);
    p.settle();
    p.picture("why" + suffix);
    p.send(new Message.CloseQuestion());
  }

  private void pinned() throws Exception {
    if (p.skipped("pinned")) {
      return;
    }
    if (p.state().run() != null) {
      p.send(new Message.StopRun());
      p.settle();
      p.send(new Message.StopRun());
    }
    p.send(new Message.SetMode(Mode.AUTHOR));
    p.send(new Message.Select(Selection.node("valid-rows")));
    p.send(new Message.GeneratePin("valid-rows", "out", 100, 1));
    p.send(new Message.StartPreview("valid-rows"));
    p.awaitFinished();
    p.settle();
    p.picture("pinned" + suffix);
    Pin pin = p.state().desk().pins().get("valid-rows");
    p.send(new Message.Unpin(pin.node()));
  }
}
