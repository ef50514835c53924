package dev.eddy.designer;

import dev.eddy.designer.state.CanvasMessage;
import dev.eddy.designer.state.DataView;
import dev.eddy.designer.state.Effect;
import dev.eddy.designer.state.FormsMessage;
import dev.eddy.designer.state.Message;
import dev.eddy.designer.state.Mode;
import dev.eddy.designer.state.Notice;
import dev.eddy.designer.state.Panels;
import dev.eddy.designer.state.Pin;
import dev.eddy.designer.state.RefactorWish;
import dev.eddy.designer.state.Selection;
import dev.eddy.designer.state.ShellMessage;
import dev.eddy.designer.state.Stop;
import dev.eddy.designer.state.Tour;
import dev.eddy.designer.state.Versions;
import dev.eddy.model.edit.GraphEdit;
import dev.eddy.model.edit.PipelineDocument;
import dev.eddy.model.graph.Layout;
import dev.eddy.model.graph.Partitioning;
import dev.eddy.model.project.Project;
import dev.eddy.model.refactor.ColumnRef;
import dev.eddy.model.time.Moment;
import dev.eddy.model.value.Value;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Pictures of the screens that the guide does not show, for whoever looks at all of them: popups,
 * sheets, notices, empty and broken states. {@code main OUT [SIZE] [NAME…]}.
 */
public final class ScreenPictures {
  private final Pictures p;
  private final String suffix;

  private ScreenPictures(Pictures p, String suffix) {
    this.p = p;
    this.suffix = suffix;
  }

  public static void main(String[] args) throws Exception {
    Pictures.take(args, (p, suffix) -> new ScreenPictures(p, suffix).all());
  }

  private void all() throws Exception {
    ask("new-project", Effect.Dialog.NEW_PROJECT);
    ask("start-commands", Effect.Dialog.COMMANDS);
    ask("settings", Effect.Dialog.SETTINGS);
    p.send(new Message.OpenExample(p.state().examples().get(0)));
    p.await("the project", s -> s.open() != null && s.checks().revision() >= 0);
    shot("offer");
    for (int i = 0; i < Tour.size(); i++) {
      p.send(new Message.ShowTour(i));
      shot("tour-" + (i + 1));
    }
    p.send(new Message.ShowTour(Tour.NONE));
    windows();
    panels();
    refactorings();
    nested();
    broken();
    notices();
    runs();
    drawings();
  }

  private void windows() throws Exception {
    ask("commands", Effect.Dialog.COMMANDS);
    ask("keys", Effect.Dialog.KEYS);
    ask("find-project", Effect.Dialog.FIND_IN_PROJECT);
    ask("quick-add", Effect.Dialog.QUICK_ADD);
    ask("new-pipeline", Effect.Dialog.NEW_PIPELINE);
    p.send(new Message.Select(Selection.node("hourly-delay")));
    ask("help", Effect.Dialog.OPERATOR_HELP);
    p.send(new Message.Ask(Effect.Dialog.RENAME));
    shot("rename");
    ask("settings-of-project", Effect.Dialog.SETTINGS);
    p.send(new ShellMessage.ShowFind(true));
    p.send(new ShellMessage.FindText("late"));
    shot("find");
    p.send(new ShellMessage.ShowFind(false));
  }

  private void panels() throws Exception {
    p.send(new Message.ShowPalette(true));
    shot("palette");
    p.send(new ShellMessage.Favourite("window-aggregate"));
    p.send(new ShellMessage.Favourite("filter"));
    shot("palette-favourites");
    p.send(new ShellMessage.Favourite("window-aggregate"));
    p.send(new ShellMessage.Favourite("filter"));
    p.send(new ShellMessage.ShowLeft(Panels.Left.PROJECT));
    shot("project");
    p.send(new Message.ShowPalette(false));
    for (String node : List.of("flights", "valid-rows", "hourly-delay", "top-3", "report")) {
      p.send(new Message.Select(Selection.node(node)));
      shot("form-" + node);
    }
    p.send(new Message.Select(Selection.edge("e2")));
    shot("form-edge");
    p.send(new Message.Apply(new GraphEdit.SetPartitioning("e9", Partitioning.REBALANCE)));
    p.send(new Message.SetStop(new Stop("e9", "origin = 'PHX'", true)));
    p.send(new Message.Apply(new GraphEdit.SetBends("e9", List.of(new Layout.Position(760, 400)))));
    p.send(new Message.Select(Selection.edge("e9")));
    p.await("the problem", s -> s.checks().errors() > 0);
    shot("form-edge-problem");
    p.send(new Message.RemoveStop("e9"));
    p.send(new Message.Undo());
    p.send(new Message.Undo());
    p.send(new Message.Select(Selection.nodes(Set.of("flights", "valid-rows"))));
    shot("form-two");
    p.send(new Message.Select(Selection.node("hourly-delay")));
    for (Panels.Inspector tab : Panels.Inspector.values()) {
      p.send(new Message.ShowInspector(tab));
      shot("empty-" + tab.name().toLowerCase(Locale.ROOT));
    }
    p.send(new Message.ShowInspector(Panels.Inspector.SETTINGS));
    for (Panels.Bottom tab : Panels.Bottom.values()) {
      p.send(new Message.ShowBottom(tab));
      shot("empty-" + tab.name().toLowerCase(Locale.ROOT));
    }
    p.send(new ShellMessage.Compare(Versions.Source.COMMIT));
    shot("changes-no-git");
    p.send(new Message.ShowBottom(Panels.Bottom.DATA));
    p.send(new Message.ShowDeploy(true));
    shot("deploy");
    p.send(new Message.SetTarget("http://127.0.0.1:1"));
    p.send(new Message.StartDeploy());
    p.await("that the cluster is not there", s -> s.deploy().problem() != null);
    shot("deploy-failed");
    p.send(new Message.ShowDeploy(false));
    p.send(new Message.CloseAlert());
    p.send(new Message.SetMode(Mode.PRODUCTION));
    shot("production");
    p.send(new Message.SetMode(Mode.AUTHOR));
  }

  /** Pinned rows of which one column holds JSON. */
  private void nested() throws Exception {
    if (p.skipped("nested")) {
      return;
    }
    String flight =
        "{\"carrier\":{\"code\":\"HP\",\"name\":\"America"
            + " West\"},\"legs\":[{\"origin\":\"PHX\",\"miles\":304},"
            + "{\"origin\":\"SAN\",\"miles\":null}],\"late\":true}";
    p.send(
        new Message.SetPin(
            new Pin(
                "valid-rows",
                "out",
                List.of("origin", "payload"),
                List.of(List.of("PHX", flight), List.of("SAN", flight)))));
    p.send(new Message.Select(Selection.node("valid-rows")));
    p.send(new Message.ShowBottom(Panels.Bottom.DATA));
    p.send(new Message.ViewRows(DataView.PLAIN.withDetail(true)));
    p.settle();
    p.selectRow(0);
    shot("nested");
    p.send(new Message.ViewRows(DataView.PLAIN));
    p.send(new Message.Unpin("valid-rows"));
  }

  private void refactorings() throws Exception {
    if (p.skipped("rename-column", "uses", "retype", "delete-column")) {
      return;
    }
    preview("uses", new RefactorWish.ColumnUses(column("delay_minutes")));
    preview(
        "rename-column", new RefactorWish.RenameColumn(column("delay_minutes"), "delay", Set.of()));
    preview("delete-column", new RefactorWish.DeleteColumn(column("delay_minutes")));
    preview("retype", new RefactorWish.RetypeColumn(column("delay_minutes"), "BIG"));
  }

  private void preview(String name, RefactorWish wish) throws Exception {
    p.send(new FormsMessage.Preview(wish));
    p.await("what it would change", s -> s.refactor() != null && s.refactor().plan() != null);
    shot(name);
    // Else the next one begins with what this one would do.
    p.send(new FormsMessage.ClosePreview());
  }

  private static ColumnRef column(String name) {
    return new ColumnRef("flights", "out", name);
  }

  private void broken() throws Exception {
    if (p.skipped("problems", "problem-form", "fixes", "run-refused", "problem-state")) {
      return;
    }
    p.send(
        new Message.Apply(
            new GraphEdit.SetParameter(
                "valid-rows", "condition", Value.of("delay_minuts BETWEEN -30 AND"))));
    p.send(
        new Message.Apply(new GraphEdit.SetParameter("top-3", "where", Value.of("flihgts >= 10"))));
    p.send(new Message.Select(Selection.node("valid-rows")));
    p.send(new Message.ShowBottom(Panels.Bottom.PROBLEMS));
    shot("problems");
    p.send(new Message.ShowInspector(Panels.Inspector.SCHEMA));
    shot("problem-state");
    p.send(new Message.ShowInspector(Panels.Inspector.SETTINGS));
    p.send(new FormsMessage.OfferFixes());
    shot("fixes");
    hide();
    p.send(new Message.StartRun(false));
    p.await("the refusal", s -> s.note().startsWith("The pipeline has errors"));
    shot("run-refused");
    p.send(new Message.CloseAlert());
    p.send(new Message.Undo());
    p.send(new Message.Undo());
    p.send(new Message.SetMode(Mode.AUTHOR));
  }

  private void notices() throws Exception {
    if (p.skipped("disk", "toast", "alert", "working", "draft", "trust", "floating")) {
      return;
    }
    var open = p.state().open();
    p.send(new Message.Apply(new GraphEdit.SetParameter("top-3", "n", Value.of(5))));
    var theirs = new GraphEdit.SetParameter("top-3", "n", Value.of(7)).apply(open.document());
    p.send(new ShellMessage.FilesRead(with(open.project(), open.pipeline(), theirs), List.of()));
    shot("disk");
    p.send(new ShellMessage.Settle(open.pipeline(), theirs, ShellMessage.Choice.MINE));
    p.send(
        new ShellMessage.DraftFound(
            open.project().folder(), "x", Map.of(open.pipeline(), theirs), "today 12:04"));
    shot("draft");
    p.send(new ShellMessage.ForgetDraft(open.project().folder(), "x"));
    p.send(new ShellMessage.Say(Notice.passing("x", "Exported hourly-delays.svg")));
    p.send(new ShellMessage.Working("x", "Reading the last commit"));
    shot("working");
    p.send(new ShellMessage.Worked("x"));
    p.send(new ShellMessage.Dismiss("x"));
    p.send(new Message.Opened(p.state().open().project(), open.pipeline(), List.of(), false));
    shot("trust");
    p.send(new ShellMessage.TrustProject());
    p.send(new ShellMessage.Float(Panels.Bottom.DATA, true));
    p.awaitOther();
    shot("floating");
    p.send(new ShellMessage.Float(Panels.Bottom.DATA, false));
    p.send(new Message.OpenBottom(false));
    shot("bottom-closed");
    p.send(new Message.OpenBottom(true));
  }

  private void runs() throws Exception {
    if (p.skipped(
        "starting", "changelog", "detail", "filter", "log", "state", "past-state", "edited")) {
      return;
    }
    p.send(new Message.SetStop(Stop.of(Stop.Kind.LATE, "hourly-delay").withLog("late: {origin}")));
    p.send(new Message.StartRun(false));
    p.awaitFinished();
    p.send(new Message.Select(Selection.edge("e9")));
    p.awaitSample();
    p.send(new Message.ShowBottom(Panels.Bottom.DATA));
    shot("changelog");
    p.send(new Message.ViewRows(DataView.PLAIN.withFilter("origin=PHX")));
    shot("filter");
    p.send(new Message.ViewRows(DataView.PLAIN.withFilter("origin=NOWHERE")));
    shot("filter-none");
    p.send(new Message.ViewRows(DataView.PLAIN));
    p.send(new Message.ShowBottom(Panels.Bottom.LOG));
    shot("log");
    p.send(new Message.SeekTo(new Moment(40_169, 0)));
    p.await("row 40 169", s -> s.run().isPast() && s.run().status().at().sequence() == 40_169);
    p.send(new Message.ShowBottom(Panels.Bottom.TIMELINE));
    p.send(new Message.Select(Selection.node("hourly-delay")));
    p.await("the state", s -> s.run().state() != null);
    shot("past-state");
    p.send(new Message.Apply(new GraphEdit.SetParameter("top-3", "n", Value.of(9))));
    shot("edited");
    p.send(new Message.StopRun());
    p.settle();
    p.send(new Message.StopRun());
    p.send(new Message.SetMode(Mode.AUTHOR));
  }

  private void drawings() throws Exception {
    if (p.skipped("note", "sub-graph", "thousand", "empty-canvas", "bypass")) {
      return;
    }
    p.send(
        new CanvasMessage.AddNote(
            new Layout.Position(40, -140),
            "## Late rows\n"
                + "A row is known when the plane *has left*, so **long delays** come late.\n"
                + "- one\n"
                + "- two"));
    p.send(new Message.Select(Selection.nodes(Set.of("top-3", "add-airport-name"))));
    p.send(new CanvasMessage.FrameSelection());
    p.send(new Message.Select(Selection.node("valid-rows")));
    p.send(new CanvasMessage.ToggleBypass());
    p.send(new Message.MoveCamera(Effect.Aim.of(Effect.Aim.Kind.FIT)));
    shot("note");
    p.send(new Message.Select(Selection.nodes(Set.of("top-3", "hourly-delay"))));
    p.send(new CanvasMessage.Group());
    p.send(new Message.MoveCamera(Effect.Aim.of(Effect.Aim.Kind.FIT)));
    shot("sub-graph");
    p.send(new CanvasMessage.OpenSelection());
    shot("in-sub-graph");
    p.send(new CanvasMessage.LeaveSubGraph());
    for (int i = 0; i < 7; i++) {
      p.send(new Message.SelectAll());
      p.send(new Message.DuplicateSelection());
    }
    p.send(new CanvasMessage.AutoLayout(true));
    p.await("the layout", s -> !s.layingOut());
    p.send(new Message.Select(Selection.NONE));
    p.send(new Message.MoveCamera(Effect.Aim.of(Effect.Aim.Kind.FIT)));
    shot("thousand");
    p.send(new ShellMessage.NewPipeline("nothing-yet"));
    shot("empty-canvas");
  }

  private static Project with(Project p, String name, PipelineDocument d) {
    Map<String, Project.Pipeline> all = new LinkedHashMap<>(p.pipelines());
    all.put(name, new Project.Pipeline(name, d.graph(), d.layout()));
    return new Project(
        p.folder(), p.name(), p.timeZone(), p.parameters(), p.environments(), all, p.unknown());
  }

  private void ask(String name, Effect.Dialog dialog) throws Exception {
    if (p.skipped(name)) {
      return;
    }
    p.send(new Message.Ask(dialog));
    p.awaitOther();
    shot(name);
    hide();
  }

  private void hide() throws Exception {
    p.closeOthers();
  }

  private void shot(String name) throws Exception {
    p.picture(name + suffix);
  }
}
