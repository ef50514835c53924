package dev.eddy.designer.control;

import dev.eddy.model.operator.Family;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import javafx.application.ConditionalFeature;
import javafx.application.Platform;
import javafx.scene.Parent;
import javafx.scene.Scene;
import org.jspecify.annotations.Nullable;

/** The style sheet of the controls and the style classes that they share. */
public final class ControlStyles {
  private static final String SHEET =
      Objects.requireNonNull(ControlStyles.class.getResource("control.css")).toExternalForm();

  private ControlStyles() {}

  /** The sheet, for a scene that uses {@link Icons} outside of the controls. */
  public static String sheet() {
    return SHEET;
  }

  /** Gives a control the sheet, whichever scene it comes to stand in. */
  public static <P extends Parent> P apply(P control) {
    control.getStylesheets().add(SHEET);
    return control;
  }

  /** Style class that makes icons inside have the colour of a family. */
  public static String family(Family family) {
    return "eddy-family-" + family.name().toLowerCase(Locale.ROOT);
  }

  /** Looked-up colour of a family. */
  public static String familyColour(Family family) {
    return "-eddy-fam-" + family.name().toLowerCase(Locale.ROOT);
  }

  /**
   * Lets the content of a popup see the same theme as the scene that it belongs to: its sheets, and
   * the style classes of its root, which may choose between light and dark.
   */
  public static void inherit(Parent popupContent, @Nullable Scene owner) {
    List<String> sheets = new ArrayList<>();
    if (owner != null) {
      sheets.addAll(owner.getStylesheets());
      sheets.addAll(owner.getRoot().getStylesheets());
      for (String c : owner.getRoot().getStyleClass()) {
        if (!c.equals("root") && !popupContent.getStyleClass().contains(c)) {
          popupContent.getStyleClass().add(c);
        }
      }
    }
    if (!sheets.contains(SHEET)) {
      sheets.add(SHEET);
    }
    popupContent.getStylesheets().setAll(sheets);
    if (!Platform.isSupported(ConditionalFeature.TRANSPARENT_WINDOW)
        && !popupContent.getStyleClass().contains("eddy-opaque")) {
      popupContent.getStyleClass().add("eddy-opaque");
    }
    if (!popupContent.getStyleClass().contains("root")) {
      popupContent.getStyleClass().add("root");
    }
  }
}
