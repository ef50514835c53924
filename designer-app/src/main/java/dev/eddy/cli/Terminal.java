package dev.eddy.cli;

import dev.eddy.model.problem.Problem;
import dev.eddy.model.problem.Severity;
import java.io.PrintStream;
import java.util.Locale;
import java.util.Map;

/**
 * Where a command speaks: results to {@code out}, problems and progress to {@code err}. Progress is
 * one line that is painted over, on a terminal alone; colours too. Used by one thread at a time.
 *
 * @param interactive whether somebody watches
 */
record Terminal(
    PrintStream out,
    PrintStream err,
    Map<String, String> environment,
    boolean interactive,
    boolean quiet) {
  private static final String CLEAR_LINE = "\r\u001b[2K";

  /** Colours of a terminal; what they mean is the caller's. */
  enum Style {
    BOLD("1"),
    DIM("2"),
    RED("31"),
    YELLOW("33"),
    GREEN("32");

    private final String code;

    Style(String code) {
      this.code = code;
    }
  }

  Terminal quietly(boolean value) {
    return new Terminal(out, err, environment, interactive, value);
  }

  private boolean colours() {
    return interactive
        && environment.getOrDefault("NO_COLOR", "").isEmpty()
        && !"dumb".equals(environment.get("TERM"));
  }

  String styled(Style style, String text) {
    return colours() ? "\u001b[" + style.code + "m" + text + "\u001b[0m" : text;
  }

  void print(String line) {
    out.println(line);
  }

  /** What is nice to know and no result; not said when quiet. */
  void say(String line) {
    if (!quiet) {
      err.println(line);
    }
  }

  /** Paints over the progress line; on a terminal alone. */
  void progress(String line) {
    if (interactive && !quiet) {
      err.print(CLEAR_LINE + line);
      err.flush();
    }
  }

  void endProgress() {
    if (interactive && !quiet) {
      err.print(CLEAR_LINE);
      err.flush();
    }
  }

  /** One line: {@code error: node · parameter 1:14: message remedy}. */
  void problem(Problem problem) {
    String severity = problem.severity().name().toLowerCase(Locale.ROOT);
    Style style = problem.severity() == Severity.ERROR ? Style.RED : Style.YELLOW;
    String where = place(problem);
    String message = problem.message();
    String remedy = problem.remedy();
    boolean ends = message.endsWith(".") || message.endsWith("?") || message.endsWith(":");
    err.println(
        styled(style, severity + ":")
            + " "
            + (where.isEmpty() ? "" : where + ": ")
            + message
            + (remedy.isEmpty() ? "" : (ends ? " " : ". ") + remedy));
  }

  /** As {@link dev.eddy.model.problem.Place} says it, with the range right after what it is of. */
  private static String place(Problem problem) {
    String where = problem.place().withRange(null).toString();
    var range = problem.place().range();
    if (range == null) {
      return where;
    }
    return where.isEmpty() ? range.toString() : where + " " + range;
  }
}
