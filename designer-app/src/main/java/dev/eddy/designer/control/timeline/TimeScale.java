package dev.eddy.designer.control.timeline;

/**
 * The stretch of a run that is shown, {@code [from, to]} in gate sequences, over a width in pixels.
 * Pure.
 */
public record TimeScale(double from, double to, double width) {
  private static final double CLOSEST = 20;

  public TimeScale {
    if (!(to > from)) {
      to = from + 1;
    }
  }

  public double x(double sequence) {
    return (sequence - from) / (to - from) * width;
  }

  public double sequence(double x) {
    return width <= 0 ? from : from + x / width * (to - from);
  }

  public double span() {
    return to - from;
  }

  /**
   * Zoomed by a factor (above 1: nearer) with the point at {@code x} held, within {@code [0, end]}.
   */
  public TimeScale zoomed(double factor, double x, double end) {
    double span = Math.max(Math.min(CLOSEST, end), Math.min(end, span() / factor));
    double at = sequence(x);
    double share = width <= 0 ? 0 : x / width;
    return new TimeScale(at - share * span, at - share * span + span, width).within(end);
  }

  public TimeScale moved(double sequences, double end) {
    return new TimeScale(from + sequences, to + sequences, width).within(end);
  }

  /** Moved so that it lies in {@code [0, end]}, cut where it is longer. */
  public TimeScale within(double end) {
    double span = Math.min(span(), Math.max(end, 1));
    double f = Math.max(0, Math.min(from, end - span));
    return new TimeScale(f, f + span, width);
  }

  public TimeScale withWidth(double pixels) {
    return new TimeScale(from, to, pixels);
  }
}
