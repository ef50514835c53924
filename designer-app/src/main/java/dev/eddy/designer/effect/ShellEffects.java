package dev.eddy.designer.effect;

import dev.eddy.designer.state.Effect;
import dev.eddy.designer.state.Message;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.function.Consumer;

/** Carries out the effects of the shell, on the thread that owns the files. */
final class ShellEffects {
  private final Folders folders;
  private final Consumer<Message> answer;

  ShellEffects(Folders folders, Consumer<Message> answer) {
    this.folders = folders;
    this.answer = answer;
  }

  void run(Effect.Shell effect) {
    Effect.WriteSettings e = (Effect.WriteSettings) effect;
    try {
      SettingsFile.write(folders.config(), e.settings());
    } catch (IOException | UncheckedIOException ex) {
      answer.accept(
          new Message.ShowNote("The settings could not be written: " + ex.getMessage() + "."));
    }
  }
}
