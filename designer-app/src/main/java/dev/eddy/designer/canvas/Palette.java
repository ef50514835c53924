package dev.eddy.designer.canvas;

import dev.eddy.designer.theme.Mood;
import dev.eddy.designer.theme.Theme;
import dev.eddy.designer.theme.Tokens;
import dev.eddy.model.operator.Family;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import javafx.scene.paint.Color;

/** The tokens as paints, for what is painted. */
public final class Palette {
  private final Map<String, Color> colors = new HashMap<>();
  private final Mood mood;

  public Palette(Mood mood) {
    this.mood = mood;
    Tokens.bundled().all().keySet().forEach(name -> colors.put(name, Theme.color(name, mood)));
  }

  public Mood mood() {
    return mood;
  }

  public Color get(String token) {
    return Objects.requireNonNull(colors.get(token), token);
  }

  public Color get(String token, double opacity) {
    Color c = get(token);
    return new Color(c.getRed(), c.getGreen(), c.getBlue(), opacity);
  }

  /** Text on a tag that is filled with a meaning's colour. */
  public Color onTag() {
    return mood == Mood.DARK ? get("surface-0") : Color.WHITE;
  }

  public Color family(Family family) {
    return get("fam-" + family.name().toLowerCase(Locale.ROOT));
  }

  /** Border of a node without a state: in the dark the strong border would be too loud. */
  public Color nodeBorder() {
    return mood == Mood.DARK ? Color.web("#5E6975") : get("border-strong");
  }
}
