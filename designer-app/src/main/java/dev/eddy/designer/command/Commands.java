package dev.eddy.designer.command;

import dev.eddy.designer.command.Command.Scope;
import dev.eddy.designer.state.AppState;
import dev.eddy.designer.state.Effect;
import dev.eddy.designer.state.Message;
import dev.eddy.designer.state.Mode;
import dev.eddy.designer.state.Panels;
import dev.eddy.designer.state.Run;
import dev.eddy.model.protocol.Request;
import dev.eddy.model.protocol.Status;
import dev.eddy.model.time.Moment;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;

/** The registry of all commands. */
public final class Commands {
  private static final Map<String, Command> ALL = new LinkedHashMap<>();

  static {
    file();
    edit();
    view();
    run();
  }

  private Commands() {}

  public static List<Command> all() {
    return List.copyOf(ALL.values());
  }

  /** A command that must exist. */
  public static Command get(String id) {
    return Objects.requireNonNull(ALL.get(id), id);
  }

  /** The commands of each menu, in order. */
  public static Map<String, List<Command>> menus() {
    Map<String, List<Command>> out = new LinkedHashMap<>();
    for (Command c : ALL.values()) {
      if (!c.menu().isEmpty()) {
        out.computeIfAbsent(c.menu(), k -> new ArrayList<>()).add(c);
      }
    }
    return Collections.unmodifiableMap(out);
  }

  /** Commands whose title or words hold all words of the query; those that can act first. */
  public static List<Command> search(String query, AppState state) {
    String[] words = query.toLowerCase(Locale.ROOT).strip().split("\\s+");
    return ALL.values().stream()
        .filter(
            c -> {
              String text = (c.title() + " " + c.words()).toLowerCase(Locale.ROOT);
              for (String w : words) {
                if (!text.contains(w)) {
                  return false;
                }
              }
              return true;
            })
        .sorted(Comparator.comparing((Command c) -> !c.isEnabled(state)))
        .toList();
  }

  private static void file() {
    add(
        "file.new",
        "New project…",
        "create folder",
        "plus",
        "File",
        Scope.ANYWHERE,
        s -> "",
        s -> new Message.Ask(Effect.Dialog.NEW_PROJECT),
        "Ctrl+N");
    add(
        "file.open",
        "Open…",
        "project folder",
        "folder",
        "File",
        Scope.ANYWHERE,
        s -> "",
        s -> new Message.Ask(Effect.Dialog.OPEN_PROJECT),
        "Ctrl+O");
    add(
        "file.save",
        "Save",
        "write",
        "save",
        "File",
        Scope.ANYWHERE,
        Commands::needsProject,
        s -> new Message.Save(),
        "Ctrl+S");
    add(
        "file.recording",
        "Open recording…",
        "run past time travel",
        "clock",
        "File",
        Scope.ANYWHERE,
        Commands::needsProject,
        s -> new Message.Ask(Effect.Dialog.OPEN_RECORDING));
    add(
        "file.close",
        "Close project",
        "start page",
        "home",
        "File",
        Scope.ANYWHERE,
        Commands::needsProject,
        s -> new Message.CloseProject(),
        "Ctrl+Shift+W");
    add(
        "file.quit",
        "Quit",
        "exit",
        "log-out",
        "File",
        Scope.ANYWHERE,
        s -> "",
        s -> new Message.Ask(Effect.Dialog.QUIT),
        "Ctrl+Q");
  }

  private static void edit() {
    add(
        "edit.undo",
        "Undo",
        "back",
        "corner-up-left",
        "Edit",
        Scope.NOT_IN_TEXT,
        s -> s.open() == null || !s.open().history().canUndo() ? "Nothing to undo" : "",
        s -> new Message.Undo(),
        "Ctrl+Z");
    add(
        "edit.redo",
        "Redo",
        "again",
        "corner-up-right",
        "Edit",
        Scope.NOT_IN_TEXT,
        s -> s.open() == null || !s.open().history().canRedo() ? "Nothing to redo" : "",
        s -> new Message.Redo(),
        "Ctrl+Y",
        "Ctrl+Shift+Z");
    add(
        "edit.add",
        "Add operator…",
        "search insert node",
        "plus",
        "Edit",
        Scope.CANVAS,
        Commands::needsProject,
        s -> new Message.Ask(Effect.Dialog.QUICK_ADD),
        "Tab");
    add(
        "edit.delete",
        "Delete",
        "remove",
        "trash-2",
        "Edit",
        Scope.CANVAS,
        s -> s.selection().isEmpty() ? "Nothing is selected" : "",
        s -> new Message.DeleteSelection(),
        "Delete",
        "Backspace");
    add(
        "edit.duplicate",
        "Duplicate",
        "copy clone",
        "copy",
        "Edit",
        Scope.CANVAS,
        s -> s.selection().nodes().isEmpty() ? "No operator is selected" : "",
        s -> new Message.DuplicateSelection(),
        "Ctrl+D");
    add(
        "edit.rename",
        "Rename…",
        "name",
        "edit-2",
        "Edit",
        Scope.CANVAS,
        s -> s.selectedNode() == null ? "Select one operator" : "",
        s -> new Message.Ask(Effect.Dialog.RENAME),
        "F2");
    add(
        "edit.all",
        "Select all",
        "",
        "",
        "Edit",
        Scope.CANVAS,
        Commands::needsProject,
        s -> new Message.SelectAll(),
        "Ctrl+A");
    add(
        "edit.none",
        "Select none",
        "clear",
        "",
        "",
        Scope.CANVAS,
        Commands::needsProject,
        s -> new Message.Select(dev.eddy.designer.state.Selection.NONE),
        "Escape");
    nudge("left", -16, 0);
    nudge("right", 16, 0);
    nudge("up", 0, -16);
    nudge("down", 0, 16);
  }

  private static void nudge(String way, double dx, double dy) {
    String key = way.substring(0, 1).toUpperCase(Locale.ROOT) + way.substring(1);
    add(
        "edit.move-" + way,
        "Move " + way,
        "nudge",
        "",
        "",
        Scope.CANVAS,
        s -> s.selection().nodes().isEmpty() ? "No operator is selected" : "",
        s -> new Message.Nudge(dx, dy),
        "Ctrl+" + key);
  }

  private static void view() {
    add(
        "view.author",
        "Author",
        "mode edit",
        "edit-2",
        "View",
        Scope.ANYWHERE,
        Commands::needsProject,
        s -> new Message.SetMode(Mode.AUTHOR),
        "Ctrl+Alt+1");
    add(
        "view.debug",
        "Debug",
        "mode",
        "crosshair",
        "View",
        Scope.ANYWHERE,
        Commands::needsProject,
        s -> new Message.SetMode(Mode.DEBUG),
        "Ctrl+Alt+2");
    add(
        "view.production",
        "Production",
        "mode cluster",
        "activity",
        "View",
        Scope.ANYWHERE,
        Commands::needsProject,
        s -> new Message.SetMode(Mode.PRODUCTION),
        "Ctrl+Alt+3");
    add(
        "view.palette",
        "Palette",
        "operators panel",
        "grid",
        "View",
        Scope.ANYWHERE,
        Commands::needsProject,
        s -> new Message.ShowPalette(!s.panels().palette()),
        "Ctrl+P");
    for (Panels.Bottom tab : Panels.Bottom.values()) {
      add(
          "view." + tab.name().toLowerCase(Locale.ROOT),
          tab.title(),
          "panel",
          tab.icon(),
          "View",
          Scope.ANYWHERE,
          Commands::needsProject,
          s -> new Message.ShowBottom(tab));
    }
    add(
        "view.fit",
        "Fit all",
        "zoom whole",
        "maximize",
        "View",
        Scope.ANYWHERE,
        Commands::needsProject,
        s -> aim(Effect.Aim.Kind.FIT),
        "Ctrl+1");
    add(
        "view.actual",
        "Actual size",
        "zoom 100",
        "",
        "View",
        Scope.ANYWHERE,
        Commands::needsProject,
        s -> aim(Effect.Aim.Kind.ACTUAL_SIZE),
        "Ctrl+0");
    add(
        "view.in",
        "Zoom in",
        "larger",
        "zoom-in",
        "View",
        Scope.ANYWHERE,
        Commands::needsProject,
        s -> aim(Effect.Aim.Kind.IN),
        "Ctrl+Plus",
        "Ctrl+Equals",
        "Ctrl+Add");
    add(
        "view.out",
        "Zoom out",
        "smaller",
        "zoom-out",
        "View",
        Scope.ANYWHERE,
        Commands::needsProject,
        s -> aim(Effect.Aim.Kind.OUT),
        "Ctrl+Minus",
        "Ctrl+Subtract");
    add(
        "view.mood",
        "Light or dark",
        "theme colours",
        "moon",
        "View",
        Scope.ANYWHERE,
        s -> "",
        s -> new Message.SetMood(s.mood().other()),
        "Ctrl+Alt+L");
    add(
        "view.commands",
        "Find a command…",
        "palette search",
        "search",
        "View",
        Scope.ANYWHERE,
        s -> "",
        s -> new Message.Ask(Effect.Dialog.COMMANDS),
        "Ctrl+Shift+P",
        "Ctrl+K");
  }

  private static void run() {
    add(
        "run.run",
        "Run",
        "start go continue",
        "continue",
        "Run",
        Scope.ANYWHERE,
        Commands::needsNoRun,
        s -> new Message.StartRun(false),
        "F5");
    add(
        "run.debug",
        "Debug from the first row",
        "start paused",
        "crosshair",
        "Run",
        Scope.ANYWHERE,
        Commands::needsNoRun,
        s -> new Message.StartRun(true),
        "Ctrl+F9");
    add(
        "run.continue",
        "Continue",
        "go on resume",
        "continue",
        "Run",
        Scope.ANYWHERE,
        s -> canGoOn(s),
        s -> new Message.Wish(new Request.Continue()),
        "F5");
    add(
        "run.pause",
        "Pause",
        "halt",
        "pause",
        "Run",
        Scope.ANYWHERE,
        s -> s.run() != null && s.run().isRunning() ? "" : "Nothing is running",
        s -> new Message.Wish(new Request.Pause()),
        "F6");
    add(
        "run.step",
        "Step",
        "next row",
        "step",
        "Run",
        Scope.ANYWHERE,
        s -> canGoOn(s),
        s -> new Message.Wish(new Request.Step()),
        "F10");
    add(
        "run.step-back",
        "Step back",
        "previous row reverse",
        "step-back",
        "Run",
        Scope.ANYWHERE,
        Commands::canGoBack,
        s -> new Message.Wish(new Request.StepBack()),
        "Alt+F10");
    add(
        "run.reverse",
        "Reverse-continue",
        "back breakpoint",
        "reverse-continue",
        "Run",
        Scope.ANYWHERE,
        Commands::canGoBack,
        s -> new Message.Wish(new Request.ReverseContinue()),
        "Alt+F5");
    add(
        "run.checkpoint-before",
        "Checkpoint before",
        "back",
        "checkpoint-before",
        "Run",
        Scope.ANYWHERE,
        Commands::canGoBack,
        Commands::checkpointBefore,
        "Alt+F11");
    add(
        "run.live-edge",
        "Live edge",
        "end now",
        "live-edge",
        "Run",
        Scope.NOT_IN_TEXT,
        s ->
            s.run() == null || !s.run().isLive() || !s.run().isPast()
                ? "Already at the live edge"
                : "",
        s -> new Message.SeekTo(liveEdge(s)),
        "End");
    add(
        "run.stop",
        "Stop",
        "end",
        "square",
        "Run",
        Scope.ANYWHERE,
        s -> s.run() == null || s.run().stage() == Run.Stage.GONE ? "Nothing runs" : "",
        s -> new Message.StopRun(),
        "Shift+F5");
    add(
        "run.breakpoint",
        "Breakpoint on the selected edge",
        "stop toggle",
        "disc",
        "Run",
        Scope.NOT_IN_TEXT,
        s -> s.observedEdge() == null ? "Select an edge" : "",
        s -> new Message.ToggleStop(Objects.requireNonNull(s.observedEdge())),
        "F9");
    add(
        "run.deploy",
        "Deploy…",
        "flink cluster job",
        "upload-cloud",
        "Run",
        Scope.ANYWHERE,
        Commands::needsProject,
        s -> new Message.ShowDeploy(!s.deploy().open()),
        "Ctrl+F5");
  }

  private static Message aim(Effect.Aim.Kind kind) {
    return new Message.MoveCamera(Effect.Aim.of(kind));
  }

  private static String needsProject(AppState s) {
    return s.open() == null ? "No project is open" : "";
  }

  private static String needsNoRun(AppState s) {
    if (s.open() == null) {
      return "No project is open";
    }
    Run run = s.run();
    if (run == null || run.stage() == Run.Stage.GONE) {
      return "";
    }
    boolean over =
        run.look()
            || run.status() != null
                && !run.isPast()
                && (run.status().phase() == Status.Phase.FINISHED
                    || run.status().phase() == Status.Phase.FAILED);
    return over ? "" : "A run is going on";
  }

  private static String canGoOn(AppState s) {
    Run run = s.run();
    if (run == null || !run.isStopped()) {
      return "Nothing is paused";
    }
    boolean over = !run.isPausedNow() && !run.isPast() || run.look() && !run.isPast();
    return over ? "At the live edge" : "";
  }

  private static String canGoBack(AppState s) {
    Run run = s.run();
    if (run == null || !run.isStopped() || run.status() == null) {
      return "Nothing is paused";
    }
    return run.status().at().compareTo(Moment.START) <= 0 ? "At the start of the run" : "";
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

  private static void add(
      String id,
      String title,
      String words,
      String icon,
      String menu,
      Scope scope,
      Function<AppState, String> obstacle,
      Function<AppState, Message> message,
      String... keys) {
    ALL.put(id, new Command(id, title, words, List.of(keys), icon, menu, scope, obstacle, message));
  }
}
