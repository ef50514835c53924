package dev.eddy.designer.canvas;

import java.util.HashMap;
import java.util.Map;
import javafx.scene.text.Font;
import javafx.scene.text.Text;

/**
 * Widths of texts in one font, as the sum of the widths of their characters: on a canvas simple
 * texts are set without kerning, and measuring ten thousand names one by one would be felt. FX
 * thread only.
 */
final class TextWidths {
  private final Font font;
  private final double[] latin = new double[256];
  private final Map<Integer, Double> others = new HashMap<>();

  TextWidths(Font font) {
    this.font = font;
    java.util.Arrays.fill(latin, -1);
  }

  Font font() {
    return font;
  }

  double of(String text) {
    double w = 0;
    for (int i = 0; i < text.length(); ) {
      int c = text.codePointAt(i);
      w += of(c);
      i += Character.charCount(c);
    }
    return w;
  }

  private double of(int c) {
    if (c < latin.length) {
      if (latin[c] < 0) {
        latin[c] = measured(Character.toString(c));
      }
      return latin[c];
    }
    return others.computeIfAbsent(c, k -> measured(Character.toString(k)));
  }

  private double measured(String text) {
    Text node = new Text(text);
    node.setFont(font);
    return node.getLayoutBounds().getWidth();
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
      if (of(text.substring(0, whole(text, mid)) + "…") <= room) {
        lo = mid;
      } else {
        hi = mid - 1;
      }
    }
    int end = whole(text, lo);
    return end == 0 ? "" : text.substring(0, end).stripTrailing() + "…";
  }

  /** The last place, not behind the one given, that divides no character into its halves. */
  private static int whole(String text, int at) {
    return at > 0
            && at < text.length()
            && Character.isHighSurrogate(text.charAt(at - 1))
            && Character.isLowSurrogate(text.charAt(at))
        ? at - 1
        : at;
  }
}
