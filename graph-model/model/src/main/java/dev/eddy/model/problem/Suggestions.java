package dev.eddy.model.problem;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** "Did you mean": known names near to one that is not known. */
public final class Suggestions {
  private Suggestions() {}

  private record Scored(String name, int distance) {}

  /** At most three names, the nearest first; upper and lower case count as near. */
  public static List<String> near(String wrong, Collection<String> known) {
    String w = wrong.toLowerCase(Locale.ROOT).strip();
    int most = Math.max(1, w.length() / 3);
    return known.stream()
        .distinct()
        .filter(k -> Math.abs(k.length() - w.length()) <= most)
        .map(k -> new Scored(k, distance(w, k.toLowerCase(Locale.ROOT))))
        .filter(s -> s.distance() <= most)
        .sorted(Comparator.comparingInt(Scored::distance).thenComparing(Scored::name))
        .limit(3)
        .map(Scored::name)
        .toList();
  }

  /** {@code Did you mean a or b?}, or the other sentence where nothing is near. */
  public static String sentence(List<String> near, String otherwise) {
    return near.isEmpty()
        ? otherwise
        : "Did you mean " + near.stream().collect(Collectors.joining(" or ")) + "?";
  }

  /**
   * Edits that turn one text into the other: insert, delete, replace, swap neighbours (optimal
   * string alignment).
   */
  static int distance(String a, String b) {
    int[] before = new int[b.length() + 1];
    int[] above = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      above[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int[] row = new int[b.length() + 1];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int replace = above[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        row[j] = Math.min(replace, Math.min(above[j], row[j - 1]) + 1);
        if (i > 1
            && j > 1
            && a.charAt(i - 1) == b.charAt(j - 2)
            && a.charAt(i - 2) == b.charAt(j - 1)) {
          row[j] = Math.min(row[j], before[j - 2] + 1);
        }
      }
      before = above;
      above = row;
    }
    return above[b.length()];
  }
}
