package dev.eddy.designer;

import dev.eddy.designer.effect.Folders;
import dev.eddy.designer.effect.SettingsFile;
import javafx.application.Application;

/**
 * Opens the window. Does not extend {@link Application}: started from the class path, Java would
 * otherwise ask for JavaFX modules.
 */
public final class DesignerMain {
  private DesignerMain() {}

  /**
   * @param args optionally the folder of a project to open
   */
  public static void main(String[] args) {
    SettingsFile.Loaded settings = SettingsFile.read(Folders.ofUser().config());
    DesignerApplication.startWith(settings);
    int scale = settings.settings().scale();
    // Read once, when the toolkit starts; later changes scale the content of the window.
    for (String property : new String[] {"glass.gtk.uiScale", "glass.win.uiScale"}) {
      if (scale != 100 && System.getProperty(property) == null) {
        System.setProperty(property, scale + "%");
      }
    }
    Application.launch(DesignerApplication.class, args);
  }
}
