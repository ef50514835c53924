package dev.eddy.designer.effect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eddy.designer.canvas.Pipelines;
import dev.eddy.designer.state.AppState;
import dev.eddy.designer.state.Edits;
import dev.eddy.designer.state.Effect;
import dev.eddy.designer.state.Message;
import dev.eddy.designer.state.Next;
import dev.eddy.designer.state.Update;
import dev.eddy.designer.theme.Mood;
import dev.eddy.model.edit.PipelineDocument;
import dev.eddy.model.graph.Graph;
import dev.eddy.model.graph.Layout;
import dev.eddy.model.io.ProjectFiles;
import dev.eddy.model.project.Project;
import dev.eddy.model.value.Value;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class DraftsTest {
  @TempDir private Path temp;

  private static Project project(Path folder) {
    return new Project(
        folder,
        "p",
        "UTC",
        Map.of(),
        Map.of(),
        Map.of(
            "main",
            new Project.Pipeline("main", Pipelines.GRAPH, Pipelines.LAYOUT),
            "other",
            new Project.Pipeline("other", Graph.EMPTY, Layout.EMPTY)),
        Value.Struct.EMPTY);
  }

  private static PipelineDocument main() {
    return new PipelineDocument(Pipelines.GRAPH, Pipelines.LAYOUT);
  }

  private static Map<String, PipelineDocument> onDisk() {
    return Map.of("main", main(), "other", PipelineDocument.EMPTY);
  }

  private Project changed(String name) {
    Project p = project(temp.resolve("p"));
    PipelineDocument d = Edits.rename("f", name).apply(main());
    return new Project(
        p.folder(),
        p.name(),
        p.timeZone(),
        p.parameters(),
        p.environments(),
        Map.of(
            "main",
            new Project.Pipeline("main", d.graph(), d.layout()),
            "other",
            p.pipelines().get("other")),
        p.unknown());
  }

  @Test
  void onlyWhatDiffersFromTheFilesIsKeptAndFoundAgain() throws IOException {
    Drafts drafts = new Drafts(temp.resolve("drafts"));
    drafts.keep(changed("mine"), onDisk());
    Drafts.Draft draft = drafts.find(temp.resolve("p")).get(0);
    assertThat(draft.documents()).containsOnlyKeys("main");
    assertThat(draft.documents().get("main").graph().nodes().get("f").name()).isEqualTo("mine");
    assertThat(drafts.find(temp.resolve("q"))).isEmpty();
    drafts.drop(temp.resolve("p"));
    assertThat(drafts.find(temp.resolve("p"))).isEmpty();
  }

  @Test
  void aPipelineThatWasSavedMeanwhileIsNotKeptAnyMore() throws IOException {
    Drafts drafts = new Drafts(temp.resolve("drafts"));
    drafts.keep(changed("mine"), Map.of());
    assertThat(drafts.find(temp.resolve("p")).get(0).documents()).containsOnlyKeys("main", "other");
    drafts.keep(changed("mine"), onDisk());
    assertThat(drafts.find(temp.resolve("p")).get(0).documents()).containsOnlyKeys("main");
  }

  @Test
  void projectsThatWereLeftAreListedWhileTheyAreThere() throws IOException {
    Drafts drafts = new Drafts(temp.resolve("drafts"));
    assertThat(drafts.left()).isEmpty();
    drafts.keep(changed("mine"), onDisk());
    assertThat(drafts.left()).isEmpty();
    Files.createDirectories(temp.resolve("p"));
    ProjectFiles.write(project(temp.resolve("p")));
    assertThat(drafts.left()).containsExactly(temp.resolve("p"));
  }

  @Test
  void aProcessThatHasTheNumberOfOneThatIsGoneHidesNothing() throws IOException {
    Drafts drafts = new Drafts(temp.resolve("drafts"));
    drafts.keep(changed("mine"), onDisk());
    long parent = ProcessHandle.current().parent().orElseThrow().pid();
    try (var folders = Files.list(temp.resolve("drafts"))) {
      Path origin = folders.findFirst().orElseThrow().resolve("origin");
      String project = Files.readAllLines(origin).get(0);
      Files.write(origin, List.of(project, "" + parent, Instant.now().toString()));
      assertThat(drafts.find(temp.resolve("p"))).as("it may be the keeper").isEmpty();
      Files.write(origin, List.of(project, "" + parent, "2001-01-01T00:00:00Z"));
      assertThat(drafts.find(temp.resolve("p"))).as("it began later").isNotEmpty();
    }
  }

  @Test
  void whatWasLeftStaysUntilTheUserHasAnsweredWhateverIsKeptMeanwhile() throws IOException {
    Drafts drafts = new Drafts(temp.resolve("drafts"));
    Path p = temp.resolve("p");
    drafts.keep(changed("left"), onDisk());
    assertThat(drafts.adopt(p)).hasSize(1);
    drafts.keep(changed("now"), onDisk());
    assertThat(drafts.find(p))
        .extracting(d -> d.documents().get("main").graph().nodes().get("f").name())
        .containsExactlyInAnyOrder("now", "left");
    drafts.drop(p);
    Drafts.Draft left = drafts.find(p).get(0);
    assertThat(left.documents().get("main").graph().nodes().get("f").name()).isEqualTo("left");
    drafts.keep(changed("now"), onDisk());
    drafts.forget(p, left.slot());
    assertThat(drafts.find(p)).hasSize(1);
    drafts.forget(p, "");
    assertThat(drafts.find(p)).isEmpty();
  }

  @Test
  void aDamagedDraftIsNone() throws IOException {
    Drafts drafts = new Drafts(temp.resolve("drafts"));
    drafts.keep(changed("mine"), onDisk());
    try (var folders = Files.list(temp.resolve("drafts"))) {
      Path origin = folders.findFirst().orElseThrow().resolve("origin");
      Files.writeString(origin, "x");
    }
    assertThat(drafts.find(temp.resolve("p"))).isEmpty();
  }

  @Test
  @Timeout(120)
  void whatWasEditedSurvivesAKillOfTheProcess() throws Exception {
    Path folder = temp.resolve("p");
    ProjectFiles.write(project(folder));
    byte[] file = Files.readAllBytes(folder.resolve("pipelines/main.pipeline.json"));
    Process child =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                Editing.class.getName(),
                folder.toString(),
                temp.resolve("state").toString())
            .redirectErrorStream(true)
            .start();
    try (BufferedReader in =
        new BufferedReader(new InputStreamReader(child.getInputStream(), StandardCharsets.UTF_8))) {
      // The child says each time that it has kept something; the last change is among the last.
      Path kept = temp.resolve("state/drafts");
      String line = in.readLine();
      while (line != null && !(line.equals("kept") && holds(kept, "edit 40"))) {
        line = in.readLine();
      }
      assertThat(line).isEqualTo("kept");
      assertThat(new Drafts(kept).find(folder)).as("the process still keeps it").isEmpty();
      child.destroyForcibly().waitFor();
      Drafts.Draft draft = new Drafts(kept).find(folder).get(0);
      assertThat(draft.documents().get("main").graph().nodes().get("f").name())
          .isEqualTo("edit 40");
      assertThat(Files.readAllBytes(folder.resolve("pipelines/main.pipeline.json")))
          .as("no file of the project was touched")
          .isEqualTo(file);
    } finally {
      child.destroyForcibly();
    }
  }

  private static boolean holds(Path folder, String text) throws IOException {
    if (!Files.isDirectory(folder)) {
      return false;
    }
    try (var files = Files.walk(folder)) {
      for (Path f : files.filter(p -> p.toString().endsWith("main.pipeline.json")).toList()) {
        if (Files.readString(f).contains(text)) {
          return true;
        }
      }
    } catch (java.io.UncheckedIOException | java.nio.file.NoSuchFileException e) {
      // A file was replaced meanwhile.
      return false;
    }
    return false;
  }

  /** The process that is killed: it edits as a user types, and never saves. */
  static final class Editing {
    private Editing() {}

    public static void main(String[] args) throws Exception {
      Path folder = Path.of(args[0]);
      Folders folders =
          new Folders(Path.of(args[1]), Path.of(args[1], "projects"), Optional.empty());
      ShellEffects effects =
          new ShellEffects(
              folders,
              m -> {},
              work -> {
                work.run();
                System.out.println("kept");
              });
      AppState state = AppState.start(Mood.LIGHT, List.of(), List.of());
      state =
          Update.update(
                  state, new Message.Opened(ProjectFiles.read(folder).project(), "main", List.of()))
              .state();
      for (int i = 1; i <= 40; i++) {
        Next next = Update.update(state, new Message.Apply(Edits.rename("f", "edit " + i)));
        state = next.state();
        next.effects().stream()
            .filter(Effect.Shell.class::isInstance)
            .forEach(e -> effects.run((Effect.Shell) e));
        Thread.sleep(25);
      }
      // To be killed; alone it would end too, and the test with it.
      Thread.sleep(60_000);
    }
  }
}
