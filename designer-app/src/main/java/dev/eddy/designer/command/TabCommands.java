package dev.eddy.designer.command;

import static dev.eddy.designer.command.Command.of;

import dev.eddy.designer.command.Command.Menu;
import dev.eddy.designer.state.AppState;
import dev.eddy.designer.state.Effect;
import dev.eddy.designer.state.Message;
import dev.eddy.designer.state.ShellMessage;
import java.util.List;
import java.util.Objects;

/** Tabs of pipelines. */
final class TabCommands {
  private TabCommands() {}

  static List<Command> all() {
    return List.of(
        of("tab.new", "New pipeline…")
            .words("create tab file")
            .icon("file-plus")
            .in(Menu.FILE, "pipeline")
            .needs(Needs::project)
            .sends(new Message.Ask(Effect.Dialog.NEW_PIPELINE)),
        of("tab.close", "Close tab")
            .words("pipeline")
            .in(Menu.FILE, "pipeline")
            .needs(TabCommands::severalTabs)
            .sends(s -> new ShellMessage.CloseTab(Objects.requireNonNull(s.open()).pipeline())),
        of("tab.close-others", "Close other tabs")
            .words("pipeline")
            .in(Menu.FILE, "pipeline")
            .needs(TabCommands::severalTabs)
            .sends(
                s -> new ShellMessage.CloseOtherTabs(Objects.requireNonNull(s.open()).pipeline())),
        of("tab.next", "Next tab")
            .words("pipeline switch")
            .in(Menu.VIEW, "tab")
            .needs(TabCommands::severalTabs)
            .sends(new ShellMessage.StepTab(1)),
        of("tab.previous", "Previous tab")
            .words("pipeline switch")
            .in(Menu.VIEW, "tab")
            .needs(TabCommands::severalTabs)
            .sends(new ShellMessage.StepTab(-1)));
  }

  private static String severalTabs(AppState s) {
    return s.open() == null
        ? "No project is open"
        : s.open().tabs().size() < 2 ? "Only one tab is open" : "";
  }
}
