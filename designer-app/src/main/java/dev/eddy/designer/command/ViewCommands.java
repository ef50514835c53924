package dev.eddy.designer.command;

import static dev.eddy.designer.command.Command.of;

import dev.eddy.designer.command.Command.Menu;
import dev.eddy.designer.command.Command.Place;
import dev.eddy.designer.state.Effect;
import dev.eddy.designer.state.Message;
import dev.eddy.designer.state.Mode;
import dev.eddy.designer.state.Panels;
import dev.eddy.designer.state.ShellMessage;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Modes, panels and the camera. */
final class ViewCommands {
  private ViewCommands() {}

  static List<Command> all() {
    List<Command> out = new ArrayList<>();
    for (Mode mode : Mode.values()) {
      out.add(
          of("view." + mode.name().toLowerCase(Locale.ROOT), mode.title())
              .words("mode arrangement")
              .icon(mode.icon())
              .in(Menu.VIEW, "mode")
              .needs(Needs::project)
              .sends(new Message.SetMode(mode)));
    }
    out.add(
        of("view.palette", "Palette")
            .words("operators panel")
            .icon("grid")
            .in(Menu.VIEW, "panel")
            .needs(Needs::project)
            .sends(s -> new Message.ShowPalette(!s.panels().palette())));
    out.add(
        of("view.project", "Project")
            .words("tree pipelines files panel")
            .icon("folder")
            .in(Menu.VIEW, "panel")
            .needs(Needs::project)
            .sends(new ShellMessage.ShowLeft(Panels.Left.PROJECT)));
    out.add(
        of("view.reset", "Reset the panels")
            .words("layout arrangement default")
            .icon("layout")
            .in(Menu.VIEW, "mode")
            .needs(Needs::project)
            .sends(new ShellMessage.ResetPanels()));
    out.add(
        of("view.float", "Panel in a window of its own")
            .words("float detach undock pop out bottom dock")
            .icon("external-link")
            .in(Menu.VIEW, "mode")
            .needs(Needs::project)
            .label(
                s ->
                    s.panels().floating().contains(s.panels().bottom())
                        ? s.panels().bottom().title() + " at its place again"
                        : s.panels().bottom().title() + " in a window of its own")
            .sends(
                s ->
                    new ShellMessage.Float(
                        s.panels().bottom(),
                        !s.panels().floating().contains(s.panels().bottom()))));
    out.add(
        of("view.float-inspector", "Inspector in a window of its own")
            .words("float detach undock pop out settings right dock")
            .icon("external-link")
            .in(Menu.VIEW, "mode")
            .needs(Needs::project)
            .label(
                s ->
                    s.panels().inspectorFloats()
                        ? "Inspector at its place again"
                        : "Inspector in a window of its own")
            .sends(s -> new ShellMessage.FloatInspector(!s.panels().inspectorFloats())));
    for (Panels.Bottom tab : Panels.Bottom.values()) {
      out.add(
          of("view." + tab.name().toLowerCase(Locale.ROOT), tab.title())
              .words("panel")
              .icon(tab.icon())
              .in(Menu.VIEW, "panel")
              .needs(Needs::project)
              .sends(new Message.ShowBottom(tab)));
    }
    out.add(
        camera("view.fit", "Fit all", "zoom whole", "maximize")
            .on(Place.CANVAS)
            .sends(aim(Effect.Aim.Kind.FIT)));
    out.add(
        camera("view.actual", "Actual size", "zoom 100", "")
            .on(Place.CANVAS)
            .sends(aim(Effect.Aim.Kind.ACTUAL_SIZE)));
    out.add(camera("view.in", "Zoom in", "larger", "zoom-in").sends(aim(Effect.Aim.Kind.IN)));
    out.add(camera("view.out", "Zoom out", "smaller", "zoom-out").sends(aim(Effect.Aim.Kind.OUT)));
    out.add(
        of("view.minimap", "Minimap")
            .words("map overview bird's eye corner")
            .icon("map")
            .in(Menu.VIEW, "camera")
            .needs(Needs::project)
            .label(s -> s.settings().map() ? "Hide the minimap" : "Show the minimap")
            .sends(s -> new ShellMessage.Set(s.settings().withMap(!s.settings().map()))));
    out.add(
        of("view.mood", "Light or dark")
            .words("theme colours")
            .icon("moon")
            .in(Menu.VIEW, "look")
            .sends(s -> new Message.SetMood(s.mood().other())));
    return out;
  }

  private static Command.Draft camera(String id, String title, String words, String icon) {
    return of(id, title).words(words).icon(icon).in(Menu.VIEW, "camera").needs(Needs::project);
  }

  private static Message aim(Effect.Aim.Kind kind) {
    return new Message.MoveCamera(Effect.Aim.of(kind));
  }
}
