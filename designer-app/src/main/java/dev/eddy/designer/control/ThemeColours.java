package dev.eddy.designer.control;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javafx.scene.layout.Background;
import javafx.scene.layout.Pane;
import javafx.scene.layout.Region;
import javafx.scene.paint.Color;

/**
 * The theme's colours for code that paints on a canvas: a child without size that the style sheets
 * reach. Until they did, all colours are transparent.
 */
public final class ThemeColours extends Pane {
  private final Map<String, Region> regions = new HashMap<>();

  /**
   * @param tokens such as {@code text-2}
   * @param onChange called when a colour changed, as when the theme is switched
   */
  public ThemeColours(List<String> tokens, Runnable onChange) {
    setManaged(false);
    setMouseTransparent(true);
    setOpacity(0);
    for (String token : tokens) {
      Region region = new Region();
      region.setStyle("-fx-background-color: -eddy-" + token + ";");
      region.backgroundProperty().addListener((o, was, is) -> onChange.run());
      regions.put(token, region);
    }
    getChildren().setAll(regions.values());
  }

  public Color get(String token) {
    Region region = regions.get(token);
    if (region == null) {
      throw new IllegalArgumentException(token + " was not asked for");
    }
    Background b = region.getBackground();
    return b != null && !b.getFills().isEmpty() && b.getFills().get(0).getFill() instanceof Color c
        ? c
        : Color.TRANSPARENT;
  }

  /** A colour made see-through. */
  public Color get(String token, double opacity) {
    Color c = get(token);
    return Color.color(c.getRed(), c.getGreen(), c.getBlue(), c.getOpacity() * opacity);
  }
}
