package dev.eddy.designer.state;

/** An arrangement of the panels; not a lock. */
public enum Mode {
  AUTHOR("Author", "edit-2"),
  DEBUG("Debug", "crosshair"),
  PRODUCTION("Production", "activity");

  private final String title;
  private final String icon;

  Mode(String title, String icon) {
    this.title = title;
    this.icon = icon;
  }

  public String title() {
    return title;
  }

  public String icon() {
    return icon;
  }
}
