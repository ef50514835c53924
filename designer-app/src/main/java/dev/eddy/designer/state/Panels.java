package dev.eddy.designer.state;

import java.util.EnumSet;
import java.util.Set;

/**
 * Which panels are shown.
 *
 * @param palette whether the left panel is open
 * @param left the tab of the left panel
 * @param inspector the tab of the inspector
 * @param bottom the tab of the bottom group that was chosen last
 * @param floating tabs of the bottom that are in windows of their own
 * @param inspectorFloats whether the inspector is
 */
public record Panels(
    boolean palette,
    Left left,
    Inspector inspector,
    Bottom bottom,
    boolean bottomOpen,
    Set<Bottom> floating,
    boolean inspectorFloats) {
  public Panels {
    floating = Set.copyOf(floating);
  }

  public static final Panels AUTHOR =
      new Panels(true, Left.PALETTE, Inspector.SETTINGS, Bottom.DATA, true, Set.of(), false);
  public static final Panels DEBUG =
      new Panels(false, Left.PALETTE, Inspector.STATE, Bottom.TIMELINE, true, Set.of(), false);

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
    return new Panels(value, left, inspector, bottom, bottomOpen, floating, inspectorFloats);
  }

  /** Opens the left panel at a tab. */
  public Panels withLeft(Left value) {
    return new Panels(true, value, inspector, bottom, bottomOpen, floating, inspectorFloats);
  }

  public Panels withInspector(Inspector value) {
    return new Panels(palette, left, value, bottom, bottomOpen, floating, inspectorFloats);
  }

  /** Shows a tab of the bottom. */
  public Panels withBottom(Bottom value) {
    return new Panels(palette, left, inspector, value, true, floating, inspectorFloats);
  }

  /** With a panel of the bottom in a window of its own, or at its place. */
  public Panels withFloating(Bottom tab, boolean floats) {
    Set<Bottom> all = EnumSet.noneOf(Bottom.class);
    all.addAll(floating);
    if (floats) {
      all.add(tab);
    } else {
      all.remove(tab);
    }
    // Somebody who takes the last one out has nothing to come back to.
    return all.size() == Bottom.values().length
        ? this
        : new Panels(palette, left, inspector, tab, bottomOpen || !floats, all, inspectorFloats);
  }

  /** With the inspector in a window of its own, or at its place. */
  public Panels withInspectorFloats(boolean value) {
    return new Panels(palette, left, inspector, bottom, bottomOpen, floating, value);
  }

  public Panels withBottomOpen(boolean value) {
    return new Panels(palette, left, inspector, bottom, value, floating, inspectorFloats);
  }
}
