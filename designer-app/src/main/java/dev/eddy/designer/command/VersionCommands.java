package dev.eddy.designer.command;

import static dev.eddy.designer.command.Command.of;

import dev.eddy.designer.command.Command.Menu;
import dev.eddy.designer.state.AppState;
import dev.eddy.designer.state.ShellMessage;
import dev.eddy.designer.state.Versions;
import java.util.List;

/** Earlier versions of the pipeline. */
final class VersionCommands {
  private VersionCommands() {}

  static List<Command> all() {
    return List.of(
        of("file.compare", "Compare with the last commit")
            .words("diff changes git version since deployed")
            .icon("git-commit")
            .in(Menu.FILE, "version")
            .needs(Needs::project)
            .label(s -> compares(s) ? "End the comparison" : "Compare with the last commit")
            .sends(
                s ->
                    compares(s)
                        ? new ShellMessage.EndComparison()
                        : new ShellMessage.Compare(Versions.Source.COMMIT)),
        of("file.compare-saved", "Compare with the saved file")
            .words("diff changes disk version")
            .in(Menu.FILE, "version")
            .needs(Needs::project)
            .sends(new ShellMessage.Compare(Versions.Source.SAVED)),
        of("file.compare-deployed", "Compare with what was deployed")
            .words("diff changes cluster job version")
            .in(Menu.FILE, "version")
            .needs(
                s ->
                    s.open() == null
                        ? "No project is open"
                        : s.versions().deployed().containsKey(s.open().pipeline())
                            ? ""
                            : "It was not deployed since it was opened")
            .sends(new ShellMessage.Compare(Versions.Source.DEPLOYED)));
  }

  private static boolean compares(AppState s) {
    Versions.Compared c = s.versions().shown();
    return c != null && s.open() != null && c.pipeline().equals(s.open().pipeline());
  }
}
