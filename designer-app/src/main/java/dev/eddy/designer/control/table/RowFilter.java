package dev.eddy.designer.control.table;

import dev.eddy.designer.control.table.TableContent.Column;
import dev.eddy.designer.control.table.TableContent.Line;
import dev.eddy.designer.control.table.TableContent.Look;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What the filter field of a table says. Words must stand in some cell; {@code origin=PHX}, {@code
 * delay>50}, {@code name:air}, {@code name!=null}, {@code `a name`=x} compare one column. Text is
 * compared without regard to case; what follows each other must all hold. Pure.
 */
public final class RowFilter {
  private static final Pattern TERM =
      Pattern.compile(
          "\\s*+(?:(?<column>[\\p{L}\\p{N}_.]+|`[^`]+`)\\s*(?<op>!=|<>|>=|<=|=|>|<|:)\\s*)?"
              + "(?:'(?<quoted>[^']*+(?:''[^']*+)*+)'|\"(?<double>[^\"]*)\"|(?<plain>\\S+))");

  private static final long MOST_SCALE = 1_000;

  private record Term(int column, String op, String value) {}

  private final List<Column> columns;
  private final List<Term> terms = new ArrayList<>();

  private RowFilter(List<Column> columns) {
    this.columns = columns;
  }

  /** A column that is not there is taken as part of a word. */
  public static RowFilter of(String text, List<Column> columns) {
    RowFilter f = new RowFilter(columns);
    Matcher m = TERM.matcher(text.stripTrailing());
    // What does not match here matches nowhere: to look for it further on takes squares of time.
    while (m.lookingAt()) {
      String value =
          m.group("quoted") != null
              ? m.group("quoted").replace("''", "'")
              : m.group("double") != null ? m.group("double") : m.group("plain");
      String name = m.group("column");
      int column = name == null ? -1 : f.find(name);
      if (name != null && column < 0) {
        f.terms.add(new Term(-1, ":", m.group().strip()));
      } else if (!value.equalsIgnoreCase("AND") || name != null) {
        f.terms.add(new Term(column, name == null ? ":" : m.group("op"), value));
      }
      m.region(m.end(), m.regionEnd());
    }
    return f;
  }

  private int find(String written) {
    String name = written.replace("`", "");
    for (int i = 0; i < columns.size(); i++) {
      if (columns.get(i).name().equalsIgnoreCase(name)) {
        return i;
      }
    }
    return -1;
  }

  public boolean isEmpty() {
    return terms.isEmpty();
  }

  public boolean test(Line line) {
    for (Term t : terms) {
      if (!holds(t, line)) {
        return false;
      }
    }
    return true;
  }

  private boolean holds(Term t, Line line) {
    if (t.column < 0) {
      return line.cells().stream().anyMatch(c -> contains(c, t.value));
    }
    @Nullable String cell = line.cells().get(t.column);
    if (t.value.equalsIgnoreCase("null") && !t.op.equals(":")) {
      boolean isNull = cell == null;
      return t.op.equals("=") ? isNull : (t.op.equals("!=") || t.op.equals("<>")) && !isNull;
    }
    if (t.op.equals(":")) {
      return contains(cell, t.value);
    }
    if (cell == null) {
      return false;
    }
    int order = compare(columns.get(t.column).look(), cell, t.value);
    return switch (t.op) {
      case "=" -> order == 0;
      case "!=", "<>" -> order != 0;
      case ">" -> order > 0;
      case ">=" -> order >= 0;
      case "<" -> order < 0;
      default -> order <= 0;
    };
  }

  private static boolean contains(@Nullable String cell, String word) {
    return cell != null && cell.toLowerCase(Locale.ROOT).contains(word.toLowerCase(Locale.ROOT));
  }

  private static int compare(Look look, String cell, String value) {
    if (look == Look.NUMBER) {
      BigDecimal a = number(cell);
      BigDecimal b = number(value);
      if (a != null && b != null) {
        return a.compareTo(b);
      }
    }
    if (look == Look.TIME && cell.startsWith(value)) {
      // 2001-01-03 13:00 means that minute, however many zeros the cell has behind it.
      return cell.substring(value.length()).chars().allMatch(c -> ":.0Z".indexOf(c) >= 0) ? 0 : 1;
    }
    return cell.compareToIgnoreCase(value);
  }

  static @Nullable BigDecimal number(String text) {
    try {
      BigDecimal number = new BigDecimal(text.replace('\u2212', '-'));
      // Beyond that, to add to it takes all memory; no type of SQL holds it.
      return Math.abs((long) number.scale()) > MOST_SCALE ? null : number;
    } catch (NumberFormatException e) {
      return null;
    }
  }

  /**
   * Order of two cells of a column, as Flink sorts: nulls first upwards, numbers by value, NaN
   * greatest; what is no number in a column of numbers, as in a file that somebody wrote, comes
   * last.
   */
  public static int order(Look look, @Nullable String a, @Nullable String b) {
    if (a == null || b == null) {
      return Objects.equals(a, b) ? 0 : a == null ? -1 : 1;
    }
    if (look == Look.NUMBER) {
      return NumberCell.of(a).compareTo(NumberCell.of(b));
    }
    return a.compareTo(b);
  }

  /**
   * A cell of a column of numbers.
   *
   * @param rank 0 for what has a value, -1 and 1 for the infinities, 2 for NaN, 3 for no number
   */
  private record NumberCell(int rank, BigDecimal value) implements Comparable<NumberCell> {
    static NumberCell of(String text) {
      BigDecimal exact = number(text);
      if (exact != null) {
        return new NumberCell(0, exact);
      }
      double v = RowFilter.value(text);
      if (Double.isFinite(v)) {
        return new NumberCell(0, new BigDecimal(v));
      }
      return new NumberCell(v < 0 ? -1 : v > 0 ? 1 : text.equals("NaN") ? 2 : 3, BigDecimal.ZERO);
    }

    @Override
    public int compareTo(NumberCell o) {
      return rank != o.rank ? Integer.compare(rank, o.rank) : value.compareTo(o.value);
    }
  }

  private static double value(String text) {
    try {
      return Double.parseDouble(text.replace('\u2212', '-'));
    } catch (NumberFormatException e) {
      return Double.NaN;
    }
  }
}
