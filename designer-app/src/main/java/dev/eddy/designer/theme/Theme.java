package dev.eddy.designer.theme;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import javafx.scene.Scene;
import javafx.scene.paint.Color;

/**
 * Style sheets made from the tokens: each token becomes the looked-up colour {@code -eddy-NAME},
 * and the variables of AtlantaFX are set to them.
 */
public final class Theme {
  private static final List<Map.Entry<String, String>> ATLANTA =
      List.of(
          Map.entry("-color-bg-default", "surface-2"),
          Map.entry("-color-bg-subtle", "surface-1"),
          Map.entry("-color-bg-overlay", "surface-3"),
          Map.entry("-color-bg-inset", "canvas"),
          Map.entry("-color-fg-default", "text"),
          Map.entry("-color-fg-muted", "text-2"),
          Map.entry("-color-fg-subtle", "text-3"),
          Map.entry("-color-fg-emphasis", "on-accent"),
          Map.entry("-color-border-default", "border-strong"),
          Map.entry("-color-border-muted", "border"),
          Map.entry("-color-border-subtle", "border"),
          Map.entry("-color-accent-fg", "accent"),
          Map.entry("-color-accent-emphasis", "accent-fill"),
          Map.entry("-color-accent-muted", "accent"),
          Map.entry("-color-accent-subtle", "accent-bg"),
          Map.entry("-color-success-fg", "ok"),
          Map.entry("-color-success-emphasis", "ok"),
          Map.entry("-color-warning-fg", "warn"),
          Map.entry("-color-warning-emphasis", "warn"),
          Map.entry("-color-danger-fg", "error"),
          Map.entry("-color-danger-emphasis", "error"),
          Map.entry("-color-neutral-muted", "hover"),
          Map.entry("-color-neutral-subtle", "hover"));

  private Theme() {}

  /** The sheets of a scene, in order. */
  public static List<String> sheets(Mood mood) {
    return List.of(
        dataUri(variables(mood)), sheet("eddy.css"), sheet("shell.css"), sheet("data.css"));
  }

  /** Puts a scene into a mood, instead of the one that it was in. */
  public static void dress(Scene scene, Mood mood) {
    scene.getStylesheets().setAll(sheets(mood));
    scene.getRoot().getStyleClass().removeAll("dark", "light");
    scene.getRoot().getStyleClass().add(mood == Mood.DARK ? "dark" : "light");
  }

  private static String sheet(String name) {
    return Objects.requireNonNull(Theme.class.getResource(name), name).toExternalForm();
  }

  /** The generated sheet: one rule for the root. */
  public static String variables(Mood mood) {
    StringBuilder b = new StringBuilder(".root {\n");
    Tokens.bundled()
        .all()
        .forEach(
            (name, pair) ->
                b.append("  -eddy-").append(name).append(": ").append(pair.in(mood)).append(";\n"));
    for (Map.Entry<String, String> e : ATLANTA) {
      b.append("  ").append(e.getKey()).append(": -eddy-").append(e.getValue()).append(";\n");
    }
    return b.append("}\n").toString();
  }

  /** A token as a paint, for what is painted rather than styled. */
  public static Color color(String token, Mood mood) {
    return Color.web(Tokens.bundled().color(token, mood));
  }

  private static String dataUri(String css) {
    return "data:text/css;base64,"
        + Base64.getEncoder().encodeToString(css.getBytes(StandardCharsets.UTF_8));
  }
}
