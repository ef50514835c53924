package dev.eddy.designer.state;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eddy.designer.theme.Mood;
import dev.eddy.model.edit.PipelineDocument;
import dev.eddy.model.graph.Layout;
import dev.eddy.model.graph.Node;
import dev.eddy.model.value.Value;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ShelfTest {
  private static Message place(String id, String operator) {
    Node node = new Node(id, operator, id, false, Value.Struct.EMPTY, Value.Struct.EMPTY);
    return new Message.Apply(Edits.add(node, 0, 0), null, Selection.node(id));
  }

  @Test
  void whatIsPlacedIsUsedLastNewestFirstAndOnce() {
    AppState s =
        States.after(
            States.of(PipelineDocument.EMPTY),
            place("a", "filter"),
            place("b", "union"),
            place("c", "filter"));
    assertThat(s.settings().shelf().used()).containsExactly("filter", "union");
  }

  @Test
  void fewAreRememberedAndUndoForgetsNone() {
    AppState s = States.of(PipelineDocument.EMPTY);
    for (int i = 0; i < 9; i++) {
      s = States.after(s, place("n" + i, "op" + i));
    }
    List<String> last =
        IntStream.rangeClosed(4, 8).map(i -> 12 - i).mapToObj(i -> "op" + i).toList();
    assertThat(s.settings().shelf().used()).isEqualTo(last);
    assertThat(States.after(s, new Message.Undo(), new Message.Redo()).settings().shelf().used())
        .isEqualTo(last);
  }

  @Test
  void placingIsWrittenToTheSettingsAndMovingIsNot() {
    Next placed = Update.update(States.of(PipelineDocument.EMPTY), place("a", "filter"));
    assertThat(placed.effects()).contains(new Effect.WriteSettings(placed.state().settings()));
    assertThat(placed.effects()).hasAtLeastOneElementOfType(Effect.Check.class);
    Next moved = Update.update(placed.state(), new Message.Nudge(160, 0));
    assertThat(moved.state().open().layout().positions().get("a"))
        .isEqualTo(new Layout.Position(160, 0));
    assertThat(moved.effects()).doesNotHaveAnyElementsOfTypes(Effect.WriteSettings.class);
  }

  @Test
  void aFavouriteIsOneUntilItIsChosenAgain() {
    AppState start = AppState.start(Mood.LIGHT, List.of(), List.of());
    Next first = Update.update(start, new ShellMessage.Favourite("filter"));
    assertThat(first.state().settings().shelf().isFavourite("filter")).isTrue();
    assertThat(first.effects()).containsExactly(new Effect.WriteSettings(first.state().settings()));
    AppState two = States.after(first.state(), new ShellMessage.Favourite("union"));
    assertThat(two.settings().shelf().favourites()).containsExactly("filter", "union");
    assertThat(
            States.after(two, new ShellMessage.Favourite("filter")).settings().shelf().favourites())
        .containsExactly("union");
  }
}
