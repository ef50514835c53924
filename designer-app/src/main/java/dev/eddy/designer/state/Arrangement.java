package dev.eddy.designer.state;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How somebody left the window of a project. It lies in the user's state folder and never with the
 * project.
 *
 * @param window null where it was not seen yet
 * @param sizes widths and heights of panels that the user dragged, by name, in pixels
 * @param cameras by pipeline
 * @param tabs the pipelines that were open, in order
 * @param pipeline the one that was shown; empty where none was
 */
public record Arrangement(
    @Nullable Window window,
    Map<String, Double> sizes,
    Map<String, View> cameras,
    List<String> tabs,
    String pipeline) {
  public static final Arrangement NONE = new Arrangement(null, Map.of(), Map.of(), List.of(), "");

  /** Place and size on the desktop, in pixels. */
  public record Window(double x, double y, double width, double height, boolean maximized) {}

  /** What of a canvas was in sight: the canvas point at the top left, and the zoom. */
  public record View(double x, double y, double zoom) {}

  public Arrangement {
    sizes = Collections.unmodifiableMap(new LinkedHashMap<>(sizes));
    cameras = Collections.unmodifiableMap(new LinkedHashMap<>(cameras));
    tabs = List.copyOf(tabs);
  }
}
