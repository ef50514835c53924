package dev.eddy.designer.effect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eddy.designer.canvas.Pipelines;
import dev.eddy.designer.state.Edits;
import dev.eddy.designer.state.Effect;
import dev.eddy.designer.state.Message;
import dev.eddy.designer.state.Settings;
import dev.eddy.designer.state.ShellMessage;
import dev.eddy.model.edit.GraphEdit;
import dev.eddy.model.edit.PipelineDocument;
import dev.eddy.model.io.ProjectFiles;
import dev.eddy.model.project.Project;
import dev.eddy.model.value.Value;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class ShellEffectsTest {
  @TempDir private Path temp;
  private final BlockingQueue<Message> answers = new LinkedBlockingQueue<>();
  private Folders folders;
  private ShellEffects effects;
  private Project project;

  @BeforeEach
  void start() throws IOException {
    folders =
        new Folders(
            temp.resolve("config"),
            temp.resolve("state"),
            temp.resolve("projects"),
            Optional.empty());
    effects = new ShellEffects(folders, answers::add, Runnable::run);
    project =
        new Project(
            temp.resolve("p"),
            "p",
            "UTC",
            Map.of(),
            Map.of(),
            Map.of("main", new Project.Pipeline("main", Pipelines.GRAPH, Pipelines.LAYOUT)),
            Value.Struct.EMPTY);
    ProjectFiles.write(project);
  }

  @AfterEach
  void stop() {
    effects.close();
  }

  private <M> M await(Class<M> type) throws InterruptedException {
    while (true) {
      Message m = answers.poll(60, TimeUnit.SECONDS);
      assertThat(m).as("an answer of %s", type.getSimpleName()).isNotNull();
      if (type.isInstance(m)) {
        return type.cast(m);
      }
    }
  }

  private static PipelineDocument main() {
    return new PipelineDocument(Pipelines.GRAPH, Pipelines.LAYOUT);
  }

  @Test
  void settingsAreWrittenToTheConfigurationFolder() {
    effects.run(new Effect.WriteSettings(Settings.DEFAULT.withScale(150)));
    assertThat(SettingsFile.read(folders.config()).settings().scale()).isEqualTo(150);
    assertThat(answers).isEmpty();
  }

  @Test
  void whatCannotBeWrittenIsSaid() throws Exception {
    Files.writeString(temp.resolve("config"), "a file where a folder should be");
    effects.run(new Effect.WriteSettings(Settings.DEFAULT.withScale(150)));
    assertThat(await(Message.ShowNote.class).words()).contains("settings could not be written");
  }

  @Test
  void aFileThatSomebodyElseWritesIsReadAgain() throws Exception {
    effects.opened(project, false);
    Path file = temp.resolve("p/pipelines/main.pipeline.json");
    Files.writeString(file, Files.readString(file).replace("node f", "theirs"));
    ShellMessage.FilesRead read;
    do {
      read = await(ShellMessage.FilesRead.class);
    } while (!read.project().pipelines().containsKey("main"));
    assertThat(read.project().pipelines().get("main").graph().nodes().get("f").name())
        .isEqualTo("theirs");
  }

  @Test
  void whatWasLeftIsToldWhenTheProjectIsOpened() throws Exception {
    folders.drafts().keep(project, Map.of());
    effects.opened(project, false);
    assertThat(await(ShellMessage.DraftFound.class).documents()).containsKey("main");
  }

  @Test
  void whatWasLeftIsNotOverwrittenByWhatIsKeptBeforeTheUserAnswered() throws Exception {
    folders.drafts().keep(with(Edits.rename("f", "left")), Map.of());
    effects.opened(project, false);
    ShellMessage.DraftFound found = await(ShellMessage.DraftFound.class);
    folders.drafts().keep(with(Edits.rename("f", "now")), Map.of());
    effects.opened(project, false);
    assertThat(List.of(await(ShellMessage.DraftFound.class), await(ShellMessage.DraftFound.class)))
        .extracting(d -> d.documents().get("main").graph().nodes().get("f").name())
        .containsExactlyInAnyOrder("now", "left");
    effects.run(new Effect.ForgetDraft(project.folder(), found.slot()));
    assertThat(folders.drafts().find(project.folder())).hasSize(1);
  }

  @Test
  void aSaveDoesNotBringBackWhatSomebodyHasRemoved() throws Exception {
    Map<String, PipelineDocument> onDisk = Map.of("main", main());
    Files.delete(temp.resolve("p/pipelines/main.pipeline.json"));
    effects.write(new Effect.WriteProject(with(Edits.rename("f", "mine")), onDisk));
    assertThat(await(ShellMessage.FilesRead.class).project().pipelines()).isEmpty();
    assertThat(temp.resolve("p/pipelines/main.pipeline.json")).doesNotExist();
    Files.delete(temp.resolve("p/eddy.json"));
    effects.write(new Effect.WriteProject(with(Edits.rename("f", "mine")), onDisk));
    await(ShellMessage.ProjectGone.class);
    assertThat(temp.resolve("p/eddy.json")).doesNotExist();
    effects.write(new Effect.WriteProject(with(Edits.rename("f", "mine")), Map.of()));
    await(Message.Saved.class);
    assertThat(temp.resolve("p/pipelines/main.pipeline.json")).exists();
  }

  @Test
  void aProjectThatWasWrittenAgainAfterItsFolderHadGoneIsWatchedAsBefore() throws Exception {
    effects.opened(project, false);
    deleteAll(temp.resolve("p"));
    effects.write(new Effect.WriteProject(project, Map.of("main", main())));
    await(ShellMessage.ProjectGone.class);
    effects.write(new Effect.WriteProject(project, Map.of()));
    await(Message.Saved.class);
    Path file = temp.resolve("p/pipelines/main.pipeline.json");
    Files.writeString(file, Files.readString(file).replace("node f", "theirs"));
    ShellMessage.FilesRead read;
    do {
      read = await(ShellMessage.FilesRead.class);
    } while (!read.project().pipelines().containsKey("main")
        || !read.project()
            .pipelines()
            .get("main")
            .graph()
            .nodes()
            .get("f")
            .name()
            .equals("theirs"));
  }

  @Test
  void twoWindowsSetDifferentThingsAndBothHold() throws Exception {
    try (ShellEffects other = new ShellEffects(folders, answers::add, Runnable::run)) {
      effects.run(new Effect.WriteSettings(Settings.DEFAULT.withScale(150)));
      other.run(new Effect.WriteSettings(Settings.DEFAULT.withCalm(true)));
      effects.run(new Effect.WriteSettings(Settings.DEFAULT.withScale(110)));
    }
    assertThat(SettingsFile.read(folders.config()).settings())
        .isEqualTo(Settings.DEFAULT.withScale(110).withCalm(true));
    assertThat(answers).isEmpty();
  }

  private static void deleteAll(Path folder) throws IOException {
    try (var all = Files.walk(folder)) {
      for (Path p : all.sorted(java.util.Comparator.reverseOrder()).toList()) {
        Files.delete(p);
      }
    }
  }

  @Test
  void aFolderThatIsMadeLaterIsWatchedToo() throws Exception {
    Path root = Files.createDirectories(temp.resolve("late"));
    Path inner = root.resolve("pipelines");
    Path file = inner.resolve("a.pipeline.json");
    BlockingQueue<String> told = new LinkedBlockingQueue<>();
    // What is told of one change may come in two pieces, so it says what is there.
    FolderWatch watch =
        FolderWatch.start(
            List.of(root, inner),
            () ->
                told.add(Files.exists(file) ? "file" : Files.exists(inner) ? "folder" : "nothing"));
    try {
      for (int round = 0; round < 2; round++) {
        Files.createDirectory(inner);
        awaitTold(told, "folder");
        Files.writeString(file, "{}");
        awaitTold(told, "file");
        Files.delete(file);
        Files.delete(inner);
        awaitTold(told, "nothing");
      }
    } finally {
      watch.close();
    }
  }

  private static void awaitTold(BlockingQueue<String> told, String what) throws Exception {
    String last;
    do {
      last = told.poll(60, TimeUnit.SECONDS);
      assertThat(last).as(what).isNotNull();
    } while (!last.equals(what));
  }

  @Test
  void onlyAFileThatNobodyHereHasSeenIsForeign() throws Exception {
    Project disk = ProjectFiles.read(temp.resolve("p")).project();
    assertThat(effects.isForeign(disk, new Effect.WriteProject(project, Map.of("main", main()))))
        .isFalse();
    assertThat(
            effects.isForeign(
                disk, new Effect.WriteProject(project, Map.of("main", PipelineDocument.EMPTY))))
        .as("theirs is what is to be written anyway")
        .isFalse();
    Project mine =
        new Project(
            project.folder(),
            "p",
            "UTC",
            Map.of(),
            Map.of(),
            Map.of(
                "main",
                new Project.Pipeline(
                    "main", PipelineDocument.EMPTY.graph(), PipelineDocument.EMPTY.layout())),
            Value.Struct.EMPTY);
    assertThat(
            effects.isForeign(
                disk, new Effect.WriteProject(mine, Map.of("main", PipelineDocument.EMPTY))))
        .isTrue();
  }

  @Test
  void aSaveThatDoesNotKnowOfTheOneAheadOfItIsNoForeignChange() throws Exception {
    Map<String, PipelineDocument> onDisk = Map.of("main", main());
    effects.write(new Effect.WriteProject(with(Edits.rename("f", "one")), onDisk));
    effects.write(new Effect.WriteProject(with(Edits.rename("f", "two")), onDisk));
    assertThat(answers).extracting(Message::getClass).allMatch(Message.Saved.class::equals);
    Project disk = ProjectFiles.read(temp.resolve("p")).project();
    assertThat(disk.pipelines().get("main").graph().nodes().get("f").name()).isEqualTo("two");
  }

  @Test
  void aSaveLeavesTheFileOfTheProjectAsSomebodyElseWroteIt() throws Exception {
    Path file = temp.resolve("p/eddy.json");
    String theirs = Files.readString(file).replace("\"UTC\"", "\"Europe/Berlin\"");
    assertThat(theirs).contains("Berlin");
    Files.writeString(file, theirs);
    effects.write(new Effect.WriteProject(with(Edits.rename("f", "one")), Map.of("main", main())));
    await(Message.Saved.class);
    Project disk = ProjectFiles.read(temp.resolve("p")).project();
    assertThat(disk.timeZone()).isEqualTo("Europe/Berlin");
    assertThat(disk.pipelines().get("main").graph().nodes().get("f").name()).isEqualTo("one");
  }

  @Test
  void aFileThatCannotBeReadAnyMoreIsNotOverwritten() throws Exception {
    for (String name : List.of("pipelines/main.pipeline.json", "eddy.json")) {
      Path file = temp.resolve("p").resolve(name);
      String before = Files.readString(file);
      String merge = "<<<<<<< ours\n" + before + "=======\n" + before + ">>>>>>> theirs\n";
      Files.writeString(file, merge);
      // As it is after the watch has told that the file is gone.
      Effect.WriteProject write = new Effect.WriteProject(with(Edits.rename("f", "one")), Map.of());
      effects.write(write);
      assertThat(await(Message.SaveFailed.class).problem().place().file()).isEqualTo(name);
      assertThat(file).hasContent(merge);
      Files.delete(file);
      effects.write(write);
      await(Message.Saved.class);
    }
  }

  private Project with(GraphEdit edit) {
    PipelineDocument d = edit.apply(main());
    return new Project(
        project.folder(),
        "p",
        "UTC",
        Map.of(),
        Map.of(),
        Map.of("main", new Project.Pipeline("main", d.graph(), d.layout())),
        Value.Struct.EMPTY);
  }

  @Test
  void aDraftThatIsWrittenWhileItIsDroppedIsGoneAfterwards() throws Exception {
    Queue<Runnable> work = new ConcurrentLinkedQueue<>();
    CountDownLatch both = new CountDownLatch(2);
    AtomicReference<Runnable> drop = new AtomicReference<>();
    Executor files =
        r -> {
          Runnable d = drop.getAndSet(null);
          if (d != null) {
            Thread t = new Thread(d);
            t.start();
            // Either it has come in between, or it waits for its turn.
            while (t.getState() != Thread.State.BLOCKED
                && t.getState() != Thread.State.TERMINATED) {
              Thread.onSpinWait();
            }
          }
          work.add(r);
          both.countDown();
        };
    try (ShellEffects racing = new ShellEffects(folders, answers::add, files)) {
      drop.set(() -> racing.run(new Effect.DropDraft(project.folder())));
      racing.run(new Effect.KeepDraft(project, Map.of()));
      assertThat(both.await(60, TimeUnit.SECONDS)).isTrue();
    }
    work.forEach(Runnable::run);
    assertThat(folders.drafts().find(project.folder())).isEmpty();
  }

  @Test
  void aFolderIsTrustedWithWhatLiesInItAndNotWhatItLiesIn() {
    Trusted trust = folders.trust();
    Path p = temp.resolve("p");
    assertThat(trust.covers(p)).isFalse();
    effects.run(new Effect.Trust(p));
    assertThat(trust.covers(p)).isTrue();
    assertThat(trust.covers(p.resolve("pipelines"))).isTrue();
    assertThat(trust.covers(temp)).isFalse();
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void aNameWithALineBreakTrustsNoOtherFolder() throws Exception {
    Path other = Files.createDirectories(temp.resolve("p2"));
    Path trap = Files.createDirectories(Path.of(temp.resolve("x") + "\n" + other));
    effects.run(new Effect.Trust(trap));
    assertThat(await(Message.ShowNote.class).words()).contains("line break");
    for (String end : List.of("\n", "\r")) {
      effects.run(new Effect.Trust(Files.createDirectories(Path.of(other + end))));
      assertThat(await(Message.ShowNote.class).words()).contains("line break");
    }
    assertThat(folders.trust().covers(other)).isFalse();
  }

  @Test
  void aListOfTrustedFoldersThatCannotBeReadTrustsNothing() throws IOException {
    Files.createDirectories(temp.resolve("state/trusted-folders"));
    assertThat(folders.trust().covers(temp.resolve("p"))).isFalse();
  }
}
