package dev.eddy.designer;

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
    Application.launch(DesignerApplication.class, args);
  }
}
