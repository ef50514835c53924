package dev.eddy.designer.state;

/**
 * Which panels are shown.
 *
 * @param palette whether the left panel is open
 * @param left the tab of the left panel
 * @param inspector the tab of the inspector
 * @param bottom the tab of the bottom group that was chosen last
 */
public record Panels(
    boolean palette, Left left, Inspector inspector, Bottom bottom, boolean bottomOpen) {
  public static final Panels AUTHOR =
      new Panels(true, Left.PALETTE, Inspector.SETTINGS, Bottom.DATA, true);
  public static final Panels DEBUG =
      new Panels(false, Left.PALETTE, Inspector.STATE, Bottom.TIMELINE, true);

  /** Tabs of the left panel. */
  public enum Left {
    PALETTE("Palette"),
    PROJECT("Project");

    private final String title;

    Left(String title) {
      this.title = title;
    }

    public String title() {
      return title;
    }
  }

  /** Tabs of the inspector. */
  public enum Inspector {
    SETTINGS("Settings"),
    SCHEMA("Schema"),
    STATE("State"),
    WATERMARKS("Watermarks"),
    METRICS("Metrics"),
    WHY("Why");

    private final String title;

    Inspector(String title) {
      this.title = title;
    }

    public String title() {
      return title;
    }
  }

  /** Tabs of the bottom groups. */
  public enum Bottom {
    DATA("Data preview", "layout"),
    PROBLEMS("Problems", "alert-triangle"),
    TIMELINE("Timeline", "clock"),
    BREAKPOINTS("Breakpoints", "disc"),
    LOG("Log", "terminal"),
    CHANGES("Changes", "git-commit");

    private final String title;
    private final String icon;

    Bottom(String title, String icon) {
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

  public Panels withPalette(boolean value) {
    return new Panels(value, left, inspector, bottom, bottomOpen);
  }

  /** Opens the left panel at a tab. */
  public Panels withLeft(Left value) {
    return new Panels(true, value, inspector, bottom, bottomOpen);
  }

  public Panels withInspector(Inspector value) {
    return new Panels(palette, left, value, bottom, bottomOpen);
  }

  /** Shows a tab of the bottom. */
  public Panels withBottom(Bottom value) {
    return new Panels(palette, left, inspector, value, true);
  }

  public Panels withBottomOpen(boolean value) {
    return new Panels(palette, left, inspector, bottom, value);
  }
}
