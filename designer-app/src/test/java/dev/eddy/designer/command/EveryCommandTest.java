package dev.eddy.designer.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eddy.designer.state.AppState;
import dev.eddy.designer.state.Next;
import dev.eddy.designer.state.Situations;
import dev.eddy.designer.state.Update;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** The whole registry in all situations: who can act when, and that whoever can does something. */
class EveryCommandTest {
  private static final Map<String, AppState> SITUATIONS = Situations.all();
  private static final String EVERYWHERE = "*";

  /**
   * Where each command can act: {@code *} for everywhere, {@code project} wherever a project is
   * open, else names of situations.
   */
  private static final Map<String, String> ACTS = acts();

  private static Map<String, String> acts() {
    Map<String, String> out = new LinkedHashMap<>();
    String nodes = "a node, three nodes, a sub-graph, pinned";
    String oneNode = "a node, a sub-graph, pinned";
    String selected = nodes + ", an edge, a moved label, a note, rows in view";
    String stopped = "paused, paused in a sub-graph, in the past, rows in view";
    String over = "finished";
    put(out, EVERYWHERE, "file.new", "file.open", "file.quit", "file.settings");
    put(out, EVERYWHERE, "find.commands", "help.keys", "view.mood");
    put(out, "project", "file.recording", "file.save", "file.close", "tab.new", "edit.add");
    put(out, "project", "edit.all", "edit.paste", "edit.paste-connected", "find.graph");
    put(out, "project", "find.project", "types.fix", "view.author", "view.debug");
    put(out, "project", "view.production", "view.palette", "view.project", "view.reset");
    put(out, "project", "view.data", "view.problems", "view.timeline", "view.breakpoints");
    put(out, "project", "view.log", "view.fit", "view.actual", "view.in", "view.out");
    put(out, "project", "run.deploy", "help.tour", "canvas.note", "canvas.layout");
    String tabs = "two tabs, inside a sub-graph, paused in a sub-graph";
    put(out, tabs, "tab.close", "tab.close-others", "tab.next", "tab.previous");
    put(out, "edited, a moved label, a note, a sub-graph", "edit.undo");
    put(out, "a moved label", "canvas.label-reset");
    put(out, "undone", "edit.redo");
    put(out, oneNode, "edit.rename", "help.operator");
    put(out, selected, "edit.duplicate", "edit.delete", "edit.none");
    put(out, selected, "edit.move-left", "edit.move-right", "edit.move-up", "edit.move-down");
    put(out, selected, "canvas.snap");
    put(out, nodes + ", a note", "edit.cut", "edit.copy");
    put(out, "searching", "find.next", "find.previous");
    put(out, "arranging", "canvas.cancel-layout");
    put(out, "a sub-graph", "canvas.expand", "canvas.enter");
    put(out, "inside a sub-graph, paused in a sub-graph", "canvas.leave", "run.step-out");
    put(out, "a sub-graph, " + stopped, "run.step-into");
    put(out, "pinned", "data.unpin");
    put(out, stopped, "run.continue", "run.step");
    put(out, stopped + ", " + over, "run.step-back", "run.reverse", "run.checkpoint-before");
    put(out, "in the past", "run.live-edge");
    put(out, "running", "run.pause");
    put(out, stopped + ", " + over, "data.why");
    put(out, stopped + ", " + over + ", starting, running", "run.stop");
    return out;
  }

  private static void put(Map<String, String> out, String where, String... ids) {
    for (String id : ids) {
      if (out.put(id, where) != null) {
        throw new IllegalStateException("twice: " + id);
      }
    }
  }

  private static Set<String> where(Command c) {
    Set<String> out = new TreeSet<>();
    SITUATIONS.forEach(
        (name, s) -> {
          if (c.isEnabled(s)) {
            out.add(name);
          }
        });
    return out;
  }

  private static Set<String> expected(String table) {
    if (table.equals(EVERYWHERE)) {
      return new TreeSet<>(SITUATIONS.keySet());
    }
    if (table.equals("project")) {
      Set<String> out = new TreeSet<>(SITUATIONS.keySet());
      out.remove("start page");
      return out;
    }
    return new TreeSet<>(Arrays.asList(table.split(", ")));
  }

  @Test
  void everyCommandCanActWhereItShouldAndNowhereElse() {
    ACTS.forEach(
        (id, table) -> assertThat(where(Commands.get(id))).as(id).isEqualTo(expected(table)));
  }

  @Test
  void everyCommandCanActInSomeSituation() {
    List<String> never = new ArrayList<>();
    for (Command c : Commands.all()) {
      if (where(c).isEmpty() && !c.id().startsWith("data.output-")) {
        never.add(c.id());
      }
    }
    assertThat(never).isEmpty();
  }

  @Test
  void aCommandThatCanActDoesSomethingSomewhere() {
    for (Command c : Commands.all()) {
      boolean any = false;
      boolean can = false;
      for (AppState s : SITUATIONS.values()) {
        if (c.isEnabled(s)) {
          can = true;
          Next next = Update.update(s, c.message().apply(s));
          any |= !next.state().equals(s) || !next.effects().isEmpty();
        }
      }
      assertThat(any).as(c.id()).isEqualTo(can);
    }
  }

  @Test
  void aCommandThatCannotActSaysWhyInAFewWords() {
    for (Command c : Commands.all()) {
      SITUATIONS.forEach(
          (name, s) -> {
            String why = c.obstacle().apply(s);
            if (!why.isEmpty()) {
              assertThat(why).as(c.id() + ", " + name).matches("[A-Z].{4,60}[^.!]");
            }
          });
    }
  }

  @Test
  void onTheStartPageNothingThatNeedsAProjectCanAct() {
    AppState start = SITUATIONS.get("start page");
    assertThat(Commands.all().stream().filter(c -> c.isEnabled(start)).map(Command::id))
        .allMatch(id -> EVERYWHERE.equals(ACTS.get(id)));
  }

  @Test
  void noCommandIsFoundTwiceAndEachByItsTitleAndItsWords() {
    AppState s = SITUATIONS.get("checked");
    for (Command c : Commands.all()) {
      String title = c.title().replace("…", "");
      assertThat(Commands.search(title, s)).as(c.id()).contains(c).doesNotHaveDuplicates();
      for (String word : c.words().split(" ")) {
        assertThat(Commands.search(word, s)).as(c.id() + ": " + word).contains(c);
      }
    }
  }

  @Test
  void twoCommandsNeverLookTheSameInTheSameMenu() {
    Commands.menus()
        .forEach(
            (menu, commands) ->
                assertThat(commands)
                    .as(menu.title())
                    .extracting(Command::title)
                    .doesNotHaveDuplicates());
    for (Command.Place place : Command.Place.values()) {
      assertThat(Commands.on(place))
          .as(place.name())
          .isNotEmpty()
          .extracting(Command::title)
          .doesNotHaveDuplicates();
    }
  }

  @Test
  void inNoSituationDoTwoCommandsActOnOneKeyOfOneScope() {
    for (KeyPreset preset : KeyPreset.ALL) {
      SITUATIONS.forEach(
          (name, s) -> {
            Map<String, String> taken = new LinkedHashMap<>();
            for (Command c : Commands.all()) {
              if (!c.isEnabled(s)) {
                continue;
              }
              for (String key : preset.map().of(c)) {
                String before = taken.put(c.scope() + " " + Stroke.shown(key), c.id());
                assertThat(before)
                    .as(preset.title() + ", " + name + ": " + key + " of " + c.id())
                    .isNull();
              }
            }
          });
    }
  }
}
