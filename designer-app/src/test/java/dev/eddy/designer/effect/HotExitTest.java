package dev.eddy.designer.effect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eddy.designer.canvas.Pipelines;
import dev.eddy.designer.state.Edits;
import dev.eddy.designer.state.Effect;
import dev.eddy.designer.state.Message;
import dev.eddy.designer.state.Notice;
import dev.eddy.designer.state.OpenProject;
import dev.eddy.designer.state.ShellMessage;
import dev.eddy.model.edit.PipelineDocument;
import dev.eddy.model.graph.Graph;
import dev.eddy.model.graph.Layout;
import dev.eddy.model.io.ProjectFiles;
import dev.eddy.model.project.Project;
import dev.eddy.model.value.Value;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.util.WaitForAsyncUtils;

/** A session that ends without a word, and the next one, for a project of several pipelines. */
class HotExitTest {
  @TempDir private Path temp;

  /** One session; nothing of it is left but files. */
  private final class Session extends FilesWindow {
    Session(Path folder) {
      super(folders());
      ProjectFiles.ReadResult read = ProjectFiles.read(folder);
      send(new Message.Opened(read.project(), "main", read.problems()));
      // As opening does it, but without a watch, which would tell of files when it likes.
      for (Drafts.Draft d : adopted(folder)) {
        send(new ShellMessage.DraftFound(folder, d.slot(), d.documents(), "yesterday"));
      }
    }

    private List<Drafts.Draft> adopted(Path folder) {
      try {
        return folders().drafts().adopt(folder);
      } catch (IOException e) {
        throw new java.io.UncheckedIOException(e);
      }
    }

    @Override
    void other(Effect e) {
      if (e instanceof Effect.KeepDraft k) {
        // As half a second later.
        try {
          folders().drafts().keep(k.project(), k.onDisk());
        } catch (IOException ex) {
          throw new java.io.UncheckedIOException(ex);
        }
      } else if (e instanceof Effect.DropDraft || e instanceof Effect.ForgetDraft) {
        files.run((Effect.Shell) e);
      }
    }

    void rename(String pipeline, String node, String name) {
      send(new Message.ShowPipeline(pipeline));
      send(new Message.Apply(Edits.rename(node, name)));
    }

    String name(String pipeline, String node) {
      return state.open().document(pipeline).graph().nodes().get(node).name();
    }

    List<String> said() {
      return state.notices().stream().map(Notice::text).toList();
    }
  }

  private Folders folders() {
    return new Folders(temp.resolve("state"), temp.resolve("projects"), Optional.empty());
  }

  private Path folder() {
    return temp.resolve("p");
  }

  private static Project project(Path folder) {
    Map<String, Project.Pipeline> all = new LinkedHashMap<>();
    for (String name : List.of("main", "second", "third")) {
      all.put(
          name,
          new Project.Pipeline(
              name,
              Graph.of(List.of(Pipelines.node("a", "source")), List.of()),
              Layout.EMPTY.with("a", new Layout.Position(0, 0))));
    }
    return new Project(folder, "p", "UTC", Map.of(), Map.of(), all, Value.Struct.EMPTY);
  }

  @BeforeEach
  void begin() throws IOException {
    ProjectFiles.write(project(folder()));
  }

  private void editThree() {
    try (Session s = new Session(folder())) {
      s.rename("main", "a", "in main");
      s.rename("second", "a", "in second");
      s.send(new ShellMessage.NewPipeline("fresh"));
      s.send(
          new Message.Apply(
              new dev.eddy.model.edit.GraphEdit.AddNode(
                  Pipelines.node("b", "source"), new Layout.Position(0, 0), -1)));
      assertThat(s.state.open().isDirty("third")).isFalse();
    }
  }

  private Map<String, PipelineDocument> disk() {
    return OpenProject.documentsOf(ProjectFiles.read(folder()).project());
  }

  @Test
  void allPipelinesThatWereEditedComeBackByOneAnswerAlsoOneThatNoFileHas() {
    Map<String, PipelineDocument> before = disk();
    editThree();
    assertThat(disk()).as("nothing was saved").isEqualTo(before);
    try (Session s = new Session(folder())) {
      assertThat(s.said())
          .anyMatch(t -> t.contains("main") && t.contains("second") && t.contains("fresh"))
          .noneMatch(t -> t.contains("third"));
      assertThat(s.name("main", "a")).as("not before it is asked for").isEqualTo("node a");
      assertThat(s.answer("Restore them")).isTrue();
      assertThat(s.name("main", "a")).isEqualTo("in main");
      assertThat(s.name("second", "a")).isEqualTo("in second");
      assertThat(s.state.open().document("fresh").graph().nodes()).containsOnlyKeys("b");
      s.send(new Message.Undo());
      assertThat(s.name("main", "a")).as("what the file has").isEqualTo("node a");
      assertThat(s.name("second", "a")).as("of the one that is shown").isEqualTo("in second");
      s.send(new Message.Redo());
      s.send(new Message.Save());
      assertThat(s.state.open().isDirty()).isFalse();
    }
    assertThat(disk().keySet()).containsExactlyInAnyOrder("main", "second", "third", "fresh");
    assertThat(disk().get("main").graph().nodes().get("a").name()).isEqualTo("in main");
    try (Session s = new Session(folder())) {
      assertThat(s.said()).as("nothing is left to be asked").isEmpty();
    }
  }

  @Test
  void aSessionThatIsKilledBeforeTheAnswerLeavesBothToTheNext() {
    editThree();
    try (Session s = new Session(folder())) {
      s.rename("third", "a", "in third");
    }
    try (Session s = new Session(folder())) {
      assertThat(s.state.notices()).hasSize(2);
      assertThat(s.answer("Restore them")).isTrue();
      assertThat(s.answer("Restore them")).isTrue();
      assertThat(s.answer("Restore them")).isFalse();
      assertThat(List.of(s.name("main", "a"), s.name("second", "a"), s.name("third", "a")))
          .containsExactly("in main", "in second", "in third");
    }
  }

  @Test
  void onlyWhatDiffersFromTheFilesNowIsOffered() throws Exception {
    editThree();
    Path file = folder().resolve("pipelines/main.pipeline.json");
    Files.writeString(file, Files.readString(file).replace("node a", "in main"));
    try (Session s = new Session(folder())) {
      assertThat(s.said())
          .anyMatch(t -> t.contains("second") && t.contains("fresh"))
          .noneMatch(t -> t.contains("main"));
      assertThat(s.answer("Forget them")).isTrue();
      assertThat(s.said()).isEmpty();
    }
    assertThat(folders().drafts().find(folder())).isEmpty();
  }

  @Test
  void aPipelineWhoseFileCannotBeReadNowComesBackAndIsNotWrittenOverTheFile() throws Exception {
    editThree();
    Path file = folder().resolve("pipelines/second.pipeline.json");
    Files.writeString(file, "<<<<<<< ours\n{}\n=======\n");
    try (Session s = new Session(folder())) {
      assertThat(s.answer("Restore them")).isTrue();
      assertThat(s.name("second", "a")).isEqualTo("in second");
      s.send(new Message.Save());
      assertThat(s.state.alert().message()).contains("not saved");
      assertThat(file).hasContent("<<<<<<< ours\n{}\n=======\n");
      assertThat(s.state.open().isDirty()).isTrue();
      Files.delete(file);
      s.send(new Message.Save());
      assertThat(s.state.open().isDirty()).isFalse();
    }
    assertThat(disk().get("second").graph().nodes().get("a").name()).isEqualTo("in second");
  }

  @Test
  void whatWaitsToBeKeptOfOneProjectIsKeptThoughAnotherIsOpenedAtOnce() throws Exception {
    Project q = project(temp.resolve("q"));
    ProjectFiles.write(q);
    try (ShellEffects effects = new ShellEffects(folders(), m -> {}, Runnable::run)) {
      for (Effect.Shell next :
          List.of(
              new Effect.DropDraft(q.folder()), (Effect.Shell) new Effect.KeepDraft(q, Map.of()))) {
        effects.run(new Effect.KeepDraft(project(folder()), Map.of()));
        effects.run(next);
        WaitForAsyncUtils.waitFor(
            60, TimeUnit.SECONDS, () -> !folders().drafts().find(folder()).isEmpty());
        folders().drafts().drop(folder());
      }
    }
  }
}
