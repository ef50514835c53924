package dev.eddy.designer.view;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eddy.designer.canvas.Pipelines;
import dev.eddy.designer.control.EmptyState;
import dev.eddy.designer.state.AppState;
import dev.eddy.designer.state.Settings;
import dev.eddy.designer.state.States;
import dev.eddy.model.edit.PipelineDocument;
import java.util.List;
import org.junit.jupiter.api.Test;

class KeyWordsTest {
  private final AppState state = States.of(new PipelineDocument(Pipelines.GRAPH, Pipelines.LAYOUT));

  @Test
  void sentencesSpeakOfTheKeysThatTheUserHas() {
    AppState own = States.with(state, Settings.DEFAULT.withKeys("run.pause", List.of("Ctrl+U")));
    assertThat(KeyWords.of(state).in("Pause it ({run.pause}).")).isEqualTo("Pause it (F6).");
    assertThat(KeyWords.of(own).in("Pause it ({run.pause}).")).isEqualTo("Pause it (Ctrl+U).");
    AppState none = States.with(state, Settings.DEFAULT.withKeys("run.pause", List.of()));
    assertThat(KeyWords.of(none).in("{run.pause} stops it.")).isEqualTo("Pause stops it.");
    assertThat(KeyWords.of(state).in("a {brace} stays")).isEqualTo("a {brace} stays");
  }

  @Test
  void theMomentBarNamesTheKeysThatTheUserHas() {
    AppState own = States.with(state, Settings.DEFAULT.withKeys("run.debug", List.of("Ctrl+U")));
    assertThat(MomentModel.of(own).spoken()).contains("F5 runs, Ctrl+U stops before");
  }

  @Test
  void anEmptyStateShowsTheKeysOfItsButton() {
    EmptyState.Words words = KeyWords.of(state).in(EmptyState.RECORDING, "run.debug");
    assertThat(words.keys()).isEqualTo("Ctrl+F9");
    assertThat(KeyWords.of(state).in(EmptyState.ROWS, "run.debug").keys()).isEmpty();
  }
}
