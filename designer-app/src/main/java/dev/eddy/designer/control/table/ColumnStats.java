package dev.eddy.designer.control.table;

import dev.eddy.designer.control.Figures;
import dev.eddy.designer.control.table.TableContent.Column;
import dev.eddy.designer.control.table.TableContent.Look;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * How the values of a column are spread. Pure.
 *
 * @param count of rows
 * @param nulls of them SQL null
 * @param distinct different values that are not null
 * @param least and greatest value as text; empty where there is none
 * @param mean of numbers, as text; empty for others
 * @param bars heights from 0 to 1: for numbers and times how many lie in equal stretches between
 *     least and greatest, for others how often the most frequent values come
 * @param common the most frequent values with their counts; only for texts and booleans
 */
public record ColumnStats(
    int count,
    int nulls,
    int distinct,
    String least,
    String greatest,
    String mean,
    List<Double> bars,
    Map<String, Integer> common) {
  private static final int BARS = 16;
  private static final int COMMON = 8;

  public ColumnStats {
    bars = List.copyOf(bars);
    common = Collections.unmodifiableMap(common);
  }

  public static ColumnStats of(Column column, List<@Nullable String> cells) {
    Map<String, Integer> times = new HashMap<>();
    int nulls = 0;
    for (@Nullable String c : cells) {
      if (c == null) {
        nulls++;
      } else {
        times.merge(c, 1, Integer::sum);
      }
    }
    Look look = column.look();
    String least = "";
    String greatest = "";
    for (String v : times.keySet()) {
      least = least.isEmpty() || RowFilter.order(look, v, least) < 0 ? v : least;
      greatest = greatest.isEmpty() || RowFilter.order(look, v, greatest) > 0 ? v : greatest;
    }
    boolean continuous = look == Look.NUMBER || look == Look.TIME;
    Map<String, Integer> common = continuous ? Map.of() : common(times);
    return new ColumnStats(
        cells.size(),
        nulls,
        times.size(),
        least,
        greatest,
        look == Look.NUMBER ? mean(times) : "",
        continuous ? histogram(look, times) : shares(common),
        common);
  }

  private static String mean(Map<String, Integer> times) {
    BigDecimal sum = BigDecimal.ZERO;
    long n = 0;
    for (Map.Entry<String, Integer> e : times.entrySet()) {
      BigDecimal v = RowFilter.number(e.getKey());
      if (v != null) {
        sum = sum.add(v.multiply(BigDecimal.valueOf(e.getValue())));
        n += e.getValue();
      }
    }
    return n == 0
        ? ""
        : sum.divide(BigDecimal.valueOf(n), new MathContext(4))
            .stripTrailingZeros()
            .toPlainString();
  }

  private static List<Double> histogram(Look look, Map<String, Integer> times) {
    TreeMap<Double, Integer> values = new TreeMap<>();
    times.forEach(
        (text, n) -> {
          double v = value(look, text);
          if (!Double.isNaN(v) && !Double.isInfinite(v)) {
            values.merge(v, n, Integer::sum);
          }
        });
    if (values.isEmpty()) {
      return List.of();
    }
    double low = values.firstKey();
    double width = values.lastKey() - low;
    if (width == 0) {
      return List.of(1.0);
    }
    double[] bars = new double[BARS];
    values.forEach((v, n) -> bars[(int) Math.min(BARS - 1, (v - low) / width * BARS)] += n);
    return scaled(bars);
  }

  private static List<Double> shares(Map<String, Integer> common) {
    return scaled(common.values().stream().mapToDouble(n -> n).toArray());
  }

  private static List<Double> scaled(double[] bars) {
    double most = 0;
    for (double b : bars) {
      most = Math.max(most, b);
    }
    List<Double> out = new ArrayList<>(bars.length);
    for (double b : bars) {
      out.add(b / most);
    }
    return out;
  }

  private static Map<String, Integer> common(Map<String, Integer> times) {
    Map<String, Integer> out = new java.util.LinkedHashMap<>();
    times.entrySet().stream()
        .sorted(
            Map.Entry.<String, Integer>comparingByValue()
                .reversed()
                .thenComparing(Map.Entry.comparingByKey()))
        .limit(COMMON)
        .forEach(e -> out.put(e.getKey(), e.getValue()));
    return out;
  }

  /** A number that lies where the value does; NaN where the text is no value. */
  private static double value(Look look, String text) {
    try {
      if (look == Look.NUMBER) {
        return Double.parseDouble(text);
      }
      String t = text.endsWith("Z") ? text.substring(0, text.length() - 1) : text;
      if (t.length() == 10) {
        return LocalDate.parse(t).toEpochDay();
      }
      return t.indexOf('-') < 0
          ? LocalTime.parse(t).toNanoOfDay()
          : LocalDateTime.parse(t.replace(' ', 'T')).toInstant(ZoneOffset.UTC).toEpochMilli();
    } catch (NumberFormatException | DateTimeParseException e) {
      return Double.NaN;
    }
  }

  /** In one sentence, for a tooltip. */
  public String words(Column column) {
    List<String> parts = new ArrayList<>();
    parts.add(Figures.count(count, "row", "rows"));
    parts.add(nulls == 0 ? "no null" : Figures.number(nulls) + " null");
    parts.add(Figures.number(distinct) + " different");
    if (!least.isEmpty() && common.isEmpty()) {
      parts.add(shown(column, least) + " to " + shown(column, greatest));
    }
    if (!mean.isEmpty()) {
      parts.add("mean " + Figures.number(mean));
    }
    StringBuilder b = new StringBuilder(String.join(" · ", parts));
    common.forEach(
        (value, n) ->
            b.append('\n')
                .append(value.isEmpty() ? "''" : value)
                .append("  ")
                .append(Figures.number(n)));
    return b.toString();
  }

  private static String shown(Column c, String text) {
    return c.look() == Look.NUMBER
        ? Figures.number(text)
        : text.endsWith(".000") ? text.substring(0, text.length() - 4) : text;
  }
}
