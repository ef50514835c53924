package dev.eddy.designer.command;

import static dev.eddy.designer.command.Command.of;

import dev.eddy.designer.command.Command.Menu;
import dev.eddy.designer.state.Effect;
import dev.eddy.designer.state.Message;
import java.util.List;

/** Projects and files. */
final class FileCommands {
  private FileCommands() {}

  static List<Command> all() {
    return List.of(
        of("file.new", "New project…")
            .words("create folder wizard")
            .icon("plus")
            .in(Menu.FILE, "open")
            .sends(new Message.Ask(Effect.Dialog.NEW_PROJECT)),
        of("file.open", "Open…")
            .words("project folder")
            .icon("folder")
            .in(Menu.FILE, "open")
            .sends(new Message.Ask(Effect.Dialog.OPEN_PROJECT)),
        of("file.recording", "Open recording…")
            .words("run past time travel")
            .icon("clock")
            .in(Menu.FILE, "open")
            .needs(Needs::project)
            .sends(new Message.Ask(Effect.Dialog.OPEN_RECORDING)),
        of("file.save", "Save")
            .words("write")
            .icon("save")
            .in(Menu.FILE, "save")
            .needs(Needs::project)
            .sends(new Message.Save()),
        of("file.export", "Export…")
            .words("picture png svg text image share")
            .icon("share")
            .in(Menu.FILE, "exchange")
            .needs(s -> s.graph().nodes().isEmpty() ? "There is nothing to export" : "")
            .sends(new Message.Ask(Effect.Dialog.EXPORT)),
        of("file.import", "Import a pipeline…")
            .words("text json load")
            .icon("download")
            .in(Menu.FILE, "exchange")
            .needs(Needs::project)
            .sends(new Message.Ask(Effect.Dialog.IMPORT)),
        of("file.close", "Close project")
            .words("start page")
            .icon("home")
            .in(Menu.FILE, "leave")
            .needs(Needs::project)
            .sends(new Message.CloseProject()),
        of("file.quit", "Quit")
            .words("exit")
            .icon("log-out")
            .in(Menu.FILE, "leave")
            .sends(new Message.Ask(Effect.Dialog.QUIT)));
  }
}
