package dev.eddy.model.function;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/** Decimal arithmetic and rounding. */
public final class Numbers {
  /** Flink divides with 38 digits first and rounds to the result's scale after that. */
  private static final MathContext DIVIDE = new MathContext(38, RoundingMode.HALF_UP);

  private Numbers() {}

  /** Rounded half up to the scale; null where the precision does not hold it. */
  public static @Nullable BigDecimal fit(BigDecimal value, int precision, int scale) {
    if (value.scale() != scale) {
      // asked first, for 1e999999999 or 1e-999999999 would need that many digits to be rounded
      long integral = (long) value.precision() - value.scale();
      if (value.signum() == 0 || integral < -scale - 1L) {
        return BigDecimal.ZERO.setScale(scale);
      }
      if (integral > precision - scale) {
        return null;
      }
    }
    BigDecimal v = value.setScale(scale, RoundingMode.HALF_UP);
    return v.precision() > precision ? null : v;
  }

  public static @Nullable BigDecimal add(BigDecimal a, BigDecimal b, int precision, int scale) {
    return fit(a.add(b), precision, scale);
  }

  public static @Nullable BigDecimal subtract(
      BigDecimal a, BigDecimal b, int precision, int scale) {
    return fit(a.subtract(b), precision, scale);
  }

  public static @Nullable BigDecimal multiply(
      BigDecimal a, BigDecimal b, int precision, int scale) {
    return fit(a.multiply(b), precision, scale);
  }

  /**
   * @throws ArithmeticException when {@code b} is zero
   */
  public static @Nullable BigDecimal divide(BigDecimal a, BigDecimal b, int precision, int scale) {
    return fit(a.divide(b, DIVIDE), precision, scale);
  }

  /**
   * @throws ArithmeticException when {@code b} is zero
   */
  public static @Nullable BigDecimal mod(BigDecimal a, BigDecimal b, int precision, int scale) {
    return fit(a.remainder(b, DIVIDE), precision, scale);
  }

  public static @Nullable BigDecimal round(BigDecimal v, int digits, int precision, int scale) {
    return fit(
        digits >= v.scale() ? v : shifted(v, digits, RoundingMode.HALF_UP), precision, scale);
  }

  public static @Nullable BigDecimal truncate(BigDecimal v, int digits, int precision, int scale) {
    return fit(digits >= v.scale() ? v : shifted(v, digits, RoundingMode.DOWN), precision, scale);
  }

  private static BigDecimal shifted(BigDecimal v, int digits, RoundingMode mode) {
    return v.movePointRight(digits).setScale(0, mode).movePointLeft(digits);
  }

  /**
   * @throws NumberFormatException for NaN and infinities, as Flink
   */
  public static double round(double v, int digits) {
    return shifted(BigDecimal.valueOf(v), digits, RoundingMode.HALF_UP).doubleValue();
  }

  /**
   * @throws NumberFormatException for NaN and infinities, as Flink
   */
  public static double truncate(double v, int digits) {
    return shifted(BigDecimal.valueOf(v), digits, RoundingMode.DOWN).doubleValue();
  }

  public static long round(long v, int digits) {
    return shifted(BigDecimal.valueOf(v), digits, RoundingMode.HALF_UP).longValue();
  }

  public static long truncate(long v, int digits) {
    return shifted(BigDecimal.valueOf(v), digits, RoundingMode.DOWN).longValue();
  }

  public static BigDecimal floor(BigDecimal v) {
    return v.setScale(0, RoundingMode.FLOOR);
  }

  public static BigDecimal ceil(BigDecimal v) {
    return v.setScale(0, RoundingMode.CEILING);
  }

  /** -1, 0 or 1 with the scale of the argument. */
  public static BigDecimal sign(BigDecimal v) {
    return BigDecimal.valueOf(v.signum()).setScale(v.scale());
  }
}
