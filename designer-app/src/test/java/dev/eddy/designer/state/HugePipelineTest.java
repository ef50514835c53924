package dev.eddy.designer.state;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eddy.designer.canvas.Pipelines;
import dev.eddy.model.edit.PipelineDocument;
import dev.eddy.model.graph.Edge;
import dev.eddy.model.graph.Graph;
import dev.eddy.model.graph.Layout;
import dev.eddy.model.graph.Node;
import dev.eddy.model.graph.PortRef;
import dev.eddy.model.io.ProjectFiles;
import dev.eddy.model.project.Project;
import dev.eddy.model.value.Value;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a user does with everything at once, on a pipeline of thousands: each is one step, goes back
 * to the byte, and does not take for ever (the limit is that of a hang, not of a stopwatch).
 */
@Timeout(60)
class HugePipelineTest {
  private static final int SIZE = 4_000;
  private static final PipelineDocument HUGE = huge();

  @TempDir private Path temp;

  /** Chains of a hundred, whose ends all lead into one sink. */
  private static PipelineDocument huge() {
    List<Node> nodes = new ArrayList<>();
    List<Edge> edges = new ArrayList<>();
    Map<String, Layout.Position> at = new LinkedHashMap<>();
    for (int i = 0; i < SIZE; i++) {
      boolean first = i % 100 == 0;
      nodes.add(Pipelines.node("n" + i, first ? "source" : "filter"));
      at.put("n" + i, new Layout.Position(240.0 * (i % 100), 128.0 * (i / 100)));
      if (!first) {
        edges.add(new Edge("e" + i, new PortRef("n" + (i - 1), "out"), new PortRef("n" + i, "in")));
      }
    }
    Layout l = Layout.EMPTY;
    return new PipelineDocument(
        Graph.of(nodes, edges),
        new Layout(at, l.bends(), l.labels(), l.notes(), l.frames(), l.routing(), l.unknown()));
  }

  private static AppState all() {
    return States.after(States.of(HUGE), new Message.SelectAll());
  }

  private static AppState goesBack(AppState before, Supplier<AppState> work) {
    AppState after = work.get();
    assertThat(after.document()).isNotEqualTo(before.document());
    assertThat(after.open().history().done()).hasSize(1);
    AppState back = States.after(after, new Message.Undo());
    assertThat(back.document()).isEqualTo(before.document());
    assertThat(States.after(back, new Message.Redo()).document()).isEqualTo(after.document());
    return after;
  }

  @Test
  void allIsDeletedAndComesBack() {
    AppState s = all();
    assertThat(s.selection().nodes()).hasSize(SIZE);
    AppState after = goesBack(s, () -> States.after(s, new Message.DeleteSelection()));
    assertThat(after.graph().nodes()).isEmpty();
    assertThat(after.document().layout().positions()).isEmpty();
  }

  @Test
  void allButTheEndsIsDeletedAndTheChainsClose() {
    Set<String> middle = new LinkedHashSet<>();
    for (int i = 0; i < SIZE; i++) {
      if (i % 100 != 0 && i % 100 != 99) {
        middle.add("n" + i);
      }
    }
    AppState s = States.after(States.of(HUGE), new Message.Select(Selection.nodes(middle)));
    AppState after = goesBack(s, () -> States.after(s, new CanvasMessage.DeleteAndHeal()));
    assertThat(after.graph().nodes()).hasSize(2 * SIZE / 100);
    assertThat(after.graph().edges()).hasSize(SIZE / 100);
  }

  @Test
  void allIsDuplicatedWithNamesOfItsOwn() {
    AppState s = all();
    AppState after = goesBack(s, () -> States.after(s, new Message.DuplicateSelection()));
    assertThat(after.graph().nodes()).hasSize(2 * SIZE);
    Set<String> names = new HashSet<>();
    after.graph().nodes().values().forEach(n -> names.add(n.name()));
    assertThat(names).hasSize(2 * SIZE);
    assertThat(after.graph().edges()).hasSize(2 * HUGE.graph().edges().size());
    assertThat(after.selection().nodes()).hasSize(SIZE).doesNotContain("n1");
  }

  @Test
  void allIsCopiedAsTextAndPasted() {
    Next copied = Update.update(all(), new ShellMessage.Copy(false));
    String text =
        copied.effects().stream()
            .filter(Effect.PutText.class::isInstance)
            .map(e -> ((Effect.PutText) e).text())
            .findFirst()
            .orElseThrow();
    AppState empty = States.of(PipelineDocument.EMPTY);
    AppState after = States.after(empty, new ShellMessage.Paste(text, false));
    assertThat(after.graph().nodes()).hasSize(SIZE);
    assertThat(after.graph().edges()).hasSize(HUGE.graph().edges().size());
    assertThat(States.after(after, new Message.Undo()).document()).isEqualTo(empty.document());
  }

  @Test
  void allIsBypassedNudgedFramedAndAligned() {
    AppState s = all();
    goesBack(s, () -> States.after(s, new CanvasMessage.ToggleBypass()));
    goesBack(s, () -> States.after(s, new Message.Nudge(16, -16)));
    goesBack(s, () -> States.after(s, new CanvasMessage.FrameSelection()));
    goesBack(
        s, () -> States.after(s, new CanvasMessage.Align(Arrange.Alignment.LEFT, Map.of("", 0.0))));
    goesBack(s, () -> States.after(s, new CanvasMessage.Distribute(true, Map.of("", 0.0))));
  }

  @Test
  void aThousandBecomeASubGraphAndAreExpandedAgain() {
    Set<String> part = new LinkedHashSet<>();
    for (int i = 50; i < 1_050; i++) {
      part.add("n" + i);
    }
    AppState s = States.after(States.of(HUGE), new Message.Select(Selection.nodes(part)));
    AppState grouped = States.after(s, new CanvasMessage.Group());
    assertThat(grouped.graph().nodes()).hasSize(SIZE - 1_000 + 1);
    AppState expanded = States.after(grouped, new CanvasMessage.Expand());
    assertThat(expanded.graph().nodes()).hasSize(SIZE);
    assertThat(expanded.graph().edges()).hasSize(HUGE.graph().edges().size());
    AppState back = States.after(expanded, new Message.Undo());
    assertThat(back.graph().nodes()).hasSize(SIZE - 1_000 + 1);
  }

  @Test
  void manyStepsAreTakenBackOneByOne() {
    AppState s = States.of(HUGE);
    for (int i = 0; i < 60; i++) {
      s = States.after(s, new Message.Apply(Edits.rename("n" + i, "renamed " + i)));
    }
    assertThat(s.open().history().done()).hasSize(60);
    for (int i = 0; i < 60; i++) {
      s = States.after(s, new Message.Undo());
    }
    assertThat(s.document()).isEqualTo(HUGE);
    assertThat(s.open().isDirty()).isFalse();
  }

  @Test
  void itIsWrittenAndReadAndFoundIn() throws Exception {
    Project p =
        new Project(
            temp,
            "huge",
            "UTC",
            Map.of(),
            Map.of(),
            Map.of("main", new Project.Pipeline("main", HUGE.graph(), HUGE.layout())),
            Value.Struct.EMPTY);
    ProjectFiles.write(p);
    ProjectFiles.ReadResult read = ProjectFiles.read(temp);
    assertThat(read.problems()).isEmpty();
    AppState s =
        States.after(
            Situations.start(), new Message.Opened(read.project(), "main", read.problems()));
    assertThat(s.document()).isEqualTo(HUGE);
    AppState found =
        States.after(s, new ShellMessage.ShowFind(true), new ShellMessage.FindText("node n39"));
    assertThat(Find.hits("main", found.graph(), "node n39").size()).isEqualTo(111);
    AppState walked = States.after(found, new ShellMessage.StepFind(-1));
    assertThat(walked.selection().nodes()).hasSize(1);
  }
}
