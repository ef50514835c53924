package dev.eddy.designer.effect;

import dev.eddy.designer.state.AppState;
import dev.eddy.designer.state.Effect;
import dev.eddy.designer.state.Message;
import dev.eddy.designer.state.Next;
import dev.eddy.designer.state.Notice;
import dev.eddy.designer.state.Update;
import dev.eddy.designer.theme.Mood;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A window without a screen: its state, and the project's files as the designer writes them. All on
 * the thread of the test.
 */
class FilesWindow implements AutoCloseable {
  final ShellEffects files;
  AppState state = AppState.start(Mood.LIGHT, List.of(), List.of());
  private final List<Message> told = new ArrayList<>();

  FilesWindow(Folders folders) {
    files = new ShellEffects(folders, told::add, Runnable::run);
  }

  final void send(Message m) {
    Next next = Update.update(state, m);
    state = next.state();
    for (Effect e : next.effects()) {
      if (e instanceof Effect.WriteProject w) {
        files.write(w);
        hear();
      } else {
        other(e);
      }
    }
  }

  /** What is set off beside writing the project; left out unless a test is about it. */
  void other(Effect e) {}

  /** What the files answered, in order; answers may set off more. */
  private void hear() {
    while (!told.isEmpty()) {
      send(told.remove(0));
    }
  }

  final List<Notice.Action> questions() {
    return state.notices().stream().flatMap(n -> n.actions().stream()).toList();
  }

  /**
   * Presses the button of a notice.
   *
   * @return false where no notice has it
   */
  final boolean answer(String title) {
    Optional<Notice.Action> found =
        questions().stream().filter(a -> a.title().equals(title)).findFirst();
    found.ifPresent(a -> send(a.message()));
    return found.isPresent();
  }

  @Override
  public void close() {
    files.close();
  }
}
