package dev.eddy.designer.command;

import static dev.eddy.designer.command.Command.of;

import dev.eddy.designer.command.Command.Menu;
import dev.eddy.designer.command.Command.Place;
import dev.eddy.designer.state.AppState;
import dev.eddy.designer.state.CanvasMessage;
import dev.eddy.designer.state.Message;
import dev.eddy.designer.state.Run;
import dev.eddy.designer.state.ShellMessage;
import dev.eddy.model.graph.Node;
import dev.eddy.model.protocol.Request;
import dev.eddy.model.subgraph.SubGraphs;
import dev.eddy.model.time.Moment;
import java.util.List;
import java.util.Objects;

/** Runs on the desk, through time, and on a cluster. */
final class RunCommands {
  /** Starting and going on share a key: one of both can act. */
  private static final String GO = "go";

  private RunCommands() {}

  private static boolean isGoing(AppState s) {
    return s.run() != null && !Needs.noRun(s).isEmpty();
  }

  static List<Command> all() {
    return List.of(
        of("run.run", "Run")
            .words("start go")
            .icon("continue")
            .in(Menu.RUN, "start")
            .turn(GO)
            .needs(Needs::noRun)
            .sends(new Message.StartRun(false)),
        of("run.debug", "Debug from the first row")
            .words("start paused")
            .icon("crosshair")
            .in(Menu.RUN, "start")
            .needs(Needs::noRun)
            .sends(new Message.StartRun(true)),
        of("run.again", "Run again")
            .words("restart rerun start anew from the beginning")
            .icon("refresh-cw")
            .in(Menu.RUN, "start")
            .needs(RunCommands::isGoing, "Nothing runs")
            .sends(new Message.StartRun(false)),
        of("run.stop", "Stop")
            .words("end")
            .icon("square")
            .in(Menu.RUN, "start")
            .needs(s -> s.run() != null && s.run().stage() != Run.Stage.GONE, "Nothing runs")
            .sends(new Message.StopRun()),
        of("run.continue", "Continue")
            .words("go on resume")
            .icon("continue")
            .in(Menu.RUN, "forward")
            .turn(GO)
            .needs(Needs::wayOn)
            .sends(new Message.Wish(new Request.Continue())),
        of("run.pause", "Pause")
            .words("halt")
            .icon("pause")
            .in(Menu.RUN, "forward")
            .needs(s -> s.run() != null && s.run().isRunning(), "Nothing is running")
            .sends(new Message.Wish(new Request.Pause())),
        of("run.freeze", "Freeze the figures")
            .words("pause view numbers stand still")
            .in(Menu.RUN, "forward")
            .needs(s -> s.run() != null && s.run().isRunning(), "Nothing is running")
            .label(s -> s.frozen() ? "Follow the figures again" : "Freeze the figures")
            .sends(s -> new ShellMessage.Freeze(!s.frozen())),
        of("run.step", "Step")
            .words("next row")
            .icon("step")
            .in(Menu.RUN, "forward")
            .needs(Needs::wayOn)
            .sends(new Message.Wish(new Request.Step())),
        of("run.step-into", "Step into the sub-graph")
            .words("inside down enter next")
            .icon("log-in")
            .in(Menu.RUN, "forward")
            .needs(RunCommands::wayIn)
            .sends(new CanvasMessage.StepInto()),
        of("run.step-out", "Step out of the sub-graph")
            .words("outside up leave return")
            .icon("log-out")
            .in(Menu.RUN, "forward")
            .needs(s -> s.inside().isEmpty() ? "No sub-graph was entered" : "")
            .sends(new CanvasMessage.StepOut()),
        of("run.step-back", "Step back")
            .words("previous row reverse")
            .icon("step-back")
            .in(Menu.RUN, "back")
            .needs(Needs::wayBack)
            .sends(new Message.Wish(new Request.StepBack())),
        of("run.reverse", "Reverse-continue")
            .words("back breakpoint")
            .icon("reverse-continue")
            .in(Menu.RUN, "back")
            .needs(Needs::wayBack)
            .sends(new Message.Wish(new Request.ReverseContinue())),
        of("run.checkpoint-before", "Checkpoint before")
            .words("back")
            .icon("checkpoint-before")
            .in(Menu.RUN, "back")
            .needs(Needs::wayBack)
            .sends(RunCommands::checkpointBefore),
        of("run.live-edge", "Live edge")
            .words("end now")
            .icon("live-edge")
            .in(Menu.RUN, "back")
            .notInText()
            .needs(
                s -> s.run() != null && s.run().isLive() && s.run().isPast(),
                "Already at the live edge")
            .sends(s -> new Message.SeekTo(liveEdge(s))),
        of("run.breakpoint", "Breakpoint on the selected edge")
            .words("stop toggle")
            .icon("disc")
            .in(Menu.RUN, "stop")
            .on(Place.EDGE)
            .notInText()
            .label(s -> isStopped(s) ? "Remove the breakpoint" : "Set a breakpoint")
            .needs(s -> s.observedEdge() != null, "Select an edge")
            .sends(
                s -> {
                  String edge = Objects.requireNonNull(s.observedEdge());
                  return isStopped(s)
                      ? new Message.RemoveStop(s.inRun(edge))
                      : new Message.ToggleStop(edge);
                }),
        of("run.deploy", "Deploy…")
            .words("flink cluster job")
            .icon("upload-cloud")
            .in(Menu.RUN, "cluster")
            .needs(Needs::project)
            .sends(s -> new Message.ShowDeploy(!s.deploy().open())));
  }

  private static boolean isStopped(AppState s) {
    String edge = s.observedEdge();
    return edge != null && s.stops().containsKey(s.inRun(edge));
  }

  private static String wayIn(AppState s) {
    Node n = s.selectedNode();
    return n != null && SubGraphs.isSubGraph(n) ? "" : Needs.wayOn(s);
  }

  private static Moment liveEdge(AppState s) {
    return s.run() == null || s.run().status() == null ? Moment.START : s.run().status().liveEdge();
  }

  private static Message checkpointBefore(AppState s) {
    Moment at = s.run() == null || s.run().status() == null ? Moment.START : s.run().status().at();
    long best = 0;
    if (s.run() != null && s.run().timeline() != null) {
      for (long c : s.run().timeline().checkpoints()) {
        if (c < at.sequence() || c == at.sequence() && at.step() > 0) {
          best = Math.max(best, c);
        }
      }
    }
    return new Message.SeekTo(Moment.before(best));
  }
}
