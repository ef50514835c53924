package dev.eddy.designer.view;

import dev.eddy.designer.command.Command;
import dev.eddy.designer.command.Commands;
import dev.eddy.designer.command.KeyMap;
import dev.eddy.designer.control.timeline.TimelineModel;
import dev.eddy.designer.control.timeline.TimelineModel.NodeTrack;
import dev.eddy.designer.control.timeline.TimelineModel.Rows;
import dev.eddy.designer.control.timeline.TimelineView;
import dev.eddy.designer.state.AppState;
import dev.eddy.designer.state.Message;
import dev.eddy.designer.state.Run;
import dev.eddy.model.graph.Edge;
import dev.eddy.model.graph.Graph;
import dev.eddy.model.graph.Node;
import dev.eddy.model.operator.Catalog;
import dev.eddy.model.operator.Family;
import dev.eddy.model.operator.OperatorDescriptor;
import dev.eddy.model.operator.OperatorType;
import dev.eddy.model.operator.OutputPort;
import dev.eddy.model.protocol.Reply;
import dev.eddy.model.protocol.Status;
import dev.eddy.model.time.Moment;
import java.util.ArrayList;
import java.util.List;
import javafx.scene.layout.StackPane;
import org.jspecify.annotations.Nullable;

/** The timeline of the run. */
final class TimelinePanel extends StackPane {
  private static final Status NONE =
      new Status(
          Status.Phase.IDLE,
          Moment.START,
          Moment.START,
          "",
          null,
          null,
          null,
          Long.MIN_VALUE,
          List.of(),
          List.of());

  private final Catalog catalog;
  private final TimelineView view;
  private Reply.@Nullable TimelineOf shown;
  private @Nullable Status shownStatus;
  private @Nullable String shownNode = "";

  TimelinePanel(Store store, Catalog catalog) {
    this.catalog = catalog;
    view = new TimelineView((moment, dragging) -> store.send(new Message.SeekTo(moment)));
    view.setOnEmptyAction(
        () -> {
          Command debug = Commands.get("run.debug");
          if (debug.isEnabled(store.state())) {
            store.send(debug.message().apply(store.state()));
          }
        });
    getChildren().add(view);
  }

  TimelineView view() {
    return view;
  }

  // The model takes a missing timeline; the checker does not see that on a nested type.
  @SuppressWarnings("NullAway")
  void show(AppState s) {
    view.showEmptyKeys(KeyMap.of(s).shown(Commands.get("run.debug")));
    Run run = s.run();
    Reply.TimelineOf timeline = run == null ? null : run.timeline();
    // Between the first word of a run and its first timeline there is a recording already.
    view.showStarting(Run.isStarting(run) || run != null && run.isLive() && timeline == null);
    Status status = run == null || run.status() == null ? NONE : run.status();
    String node = s.observedNode();
    if (timeline == shown
        && status.equals(shownStatus)
        && java.util.Objects.equals(node, shownNode)) {
      return;
    }
    shown = timeline;
    shownStatus = status;
    shownNode = node;
    view.show(new TimelineModel(tracks(s.graph(), catalog, node), timeline, status), node);
  }

  /**
   * One track for each source, for the node that is looked at, for operators with windows, and for
   * sinks of late rows: what a run is read by. Pure.
   */
  static List<NodeTrack> tracks(Graph graph, Catalog catalog, @Nullable String looked) {
    List<NodeTrack> out = new ArrayList<>();
    for (Node n : graph.nodes().values()) {
      OperatorDescriptor d = catalog.find(n.operator()).map(OperatorType::descriptor).orElse(null);
      if (d == null) {
        continue;
      }
      boolean late = d.family() == Family.SINK && comesFromSide(graph, catalog, n);
      if (late
          || d.family() == Family.SOURCE
          || d.family() == Family.WINDOW
          || n.id().equals(looked)) {
        out.add(new NodeTrack(n.id(), n.name(), d.family(), late ? Rows.LATE : Rows.NORMAL));
      }
    }
    return out;
  }

  private static boolean comesFromSide(Graph graph, Catalog catalog, Node n) {
    for (Edge e : graph.into(n.id())) {
      Node from = graph.nodes().get(e.from().node());
      OperatorDescriptor d =
          from == null
              ? null
              : catalog.find(from.operator()).map(OperatorType::descriptor).orElse(null);
      if (d == null) {
        continue;
      }
      for (OutputPort p : d.outputs()) {
        if (p.side() && p.name().equals(e.from().port())) {
          return true;
        }
      }
    }
    return false;
  }
}
