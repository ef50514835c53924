package dev.eddy.expressions;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** Which known names a wrong one may have meant. */
final class Spelling {
  private static final int MOST = 3;

  private Spelling() {}

  private record Guess(String name, int distance) {}

  /** The nearest names, best first: about a third of the letters may be wrong,
   * none in a name of two letters; case does not count. */
  static List<String> near(String wrong, Collection<String> known) {
    String w = wrong.toLowerCase(Locale.ROOT);
    int limit = w.length() < 3 ? 0 : (w.length() + 1) / 3;
    List<Guess> guesses = new ArrayList<>();
    for (String k : known) {
      String name = k.toLowerCase(Locale.ROOT);
      if (Math.abs(name.length() - w.length()) <= limit) {
        int d = distance(w, name);
        if (d <= limit) {
          guesses.add(new Guess(k, d));
        }
      }
    }
    guesses.sort(Comparator.comparingInt(Guess::distance).thenComparing(Guess::name));
    return guesses.stream().limit(MOST).map(Guess::name).toList();
  }

  /** One sentence, or nothing. */
  static String question(List<String> guesses) {
    return guesses.isEmpty() ? "" : "Did you mean " + String.join(" or ", guesses) + "?";
  }

  /** Insertions, deletions, replacements and swaps of neighbours (optimal string alignment). */
  static int distance(String a, String b) {
    int[][] d = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        if (i == 0 || j == 0) {
          d[i][j] = i + j;
          continue;
        }
        int cost = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
        int best = Math.min(d[i - 1][j - 1] + cost, Math.min(d[i - 1][j], d[i][j - 1]) + 1);
        boolean swap =
            i > 1
                && j > 1
                && a.charAt(i - 1) == b.charAt(j - 2)
                && a.charAt(i - 2) == b.charAt(j - 1);
        d[i][j] = swap ? Math.min(best, d[i - 2][j - 2] + 1) : best;
      }
    }
    return d[a.length()][b.length()];
  }
}
