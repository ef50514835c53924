package dev.eddy.designer.command;

import static dev.eddy.designer.command.Command.of;

import dev.eddy.designer.command.Command.Menu;
import dev.eddy.designer.command.Command.Place;
import dev.eddy.designer.state.Message;
import dev.eddy.designer.state.Selection;
import java.util.List;
import java.util.stream.Collectors;

/** The commands of the worked example in docs/extending.md. */
final class WorkedCommands {
  private WorkedCommands() {}

  static List<Command> all() {
    return List.of(
        // [command]
        of("edit.invert", "Invert the selection")
            .words("other operators")
            .in(Menu.EDIT, "select")
            .on(Place.CANVAS)
            .onCanvas()
            .needs(Needs::project)
            .sends(
                s ->
                    new Message.Select(
                        Selection.nodes(
                            s.graph().nodes().keySet().stream()
                                .filter(id -> !s.selection().nodes().contains(id))
                                .collect(Collectors.toSet()))))
        // [/command]
        );
  }
}
