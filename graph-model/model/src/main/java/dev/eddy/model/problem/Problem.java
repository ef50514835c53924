package dev.eddy.model.problem;

import java.util.List;
import java.util.Objects;

/**
 * Something that the user should know: where, what, how to mend it. A value, shown on the canvas,
 * in lists and on the command line alike.
 *
 * @param code stable name for tests, scripts and quick fixes, such as {@code unknown-column}
 * @param message what is wrong, one sentence, in the user's names
 * @param remedy how to mend it, one sentence; empty where nothing is known
 * @param fixes ready-made replacements of the text at the place (did you mean)
 */
public record Problem(
    Severity severity,
    String code,
    Place place,
    String message,
    String remedy,
    List<String> fixes) {
  public Problem {
    Objects.requireNonNull(severity);
    Objects.requireNonNull(place);
    fixes = List.copyOf(fixes);
  }

  public static Problem error(String code, Place place, String message, String remedy) {
    return new Problem(Severity.ERROR, code, place, message, remedy, List.of());
  }

  public static Problem warning(String code, Place place, String message, String remedy) {
    return new Problem(Severity.WARNING, code, place, message, remedy, List.of());
  }

  public Problem at(Place other) {
    return new Problem(severity, code, other, message, remedy, fixes);
  }

  public Problem withFixes(List<String> replacements) {
    return new Problem(severity, code, place, message, remedy, replacements);
  }

  public boolean isError() {
    return severity == Severity.ERROR;
  }

  /** One line: place, message, remedy. */
  @Override
  public String toString() {
    String where = place.toString();
    return severity.name().toLowerCase(java.util.Locale.ROOT)
        + ": "
        + (where.isEmpty() ? "" : where + ": ")
        + message
        + (remedy.isEmpty() ? "" : " " + remedy);
  }
}
