package dev.eddy.cli;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Help texts, made from the commands themselves. */
final class Help {
  private static final int COLUMN = 24;

  private Help() {}

  /** The list of all commands. */
  static String overview() {
    StringBuilder b = new StringBuilder();
    b.append("Eddy draws, runs, rewinds and deploys stream processing pipelines.\n\n");
    for (Command c : Commands.all()) {
      b.append("  ").append(c.usage()).append("\n      ").append(c.summary()).append('\n');
    }
    b.append(
        """

        Every command takes --quiet (no progress, results only) and --help.
        Exit codes: 0 fine, 1 the project is wrong or a comparison differs, 2 wrong usage,
        3 the environment failed. NO_COLOR turns colours off.
        Recordings lie in $XDG_STATE_HOME/eddy/recordings (~/.local/state/eddy/recordings).
        More on a command: eddy help COMMAND""");
    return b.toString();
  }

  static String of(Command command) {
    StringBuilder b = new StringBuilder("usage: ").append(command.usage()).append("\n\n");
    b.append(command.summary()).append('\n');
    if (!command.operands().isEmpty() || !command.options().isEmpty()) {
      b.append('\n');
    }
    for (Command.Operand o : command.operands()) {
      entry(b, o.name(), o.help());
    }
    for (Command.Option o : command.options()) {
      entry(b, o.usage(), o.help());
    }
    if (!command.help().isEmpty()) {
      b.append('\n').append(command.help().strip()).append('\n');
    }
    return b.toString().stripTrailing();
  }

  private static void entry(StringBuilder b, String left, String right) {
    b.append("  ").append(left);
    b.append(
        left.length() < COLUMN
            ? " ".repeat(COLUMN - left.length())
            : "\n" + " ".repeat(COLUMN + 2));
    b.append(right).append('\n');
  }

  /** A guess at what was meant, with the words before it; empty without one. */
  static String nearest(String word, List<String> candidates) {
    return nearestOf(word, candidates).map(w -> "; did you mean '" + w + "'?").orElse("");
  }

  /** The candidate with the fewest typing errors, of at most two or a third of its length. */
  private static Optional<String> nearestOf(String word, List<String> candidates) {
    String best = null;
    int least = Integer.MAX_VALUE;
    for (String c : candidates) {
      int d = distance(word.toLowerCase(Locale.ROOT), c.toLowerCase(Locale.ROOT));
      if (d < least && d <= Math.max(2, c.length() / 3)) {
        least = d;
        best = c;
      }
    }
    return Optional.ofNullable(best);
  }

  /** Levenshtein's distance. */
  private static int distance(String a, String b) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int change = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(change, Math.min(row[j], row[j - 1]) + 1);
      }
    }
    return row[b.length()];
  }
}
