package dev.eddy.designer.command;

import static dev.eddy.designer.command.Command.of;

import dev.eddy.designer.command.Command.Menu;
import dev.eddy.designer.state.AppState;
import dev.eddy.designer.state.Settings;
import dev.eddy.designer.state.ShellMessage;
import java.util.List;
import java.util.Locale;

/** How the project runs on this machine. */
final class LocalEngineCommands {
  private LocalEngineCommands() {}

  static List<Command> all() {
    return List.of(
        of("run.subtasks", "Run with other subtasks")
            .words("parallelism parallel threads setting twice as many")
            .in(Menu.RUN, "subtasks")
            .needs(Needs::project)
            .label(s -> next(s) == 1 ? "Run with one subtask" : "Run with " + next(s) + " subtasks")
            .sends(s -> new ShellMessage.SetSubtasks(next(s))),
        of("run.state", "Keep state in RocksDB or the heap")
            .words("rocksdb heap memory disk backend large state setting")
            .in(Menu.RUN, "subtasks")
            .needs(Needs::project)
            .label(s -> "Keep state " + lower(other(s)))
            .sends(s -> new ShellMessage.SetState(other(s))));
  }

  /** Twice as many as now, and after the most of them one. */
  private static int next(AppState s) {
    int now = s.subtasks();
    return now >= Settings.MOST_SUBTASKS ? 1 : Math.min(Settings.MOST_SUBTASKS, now * 2);
  }

  private static Settings.State other(AppState s) {
    return s.keyedState() == Settings.State.HEAP ? Settings.State.ROCKSDB : Settings.State.HEAP;
  }

  private static String lower(Settings.State state) {
    return state.title().substring(0, 1).toLowerCase(Locale.ROOT) + state.title().substring(1);
  }
}
