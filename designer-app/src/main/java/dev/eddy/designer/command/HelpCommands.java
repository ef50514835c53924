package dev.eddy.designer.command;

import static dev.eddy.designer.command.Command.of;

import dev.eddy.designer.command.Command.Menu;
import dev.eddy.designer.command.Command.Place;
import dev.eddy.designer.state.Effect;
import dev.eddy.designer.state.Message;
import java.util.List;

/** Help, keys and settings. */
final class HelpCommands {
  private HelpCommands() {}

  static List<Command> all() {
    return List.of(
        of("help.operator", "Help on the operator")
            .words("page manual documentation")
            .icon("help-circle")
            .in(Menu.HELP, "help")
            .on(Place.NODE)
            .needs(Needs::oneNode)
            .sends(new Message.Ask(Effect.Dialog.OPERATOR_HELP)),
        of("help.keys", "Keys")
            .words("shortcuts list keyboard")
            .icon("command")
            .in(Menu.HELP, "help")
            .notInText()
            .sends(new Message.Ask(Effect.Dialog.KEYS)),
        of("file.settings", "Settings…")
            .words("preferences options theme keys scale")
            .icon("settings")
            .in(Menu.FILE, "settings")
            .sends(new Message.Ask(Effect.Dialog.SETTINGS)));
  }
}
