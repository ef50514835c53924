package dev.eddy.designer.state;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eddy.designer.theme.Mood;
import dev.eddy.model.edit.GraphEdit;
import dev.eddy.model.graph.Edge;
import dev.eddy.model.graph.Graph;
import dev.eddy.model.graph.Layout;
import dev.eddy.model.graph.Node;
import dev.eddy.model.graph.PortRef;
import dev.eddy.model.project.Project;
import dev.eddy.model.protocol.Reply;
import dev.eddy.model.protocol.Request;
import dev.eddy.model.protocol.Status;
import dev.eddy.model.subgraph.SubGraphs;
import dev.eddy.model.time.Moment;
import dev.eddy.model.value.Value;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A run seen through a sub-graph: main is s → c (clean) → k, clean is in → f → g → out. */
class ScopeTest {
  private static final Graph CLEAN =
      Graph.of(
          List.of(
              node("i", SubGraphs.INPUT, "rows"),
              node("f", "filter", "valid"),
              node("g", "group", "count"),
              node("o", SubGraphs.OUTPUT, "counts")),
          List.of(
              edge("a", "i.out", "f.in"), edge("b", "f.out", "g.in"), edge("d", "g.out", "o.in")));
  private static final Graph MAIN =
      Graph.of(
          List.of(
              node("s", "source", "source"),
              node("c", "subgraph:clean", "clean"),
              node("k", "sink", "sink")),
          List.of(edge("e1", "s.out", "c.rows"), edge("e2", "c.counts", "k.in")));

  private static Node node(String id, String operator, String name) {
    return new Node(id, operator, name, Value.Struct.EMPTY);
  }

  private static Edge edge(String id, String from, String to) {
    return new Edge(id, ref(from), ref(to));
  }

  private static PortRef ref(String text) {
    return new PortRef(text.substring(0, text.indexOf('.')), text.substring(text.indexOf('.') + 1));
  }

  private static AppState opened() {
    Map<String, Project.Pipeline> pipelines = new LinkedHashMap<>();
    pipelines.put("main", new Project.Pipeline("main", MAIN, Layout.EMPTY));
    pipelines.put("clean", new Project.Pipeline("clean", CLEAN, Layout.EMPTY));
    pipelines.put("other", new Project.Pipeline("other", Graph.EMPTY, Layout.EMPTY));
    Project project =
        new Project(Path.of("/p"), "p", "UTC", Map.of(), Map.of(), pipelines, Value.Struct.EMPTY);
    return States.after(
        AppState.start(Mood.LIGHT, List.of(), List.of()),
        new Message.Opened(project, "main", List.of(), true));
  }

  private static Status status(Status.Phase phase, long at, String node, String edge) {
    return new Status(
        phase,
        new Moment(at, 1),
        new Moment(at, 1),
        "",
        null,
        node,
        edge,
        5_000,
        List.of(
            new Status.NodeCounts("s", 0, 100, 40, -1),
            new Status.NodeCounts("c/f", 100, 60, 30, -1),
            new Status.NodeCounts("c/g", 60, 50, 20, 7),
            new Status.NodeCounts("k", 50, 0, 20, -1)),
        List.of(
            new Status.EdgeCounts("e1", 100),
            new Status.EdgeCounts("c/b", 60),
            new Status.EdgeCounts("e2", 50)));
  }

  /** Paused before a row at a node. */
  private static AppState paused(String node, String edge) {
    return States.after(
        opened(),
        new Message.StartRun(true),
        new Message.RunStarted(1, Path.of("/r")),
        new Message.StatusCame(1, status(Status.Phase.PAUSED, 9, node, edge), 1));
  }

  private static Status.NodeCounts counts(AppState s, String node) {
    return s.run().status().nodes().stream()
        .filter(c -> c.nodeId().equals(node))
        .findFirst()
        .orElseThrow();
  }

  private static List<Effect> effects(AppState s, Message m) {
    return Update.update(s, m).effects();
  }

  @Test
  void aSubGraphCountsAsOneNodeWhereItIsSeenFromOutside() {
    AppState s = paused("c/g", "c/b");
    assertThat(counts(s, "c")).isEqualTo(new Status.NodeCounts("c", 100, 50, 20, 7));
    assertThat(s.run().status().nodeId()).isEqualTo("c");
    assertThat(s.run().status().edgeId()).as("no edge that is drawn here").isNull();
  }

  @Test
  void enteringASubGraphShowsWhatItsOperatorsDoAndTheRunGoesOn() {
    AppState s = paused("c/g", "c/b");
    Next next = Update.update(s, new CanvasMessage.EnterSubGraph("c"));
    assertThat(next.effects()).noneMatch(e -> e instanceof Effect.EndRun);
    AppState in = next.state();
    assertThat(in.open().pipeline()).isEqualTo("clean");
    assertThat(counts(in, "f")).isEqualTo(new Status.NodeCounts("f", 100, 60, 30, -1));
    assertThat(counts(in, "g").stateEntries()).isEqualTo(7);
    assertThat(counts(in, "i").rowsIn()).as("what its port let in").isEqualTo(100);
    assertThat(in.run().passed("a")).as("the edge to a port is one with the outer").isEqualTo(100);
    assertThat(in.run().passed("b")).isEqualTo(60);
    assertThat(in.run().passed("d")).isEqualTo(50);
    assertThat(in.run().status().nodeId()).isEqualTo("g");
    assertThat(in.run().status().edgeId()).isEqualTo("b");
    AppState later =
        States.after(
            in, new Message.StatusCame(1, status(Status.Phase.PAUSED, 10, "c/f", "e1"), 2));
    assertThat(later.run().status().nodeId()).isEqualTo("f");
    assertThat(later.run().status().edgeId()).isEqualTo("a");
    AppState out = States.after(later, new CanvasMessage.LeaveSubGraph());
    assertThat(out.open().pipeline()).isEqualTo("main");
    assertThat(out.run().status().nodeId()).isEqualTo("c");
    assertThat(out.run().status().edgeId()).isEqualTo("e1");
    assertThat(out.selection()).isEqualTo(Selection.node("c"));
  }

  @Test
  void rowsAndStateAreAskedByTheNamesOfWhatRunsAndAnsweredByThoseShown() {
    AppState in = States.after(paused("c/g", "c/b"), new CanvasMessage.EnterSubGraph("c"));
    Moment at = new Moment(9, 1);
    assertThat(effects(in, new Message.Select(Selection.edge("a"))))
        .contains(new Effect.FetchRows(1, "e1", at));
    AppState looking = States.after(in, new Message.Select(Selection.edge("a")));
    Reply.Rows rows = new Reply.Rows(List.of("x"), List.of(), false, null);
    AppState seen = States.after(looking, new Message.RowsCame(1, "e1", at, rows));
    assertThat(seen.run().rowsEdge()).isEqualTo("a");
    assertThat(seen.run().rows()).isEqualTo(rows);
    assertThat(effects(in, new Message.Select(Selection.node("g"))))
        .as("it was looked at already, since execution stands there")
        .noneMatch(e -> e instanceof Effect.FetchState);
    AppState node = States.after(in, new Message.Select(Selection.node("f")));
    assertThat(effects(node, new Message.Select(Selection.node("g"))))
        .contains(new Effect.FetchState(1, "c/g", "", at));
    Reply.StateOf state = new Reply.StateOf(List.of(), List.of(), 0);
    AppState known = States.after(in, new Message.StateCame(1, "c/g", "", at, state));
    assertThat(known.run().stateNode()).isEqualTo("g");
    AppState outside = States.after(in, new Message.StateCame(1, "k", "", at, state));
    assertThat(outside).as("that is not shown any more").isEqualTo(in);
  }

  @Test
  void theStateOfASubGraphIsThatOfTheOperatorWhereItStands() {
    AppState s = paused("c/g", "c/b");
    Moment at = new Moment(9, 1);
    AppState selected = States.after(s, new Message.Select(Selection.node("k")));
    assertThat(effects(selected, new Message.Select(Selection.node("c"))))
        .contains(new Effect.FetchState(1, "c/g", "", at));
  }

  @Test
  void theStateOfAnotherOperatorInASubGraphIsNotTakenForThatOfWhereItStands() {
    AppState s = paused("c/g", "c/b");
    Moment at = new Moment(9, 1);
    Reply.StateOf state = new Reply.StateOf(List.of(), List.of(), 0);
    assertThat(States.after(s, new Message.StateCame(1, "c/f", "", at, state)))
        .as("asked for before the sub-graph was left")
        .isEqualTo(s);
    assertThat(States.after(s, new Message.StateCame(1, "c/g", "", at, state)).run().stateNode())
        .isEqualTo("c");
  }

  @Test
  void ofAnEdgeThatRunsAsSeveralAllRowsAreCountedAndThoseOfTheFirstAreListed() {
    AppState joined =
        States.after(
            opened(),
            new CanvasMessage.EditIn("clean", new GraphEdit.AddEdge(edge("x", "f.out", "o.in"))),
            new Message.StartRun(true),
            new Message.RunStarted(1, Path.of("/r")));
    assertThat(joined.run().flat().edges()).containsKeys("e2", "e2/c.x");
    Moment at = new Moment(9, 1);
    Status status =
        new Status(
            Status.Phase.PAUSED,
            at,
            at,
            "",
            null,
            "k",
            "e2",
            0,
            List.of(),
            List.of(new Status.EdgeCounts("e2", 150), new Status.EdgeCounts("e2/c.x", 60)));
    AppState s =
        States.after(
            joined,
            new Message.StatusCame(1, status, 1),
            new Message.Select(Selection.edge("e2")),
            new Message.RowsCame(
                1, "e2", at, new Reply.Rows(List.of("x"), List.of(), false, null)));
    assertThat(s.run().passed("e2")).isEqualTo(210);
    assertThat(s.run().looks().data().total()).as("no other row ever comes").isEqualTo(150);
    assertThat(effects(s, new Message.WantPage("e2", 1)))
        .containsExactly(new Effect.FetchPage(1, "e2", 100, 50));
    assertThat(effects(s, new Message.WantPage("e2", 2))).isEmpty();
  }

  @Test
  void stepIntoGoesWhereExecutionStandsAndElseOneStepOn() {
    AppState in = States.after(paused("c/g", "c/b"), new CanvasMessage.StepInto());
    assertThat(in.open().pipeline()).isEqualTo("clean");
    assertThat(effects(in, new CanvasMessage.StepInto()))
        .containsExactly(new Effect.Send(1, new Request.Step()));
    AppState selected = States.after(paused("s", null), new Message.Select(Selection.node("c")));
    assertThat(States.after(selected, new CanvasMessage.StepInto()).open().pipeline())
        .isEqualTo("clean");
  }

  @Test
  void stepOutLeavesTheSubGraphAndGoesOnUntilTheRunHasLeftIt() {
    AppState in = States.after(paused("c/f", "e1"), new CanvasMessage.EnterSubGraph("c"));
    Next out = Update.update(in, new CanvasMessage.StepOut());
    assertThat(out.state().open().pipeline()).isEqualTo("main");
    assertThat(out.effects()).contains(new Effect.Send(1, new Request.Step()));
    Next still =
        Update.update(
            out.state(),
            new Message.StatusCame(1, status(Status.Phase.PAUSED, 10, "c/g", "c/b"), 2));
    assertThat(still.effects())
        .as("nothing is looked at on the way")
        .containsExactly(new Effect.Send(1, new Request.Step()));
    Next left =
        Update.update(
            still.state(),
            new Message.StatusCame(1, status(Status.Phase.PAUSED, 11, "k", "e2"), 3));
    assertThat(left.effects()).noneMatch(e -> e instanceof Effect.Send);
    assertThat(left.state().inside().over()).isNull();
  }

  @Test
  void aStepSeenFromOutsidePassesOverTheSubGraph() {
    AppState s = paused("c/f", "e1");
    Next step = Update.update(s, new Message.Wish(new Request.Step()));
    Next within =
        Update.update(
            step.state(),
            new Message.StatusCame(1, status(Status.Phase.PAUSED, 10, "c/g", "c/b"), 2));
    assertThat(within.effects()).contains(new Effect.Send(1, new Request.Step()));
    AppState inside = States.after(s, new CanvasMessage.EnterSubGraph("c"));
    Next one = Update.update(inside, new Message.Wish(new Request.Step()));
    Next there =
        Update.update(
            one.state(),
            new Message.StatusCame(1, status(Status.Phase.PAUSED, 10, "c/g", "c/b"), 2));
    assertThat(there.effects())
        .as("inside it is one step")
        .noneMatch(e -> e instanceof Effect.Send);
  }

  @Test
  void whoGoesElsewhereWhileAStepPassesOverASubGraphIsNotSteppedOn() {
    Status within = status(Status.Phase.PAUSED, 10, "c/g", "c/b");
    for (Message elsewhere :
        List.of(
            new Message.SeekTo(new Moment(3, 1)),
            new LooksMessage.RunTo(Stop.of(Stop.Kind.WATERMARK, "k")),
            new Message.StopRun())) {
      AppState s =
          States.after(paused("c/f", "e1"), new Message.Wish(new Request.Step()), elsewhere);
      assertThat(effects(s, new Message.StatusCame(1, within, 2)))
          .as("%s", elsewhere)
          .noneMatch(e -> e instanceof Effect.Send);
    }
  }

  @Test
  void aBreakpointWithinASubGraphStaysWhenItIsLeft() {
    AppState in = States.after(paused("s", null), new CanvasMessage.EnterSubGraph("c"));
    Next set = Update.update(in, new Message.ToggleStop("b"));
    Effect.SetStops told =
        set.effects().stream()
            .filter(e -> e instanceof Effect.SetStops)
            .map(e -> (Effect.SetStops) e)
            .findFirst()
            .orElseThrow();
    assertThat(told.pipeline()).isEqualTo("main");
    assertThat(told.stops()).extracting(Stop::target).containsExactly("c/b");
    AppState out = States.after(set.state(), new CanvasMessage.LeaveSubGraph());
    assertThat(out.stops()).containsOnlyKeys("c/b");
    AppState node =
        States.after(
            out,
            new CanvasMessage.EnterSubGraph("c"),
            new Message.AddStop(Stop.of(Stop.Kind.WORKS, "g")));
    assertThat(node.stops()).containsOnlyKeys("c/b", "works:c/g");
    assertThat(States.after(node, new Message.ToggleStop("b"), new Message.ToggleStop("b")).stops())
        .containsOnlyKeys("works:c/g");
  }

  @Test
  void aBreakpointGoesWithItsPlaceInEverySubGraphThatHasIt() {
    AppState two =
        States.after(
            opened(),
            new Message.Apply(
                new GraphEdit.AddNode(node("c2", "subgraph:clean", "again"), null, -1)),
            new CanvasMessage.EnterSubGraph("c2"),
            new Message.ToggleStop("b"),
            new Message.AddStop(Stop.of(Stop.Kind.WORKS, "f")),
            new CanvasMessage.LeaveSubGraph(),
            new CanvasMessage.EnterSubGraph("c"),
            new Message.ToggleStop("b"),
            new Message.AddStop(Stop.of(Stop.Kind.CHECKPOINT, "")));
    assertThat(two.stops()).containsOnlyKeys("c2/b", "works:c2/f", "c/b", "checkpoint:");
    AppState cut = States.after(two, new Message.Apply(new GraphEdit.RemoveEdge("b")));
    assertThat(cut.stops()).containsOnlyKeys("works:c2/f", "checkpoint:");
    AppState less =
        States.after(cut, new CanvasMessage.EditIn("main", new GraphEdit.RemoveNode("c2")));
    assertThat(less.stops()).containsOnlyKeys("checkpoint:");
  }

  @Test
  void tabsOfTheSameRunAreWaysInAndOutAndOthersEndIt() {
    AppState in = States.after(paused("c/g", "c/b"), new Message.ShowPipeline("clean"));
    assertThat(in.inside().prefix()).isEqualTo("c/");
    assertThat(in.run()).isNotNull();
    AppState back = States.after(in, new Message.ShowPipeline("main"));
    assertThat(back.inside()).isEqualTo(Inside.NONE);
    assertThat(back.run()).isNotNull();
    Next other = Update.update(in, new Message.ShowPipeline("other"));
    assertThat(other.effects()).contains(new Effect.EndRun(1));
    assertThat(other.state().inside()).isEqualTo(Inside.NONE);
  }

  @Test
  void aRunThatIsStartedInsideIsOfTheWhole() {
    AppState in = States.after(opened(), new CanvasMessage.EnterSubGraph("c"));
    Effect.Launch launch =
        effects(in, new Message.StartRun(true)).stream()
            .filter(e -> e instanceof Effect.Launch)
            .map(e -> (Effect.Launch) e)
            .findFirst()
            .orElseThrow();
    assertThat(launch.pipeline()).isEqualTo("main");
    AppState s =
        States.after(
            in,
            new Message.StartRun(true),
            new Message.RunStarted(1, Path.of("/r")),
            new Message.StatusCame(1, status(Status.Phase.PAUSED, 9, "c/g", "c/b"), 1));
    assertThat(s.open().pipeline()).isEqualTo("clean");
    assertThat(s.run().status().nodeId()).isEqualTo("g");
    assertThat(s.changedSinceRun()).isEmpty();
  }

  @Test
  void aWayThatIsGoneIsLeftAndTheRunEnds() {
    AppState in = States.after(paused("c/g", "c/b"), new CanvasMessage.EnterSubGraph("c"));
    AppState s = States.after(in, new CanvasMessage.EditIn("main", new GraphEdit.RemoveNode("c")));
    assertThat(s.inside()).isEqualTo(Inside.NONE);
    assertThat(s.run()).isNull();
  }
}
