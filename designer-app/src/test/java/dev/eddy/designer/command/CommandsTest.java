package dev.eddy.designer.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eddy.designer.state.AppState;
import dev.eddy.designer.state.Edits;
import dev.eddy.designer.state.Message;
import dev.eddy.designer.state.Situations;
import dev.eddy.designer.state.States;
import dev.eddy.designer.theme.Mood;
import dev.eddy.model.edit.GraphEdit;
import dev.eddy.model.edit.PipelineDocument;
import java.util.List;
import org.junit.jupiter.api.Test;

class CommandsTest {
  private static final AppState START = AppState.start(Mood.LIGHT, List.of(), List.of());

  @Test
  void everyCommandSaysWhatItDoesAndWhyItCannot() {
    for (Command c : Commands.all()) {
      assertThat(c.id()).matches("[a-z]+\\.[a-z0-9-]+");
      assertThat(c.title()).as(c.id()).isNotBlank();
      assertThat(c.label().apply(START)).as(c.id()).isNotBlank();
      assertThat(c.obstacle().apply(START)).as(c.id()).isNotNull();
    }
  }

  @Test
  void everyCommandThatIsInNoMenuHasKeys() {
    for (Command c : Commands.all()) {
      if (c.menu() == Command.Menu.NONE) {
        assertThat(KeyMap.of(START).of(c)).as(c.id()).isNotEmpty();
      }
    }
  }

  @Test
  void twoCommandsOfOneIdAreRefused() {
    Command c = Command.of("a.b", "A").sends(new Message.Save());
    assertThatThrownBy(() -> Commands.register(List.of(c), List.of(c)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("two commands are a.b");
  }

  @Test
  void aMenuKeepsTheCommandsOfAGroupTogether() {
    Commands.menus()
        .forEach(
            (menu, commands) -> {
              List<String> groups = commands.stream().map(Command::group).toList();
              List<String> runs =
                  java.util.stream.IntStream.range(0, groups.size())
                      .filter(i -> i == 0 || !groups.get(i).equals(groups.get(i - 1)))
                      .mapToObj(groups::get)
                      .toList();
              assertThat(runs).as(menu.title()).doesNotHaveDuplicates();
            });
  }

  @Test
  void aCommandThatCannotActSaysWhy() {
    assertThat(Commands.get("file.save").obstacle().apply(START)).isEqualTo("No project is open");
    assertThat(Commands.get("edit.undo").obstacle().apply(START)).isEqualTo("Nothing to undo");
  }

  @Test
  void undoNamesTheEditWhereItHasAName() {
    AppState s = Situations.checked();
    assertThat(undoLabel(States.after(s, new Message.Apply(Edits.rename("f", "x")))))
        .isEqualTo("Undo rename node f to x");
    GraphEdit nameless = new GraphEdit.Replace("", PipelineDocument.EMPTY);
    assertThat(undoLabel(States.after(s, new Message.Apply(nameless)))).isEqualTo("Undo");
  }

  private static String undoLabel(AppState s) {
    return Commands.get("edit.undo").label().apply(s);
  }

  @Test
  void aSearchFindsByAllWordsAndPutsWhatCanActFirst() {
    assertThat(Commands.search("theme", START)).extracting(Command::id).contains("view.mood");
    assertThat(Commands.search("open", START).get(0).isEnabled(START)).isTrue();
    assertThat(Commands.search("no such command", START)).isEmpty();
  }
}
