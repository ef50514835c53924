package dev.eddy.designer.command;

import static dev.eddy.designer.command.Command.of;

import dev.eddy.designer.command.Command.Menu;
import dev.eddy.designer.state.AppState;
import dev.eddy.designer.state.Effect;
import dev.eddy.designer.state.Message;
import dev.eddy.designer.state.ShellMessage;
import java.util.List;

/** Search: commands, operators of the pipeline, operators of the project. */
final class FindCommands {
  private FindCommands() {}

  static List<Command> all() {
    return List.of(
        of("find.commands", "Find a command…")
            .words("palette search")
            .icon("search")
            .in(Menu.VIEW, "find")
            .sends(new Message.Ask(Effect.Dialog.COMMANDS)),
        of("find.graph", "Find in the pipeline")
            .words("search operator name parameter")
            .icon("search")
            .in(Menu.EDIT, "find")
            .needs(Needs::project)
            .sends(new ShellMessage.ShowFind(true)),
        of("find.next", "Next hit")
            .words("find search")
            .in(Menu.EDIT, "find")
            .needs(FindCommands::query)
            .sends(new ShellMessage.StepFind(1)),
        of("find.previous", "Previous hit")
            .words("find search")
            .in(Menu.EDIT, "find")
            .needs(FindCommands::query)
            .sends(new ShellMessage.StepFind(-1)),
        of("find.project", "Find in the project…")
            .words("search all pipelines")
            .icon("search")
            .in(Menu.EDIT, "find")
            .needs(Needs::project)
            .sends(new Message.Ask(Effect.Dialog.FIND_IN_PROJECT)));
  }

  private static String query(AppState s) {
    return s.open() == null
        ? "No project is open"
        : s.find().query().isBlank() ? "Nothing is searched for" : "";
  }
}
