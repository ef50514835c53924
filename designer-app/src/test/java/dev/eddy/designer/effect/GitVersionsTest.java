package dev.eddy.designer.effect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.eddy.designer.canvas.Pipelines;
import dev.eddy.designer.state.Effect;
import dev.eddy.designer.state.Message;
import dev.eddy.designer.state.ShellMessage;
import dev.eddy.model.edit.PipelineDocument;
import dev.eddy.model.io.ProjectFiles;
import dev.eddy.model.project.Project;
import dev.eddy.model.value.Value;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class GitVersionsTest {
  @TempDir private Path temp;
  private Path project;

  @BeforeEach
  void write() throws Exception {
    assumeTrue(git(temp, "--version"), "git is installed");
    // A project below the root of its repository, as many are.
    project = temp.resolve("repo/streams");
    ProjectFiles.write(
        new Project(
            project,
            "p",
            "UTC",
            Map.of(),
            Map.of(),
            Map.of("main", new Project.Pipeline("main", Pipelines.GRAPH, Pipelines.LAYOUT)),
            Value.Struct.EMPTY));
  }

  private static boolean git(Path folder, String... words) throws Exception {
    List<String> command =
        new ArrayList<>(List.of("git", "-c", "user.name=a", "-c", "user.email=a@b"));
    command.addAll(List.of(words));
    try {
      return new ProcessBuilder(command)
              .directory(folder.toFile())
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start()
              .waitFor()
          == 0;
    } catch (IOException e) {
      return false;
    }
  }

  private Message read(String pipeline) {
    return GitVersions.read(new Effect.ReadCommitted(project, pipeline));
  }

  @Test
  void whatTheLastCommitHasIsReadWhateverTheFilesSayNow() throws Exception {
    git(temp.resolve("repo"), "init");
    git(temp.resolve("repo"), "add", ".");
    git(temp.resolve("repo"), "commit", "-m", "first version");
    Files.writeString(project.resolve("pipelines/main.pipeline.json"), "not even JSON");
    ShellMessage.VersionRead m = (ShellMessage.VersionRead) read("main");
    assertThat(m.base()).isEqualTo(new PipelineDocument(Pipelines.GRAPH, Pipelines.LAYOUT));
    assertThat(m.detail()).contains("first version");
    assertThat(((Message.ShowNote) read("other")).words()).contains("other is in no commit");
  }

  @Test
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "there is no program sleep")
  @Timeout(60)
  void aProgramThatDoesNotAnswerIsEnded() {
    ProcessBuilder deaf = new ProcessBuilder("sleep", "600");
    assertThatThrownBy(() -> GitVersions.output(deaf, 100)).hasMessage("it does not answer");
    ProcessBuilder mute = new ProcessBuilder("sh", "-c", "exec sleep 600 >&-");
    assertThatThrownBy(() -> GitVersions.output(mute, 100)).hasMessage("it does not answer");
  }

  @Test
  void withoutACommitOrARepositoryThereIsNothingToCompareWith() throws Exception {
    assertThat(((Message.ShowNote) read("main")).words()).contains("no commit");
    git(temp.resolve("repo"), "init");
    assertThat(((Message.ShowNote) read("main")).words()).contains("no commit");
  }
}
