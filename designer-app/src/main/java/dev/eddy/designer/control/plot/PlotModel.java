package dev.eddy.designer.control.plot;

import dev.eddy.designer.control.Figures;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Lines in a frame, with round numbers at both axes. Pure.
 *
 * @param unit of the values, behind the greatest number
 * @param right greatest value of the lower axis, in seconds
 * @param top greatest value of the left axis
 */
public record PlotModel(
    String title,
    String unit,
    List<Line> lines,
    double right,
    double top,
    List<Tick> seconds,
    List<Tick> values) {
  /**
   * A line.
   *
   * @param token colour
   * @param dashed so that it can be told apart without colour
   */
  public record Line(String name, String token, boolean dashed, double[] x, double[] y) {
    /** The last value that is known; NaN for none. */
    public double last() {
      for (int i = y.length - 1; i >= 0; i--) {
        if (!Double.isNaN(y[i])) {
          return y[i];
        }
      }
      return Double.NaN;
    }
  }

  /** A number at an axis. */
  public record Tick(double at, String text) {}

  public static PlotModel of(String title, String unit, List<Line> lines) {
    double right = 0;
    double top = 0;
    for (Line l : lines) {
      for (int i = 0; i < l.x().length; i++) {
        right = Math.max(right, l.x()[i]);
        top = Double.isNaN(l.y()[i]) ? top : Math.max(top, l.y()[i]);
      }
    }
    double step = round(top / 4);
    double greatest = step * Math.max(1, Math.ceil(top / step - 1e-9));
    List<Tick> values = new ArrayList<>();
    for (int i = 0; i * step <= greatest * (1 + 1e-9); i++) {
      values.add(new Tick(i * step, short3(i * step)));
    }
    double second = round(Math.max(right, 1) / 5);
    List<Tick> seconds = new ArrayList<>();
    for (int i = 0; i * second <= Math.max(right, 1) * (1 + 1e-9); i++) {
      seconds.add(new Tick(i * second, time(i * second)));
    }
    return new PlotModel(
        title, unit, List.copyOf(lines), Math.max(right, 1), greatest, seconds, values);
  }

  /** The next of 1, 2, 5, 10 and so on. */
  static double round(double step) {
    if (!(step > 0)) {
      return 1;
    }
    double power = Math.pow(10, Math.floor(Math.log10(step)));
    double n = step / power;
    return power * (n <= 1 ? 1 : n <= 2 ? 2 : n <= 5 ? 5 : 10);
  }

  private static String time(double seconds) {
    if (seconds < 10 && seconds != Math.rint(seconds)) {
      return String.format(Locale.ROOT, "%.1f s", seconds);
    }
    return seconds == 0 ? "0" : Figures.duration(Math.round(seconds * 1_000));
  }

  /** {@code 1.5M}, {@code 200k}, {@code 0.5}, {@code 0.015}, {@code 2.0e-07}. */
  public static String short3(double v) {
    double a = Math.abs(v);
    if (a >= 1e9) {
      return trimmed(v / 1e9) + "G";
    }
    if (a >= 1e6) {
      return trimmed(v / 1e6) + "M";
    }
    return a >= 1e4 ? trimmed(v / 1e3) + "k" : trimmed(v);
  }

  private static String trimmed(double v) {
    double a = Math.abs(v);
    if (a > 0 && a < 1e-4) {
      return String.format(Locale.ROOT, "%.1e", v);
    }
    if (a > 0 && a < 0.1) {
      // Two places would make one number of two that stand beside one another at an axis.
      return new BigDecimal(v).round(new MathContext(3)).stripTrailingZeros().toPlainString();
    }
    String s =
        String.format(
            Locale.ROOT, Math.abs(v) < 10 ? "%.2f" : Math.abs(v) < 100 ? "%.1f" : "%.0f", v);
    return s.indexOf('.') < 0 ? s : s.replaceFirst("\\.?0+$", "");
  }

  public boolean isEmpty() {
    return lines.stream().allMatch(l -> l.x().length < 2);
  }

  /** What a screen reader says. */
  public String spoken() {
    StringBuilder b = new StringBuilder(title);
    for (Line l : lines) {
      double last = l.last();
      b.append(", ").append(l.name()).append(' ');
      b.append(Double.isNaN(last) ? "not known" : short3(last) + " " + unit);
    }
    return b.toString();
  }
}
