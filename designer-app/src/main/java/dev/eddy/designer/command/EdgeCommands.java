package dev.eddy.designer.command;

import static dev.eddy.designer.command.Command.of;

import dev.eddy.designer.command.Command.Menu;
import dev.eddy.designer.command.Command.Place;
import dev.eddy.designer.state.AppState;
import dev.eddy.designer.state.Message;
import dev.eddy.model.edit.GraphEdit;
import dev.eddy.model.graph.Partitioning;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** How the rows of the selected edge are dealt out to subtasks. */
final class EdgeCommands {
  private EdgeCommands() {}

  static List<Command> all() {
    return List.of(
        partitioning(
            "edge.rebalance",
            "Rebalance its rows",
            "edge partitioning subtasks parallelism round robin deal out",
            Partitioning.REBALANCE),
        partitioning(
            "edge.forward",
            "Forward its rows",
            "edge partitioning subtasks parallelism no exchange",
            Partitioning.FORWARD),
        partitioning(
            "edge.partitioning-default",
            "Leave partitioning to the operator",
            "edge partitioning subtasks default rebalance forward off",
            null));
  }

  private static Command partitioning(
      String id, String title, String words, @Nullable Partitioning value) {
    return of(id, title)
        .words(words)
        .in(Menu.EDIT, "edge")
        .on(Place.EDGE)
        .needs(s -> s.selectedEdge() != null, "Select an edge")
        .sends(s -> apply(s, value));
  }

  private static Message apply(AppState s, @Nullable Partitioning value) {
    String edge = Objects.requireNonNull(s.selectedEdge()).id();
    return new Message.Apply(new GraphEdit.SetPartitioning(edge, value));
  }
}
