package dev.eddy.designer;

import atlantafx.base.theme.PrimerLight;
import dev.eddy.designer.effect.DesktopLook;
import dev.eddy.designer.effect.Effects;
import dev.eddy.designer.effect.Folders;
import dev.eddy.designer.effect.SettingsFile;
import dev.eddy.designer.state.AppState;
import dev.eddy.designer.state.Effect;
import dev.eddy.designer.state.Message;
import dev.eddy.designer.state.Settings;
import dev.eddy.designer.state.ShellMessage;
import dev.eddy.designer.theme.Fonts;
import dev.eddy.designer.theme.Mood;
import dev.eddy.designer.view.DesignerWindow;
import dev.eddy.designer.view.Store;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import javafx.application.Application;
import javafx.application.Platform;
import javafx.stage.Stage;
import org.jspecify.annotations.Nullable;

/** Puts the designer together. */
public final class DesignerApplication extends Application {
  private @Nullable Effects effects;
  private @Nullable Assembly assembly;
  private @Nullable DesktopLook look;

  // The toolkit makes this object itself, so what it is told lies beside it.
  private static volatile SettingsFile.Loaded settings =
      new SettingsFile.Loaded(Settings.DEFAULT, "");

  /**
   * @param loaded with the scale that the toolkit itself is started with
   */
  static void startWith(SettingsFile.Loaded loaded) {
    settings = loaded;
  }

  @Override
  public void start(Stage stage) {
    Fonts.load();
    setUserAgentStylesheet(new PrimerLight().getUserAgentStylesheet());
    Folders folders = Folders.ofUser();
    Assembly parts = new Assembly();
    assembly = parts;
    String theme = System.getProperty("eddy.theme", "");
    Store store =
        new Store(
            AppState.start(
                theme.isEmpty()
                    ? settings.settings()
                    : settings
                        .settings()
                        .withLook(
                            mood(theme) == Mood.DARK ? Settings.Look.DARK : Settings.Look.LIGHT),
                Mood.LIGHT,
                List.of(),
                List.of()));
    if (!settings.note().isEmpty()) {
      store.send(new Message.ShowNote(settings.note()));
    }
    Effects background =
        new Effects(
            store::send,
            parts.checker(),
            parts.workbench(folders),
            parts.cluster(),
            folders,
            parts.catalog());
    effects = background;
    background.readStart();
    DesignerWindow window = new DesignerWindow(stage, store, parts.catalog(), parts.assistant());
    window.startedAt(settings.settings().scale());
    store.onEffect(
        e -> {
          if (e instanceof Effect.Background b) {
            background.run(b);
          } else {
            window.perform((Effect.Visible) e);
          }
        });
    stage.show();
    // JavaFX 21 opens some windows at 200 x 200 unless the size is set again once they are shown.
    double[] size = size();
    stage.setWidth(size[0]);
    stage.setHeight(size[1]);
    Platform.runLater(parts::warmUp);
    look = DesktopLook.start(mood -> store.send(new ShellMessage.DesktopIs(mood)));
    List<String> args = getParameters().getUnnamed();
    if (!args.isEmpty()) {
      store.send(
          new Message.Open(
              Path.of(args.get(0)).toAbsolutePath().normalize(),
              args.size() > 1 ? args.get(1) : ""));
    }
  }

  @Override
  public void stop() {
    DesktopLook l = look;
    if (l != null) {
      l.close();
    }
    Effects e = effects;
    if (e != null) {
      e.close();
    }
    Assembly a = assembly;
    if (a != null) {
      a.close();
    }
  }

  // For pictures: -Deddy.theme=dark, whatever the settings say.
  private static Mood mood(String theme) {
    return theme.toLowerCase(Locale.ROOT).equals("dark") ? Mood.DARK : Mood.LIGHT;
  }

  // For screens of a known size, such as those of pictures: -Deddy.window=1280x800.
  private static double[] size() {
    String[] parts = System.getProperty("eddy.window", "").split("x");
    if (parts.length == 2) {
      try {
        return new double[] {Double.parseDouble(parts[0]), Double.parseDouble(parts[1])};
      } catch (NumberFormatException e) {
        return usual();
      }
    }
    return usual();
  }

  private static double[] usual() {
    javafx.geometry.Rectangle2D screen = javafx.stage.Screen.getPrimary().getVisualBounds();
    return new double[] {Math.min(1600, screen.getWidth()), Math.min(1000, screen.getHeight())};
  }
}
