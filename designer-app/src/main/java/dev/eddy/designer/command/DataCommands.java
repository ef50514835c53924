package dev.eddy.designer.command;

import static dev.eddy.designer.command.Command.of;

import dev.eddy.designer.command.Command.Menu;
import dev.eddy.designer.command.Command.Place;
import dev.eddy.designer.state.AppState;
import dev.eddy.designer.state.Message;
import dev.eddy.designer.state.Run;
import dev.eddy.designer.state.Selection;
import dev.eddy.model.graph.Edge;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Rows, pins, and questions to a run. */
final class DataCommands {
  private static final int OUTPUTS = 9;

  private DataCommands() {}

  static List<Command> all() {
    List<Command> out = new ArrayList<>();
    out.add(
        of("data.preview", "Preview 1 000 rows")
            .words("rows sample look run to here without writing")
            .icon("no-rows")
            .in(Menu.RUN, "data")
            .on(Place.NODE)
            .needs(DataCommands::noPreview)
            .sends(s -> new Message.StartPreview(Objects.requireNonNull(s.selection().single()))));
    out.add(
        of("data.why", "Why is there no output?")
            .words("silent nothing watermark waits held back")
            .icon("help-circle")
            .in(Menu.RUN, "data")
            .on(Place.NODE)
            .needs(
                s -> {
                  Run run = s.run();
                  return run == null || !run.isStopped()
                      ? "Pause a run first"
                      : s.observedNode() == null ? "Select one operator" : "";
                })
            .sends(s -> new Message.AskWhySilent(Objects.requireNonNull(s.observedNode()))));
    out.add(
        of("data.unpin", "Unpin")
            .words("pinned rows run again")
            .icon("paperclip")
            .in(Menu.RUN, "data")
            .on(Place.NODE)
            .needs(
                s -> s.desk().pins().containsKey(String.valueOf(s.selection().single())),
                "No rows are pinned here")
            .sends(s -> new Message.Unpin(Objects.requireNonNull(s.selection().single()))));
    for (int n = 1; n <= OUTPUTS; n++) {
      int output = n;
      out.add(
          of("data.output-" + n, "Show output " + n)
              .words("rows preview edge")
              .onCanvas()
              .needs(s -> outputs(s).size() >= output, "No such output")
              .sends(s -> new Message.Select(Selection.edge(outputs(s).get(output - 1).id()))));
    }
    out.add(
        of("help.tour", "Take the tour")
            .words("first steps learn example")
            .icon("compass")
            .in(Menu.HELP, "learn")
            .needs(Needs::project)
            .sends(new Message.ShowTour(0)));
    return out;
  }

  private static String noPreview(AppState s) {
    if (s.selectedNode() == null) {
      return "Select one operator";
    }
    if (s.checks().errors() > 0) {
      return "The pipeline has errors";
    }
    return Needs.noRun(s);
  }

  /** Edges out of the selected node, or of the node that the selected edge leaves. */
  private static List<Edge> outputs(AppState s) {
    String node = s.selection().single();
    Edge edge = s.selectedEdge();
    String from = node != null ? node : edge == null ? null : edge.from().node();
    return from == null ? List.of() : s.graph().outOf(from);
  }
}
