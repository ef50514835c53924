package dev.eddy.designer.view;

import dev.eddy.designer.command.Command;
import dev.eddy.designer.command.Commands;
import dev.eddy.designer.control.EmptyState;
import dev.eddy.designer.control.state.StateModel;
import dev.eddy.designer.control.state.StateView;
import dev.eddy.designer.state.AppState;
import dev.eddy.designer.state.Message;
import dev.eddy.designer.state.Run;
import dev.eddy.model.contract.Contract;
import dev.eddy.model.graph.Edge;
import dev.eddy.model.graph.Node;
import dev.eddy.model.protocol.Reply;
import dev.eddy.model.protocol.Status;
import dev.eddy.model.type.Schema;
import java.util.Objects;
import javafx.scene.layout.StackPane;
import org.jspecify.annotations.Nullable;

/** The state of an operator at the moment shown. */
final class StatePanel extends StackPane {
  private static final EmptyState.Words NOTHING =
      EmptyState.Words.of(
          "mouse-pointer", "No operator selected", "Select one to see its state at this moment.");

  private final Store store;
  private final StateView view;
  private Reply.@Nullable StateOf shown;
  private Reply.@Nullable StateOf before;
  private @Nullable String shownNode;

  StatePanel(Store store) {
    this.store = store;
    getStyleClass().add("state-panel");
    view =
        new StateView(
            moment -> store.send(new Message.SeekTo(moment)),
            text -> store.send(new Message.FilterState(text)));
    empty(EmptyState.RECORDING);
  }

  void show(AppState s, @Nullable Node node) {
    Run run = s.run();
    if (node == null || run == null || run.status() == null) {
      empty(run == null ? KeyWords.of(s).in(EmptyState.RECORDING, "run.debug") : NOTHING);
      shownNode = null;
      return;
    }
    if (!node.id().equals(shownNode)) {
      shownNode = node.id();
      shown = null;
      before = null;
    }
    Status status = run.status();
    Reply.StateOf state = node.id().equals(run.stateNode()) ? run.state() : null;
    if (state != shown) {
      before = shown;
      shown = state;
    }
    Reply.EdgeRow next = next(run, status, node);
    Status.NodeCounts counts = counts(status, node);
    if (next == null && (counts == null || counts.stateEntries() < 0)) {
      empty(EmptyState.noState(node.name()));
      return;
    }
    if (state == null && next == null && run.isRunning()) {
      empty(
          EmptyState.Words.of(
              "database",
              "The state changes",
              "Pause the run to look at the state of " + node.name() + "."));
      return;
    }
    if (getChildren().isEmpty() || getChildren().get(0) != view) {
      getChildren().setAll(view);
    }
    view.show(
        new StateModel.Input(
            node.name(),
            state,
            next,
            schema(s, status),
            counts == null ? Long.MIN_VALUE : counts.watermark(),
            before));
  }

  private void debug() {
    Command command = Commands.get("run.debug");
    if (command.isEnabled(store.state())) {
      store.send(command.message().apply(store.state()));
    }
  }

  private void empty(EmptyState.Words words) {
    if (getChildren().isEmpty()
        || getChildren().get(0) == view
        || !Objects.equals(getUserData(), words)) {
      setUserData(words);
      getChildren().setAll(Parts.empty(words, w -> debug()));
    }
  }

  private static Reply.@Nullable EdgeRow next(Run run, Status status, Node node) {
    boolean here =
        node.id().equals(status.nodeId())
            && status.edgeId() != null
            && status.edgeId().equals(run.rowsEdge());
    return here && run.rows() != null ? run.rows().next() : null;
  }

  private static Status.@Nullable NodeCounts counts(Status status, Node node) {
    for (Status.NodeCounts c : status.nodes()) {
      if (c.nodeId().equals(node.id())) {
        return c;
      }
    }
    return null;
  }

  private static Schema schema(AppState s, Status status) {
    Edge e = status.edgeId() == null ? null : s.graph().edges().get(status.edgeId());
    Contract c = e == null ? null : s.checks().outputs().get(e.from().toString());
    return c == null ? Schema.EMPTY : c.schema();
  }
}
