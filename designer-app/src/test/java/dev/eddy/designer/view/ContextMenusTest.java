package dev.eddy.designer.view;

import static dev.eddy.designer.control.HeadlessStage.onFx;
import static org.assertj.core.api.Assertions.assertThat;

import dev.eddy.designer.canvas.CanvasMenu;
import dev.eddy.designer.command.Command;
import dev.eddy.designer.command.Commands;
import dev.eddy.designer.state.AppState;
import dev.eddy.designer.state.CanvasMessage;
import dev.eddy.designer.state.Effect;
import dev.eddy.designer.state.Message;
import dev.eddy.designer.state.Selection;
import dev.eddy.designer.state.Situations;
import dev.eddy.designer.state.States;
import dev.eddy.designer.state.Update;
import dev.eddy.model.graph.Layout;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.MenuItem;
import javafx.scene.control.SeparatorMenuItem;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.testfx.api.FxToolkit;

/** The context menus of the canvas against the registry, in every situation. No window is shown. */
class ContextMenusTest {
  private static final Map<String, AppState> SITUATIONS = Situations.all();

  @BeforeAll
  static void toolkit() throws Exception {
    Class.forName("dev.eddy.designer.control.HeadlessStage");
    FxToolkit.registerPrimaryStage();
  }

  private static Store store(AppState s, List<Effect> effects) {
    Store store = new Store(s);
    store.onEffect(effects::add);
    return store;
  }

  private static ContextMenu menu(Command.Place place, Store store) {
    String edge = store.state().selection().edge();
    return Menus.of(new CanvasMenu(place, edge == null ? "e1" : edge, 0, 0), store);
  }

  private static MenuItem item(ContextMenu menu, String command) {
    return menu.getItems().stream()
        .filter(i -> ("menu-" + command.replace('.', '-')).equals(i.getId()))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no " + command));
  }

  @Test
  void anEntryCanBeChosenExactlyWhereItsCommandActsAndThenChangesWhatTheCommandDoes()
      throws Exception {
    List<String> wrong = new ArrayList<>();
    for (Map.Entry<String, AppState> situation : SITUATIONS.entrySet()) {
      AppState s = situation.getValue();
      for (Command.Place place : Command.Place.values()) {
        for (Command c : Commands.on(place)) {
          onFx(
              () -> {
                List<Effect> effects = new ArrayList<>();
                Store store = store(s, effects);
                MenuItem item = item(menu(place, store), c.id());
                String where = c.id() + " on " + place + ", " + situation.getKey();
                if (item.isDisable() == c.isEnabled(s)) {
                  wrong.add(where + ": disabled " + item.isDisable());
                } else if (c.isEnabled(s)) {
                  item.fire();
                  var expected = Update.update(s, c.message().apply(s));
                  if (!kinds(effects).equals(kinds(expected.effects()))
                      || !shape(store.state()).equals(shape(expected.state()))) {
                    wrong.add(where + ": other effects");
                  }
                }
                return true;
              });
        }
      }
    }
    assertThat(wrong).isEmpty();
  }

  private static List<String> kinds(List<Effect> effects) {
    return effects.stream().map(e -> e.getClass().getName()).toList();
  }

  /** What does not depend on the ids that are drawn for what is new. */
  private static List<Object> shape(AppState s) {
    return List.of(
        s.graph().nodes().size(),
        s.graph().edges().size(),
        s.selection().nodes().size(),
        s.selection().notes().size(),
        s.selection().edge() == null,
        s.open() == null ? 0 : s.open().history().done().size(),
        s.open() == null ? "" : s.open().layout().frames().size(),
        s.stops().size(),
        s.panels());
  }

  /** A menu stays open while a run ends, a file is read again, an answer comes. */
  @Test
  void anEntryThatCannotActAnyMoreWhenItIsChosenSaysWhyAndDoesNothingElse() throws Exception {
    List<Throwable> thrown = new ArrayList<>();
    for (Map.Entry<String, AppState> before : SITUATIONS.entrySet()) {
      for (AppState after : List.of(Situations.start(), Situations.opened(), Situations.past())) {
        for (Command.Place place : Command.Place.values()) {
          onFx(
              () -> {
                Thread.UncaughtExceptionHandler was =
                    Thread.currentThread().getUncaughtExceptionHandler();
                Thread.currentThread().setUncaughtExceptionHandler((t, e) -> thrown.add(e));
                Store store = store(before.getValue(), new ArrayList<>());
                for (MenuItem i : menu(place, store).getItems()) {
                  Command c = command(i);
                  if (c == null || i.isDisable() || c.isEnabled(after)) {
                    continue;
                  }
                  change(store, after);
                  i.fire();
                  assertThat(store.state().document()).as(c.id()).isEqualTo(after.document());
                  assertThat(store.state().note()).as(c.id()).startsWith(c.title() + ": ");
                  change(store, before.getValue());
                }
                Thread.currentThread().setUncaughtExceptionHandler(was);
                return true;
              });
        }
      }
    }
    assertThat(thrown).isEmpty();
  }

  private static Command command(MenuItem i) {
    return i.getId() == null
        ? null
        : Commands.all().stream()
            .filter(c -> i.getId().equals("menu-" + c.id().replace('.', '-')))
            .findFirst()
            .orElse(null);
  }

  private static void change(Store store, AppState to) throws ReflectiveOperationException {
    var field = Store.class.getDeclaredField("state");
    field.setAccessible(true);
    field.set(store, to);
  }

  @Test
  void aNoteIsDeletedCopiedOpenedAndDuplicatedByItsMenu() throws Exception {
    AppState noted =
        States.after(
            Situations.checked(), new CanvasMessage.AddNote(new Layout.Position(64, 320), "later"));
    String note = noted.open().layout().notes().keySet().iterator().next();
    AppState s = States.after(noted, new Message.Select(Selection.note(note)));
    for (String id : List.of("edit.delete", "edit.copy", "edit.cut", "edit.duplicate")) {
      onFx(
          () -> {
            Store store = store(s, new ArrayList<>());
            MenuItem item = item(menu(Command.Place.NOTE, store), id);
            assertThat(item.isDisable()).as(id).isFalse();
            item.fire();
            int left = store.state().open().layout().notes().size();
            assertThat(left)
                .as(id)
                .isEqualTo(id.equals("edit.duplicate") ? 2 : id.equals("edit.copy") ? 1 : 0);
            return true;
          });
    }
    onFx(
        () -> {
          List<Effect> effects = new ArrayList<>();
          item(menu(Command.Place.NOTE, store(s, effects)), "canvas.open").fire();
          assertThat(effects).as("its text is opened").isNotEmpty();
          return true;
        });
  }

  @Test
  void noMenuBeginsOrEndsWithALineOrHasTwoInARowAndNoEntryStandsTwice() throws Exception {
    for (AppState s : SITUATIONS.values()) {
      for (Command.Place place : Command.Place.values()) {
        onFx(
            () -> {
              List<MenuItem> items = menu(place, store(s, new ArrayList<>())).getItems();
              assertThat(items).isNotEmpty();
              for (int i = 0; i < items.size(); i++) {
                boolean line = items.get(i) instanceof SeparatorMenuItem;
                boolean end = i == 0 || i == items.size() - 1;
                assertThat(line && (end || items.get(i - 1) instanceof SeparatorMenuItem))
                    .as("%s, entry %s", place, i)
                    .isFalse();
              }
              assertThat(items.stream().map(MenuItem::getText).filter(t -> t != null).toList())
                  .doesNotHaveDuplicates();
              return true;
            });
      }
    }
  }

  @Test
  void whatIsChosenOnSeveralOperatorsIsDoneToAllOfThemInOneStep() throws Exception {
    AppState s =
        States.after(
            Situations.checked(), new Message.Select(Selection.nodes(Set.of("s", "f", "w"))));
    for (String id : List.of("edit.delete", "edit.bypass", "edit.delete-heal", "canvas.group")) {
      onFx(
          () -> {
            Store store = store(s, new ArrayList<>());
            item(menu(Command.Place.NODE, store), id).fire();
            assertThat(store.state().open().history().done()).as(id).hasSize(1);
            assertThat(store.state().document()).as(id).isNotEqualTo(s.document());
            store.send(new Message.Undo());
            assertThat(store.state().document()).as(id).isEqualTo(s.document());
            return true;
          });
    }
  }

  @Test
  void removingABreakpointRemovesItWhetherItIsOnOrOff() throws Exception {
    for (boolean off : List.of(false, true)) {
      onFx(
          () -> {
            Store store = store(Situations.checked(), new ArrayList<>());
            store.send(new Message.Select(Selection.edge("e1")));
            MenuItem set = item(menu(Command.Place.EDGE, store), "run.breakpoint");
            assertThat(set.getText()).isEqualTo("Set a breakpoint");
            set.fire();
            assertThat(store.state().stops()).containsOnlyKeys("e1");
            if (off) {
              store.send(new Message.ToggleStop("e1"));
            }
            MenuItem remove = item(menu(Command.Place.EDGE, store), "run.breakpoint");
            assertThat(remove.getText()).isEqualTo("Remove the breakpoint");
            remove.fire();
            assertThat(store.state().stops()).isEmpty();
            return true;
          });
    }
  }

  @Test
  void aBreakpointThatWentMeanwhileIsNotSetAgainByTurningItOff() throws Exception {
    onFx(
        () -> {
          AppState with =
              States.after(
                  Situations.checked(),
                  new Message.Select(Selection.edge("e1")),
                  new Message.ToggleStop("e1"));
          Store store = store(with, new ArrayList<>());
          MenuItem off =
              menu(Command.Place.EDGE, store).getItems().stream()
                  .filter(i -> "Turn the breakpoint off".equals(i.getText()))
                  .findFirst()
                  .orElseThrow();
          store.send(new Message.RemoveStop("e1"));
          off.fire();
          assertThat(store.state().stops()).isEmpty();
          return true;
        });
  }
}
