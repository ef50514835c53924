package dev.eddy.designer.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eddy.designer.state.AppState;
import dev.eddy.designer.theme.Mood;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javafx.scene.input.KeyCombination;
import org.junit.jupiter.api.Test;

class CommandsTest {
  private static final AppState START = AppState.start(Mood.LIGHT, List.of(), List.of());

  @Test
  void everyKeyIsOneThatTheWindowUnderstands() {
    for (Command c : Commands.all()) {
      for (String key : c.keys()) {
        assertThat(KeyCombination.valueOf(key)).as(c.id()).isNotNull();
      }
    }
  }

  @Test
  void noTwoCommandsOfOneKeyCanActAtTheSameTimeWithoutAProject() {
    Map<String, String> seen = new HashMap<>();
    for (Command c : Commands.all()) {
      for (String key : c.keys()) {
        if (c.isEnabled(START)) {
          assertThat(seen.put(key, c.id())).as(key).isNull();
        }
      }
    }
  }

  @Test
  void aCommandThatCannotActSaysWhy() {
    assertThat(Commands.get("file.save").obstacle().apply(START)).isEqualTo("No project is open");
    assertThat(Commands.get("edit.undo").obstacle().apply(START)).isEqualTo("Nothing to undo");
  }

  @Test
  void aSearchFindsByAllWordsAndPutsWhatCanActFirst() {
    assertThat(Commands.search("theme", START)).extracting(Command::id).contains("view.mood");
    assertThat(Commands.search("open", START).get(0).isEnabled(START)).isTrue();
    assertThat(Commands.search("no such command", START)).isEmpty();
  }
}
