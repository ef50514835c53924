package dev.eddy.designer.command;

import static dev.eddy.designer.command.Command.of;

import dev.eddy.designer.command.Command.Menu;
import dev.eddy.designer.command.Command.Place;
import dev.eddy.designer.state.AppState;
import dev.eddy.designer.state.Arrange;
import dev.eddy.designer.state.CanvasMessage;
import dev.eddy.designer.state.Effect;
import dev.eddy.designer.state.Message;
import dev.eddy.model.edit.GraphEdit;
import dev.eddy.model.graph.Layout;
import dev.eddy.model.graph.Node;
import dev.eddy.model.subgraph.SubGraphs;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The pipeline as a drawing: walking, arranging, notes, frames, healing, bypassing. */
final class CanvasCommands {
  private CanvasCommands() {}

  static List<Command> all() {
    List<Command> out = new ArrayList<>();
    out.add(
        of("edit.delete-heal", "Delete and reconnect")
            .words("heal close gap remove")
            .in(Menu.EDIT, "delete")
            .on(Place.NODE)
            .onCanvas()
            .needs(Needs::selection)
            .sends(new CanvasMessage.DeleteAndHeal()));
    out.add(
        of("canvas.pull-out", "Pull out of the chain")
            .words("extract detach heal")
            .in(Menu.EDIT, "delete")
            .on(Place.NODE)
            .onCanvas()
            .needs(Needs::nodes)
            .sends(new CanvasMessage.PullOut()));
    out.add(
        of("edit.bypass", "Bypass")
            .words("disable mute skip pass")
            .icon("slash")
            .in(Menu.EDIT, "node")
            .on(Place.NODE)
            .onCanvas()
            .needs(Needs::nodes)
            .label(s -> isAllBypassed(s) ? "Use again" : "Bypass")
            .sends(new CanvasMessage.ToggleBypass()));
    for (Arrange.Direction d : Arrange.Direction.values()) {
      out.add(
          of("canvas.walk-" + lower(d), "Walk " + lower(d))
              .words("select next neighbour")
              .onCanvas()
              .needs(Needs::project)
              .sends(new CanvasMessage.Walk(d)));
    }
    out.add(
        of("canvas.open", "Open")
            .words("details enter edit form settings text")
            .icon("edit-2")
            .in(Menu.EDIT, "node")
            .on(Place.NODE, Place.NOTE)
            .onCanvas()
            .needs(Needs::selection)
            .sends(new CanvasMessage.OpenSelection()));
    out.add(
        of("canvas.upstream", "Select upstream")
            .words("feeds before inputs")
            .in(Menu.EDIT, "select")
            .on(Place.NODE)
            .onCanvas()
            .needs(Needs::nodes)
            .sends(new CanvasMessage.SelectFlow(true)));
    out.add(
        of("canvas.downstream", "Select downstream")
            .words("fed after outputs")
            .in(Menu.EDIT, "select")
            .on(Place.NODE)
            .onCanvas()
            .needs(Needs::nodes)
            .sends(new CanvasMessage.SelectFlow(false)));
    layout(out);
    out.add(
        of("canvas.note", "Add a note")
            .words("text comment markdown sticky")
            .icon("file-text")
            .in(Menu.EDIT, "drawing")
            .on(Place.CANVAS)
            .onCanvas()
            .needs(Needs::project)
            .sends(new Message.Ask(Effect.Dialog.NOTE)));
    out.add(
        of("canvas.frame", "Frame the selection")
            .words("group box")
            .icon("square")
            .in(Menu.EDIT, "drawing")
            .on(Place.NODE, Place.NOTE)
            .onCanvas()
            .needs(Needs::selection)
            .sends(new CanvasMessage.FrameSelection()));
    edges(out);
    subGraphs(out);
    out.add(
        of("view.fill", "Fill the view")
            .words("zoom width")
            .in(Menu.VIEW, "camera")
            .needs(Needs::project)
            .sends(new Message.MoveCamera(Effect.Aim.of(Effect.Aim.Kind.FILL))));
    out.add(
        of("view.selection", "Zoom to the selection")
            .words("show selected")
            .in(Menu.VIEW, "camera")
            .on(Place.NODE)
            .onCanvas()
            .needs(Needs::nodes)
            .sends(new Message.MoveCamera(Effect.Aim.of(Effect.Aim.Kind.SELECTION))));
    return out;
  }

  private static void edges(List<Command> out) {
    out.add(
        of("canvas.routing", "Orthogonal edges")
            .words("routing right angles lines curves square")
            .icon("corner-down-right")
            .in(Menu.EDIT, "drawing")
            .on(Place.CANVAS)
            .needs(Needs::project)
            .label(s -> isOrthogonal(s) ? "Curved edges" : "Orthogonal edges")
            .sends(
                s ->
                    new Message.Apply(
                        new GraphEdit.SetRouting(
                            isOrthogonal(s) ? Layout.Routing.CURVED : Layout.Routing.ORTHOGONAL))));
    out.add(
        of("canvas.label-reset", "Put the label back")
            .words("reset edge name words place")
            .in(Menu.EDIT, "drawing")
            .on(Place.EDGE)
            .onCanvas()
            .needs(s -> movedLabel(s) == null ? "Select an edge whose label was moved" : "")
            .sends(
                s ->
                    new Message.Apply(
                        new GraphEdit.SetLabel(Objects.requireNonNull(movedLabel(s)), null))));
  }

  private static boolean isOrthogonal(AppState s) {
    return s.open() != null && s.open().layout().routing() == Layout.Routing.ORTHOGONAL;
  }

  private static @Nullable String movedLabel(AppState s) {
    String edge = s.selection().edge();
    return edge != null && s.open() != null && s.open().layout().labels().containsKey(edge)
        ? edge
        : null;
  }

  private static void subGraphs(List<Command> out) {
    out.add(
        of("canvas.group", "Make a sub-graph")
            .words("extract group module fragment reuse")
            .in(Menu.EDIT, "subgraph")
            .on(Place.NODE)
            .onCanvas()
            .needs(Needs::nodes)
            .sends(new CanvasMessage.Group()));
    out.add(
        of("canvas.expand", "Expand the sub-graph")
            .words("ungroup inline")
            .in(Menu.EDIT, "subgraph")
            .on(Place.NODE)
            .onCanvas()
            .needs(CanvasCommands::subGraph)
            .sends(new CanvasMessage.Expand()));
    out.add(
        of("canvas.enter", "Enter the sub-graph")
            .words("open inside down")
            .in(Menu.EDIT, "subgraph")
            .on(Place.NODE)
            .onCanvas()
            .needs(CanvasCommands::subGraph)
            .sends(
                s ->
                    new CanvasMessage.EnterSubGraph(
                        Objects.requireNonNull(s.selectedNode()).id())));
    out.add(
        of("canvas.leave", "Leave the sub-graph")
            .words("up outside back")
            .in(Menu.EDIT, "subgraph")
            .on(Place.CANVAS)
            .onCanvas()
            .needs(
                s ->
                    s.open() == null || s.inside().isEmpty() && s.open().usersOfShown().isEmpty()
                        ? "No pipeline uses this one"
                        : "")
            .sends(new CanvasMessage.LeaveSubGraph()));
  }

  private static String subGraph(AppState s) {
    Node n = s.selectedNode();
    return n == null || !SubGraphs.isSubGraph(n) ? "Select a sub-graph" : "";
  }

  private static void layout(List<Command> out) {
    out.add(
        of("canvas.layout", "Arrange all")
            .words("auto layout tidy layered")
            .icon("arrange")
            .in(Menu.EDIT, "arrange")
            .on(Place.CANVAS)
            .onCanvas()
            .needs(s -> s.graph().nodes().isEmpty() ? "There is nothing to arrange" : "")
            .sends(new CanvasMessage.AutoLayout(true)));
    out.add(
        of("canvas.layout-selection", "Arrange the selection")
            .words("auto layout tidy")
            .in(Menu.EDIT, "arrange")
            .on(Place.NODE)
            .onCanvas()
            .needs(CanvasCommands::several)
            .sends(new CanvasMessage.AutoLayout(false)));
    out.add(
        of("canvas.cancel-layout", "Cancel arranging")
            .words("stop layout")
            .onCanvas()
            .turn("escape")
            .needs(s -> s.layingOut() ? "" : "Nothing is being arranged")
            .sends(new CanvasMessage.CancelLayout()));
    for (Arrange.Alignment a : Arrange.Alignment.values()) {
      String id = a == Arrange.Alignment.CENTRE ? "center" : a.name().toLowerCase(Locale.ROOT);
      String name = a.name().toLowerCase(Locale.ROOT);
      out.add(
          of("canvas.align-" + id, "Align " + name)
              .words("arrange line up")
              .in(Menu.EDIT, "align")
              .onCanvas()
              .needs(CanvasCommands::several)
              .sends(new CanvasMessage.Align(a)));
    }
    for (boolean horizontally : new boolean[] {true, false}) {
      String way = horizontally ? "horizontally" : "vertically";
      out.add(
          of("canvas.distribute-" + way, "Distribute " + way)
              .words("arrange even gaps")
              .in(Menu.EDIT, "align")
              .onCanvas()
              .needs(s -> count(s) < 3 ? "Select three or more" : "")
              .sends(new CanvasMessage.Distribute(horizontally)));
    }
    out.add(
        of("canvas.snap", "Snap to the grid")
            .words("arrange align")
            .in(Menu.EDIT, "align")
            .onCanvas()
            .needs(Needs::selection)
            .sends(new CanvasMessage.SnapToGrid()));
  }

  private static String lower(Arrange.Direction d) {
    return d.name().toLowerCase(Locale.ROOT);
  }

  private static int count(AppState s) {
    return s.selection().nodes().size() + s.selection().notes().size();
  }

  private static String several(AppState s) {
    return count(s) < 2 ? "Select two or more" : "";
  }

  private static boolean isAllBypassed(AppState s) {
    return !s.selection().nodes().isEmpty()
        && s.selection().nodes().stream()
            .map(s.graph().nodes()::get)
            .allMatch(n -> n != null && n.bypassed());
  }
}
