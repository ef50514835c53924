package dev.eddy.designer.view;

import dev.eddy.designer.control.EmptyState;
import dev.eddy.designer.control.Figures;
import dev.eddy.designer.control.state.StateDiffModel;
import dev.eddy.designer.control.state.StateDiffView;
import dev.eddy.designer.control.state.StateModel;
import dev.eddy.designer.control.state.StateView;
import dev.eddy.designer.state.AppState;
import dev.eddy.designer.state.LooksMessage;
import dev.eddy.designer.state.Message;
import dev.eddy.designer.state.Panels;
import dev.eddy.designer.state.Run;
import dev.eddy.designer.state.Scope;
import dev.eddy.designer.state.StateDiff;
import dev.eddy.model.contract.Contract;
import dev.eddy.model.graph.Edge;
import dev.eddy.model.graph.Node;
import dev.eddy.model.problem.Problem;
import dev.eddy.model.protocol.Reply;
import dev.eddy.model.protocol.Status;
import dev.eddy.model.type.Schema;
import java.util.Objects;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/** The state of an operator at the moment shown. */
final class StatePanel extends StackPane {
  private static final EmptyState.Words NOTHING =
      EmptyState.Words.of(
          "mouse-pointer", "No operator selected", "Select one to see its state at this moment.");

  private static final EmptyState.Words EDGE =
      new EmptyState.Words(
          "no-rows",
          "An edge keeps no state",
          "What passed on it are its rows.",
          "Show its rows",
          "");

  private final Store store;
  private final StateView view;
  private final StateDiffView diffView;
  private final MenuButton compare = new MenuButton("Compare with");
  private final Button closeDiff = Parts.icon("x", 14, "Back to the state");
  private final Label compared = Parts.label("", "strong");
  private final StackPane body = new StackPane();
  private final VBox content;
  private EmptyState.@Nullable Words bareWords;
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
    view.setOnMore(
        table -> {
          String node = shownNode;
          if (node != null) {
            store.send(new LooksMessage.MoreState(node, table));
          }
        });
    diffView = new StateDiffView(moment -> store.send(new Message.SeekTo(moment)));
    view.setOnCopied(words -> store.send(new Message.ShowNote(words)));
    diffView.setOnCopied(words -> store.send(new Message.ShowNote(words)));
    compare.getStyleClass().addAll("tool-button", "small-button");
    compare.setId("compare-state");
    compare.setMinWidth(USE_PREF_SIZE);
    compare.setTooltip(Parts.tooltip("What differs between this moment and another"));
    compare.getItems().add(new MenuItem("…"));
    compare.setOnShowing(e -> moments());
    closeDiff.setOnAction(e -> store.send(new LooksMessage.CloseCompare()));
    closeDiff.managedProperty().bind(closeDiff.visibleProperty());
    compared.setMinWidth(0);
    HBox tools = new HBox(8, compared, Parts.gap(), compare, closeDiff);
    tools.setAlignment(Pos.CENTER_LEFT);
    tools.getStyleClass().add("state-tools");
    tools.visibleProperty().bind(compare.visibleProperty().or(closeDiff.visibleProperty()));
    tools.managedProperty().bind(tools.visibleProperty());
    compare.managedProperty().bind(compare.visibleProperty());
    VBox.setVgrow(body, Priority.ALWAYS);
    content = new VBox(tools, body);
    empty(EmptyState.RECORDING);
  }

  private void moments() {
    compare.getItems().clear();
    Run run = store.state().run();
    String node = shownNode;
    if (run == null || node == null) {
      return;
    }
    for (StateMoments.Offer o : StateMoments.offered(run)) {
      MenuItem item = new MenuItem(o.title());
      item.setMnemonicParsing(false);
      item.setOnAction(e -> store.send(new LooksMessage.CompareState(node, o.moment())));
      compare.getItems().add(item);
    }
  }

  void show(AppState s, @Nullable Node node) {
    Run run = s.run();
    if (node == null || run == null || run.status() == null) {
      boolean recorded = run != null && run.status() != null;
      empty(
          recorded
              ? s.selectedEdge() == null ? NOTHING : EDGE
              : Run.isStarting(run)
                  ? EmptyState.STARTING
                  : KeyWords.of(s).in(EmptyState.RECORDING, "run.debug"));
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
    if (!getChildren().contains(content)) {
      getChildren().setAll(content);
    }
    if (shows(run, node, counts != null && counts.stateEntries() >= 0)) {
      return;
    }
    if (state == null && next == null && Scope.of(s).runningNode(node.id()) == null) {
      compare.setVisible(false);
      bare(
          EmptyState.Words.of(
              "share-2",
              "Several operators hold it",
              "Enter the sub-graph to see the state of each of them."));
      return;
    }
    if (state == null && next == null) {
      bare(EmptyState.Words.of("database", "Reading the state", "The run is asked for it."));
      return;
    }
    bareWords = null;
    put(view);
    view.show(
        new StateModel.Input(
            node.name(),
            state,
            next,
            schema(s, status),
            counts == null ? Long.MIN_VALUE : counts.watermark(),
            before));
  }

  /** Shows the comparison of the node's state, where one is open. */
  private boolean shows(Run run, Node node, boolean hasState) {
    StateDiff diff = run.looks().diff();
    boolean mine = diff != null && diff.node().equals(node.id());
    compare.setVisible(hasState && run.isStopped() && !mine);
    closeDiff.setVisible(mine);
    if (diff == null || !mine) {
      compared.setText("");
      return false;
    }
    Problem refused = diff.refused();
    if (refused != null) {
      compared.setText("");
      bare(EmptyState.Words.of("alert-triangle", refused.message(), refused.remedy()));
    } else if (diff.answer() == null) {
      compared.setText("Comparing with " + Figures.moment(diff.other()) + "…");
    } else {
      StateDiffModel model = StateDiffModel.of(diff.answer(), diff.at(), diff.other());
      compared.setText(model.title());
      bareWords = null;
      put(diffView);
      diffView.show(model);
    }
    return true;
  }

  private void bare(EmptyState.Words words) {
    if (!words.equals(bareWords)) {
      bareWords = words;
      put(Parts.empty(words, w -> {}));
    }
  }

  private void put(javafx.scene.Node what) {
    if (body.getChildren().size() != 1 || body.getChildren().get(0) != what) {
      body.getChildren().setAll(what);
    }
  }

  private void empty(EmptyState.Words words) {
    if (getChildren().isEmpty()
        || getChildren().get(0) == content
        || !Objects.equals(getUserData(), words)) {
      setUserData(words);
      getChildren().setAll(Parts.empty(words, this::instead));
    }
  }

  private void instead(EmptyState.Words words) {
    if (words.equals(EDGE)) {
      store.send(new Message.ShowBottom(Panels.Bottom.DATA));
    } else {
      Parts.send("run.debug", store);
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
