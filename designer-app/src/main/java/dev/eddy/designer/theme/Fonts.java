package dev.eddy.designer.theme;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;
import javafx.scene.text.Font;

/**
 * The bundled fonts. In JavaFX each weight but bold is a family of its own, so a style names a
 * family and never a weight.
 */
public final class Fonts {
  public static final String BODY = "Inter";
  public static final String MEDIUM = "Inter Medium";
  public static final String SEMI_BOLD = "Inter Semi Bold";
  public static final String MONO = "JetBrains Mono";
  public static final String MONO_MEDIUM = "JetBrains Mono Medium";

  private static final List<String> FILES =
      List.of(
          "/dev/eddy/designer/theme/fonts/Inter-Regular.otf",
          "/dev/eddy/designer/theme/fonts/Inter-Medium.otf",
          "/dev/eddy/designer/theme/fonts/Inter-SemiBold.otf",
          "/dev/eddy/designer/theme/fonts/JetBrainsMono-Regular.ttf",
          "/dev/eddy/designer/theme/fonts/JetBrainsMono-Medium.ttf",
          "/dev/eddy/designer/theme/fonts/JetBrainsMono-Bold.ttf");

  private Fonts() {}

  /** Loads all; needs a started toolkit. */
  public static void load() {
    for (String file : FILES) {
      try (InputStream in = Objects.requireNonNull(Fonts.class.getResourceAsStream(file), file)) {
        Objects.requireNonNull(Font.loadFont(in, 13), file);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
