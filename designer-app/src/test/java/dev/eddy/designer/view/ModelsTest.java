package dev.eddy.designer.view;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eddy.designer.canvas.Pipelines;
import dev.eddy.designer.control.timeline.TimelineModel.NodeTrack;
import dev.eddy.designer.control.timeline.TimelineModel.Rows;
import dev.eddy.designer.state.AppState;
import dev.eddy.designer.state.Message;
import dev.eddy.designer.state.Update;
import dev.eddy.designer.theme.Mood;
import dev.eddy.model.edit.GraphEdit;
import dev.eddy.model.graph.Graph;
import dev.eddy.model.graph.Node;
import dev.eddy.model.problem.Place;
import dev.eddy.model.problem.Problem;
import dev.eddy.model.project.Project;
import dev.eddy.model.protocol.Status;
import dev.eddy.model.time.Moment;
import dev.eddy.model.value.Value;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ModelsTest {
  private static AppState open(Graph graph) {
    Project p =
        new Project(
            Path.of("/projects/p"),
            "p",
            "UTC",
            Map.of(),
            Map.of(),
            Map.of("main", new Project.Pipeline("main", graph, Pipelines.LAYOUT)),
            Value.Struct.EMPTY);
    return Update.update(
            AppState.start(Mood.LIGHT, List.of(), List.of()),
            new Message.Opened(p, "main", List.of()))
        .state();
  }

  private static AppState with(AppState s, Message... messages) {
    AppState out = s;
    for (Message m : messages) {
      out = Update.update(out, m).state();
    }
    return out;
  }

  private static AppState at(Status.Phase phase, Moment at, Moment live) {
    return with(
        open(Pipelines.GRAPH),
        new Message.StartRun(false),
        new Message.RunStarted(1, Path.of("/r/p-1")),
        new Message.StatusCame(
            1,
            new Status(
                phase, at, live, "step", null, "w", "e2", 978_530_700_000L, List.of(), List.of()),
            5));
  }

  @Test
  void theMomentBarSaysHowFarThePastLiesBack() {
    MomentModel m =
        MomentModel.of(at(Status.Phase.PAUSED, new Moment(40_169, 2), new Moment(46_000, 0)));
    assertThat(m.chip()).isEqualTo("Past");
    assertThat(m.tone()).isEqualTo("past");
    assertThat(m.spoken())
        .contains("40\u202f169·2", "row 40\u202f169 of 46\u202f000", "before the live edge");
    assertThat(m.action()).isEqualTo(MomentModel.Action.LIVE_EDGE);
  }

  @Test
  void pausedAtTheLiveEdgeOffersToGoOnAndNamesTheNode() {
    MomentModel m = MomentModel.of(at(Status.Phase.PAUSED, new Moment(40, 2), new Moment(40, 2)));
    assertThat(m.chip()).isEqualTo("Paused");
    assertThat(m.spoken()).startsWith("node w").contains("step").contains("clock 2001-01-03 14:05");
    assertThat(m.action()).isEqualTo(MomentModel.Action.CONTINUE);
  }

  @Test
  void aDeadWorkerIsSaidWithWhereTheRecordingIs() {
    AppState s =
        with(
            at(Status.Phase.RUNNING, new Moment(40, 0), new Moment(40, 0)),
            new Message.WorkerGone(1, "killed by signal 9"));
    MomentModel m = MomentModel.of(s);
    assertThat(m.tone()).isEqualTo("error");
    assertThat(m.spoken()).contains("killed by signal 9").contains("p-1");
    assertThat(m.transport()).isFalse();
  }

  @Test
  void withoutARunTheBarSaysHowToGetOne() {
    assertThat(MomentModel.of(open(Pipelines.GRAPH)).spoken()).contains("F5 runs");
  }

  @Test
  void theStatusBarSaysWhatIsNotSavedAndWhereTheRunStands() {
    AppState s = at(Status.Phase.PAUSED, new Moment(40, 2), new Moment(40, 2));
    assertThat(StatusBar.left(s))
        .extracting(StatusBar.Item::text)
        .contains("Saved", "Paused at 40·2");
    AppState dirty = with(s, new Message.Apply(new GraphEdit.RenameNode("f", "x")));
    assertThat(StatusBar.left(dirty)).extracting(StatusBar.Item::text).contains("Not saved");
    assertThat(StatusBar.right(dirty))
        .extracting(StatusBar.Item::text)
        .contains("1 operator changed since this run");
  }

  @Test
  void theTimelineHasTracksForSourcesWindowsAndLateRows() {
    Map<String, dev.eddy.model.graph.Edge> edges = new LinkedHashMap<>(Pipelines.GRAPH.edges());
    edges.put("e3", Pipelines.edge("e3", "w.late", "k.in"));
    List<NodeTrack> tracks =
        TimelinePanel.tracks(Pipelines.GRAPH.withEdges(edges), Pipelines.CATALOG, null);
    assertThat(tracks).extracting(NodeTrack::nodeId).containsExactly("s", "w", "k");
    assertThat(tracks.get(2).rows()).isEqualTo(Rows.LATE);
    assertThat(TimelinePanel.tracks(Pipelines.GRAPH, Pipelines.CATALOG, "f"))
        .extracting(NodeTrack::nodeId)
        .containsExactly("s", "f", "w");
  }

  private static AppState fixed(AppState s, Problem p) {
    return with(s, new Message.Apply(Fixes.of(s, Pipelines.CATALOG, p).get(0).edit()));
  }

  @Test
  void aFixReplacesThePartOfTheTextThatIsWrong() {
    Node f =
        Pipelines.node("f", "filter")
            .withParameters(Value.Struct.EMPTY.with("condition", Value.of("delya > 15")));
    Map<String, Node> nodes = new LinkedHashMap<>(Pipelines.GRAPH.nodes());
    nodes.put("f", f);
    AppState s = open(Pipelines.GRAPH.withNodes(nodes));
    Problem p =
        Problem.error(
            "unknown-column",
            Place.node("f", "node f")
                .withParameter("condition")
                .withRange(new Place.Range(1, 1, 1, 6)),
            "no column delya",
            "");
    AppState fixed = fixed(s, p.withFixes(List.of("delay")));
    assertThat(fixed.graph().nodes().get("f").parameters().get("condition"))
        .isEqualTo(Value.of("delay > 15"));
  }

  @Test
  void aFixOfAListReplacesTheItemAlone() {
    Node w =
        Pipelines.node("w", "window")
            .withParameters(Value.Struct.EMPTY.with("keys", Value.ofTexts(List.of("a", "origni"))));
    Map<String, Node> nodes = new LinkedHashMap<>(Pipelines.GRAPH.nodes());
    nodes.put("w", w);
    AppState s = open(Pipelines.GRAPH.withNodes(nodes));
    Problem p =
        Problem.error("unknown-column", Place.node("w", "node w").withParameter("keys[1]"), "", "");
    AppState fixed = fixed(s, p.withFixes(List.of("origin")));
    assertThat(fixed.graph().nodes().get("w").parameters().get("keys"))
        .isEqualTo(Value.ofTexts(List.of("a", "origin")));
    Problem elsewhere = Problem.error("x", Place.file("eddy.json"), "", "");
    assertThat(Fixes.of(s, Pipelines.CATALOG, elsewhere.withFixes(List.of("y")))).isEmpty();
  }
}
