package dev.eddy.designer.command;

import static dev.eddy.designer.command.Command.of;

import dev.eddy.designer.command.Command.Menu;
import dev.eddy.designer.command.Command.Place;
import dev.eddy.designer.state.Effect;
import dev.eddy.designer.state.ShellMessage;
import java.util.List;

/** Operators to the clipboard and from it, as text. */
final class ClipCommands {
  private ClipCommands() {}

  static List<Command> all() {
    return List.of(
        of("edit.cut", "Cut")
            .words("clipboard")
            .icon("scissors")
            .in(Menu.EDIT, "clipboard")
            .on(Place.NODE, Place.NOTE)
            .onCanvas()
            .needs(
                s -> !s.selection().nodes().isEmpty() || !s.selection().notes().isEmpty(),
                "No operator is selected")
            .sends(new ShellMessage.Copy(true)),
        of("edit.copy", "Copy")
            .words("clipboard text")
            .icon("copy")
            .in(Menu.EDIT, "clipboard")
            .on(Place.NODE, Place.NOTE)
            .onCanvas()
            .needs(
                s -> !s.selection().nodes().isEmpty() || !s.selection().notes().isEmpty(),
                "No operator is selected")
            .sends(new ShellMessage.Copy(false)),
        of("edit.paste", "Paste")
            .words("clipboard insert")
            .icon("clipboard")
            .in(Menu.EDIT, "clipboard")
            .on(Place.CANVAS)
            .onCanvas()
            .needs(Needs::project)
            .sends(s -> ask(false)),
        of("edit.paste-connected", "Paste with incoming edges")
            .words("clipboard connect")
            .in(Menu.EDIT, "clipboard")
            .on(Place.CANVAS)
            .onCanvas()
            .needs(Needs::project)
            .sends(s -> ask(true)));
  }

  private static ShellMessage ask(boolean connect) {
    return new ShellMessage.AskPaste(new Effect.TakeText(connect));
  }
}
