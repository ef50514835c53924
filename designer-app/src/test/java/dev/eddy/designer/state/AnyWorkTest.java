package dev.eddy.designer.state;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eddy.designer.canvas.Pipelines;
import dev.eddy.model.edit.GraphDiff;
import dev.eddy.model.edit.GraphEdit;
import dev.eddy.model.edit.GraphMerge;
import dev.eddy.model.edit.History;
import dev.eddy.model.edit.PipelineDocument;
import dev.eddy.model.graph.Edge;
import dev.eddy.model.graph.Graph;
import dev.eddy.model.graph.Layout;
import dev.eddy.model.graph.Partitioning;
import dev.eddy.model.graph.PortRef;
import dev.eddy.model.io.ProjectFiles;
import dev.eddy.model.project.Project;
import dev.eddy.model.value.Value;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import org.junit.jupiter.api.Test;

/**
 * What somebody does for a while: places, connects, moves, names, bends, groups, notes, frames,
 * deletes, duplicates, copies from one pipeline to another, all of it on what is really there.
 * Whatever it was, it can be taken back to the byte, written, read, compared and merged.
 */
class AnyWorkTest {
  private static final PipelineDocument START =
      new PipelineDocument(Pipelines.GRAPH, Pipelines.LAYOUT);

  /** A user with a seed instead of a head. */
  private static final class Somebody {
    private final Random random;
    private final List<String> did = new ArrayList<>();
    private AppState state;
    private String clipboard = "";

    Somebody(long seed, AppState start) {
      random = new Random(seed);
      state = start;
    }

    void work(int steps) {
      for (int i = 0; i < steps; i++) {
        Message m = next();
        did.add(String.valueOf(m));
        Next n = Update.update(state, m);
        state = n.state();
        for (Effect e : n.effects()) {
          if (e instanceof Effect.PutText text) {
            clipboard = text.text();
          }
        }
      }
    }

    private <T> T one(Iterable<T> all, T otherwise) {
      List<T> list = new ArrayList<>();
      all.forEach(list::add);
      return list.isEmpty() ? otherwise : list.get(random.nextInt(list.size()));
    }

    private String node() {
      return one(state.graph().nodes().keySet(), "none");
    }

    private String edge() {
      return one(state.graph().edges().keySet(), "none");
    }

    private Set<String> some() {
      Set<String> out = new HashSet<>();
      for (String id : state.graph().nodes().keySet()) {
        if (random.nextInt(3) == 0) {
          out.add(id);
        }
      }
      return out;
    }

    private double grid() {
      return 16.0 * (random.nextInt(80) - 20);
    }

    private Message next() {
      Graph g = state.graph();
      Layout layout = state.document().layout();
      return switch (random.nextInt(30)) {
        case 0, 1 -> {
          var type = one(Pipelines.CATALOG.all(), null).descriptor();
          yield new Message.Apply(Edits.add(Edits.fresh(g, type), grid(), grid()));
        }
        case 2, 3 -> {
          String a = node();
          String b = node();
          yield a.equals("none")
              ? new Message.Undo()
              : new Message.Apply(Edits.connect(g, new PortRef(a, "out"), new PortRef(b, "in")));
        }
        case 4 ->
            new Message.Apply(
                Edits.move(
                    layout.positions().containsKey(node())
                        ? Map.of(one(layout.positions().keySet(), ""), at())
                        : Map.of()));
        case 5 -> new Message.Apply(Edits.rename(node(), "name " + random.nextInt(9)));
        case 6 ->
            new Message.Apply(
                Edits.set(
                    node(),
                    "p" + random.nextInt(3),
                    random.nextInt(4) == 0 ? null : Value.of("v" + random.nextInt(5))),
                "typing",
                null);
        case 7, 8 -> new Message.Select(Selection.nodes(some()));
        case 9 -> new Message.DeleteSelection();
        case 10 -> new CanvasMessage.DeleteAndHeal();
        case 11 -> new Message.DuplicateSelection();
        case 12 -> new Message.Nudge(16 * random.nextInt(3), -16);
        case 13 -> new CanvasMessage.AddNote(at(), "note " + random.nextInt(9));
        case 14 -> new CanvasMessage.FrameSelection();
        case 15 -> new CanvasMessage.ToggleBypass();
        case 16 -> new CanvasMessage.Align(Arrange.Alignment.LEFT, widths());
        case 17 -> new CanvasMessage.Distribute(random.nextBoolean(), widths());
        case 18 -> new CanvasMessage.SnapToGrid();
        case 19 -> new CanvasMessage.Group();
        case 20 -> new CanvasMessage.Expand();
        case 21 -> new CanvasMessage.PullOut();
        case 22 -> new ShellMessage.Copy(random.nextBoolean());
        case 23 -> new ShellMessage.Paste(clipboard, random.nextBoolean());
        case 24 -> random.nextBoolean() ? new Message.Undo() : new Message.Redo();
        case 25 ->
            new Message.Apply(
                new GraphEdit.SetRouting(one(List.of(Layout.Routing.values()), null)));
        case 26 ->
            g.edges().isEmpty()
                ? new Message.Undo()
                : new Message.Apply(
                    new GraphEdit.SetLabel(
                        edge(),
                        random.nextInt(4) == 0
                            ? null
                            : new Layout.Label(random.nextDouble(), grid(), grid())));
        case 27 ->
            g.edges().isEmpty()
                ? new Message.Undo()
                : new Message.Apply(
                    new GraphEdit.SetBends(
                        edge(), random.nextInt(4) == 0 ? List.of() : List.of(at(), at())));
        case 28 ->
            g.edges().isEmpty()
                ? new Message.Undo()
                : new Message.Apply(
                    new GraphEdit.SetPartitioning(
                        edge(),
                        random.nextInt(3) == 0 ? null : one(List.of(Partitioning.values()), null)));
        default ->
            new Message.Select(
                new Selection(
                    some(), null, new HashSet<>(List.of(one(layout.notes().keySet(), "none")))));
      };
    }

    private Layout.Position at() {
      return new Layout.Position(grid(), grid());
    }

    private Map<String, Double> widths() {
      Map<String, Double> out = new LinkedHashMap<>();
      state.selection().nodes().forEach(n -> out.put(n, 176.0));
      return out.isEmpty() ? Map.of("", 0.0) : out;
    }
  }

  private static Map<String, String> bytes(AppState s) {
    Map<String, String> out = new TreeMap<>();
    ProjectFiles.files(s.open().current())
        .forEach((name, b) -> out.put(name, new String(b, StandardCharsets.UTF_8)));
    return out;
  }

  private static Somebody after(long seed, int steps) {
    Somebody s = new Somebody(seed, States.of(START));
    try {
      s.work(steps);
    } catch (RuntimeException e) {
      throw new AssertionError("after " + s.did, e);
    }
    return s;
  }

  @Property(tries = 150, shrinking = ShrinkingMode.OFF)
  void allOfItIsTakenBackToTheByteAndDoneAgainToTheByte(@ForAll long seed) {
    Somebody s = after(seed, 40);
    Map<String, String> end = bytes(s.state);
    AppState back = s.state;
    int steps = 0;
    while (back.open().history().canUndo()) {
      back = States.after(back, new Message.Undo());
      steps++;
    }
    assertThat(bytes(back).get("pipelines/main.pipeline.json"))
        .as("%s", s.did)
        .isEqualTo(bytes(States.of(START)).get("pipelines/main.pipeline.json"));
    assertThat(bytes(back).get("pipelines/main.layout.json"))
        .isEqualTo(bytes(States.of(START)).get("pipelines/main.layout.json"));
    for (int i = 0; i < steps; i++) {
      back = States.after(back, new Message.Redo());
    }
    // What was undone before the end is done again, too, where there was something.
    while (s.state.open().history().canRedo()) {
      s.state = States.after(s.state, new Message.Redo());
    }
    while (back.open().history().canRedo()) {
      back = States.after(back, new Message.Redo());
    }
    assertThat(bytes(back)).isEqualTo(bytes(s.state));
    assertThat(end).isNotEmpty();
  }

  @Property(tries = 120, shrinking = ShrinkingMode.OFF)
  void everyMomentOfItIsAGraphWhoseNamesIdsAndPlacesFitEachOther(@ForAll long seed) {
    Somebody s = new Somebody(seed, States.of(START));
    for (int i = 0; i < 40; i++) {
      s.work(1);
      for (History.Change c : s.state.open().documents().values()) {
        fits(c.document(), s.did);
      }
    }
  }

  private static void fits(PipelineDocument d, List<String> did) {
    Layout layout = d.layout();
    Set<String> nodes = d.graph().nodes().keySet();
    assertThat(nodes).as("%s", did).containsAll(layout.positions().keySet());
    assertThat(layout.positions().keySet()).as("each stands somewhere %s", did).containsAll(nodes);
    layout
        .frames()
        .forEach(
            (id, f) -> {
              assertThat(f.members()).as("a frame holds something %s", did).isNotEmpty();
              Set<String> there = new HashSet<>(nodes);
              there.addAll(layout.notes().keySet());
              assertThat(there).as("%s", did).containsAll(f.members());
            });
    Set<String> ids = new HashSet<>(nodes);
    for (String note : layout.notes().keySet()) {
      assertThat(ids.add(note)).as("ids are of one thing each").isTrue();
    }
    for (Edge e : d.graph().edges().values()) {
      assertThat(nodes).contains(e.from().node(), e.to().node());
    }
    assertThat(d.graph().edges().keySet())
        .as("only edges that are there have ways and labels %s", did)
        .containsAll(layout.bends().keySet())
        .containsAll(layout.labels().keySet());
  }

  @Property(tries = 100, shrinking = ShrinkingMode.OFF)
  void whatIsWrittenIsReadAgainAndWrittenToTheSameBytes(@ForAll long seed) throws IOException {
    Somebody s = after(seed, 30);
    for (History.Change c : s.state.open().documents().values()) {
      PipelineDocument d = c.document();
      byte[] logic = ProjectFiles.pipelineBytes(d.graph());
      ProjectFiles.ContentResult read = ProjectFiles.readContent("x", logic);
      assertThat(read.problems()).as("%s", s.did).isEmpty();
      assertThat(((ProjectFiles.Content.OfPipeline) read.content()).graph()).isEqualTo(d.graph());
      byte[] places = ProjectFiles.layoutBytes(d.layout());
      ProjectFiles.ContentResult layout = ProjectFiles.readContent("x", places);
      assertThat(layout.problems()).as("%s", s.did).isEmpty();
      assertThat(layout.content()).isEqualTo(new ProjectFiles.Content.OfLayout(d.layout()));
    }
  }

  @Property(tries = 150, shrinking = ShrinkingMode.OFF)
  void theDifferenceLeadsFromTheStartToTheEndAndBack(@ForAll long seed) {
    Somebody s = after(seed, 30);
    PipelineDocument end = s.state.open().document("main");
    PipelineDocument there = apply(START, GraphDiff.between(START, end));
    assertThat(there.graph()).as("%s", s.did).isEqualTo(end.graph());
    assertThat(there.layout()).isEqualTo(end.layout());
    assertThat(apply(end, GraphDiff.between(end, START))).isEqualTo(START);
  }

  private static PipelineDocument apply(PipelineDocument d, List<GraphEdit> edits) {
    PipelineDocument out = d;
    for (GraphEdit e : edits) {
      out = e.apply(out);
    }
    return out;
  }

  @Property(tries = 200, shrinking = ShrinkingMode.OFF)
  void theWorkOfTwoIsMergedToADocumentThatFitsAndKeepsWhatOneAloneDid(
      @ForAll long mine, @ForAll long yours) {
    PipelineDocument ours = after(mine, 12).state.open().document("main");
    PipelineDocument theirs = after(yours, 12).state.open().document("main");
    assertThat(GraphMerge.merge(START, ours, START).document()).isEqualTo(ours);
    assertThat(GraphMerge.merge(START, START, theirs).document()).isEqualTo(theirs);
    GraphMerge.Merged same = GraphMerge.merge(START, ours, ours);
    assertThat(same.document()).isEqualTo(ours);
    assertThat(same.conflicts()).isEmpty();
    GraphMerge.Merged merged = GraphMerge.merge(START, ours, theirs);
    PipelineDocument d = merged.document();
    for (Edge e : d.graph().edges().values()) {
      assertThat(d.graph().nodes()).containsKeys(e.from().node(), e.to().node());
    }
    d.layout()
        .frames()
        .values()
        .forEach(f -> assertThat(f.members()).as("members of a merged frame").isNotEmpty());
    Set<String> known = new HashSet<>(ours.graph().nodes().keySet());
    known.addAll(theirs.graph().nodes().keySet());
    assertThat(known).containsAll(d.graph().nodes().keySet());
    // What only one of both has made is there; what both have left alone, too.
    for (String id : ours.graph().nodes().keySet()) {
      if (!START.graph().nodes().containsKey(id)) {
        assertThat(d.graph().nodes()).containsEntry(id, ours.graph().nodes().get(id));
      }
    }
    GraphMerge.Merged other = GraphMerge.merge(START, theirs, ours);
    assertThat(other.conflicts().isEmpty())
        .as("whether they conflict does not depend on who merges")
        .isEqualTo(merged.conflicts().isEmpty());
    if (merged.conflicts().isEmpty()) {
      assertThat(other.document().graph()).isEqualTo(d.graph());
    }
  }

  @Property(tries = 60, shrinking = ShrinkingMode.OFF)
  void aSavedProjectIsNotDirtyAndWhatOthersWriteMeanwhileIsNotLost(@ForAll long seed) {
    Somebody s = after(seed, 20);
    AppState saved = States.after(s.state, new Message.Saved(s.state.open().current()));
    assertThat(saved.open().isDirty()).isFalse();
    // Somebody else renames what is there; nothing here has changed since, so it is taken.
    Map<String, Project.Pipeline> theirs = new LinkedHashMap<>();
    saved
        .open()
        .current()
        .pipelines()
        .forEach(
            (name, p) -> {
              PipelineDocument d = new PipelineDocument(p.graph(), p.layout());
              for (String id : p.graph().nodes().keySet()) {
                d = Edits.rename(id, "theirs " + id).apply(d);
              }
              theirs.put(name, new Project.Pipeline(name, d.graph(), d.layout()));
            });
    Project disk = OpenProject.with(saved.open().project(), theirs);
    AppState reread = States.after(saved, new ShellMessage.FilesRead(disk, List.of()));
    assertThat(reread.open().isDirty()).isFalse();
    assertThat(reread.open().current().pipelines()).isEqualTo(disk.pipelines());
    // Undo still leads back over it, and that is a change that no file has.
    if (reread.open().history().canUndo() && !saved.graph().nodes().isEmpty()) {
      AppState undone = States.after(reread, new Message.Undo());
      assertThat(undone.open().isDirty()).isTrue();
    }
  }

  @Test
  void aCopyOfASubGraphHasAnIdThatAFileMayHave() throws IOException {
    AppState grouped = Situations.grouped();
    String text =
        Update.update(grouped, new ShellMessage.Copy(false)).effects().stream()
            .filter(Effect.PutText.class::isInstance)
            .map(e -> ((Effect.PutText) e).text())
            .findFirst()
            .orElseThrow();
    for (AppState copied :
        List.of(
            States.after(grouped, new Message.DuplicateSelection()),
            States.after(grouped, new ShellMessage.Paste(text, false)))) {
      assertThat(copied.graph().nodes()).hasSize(grouped.graph().nodes().size() + 1);
      byte[] file = ProjectFiles.pipelineBytes(copied.graph());
      assertThat(ProjectFiles.readContent("x", file).problems()).isEmpty();
    }
  }

  @Test
  void aProjectOfSeveralPipelinesIsWrittenAndReadAsAWhole(
      @org.junit.jupiter.api.io.TempDir Path folder) throws IOException {
    for (int seed = 0; seed < 12; seed++) {
      Somebody s = after(seed, 60);
      Path root = Files.createDirectories(folder.resolve("p" + seed));
      Project now = s.state.open().current();
      Project here =
          new Project(
              root,
              now.name(),
              now.timeZone(),
              now.parameters(),
              now.environments(),
              now.pipelines(),
              now.unknown());
      ProjectFiles.write(here);
      ProjectFiles.ReadResult read = ProjectFiles.read(root);
      assertThat(read.problems().stream().filter(p -> p.isError())).as("%s", s.did).isEmpty();
      for (Project.Pipeline p : here.pipelines().values()) {
        Project.Pipeline again = read.project().pipelines().get(p.name());
        assertThat(again.graph()).as("%s", s.did).isEqualTo(p.graph());
        assertThat(again.layout()).as("%s", s.did).isEqualTo(p.layout());
      }
      ProjectFiles.write(read.project());
      ProjectFiles.ReadResult twice = ProjectFiles.read(root);
      assertThat(twice.project()).isEqualTo(read.project());
      assertThat(ProjectFiles.write(twice.project())).as("nothing is written twice").isEmpty();
    }
  }
}
