package dev.eddy.designer.effect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eddy.designer.canvas.Pipelines;
import dev.eddy.designer.state.Edits;
import dev.eddy.designer.state.Message;
import dev.eddy.designer.state.Notice;
import dev.eddy.designer.state.OpenProject;
import dev.eddy.designer.state.ShellMessage;
import dev.eddy.model.edit.GraphEdit;
import dev.eddy.model.edit.PipelineDocument;
import dev.eddy.model.graph.Graph;
import dev.eddy.model.graph.Layout;
import dev.eddy.model.io.ProjectFiles;
import dev.eddy.model.project.Project;
import dev.eddy.model.value.Value;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Two windows on one project, with its real files between them; each hears of the other late. */
class TwoWindowsTest {
  @TempDir private Path temp;

  private final class Window extends FilesWindow {
    private final String name;

    Window(String name) {
      super(folders());
      this.name = name;
      send(new Message.Opened(read().project(), "main", List.of()));
    }

    private void readAgain() {
      ProjectFiles.ReadResult now = read();
      if (now.project() != null) {
        send(new ShellMessage.FilesRead(now.project(), now.problems()));
      }
    }

    private void add(String pipeline, String id) {
      send(new Message.ShowPipeline(pipeline));
      int n = document(pipeline).graph().nodes().size();
      send(
          new Message.Apply(
              new GraphEdit.AddNode(
                  Pipelines.node(id, "filter"), new Layout.Position(192 * n, 320), -1)));
    }

    private PipelineDocument document(String pipeline) {
      return state.open().document(pipeline);
    }

    private Set<String> nodes(String pipeline) {
      return state.open().documents().containsKey(pipeline)
          ? document(pipeline).graph().nodes().keySet()
          : Set.of();
    }
  }

  private Folders folders() {
    return new Folders(temp.resolve("state"), temp.resolve("projects"), Optional.empty());
  }

  private Path folder() {
    return temp.resolve("p");
  }

  private ProjectFiles.ReadResult read() {
    return ProjectFiles.read(folder());
  }

  private void begin() throws IOException {
    Map<String, Project.Pipeline> all = new LinkedHashMap<>();
    all.put("main", new Project.Pipeline("main", Pipelines.GRAPH, Pipelines.LAYOUT));
    all.put("other", new Project.Pipeline("other", Graph.EMPTY, Layout.EMPTY));
    ProjectFiles.write(
        new Project(folder(), "p", "UTC", Map.of(), Map.of(), all, Value.Struct.EMPTY));
  }

  private Set<String> onDisk(String pipeline) {
    PipelineDocument d = OpenProject.documentsOf(read().project()).get(pipeline);
    return d == null ? Set.of() : d.graph().nodes().keySet();
  }

  private void deleteProject() throws IOException {
    try (Stream<Path> all = Files.walk(folder())) {
      for (Path p : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(p);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void whateverBothDoInWhateverOrderNothingOfEitherIsLost(long seed) throws Exception {
    begin();
    Random random = new Random(seed);
    Map<String, Set<String>> made = new LinkedHashMap<>();
    List<String> pipelines = List.of("main", "other", "late");
    pipelines.forEach(p -> made.put(p, new HashSet<>()));
    List<String> log = new ArrayList<>();
    try (Window a = new Window("a");
        Window b = new Window("b")) {
      for (int i = 0; i < 40; i++) {
        Window w = random.nextBoolean() ? a : b;
        String pipeline = pipelines.get(random.nextInt(3));
        switch (random.nextInt(6)) {
          case 0, 1 -> {
            if (!w.state.open().documents().containsKey(pipeline)) {
              w.send(new ShellMessage.NewPipeline(pipeline));
            }
            String id = w.name + i;
            w.add(pipeline, id);
            made.get(pipeline).add(id);
            log.add(id + " in " + pipeline);
          }
          case 2, 3 -> {
            w.send(new Message.Save());
            log.add(w.name + " saves");
          }
          case 4 -> {
            w.readAgain();
            log.add(w.name + " reads");
          }
          default -> {
            if (w.answer("Merge")) {
              log.add(w.name + " merges");
            }
          }
        }
        for (String p : pipelines) {
          Set<String> known = new LinkedHashSet<>(onDisk(p));
          known.addAll(a.nodes(p));
          known.addAll(b.nodes(p));
          assertThat(known).as("%s: %s", p, log).containsAll(made.get(p));
        }
      }
      for (int i = 0; i < 12; i++) {
        for (Window w : List.of(a, b)) {
          w.readAgain();
          while (w.answer("Merge")) {
            log.add(w.name + " merges at the end");
          }
          w.send(new Message.Save());
        }
      }
      for (Window w : List.of(a, b)) {
        assertThat(w.state.open().isDirty()).as("%s: %s", w.name, log).isFalse();
        assertThat(w.questions()).as("%s: %s", w.name, log).isEmpty();
        for (String p : w.state.open().documents().keySet()) {
          assertThat(w.nodes(p)).as("%s in %s: %s", p, w.name, log).isEqualTo(onDisk(p));
        }
      }
      for (String p : pipelines) {
        assertThat(onDisk(p)).as("%s: %s", p, log).containsAll(made.get(p));
      }
    }
  }

  @Test
  void whatOneSavesTheOtherShowsAndUndoesAndSavesAgain() throws Exception {
    begin();
    try (Window a = new Window("a");
        Window b = new Window("b")) {
      a.add("main", "new");
      a.send(new Message.Save());
      b.readAgain();
      assertThat(b.nodes("main")).contains("new");
      assertThat(b.state.open().isDirty()).isFalse();
      b.send(new Message.Undo());
      assertThat(b.nodes("main")).as("the reading is one step").doesNotContain("new");
      assertThat(b.state.open().isDirty()).isTrue();
      b.send(new Message.Save());
      a.readAgain();
      assertThat(a.nodes("main")).doesNotContain("new");
      a.send(new Message.Undo());
      assertThat(a.nodes("main")).as("and can be taken back here, too").contains("new");
    }
  }

  @Test
  void aSaveThatIsRefusedSaysWhyAndWritesNothingUntilTheQuestionIsAnswered() throws Exception {
    begin();
    try (Window a = new Window("a");
        Window b = new Window("b")) {
      a.add("main", "of-a");
      b.add("main", "of-b");
      b.add("other", "of-b-too");
      a.send(new Message.Save());
      b.send(new Message.Save());
      assertThat(onDisk("main")).contains("of-a").doesNotContain("of-b");
      assertThat(onDisk("other")).as("all of it or nothing").isEmpty();
      assertThat(b.questions()).extracting(Notice.Action::title).contains("Merge", "Take theirs");
      b.send(new Message.Save());
      assertThat(onDisk("main")).as("asked again, it is refused again").doesNotContain("of-b");
      assertThat(b.answer("Keep mine")).isTrue();
      b.send(new Message.Save());
      assertThat(onDisk("main")).contains("of-b").doesNotContain("of-a");
      assertThat(onDisk("other")).containsExactly("of-b-too");
      a.readAgain();
      assertThat(a.nodes("main")).doesNotContain("of-a");
      a.send(new Message.Undo());
      assertThat(a.nodes("main")).as("nobody is left without a way back").contains("of-a");
    }
  }

  @Test
  void aPipelineThatOneClosesForGoodIsAskedForInTheOther() throws Exception {
    begin();
    try (Window a = new Window("a");
        Window b = new Window("b")) {
      b.add("other", "mine");
      for (String kind : List.of("pipeline", "layout")) {
        Files.delete(folder().resolve("pipelines/other." + kind + ".json"));
      }
      b.readAgain();
      assertThat(b.questions())
          .extracting(Notice.Action::title)
          .contains("Write it again", "Close it here, too");
      b.send(new Message.Save());
      assertThat(folder().resolve("pipelines/other.pipeline.json")).doesNotExist();
      assertThat(b.nodes("other")).contains("mine");
      assertThat(b.answer("Write it again")).isTrue();
      assertThat(onDisk("other")).containsExactly("mine");
      a.readAgain();
      assertThat(a.nodes("other")).containsExactly("mine");
      assertThat(a.questions()).isEmpty();
    }
  }

  @Test
  void aProjectWhoseFolderIsGoneStaysInBothWindowsAndOneWritesItAgain() throws Exception {
    begin();
    try (Window a = new Window("a");
        Window b = new Window("b")) {
      a.add("main", "of-a");
      b.add("main", "of-b");
      deleteProject();
      a.readAgain();
      a.send(new Message.Save());
      b.send(new Message.Save());
      assertThat(folder()).as("a save brings nothing back").doesNotExist();
      for (Window w : List.of(a, b)) {
        assertThat(w.nodes("main")).contains("of-" + w.name);
        assertThat(w.questions()).extracting(Notice.Action::title).contains("Write it there again");
      }
      assertThat(a.answer("Write it there again")).isTrue();
      assertThat(a.questions()).isEmpty();
      assertThat(a.state.open().isDirty()).isFalse();
      assertThat(onDisk("main")).contains("of-a");
      // The other has not said so yet, and must not write over what is there now.
      b.send(new Message.Save());
      assertThat(onDisk("main")).contains("of-a").doesNotContain("of-b");
      assertThat(b.answer("Merge")).isTrue();
      b.send(new Message.Save());
      assertThat(onDisk("main")).contains("of-a", "of-b");
      assertThat(b.state.open().isDirty()).isFalse();
    }
  }

  @Test
  void aFolderThatIsMovedAwayAndBackIsAsIfNothingHadBeen() throws Exception {
    begin();
    try (Window a = new Window("a")) {
      a.add("main", "mine");
      Files.move(folder(), temp.resolve("elsewhere"));
      a.send(new Message.Save());
      assertThat(a.questions()).hasSize(1);
      Files.move(temp.resolve("elsewhere"), folder());
      a.readAgain();
      assertThat(a.questions()).as("it is there again").isEmpty();
      a.send(new Message.Save());
      assertThat(onDisk("main")).contains("mine");
      assertThat(a.state.open().isDirty()).isFalse();
    }
  }

  @Test
  void aRenamingInOneAndADeletionInTheOtherMeetInOneQuestion() throws Exception {
    begin();
    try (Window a = new Window("a");
        Window b = new Window("b")) {
      a.send(new Message.Apply(Edits.rename("f", "renamed")));
      a.send(new Message.Save());
      b.send(new Message.Select(dev.eddy.designer.state.Selection.node("f")));
      b.send(new Message.DeleteSelection());
      b.send(new Message.Save());
      assertThat(b.answer("Merge")).isTrue();
      assertThat(b.state.notices()).extracting(Notice::text).anyMatch(t -> t.contains("conflict"));
      b.send(new Message.Save());
      a.readAgain();
      assertThat(a.document("main")).isEqualTo(b.document("main"));
    }
  }
}
