package dev.eddy.designer.command;

import static dev.eddy.designer.command.Command.of;

import dev.eddy.designer.command.Command.Menu;
import dev.eddy.designer.command.Command.Place;
import dev.eddy.designer.state.AppState;
import dev.eddy.designer.state.Effect;
import dev.eddy.designer.state.Message;
import dev.eddy.designer.state.Selection;
import dev.eddy.designer.state.ShellMessage;
import dev.eddy.model.edit.History;
import dev.eddy.model.graph.Node;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/** Changes of the pipeline, and what is selected. */
final class EditCommands {
  private EditCommands() {}

  static List<Command> all() {
    List<Command> out = new ArrayList<>();
    out.add(
        of("edit.undo", "Undo")
            .words("back")
            .icon("corner-up-left")
            .in(Menu.EDIT, "history")
            .notInText()
            .label(s -> labelled("Undo", s, History::undoLabel))
            .needs(s -> s.open() != null && s.open().history().canUndo(), "Nothing to undo")
            .sends(new Message.Undo()));
    out.add(
        of("edit.redo", "Redo")
            .words("again")
            .icon("corner-up-right")
            .in(Menu.EDIT, "history")
            .notInText()
            .label(s -> labelled("Redo", s, History::redoLabel))
            .needs(s -> s.open() != null && s.open().history().canRedo(), "Nothing to redo")
            .sends(new Message.Redo()));
    out.add(
        of("edit.add", "Add operator…")
            .words("search insert node quick")
            .icon("plus")
            .in(Menu.EDIT, "node")
            .on(Place.CANVAS)
            .onCanvas()
            .needs(Needs::project)
            .sends(new Message.Ask(Effect.Dialog.QUICK_ADD)));
    out.add(
        of("edit.rename", "Rename…")
            .words("name")
            .icon("edit-2")
            .in(Menu.EDIT, "node")
            .on(Place.NODE)
            .onCanvas()
            .needs(Needs::oneNode)
            .sends(new Message.Ask(Effect.Dialog.RENAME)));
    out.add(
        of("edit.duplicate", "Duplicate")
            .words("copy clone")
            .icon("copy")
            .in(Menu.EDIT, "node")
            .on(Place.NODE, Place.NOTE)
            .onCanvas()
            .needs(Needs::selection)
            .sends(new Message.DuplicateSelection()));
    out.add(
        of("edit.delete", "Delete")
            .words("remove")
            .icon("trash-2")
            .in(Menu.EDIT, "delete")
            .on(Place.NODE, Place.EDGE, Place.NOTE)
            .onCanvas()
            .needs(Needs::selection)
            .sends(new Message.DeleteSelection()));
    out.add(
        of("edit.all", "Select all")
            .in(Menu.EDIT, "select")
            .on(Place.CANVAS)
            .onCanvas()
            .needs(Needs::project)
            .sends(new Message.SelectAll()));
    out.add(
        of("edit.none", "Select none")
            .words("clear")
            .in(Menu.EDIT, "select")
            .onCanvas()
            .turn("escape")
            .needs(s -> s.layingOut() ? "Escape cancels the arranging" : Needs.selection(s))
            .sends(new Message.Select(Selection.NONE)));
    for (boolean far : new boolean[] {false, true}) {
      out.add(nudge("left", far, -1, 0));
      out.add(nudge("right", far, 1, 0));
      out.add(nudge("up", far, 0, -1));
      out.add(nudge("down", far, 0, 1));
    }
    out.add(
        of("edit.favourite", "Make a favourite operator")
            .words("palette star shelf pin like")
            .icon("star")
            .in(Menu.EDIT, "node")
            .on(Place.NODE)
            .needs(Needs::oneNode)
            .label(s -> isFavourite(s) ? "No favourite any more" : "Make a favourite operator")
            .sends(
                s ->
                    new ShellMessage.Favourite(
                        Objects.requireNonNull(s.selectedNode()).operator())));
    return out;
  }

  private static String labelled(
      String verb, AppState s, Function<History, Optional<String>> label) {
    return s.open() == null
        ? verb
        : label
            .apply(s.open().history())
            .filter(l -> !l.isEmpty())
            .map(l -> verb + " " + l.substring(0, 1).toLowerCase(Locale.ROOT) + l.substring(1))
            .orElse(verb);
  }

  private static boolean isFavourite(AppState s) {
    Node n = s.selectedNode();
    return n != null && s.settings().shelf().isFavourite(n.operator());
  }

  /** By a unit of the grid, or far, which is ten. */
  private static Command nudge(String way, boolean far, int x, int y) {
    int step = far ? 160 : 16;
    double dx = x * step;
    double dy = y * step;
    return of("edit.move-" + (far ? "far-" : "") + way, "Move " + (far ? "far " : "") + way)
        .words("nudge grid")
        .onCanvas()
        .needs(Needs::selection)
        .sends(new Message.Nudge(dx, dy));
  }
}
