package dev.eddy.designer.state;

import dev.eddy.designer.theme.Mood;
import dev.eddy.model.edit.PipelineDocument;
import dev.eddy.model.project.Project;
import dev.eddy.model.value.Value;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** States with a pipeline in them, for tests. */
public final class States {
  private States() {}

  /** A project with one pipeline is open. */
  public static AppState of(PipelineDocument document) {
    Project project =
        new Project(
            Path.of("/projects/p"),
            "p",
            "UTC",
            Map.of(),
            Map.of(),
            Map.of("main", new Project.Pipeline("main", document.graph(), document.layout())),
            Value.Struct.EMPTY);
    return after(
        AppState.start(Mood.LIGHT, List.of(), List.of()),
        new Message.Opened(project, "main", List.of()));
  }

  public static AppState after(AppState state, Message... messages) {
    AppState now = state;
    for (Message m : messages) {
      now = Update.update(now, m).state();
    }
    return now;
  }

  /** With other settings of the user. */
  public static AppState with(AppState state, Settings settings) {
    return after(state, new ShellMessage.Set(settings));
  }
}
