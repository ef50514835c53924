package dev.eddy.designer.state;

import dev.eddy.designer.canvas.Pipelines;
import dev.eddy.designer.theme.Mood;
import dev.eddy.model.contract.Contract;
import dev.eddy.model.edit.GraphEdit;
import dev.eddy.model.edit.PipelineDocument;
import dev.eddy.model.graph.Graph;
import dev.eddy.model.graph.Layout;
import dev.eddy.model.graph.Node;
import dev.eddy.model.problem.Place;
import dev.eddy.model.problem.Problem;
import dev.eddy.model.project.Project;
import dev.eddy.model.protocol.Reply;
import dev.eddy.model.protocol.Status;
import dev.eddy.model.refactor.ColumnRef;
import dev.eddy.model.time.Moment;
import dev.eddy.model.type.DataType;
import dev.eddy.model.type.Field;
import dev.eddy.model.type.Schema;
import dev.eddy.model.value.Value;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * States that a user meets, each reached by messages: the start page, an edited project, a run that
 * is starting, running, paused, in its past, over, dead, and so on.
 */
public final class Situations {
  public static final Path FOLDER = Path.of("/projects/p");
  public static final PipelineDocument MAIN =
      new PipelineDocument(Pipelines.GRAPH, Pipelines.LAYOUT);

  /** Two pipelines: the usual one, and one with a node alone. */
  public static final Project PROJECT = project(FOLDER, "p");

  public static final Schema ROW =
      Schema.of(new Field("k", DataType.VARCHAR), new Field("n", DataType.BIGINT));
  public static final Contract APPEND = Contract.append(ROW, null, true);

  /** The pipeline is in order, and all columns are known. */
  public static final Checks CHECKS =
      new Checks(
          0,
          List.of(),
          Map.of("f.in", APPEND, "w.in", APPEND),
          Map.of("s.out", APPEND, "f.out", APPEND, "w.out", APPEND, "w.late", APPEND));

  public static final Problem ERROR = Problem.error("x", Place.node("f", "node f"), "wrong", "");

  private Situations() {}

  public static Project project(Path folder, String name) {
    Map<String, Project.Pipeline> pipelines = new LinkedHashMap<>();
    pipelines.put("main", new Project.Pipeline("main", MAIN.graph(), MAIN.layout()));
    pipelines.put(
        "second",
        new Project.Pipeline(
            "second",
            Graph.of(List.of(Pipelines.node("a", "source")), List.of()),
            Layout.EMPTY.with("a", new Layout.Position(0, 0))));
    return new Project(folder, name, "UTC", Map.of(), Map.of(), pipelines, Value.Struct.EMPTY);
  }

  public static Status status(Status.Phase phase, long at, long live) {
    return new Status(
        phase,
        new Moment(at, at == 0 ? 0 : 1),
        new Moment(live, 1),
        "",
        null,
        "w",
        "e2",
        0,
        List.of(
            new Status.NodeCounts("s", 0, 10, 0, -1),
            new Status.NodeCounts("f", 10, 10, 0, -1),
            new Status.NodeCounts("w", 10, 4, 0, 3)),
        List.of(new Status.EdgeCounts("e1", 10), new Status.EdgeCounts("e2", 10)));
  }

  /** Ten rows of an edge, in order. */
  public static Reply.Rows rows() {
    List<Reply.EdgeRow> out = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      out.add(new Reply.EdgeRow(new Moment(i + 1, 0), "+I", List.of("key " + i % 3, "" + i)));
    }
    return new Reply.Rows(List.of("k", "n"), out, false, null);
  }

  public static AppState start() {
    return AppState.start(Mood.LIGHT, List.of(), List.of());
  }

  public static AppState opened() {
    return States.after(start(), new Message.Opened(PROJECT, "main", List.of()));
  }

  public static AppState checked() {
    return States.after(opened(), new Message.Checked("main", CHECKS));
  }

  public static AppState starting() {
    return States.after(checked(), new Message.StartRun(false));
  }

  private static AppState run(Status.Phase phase, long at, long live) {
    AppState s = starting();
    int run = s.run().id();
    return States.after(
        s,
        new Message.RunStarted(run, Path.of("/recordings/p-1")),
        new Message.StatusCame(run, status(phase, at, live), 1_000_000_000L));
  }

  public static AppState running() {
    return run(Status.Phase.RUNNING, 8, 8);
  }

  public static AppState paused() {
    return run(Status.Phase.PAUSED, 8, 8);
  }

  public static AppState past() {
    return run(Status.Phase.PAUSED, 5, 8);
  }

  public static AppState finished() {
    return run(Status.Phase.FINISHED, 8, 8);
  }

  /** Paused, an edge selected, and its rows have come. */
  public static AppState looking() {
    AppState s = States.after(paused(), new Message.Select(Selection.edge("e2")));
    return States.after(s, new Message.RowsCame(s.run().id(), "e2", s.run().status().at(), rows()));
  }

  /** Every situation by its name. */
  public static Map<String, AppState> all() {
    Map<String, AppState> out = new LinkedHashMap<>();
    out.put("start page", start());
    out.put("opened", opened());
    out.put("checked", checked());
    out.put(
        "untrusted", States.after(start(), new Message.Opened(PROJECT, "main", List.of(), false)));
    out.put(
        "with an error",
        States.after(
            opened(),
            new Message.Checked("main", new Checks(0, List.of(ERROR), Map.of(), Map.of()))));
    out.put(
        "with a parameter",
        States.after(
            start(),
            new Message.Opened(
                new Project(
                    FOLDER,
                    "p",
                    "UTC",
                    Map.of("least", Value.of("10")),
                    Map.of(),
                    PROJECT.pipelines(),
                    Value.Struct.EMPTY),
                "main",
                List.of())));
    AppState edited = States.after(checked(), new Message.Apply(Edits.rename("f", "renamed")));
    out.put("edited", edited);
    out.put("undone", States.after(edited, new Message.Undo()));
    out.put("a node", States.after(checked(), new Message.Select(Selection.node("f"))));
    out.put(
        "three nodes",
        States.after(checked(), new Message.Select(Selection.nodes(Set.of("s", "f", "k")))));
    out.put("an edge", States.after(checked(), new Message.Select(Selection.edge("e1"))));
    out.put(
        "a moved label",
        States.after(
            out.get("an edge"),
            new Message.Apply(new GraphEdit.SetLabel("e1", new Layout.Label(0.5, 0, -20)))));
    out.put(
        "a note",
        States.after(
            checked(), new CanvasMessage.AddNote(new Layout.Position(65, 321), "remember")));
    out.put("two tabs", States.after(checked(), new Message.ShowPipeline("second")));
    AppState grouped = grouped();
    out.put("a sub-graph", grouped);
    out.put(
        "inside a sub-graph",
        States.after(grouped, new CanvasMessage.EnterSubGraph(grouped.selection().single())));
    out.put(
        "paused in a sub-graph",
        States.after(
            out.get("inside a sub-graph"),
            new Message.StartRun(true),
            new Message.RunStarted(1, Path.of("/recordings/p-1")),
            new Message.StatusCame(
                1,
                new Status(
                    Status.Phase.PAUSED,
                    new Moment(3, 1),
                    new Moment(3, 1),
                    "",
                    null,
                    grouped.selection().single() + "/f",
                    "e1",
                    0,
                    List.of(),
                    List.of()),
                1)));
    out.put("a breakpoint", States.after(checked(), new Message.ToggleStop("e1")));
    out.put(
        "searching",
        States.after(
            checked(), new ShellMessage.ShowFind(true), new ShellMessage.FindText("node")));
    out.put("arranging", States.after(checked(), new CanvasMessage.AutoLayout(true)));
    out.put(
        "a refactoring",
        States.after(
            checked(),
            new FormsMessage.Preview(
                new RefactorWish.RenameColumn(new ColumnRef("s", "out", "k"), "key", Set.of()))));
    out.put(
        "pinned",
        States.after(
            checked(),
            new Message.Select(Selection.node("s")),
            new Message.SetPin(new Pin("s", "out", List.of("k", "n"), List.of()))));
    out.put("starting", starting());
    out.put("running", running());
    out.put("paused", paused());
    out.put("in the past", past());
    out.put("finished", finished());
    out.put("rows in view", looking());
    out.put("dead worker", States.after(running(), new Message.WorkerGone(1, "killed")));
    out.put(
        "deploying",
        States.after(
            checked(),
            new Message.ShowDeploy(true),
            new Message.SetTarget("http://localhost:8081"),
            new Message.StartDeploy()));
    out.put(
        "a job runs",
        States.after(
            out.get("deploying"),
            new Message.JobCame("abc", "RUNNING"),
            new Message.DeployAt(Deploy.Step.WATCH, false, "the job runs")));
    return Collections.unmodifiableMap(out);
  }

  /** The filter alone in a sub-graph, whose node is selected. */
  public static AppState grouped() {
    return States.after(
        checked(), new Message.Select(Selection.node("f")), new CanvasMessage.Group());
  }

  /** A node of the pipeline that is shown. */
  static Node node(AppState s, String id) {
    return s.graph().nodes().get(id);
  }
}
