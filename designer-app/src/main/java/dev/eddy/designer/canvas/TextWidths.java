package dev.eddy.designer.canvas;

import java.util.HashMap;
import java.util.Map;
import javafx.scene.text.Font;
import javafx.scene.text.Text;

/** Widths of texts in one font, remembered. FX thread only. */
final class TextWidths {
  private static final int LIMIT = 4096;

  private final Font font;
  private final Map<String, Double> known = new HashMap<>();

  TextWidths(Font font) {
    this.font = font;
  }

  double of(String text) {
    if (known.size() > LIMIT) {
      known.clear();
    }
    return known.computeIfAbsent(
        text,
        t -> {
          Text node = new Text(t);
          node.setFont(font);
          return node.getLayoutBounds().getWidth();
        });
  }

  /** The text, shortened with an ellipsis where it is wider than the room. */
  String cut(String text, double room) {
    if (of(text) <= room) {
      return text;
    }
    int lo = 0;
    int hi = text.length();
    while (lo < hi) {
      int mid = (lo + hi + 1) / 2;
      if (of(text.substring(0, mid) + "…") <= room) {
        lo = mid;
      } else {
        hi = mid - 1;
      }
    }
    return lo == 0 ? "" : text.substring(0, lo).stripTrailing() + "…";
  }
}
