package dev.eddy.model.type;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A SQL type with nullability.
 *
 * @param precision length of CHAR and VARCHAR, digits of DECIMAL, fractional digits of TIME and
 *     TIMESTAMP; 0 elsewhere
 * @param scale digits after the point of DECIMAL; 0 elsewhere
 */
public record DataType(TypeRoot root, int precision, int scale, boolean nullable) {
  /** Length of a VARCHAR without a length, as STRING in Flink. */
  public static final int UNBOUNDED = Integer.MAX_VALUE;

  public static final DataType BOOLEAN = new DataType(TypeRoot.BOOLEAN, 0, 0, true);
  public static final DataType TINYINT = new DataType(TypeRoot.TINYINT, 0, 0, true);
  public static final DataType SMALLINT = new DataType(TypeRoot.SMALLINT, 0, 0, true);
  public static final DataType INT = new DataType(TypeRoot.INT, 0, 0, true);
  public static final DataType BIGINT = new DataType(TypeRoot.BIGINT, 0, 0, true);
  public static final DataType FLOAT = new DataType(TypeRoot.FLOAT, 0, 0, true);
  public static final DataType DOUBLE = new DataType(TypeRoot.DOUBLE, 0, 0, true);
  public static final DataType VARCHAR = new DataType(TypeRoot.VARCHAR, UNBOUNDED, 0, true);
  public static final DataType DATE = new DataType(TypeRoot.DATE, 0, 0, true);
  public static final DataType TIMESTAMP = new DataType(TypeRoot.TIMESTAMP, 3, 0, true);
  public static final DataType TIMESTAMP_LTZ = new DataType(TypeRoot.TIMESTAMP_LTZ, 3, 0, true);

  private static final Pattern TEXT =
      Pattern.compile(
          "\\s*([A-Za-z_]+)\\s*(?:\\(\\s*(\\d+)\\s*(?:,\\s*(\\d+)\\s*)?\\))?\\s*(NOT\\s+NULL|NULL)?\\s*",
          Pattern.CASE_INSENSITIVE);

  public static DataType decimal(int precision, int scale) {
    return new DataType(TypeRoot.DECIMAL, precision, scale, true);
  }

  public DataType withNullable(boolean value) {
    return value == nullable ? this : new DataType(root, precision, scale, value);
  }

  public DataType notNull() {
    return withNullable(false);
  }

  /**
   * Reads a type as Flink's DDL writes it, such as {@code TIMESTAMP(3) NOT NULL}; empty where the
   * text is no type that Eddy supports (also TIMESTAMP beyond milliseconds).
   */
  public static Optional<DataType> parse(String text) {
    Matcher m = TEXT.matcher(text);
    if (!m.matches()) {
      return Optional.empty();
    }
    String name = m.group(1).toUpperCase(Locale.ROOT);
    String first = m.group(2);
    String second = m.group(3);
    if (first != null && first.length() > 9 || second != null && second.length() > 9) {
      return Optional.empty();
    }
    boolean nullable = m.group(4) == null || m.group(4).length() == 4;
    int p = first == null ? -1 : Integer.parseInt(first);
    int s = second == null ? -1 : Integer.parseInt(second);
    DataType type =
        switch (name) {
          case "BOOLEAN" -> plain(BOOLEAN, p);
          case "TINYINT" -> plain(TINYINT, p);
          case "SMALLINT" -> plain(SMALLINT, p);
          case "INT", "INTEGER" -> plain(INT, p);
          case "BIGINT" -> plain(BIGINT, p);
          case "FLOAT", "REAL" -> plain(FLOAT, p);
          case "DOUBLE" -> plain(DOUBLE, p);
          case "STRING" -> plain(VARCHAR, p);
          case "DATE" -> plain(DATE, p);
          case "DECIMAL", "NUMERIC" -> decimalOrNull(p < 0 ? 10 : p, Math.max(s, 0));
          case "CHAR" -> p == 0 ? null : new DataType(TypeRoot.CHAR, p < 0 ? 1 : p, 0, true);
          case "VARCHAR" ->
              p == 0 ? null : new DataType(TypeRoot.VARCHAR, p < 0 ? UNBOUNDED : p, 0, true);
          case "TIME" -> p > 3 ? null : new DataType(TypeRoot.TIME, Math.max(p, 0), 0, true);
          case "TIMESTAMP" ->
              p > 3 ? null : new DataType(TypeRoot.TIMESTAMP, p < 0 ? 3 : p, 0, true);
          case "TIMESTAMP_LTZ" ->
              p > 3 ? null : new DataType(TypeRoot.TIMESTAMP_LTZ, p < 0 ? 3 : p, 0, true);
          default -> null;
        };
    if (type == null || (s >= 0 && type.root != TypeRoot.DECIMAL)) {
      return Optional.empty();
    }
    return Optional.of(type.withNullable(nullable));
  }

  @org.jspecify.annotations.Nullable
  private static DataType plain(DataType type, int precision) {
    return precision < 0 ? type : null;
  }

  @org.jspecify.annotations.Nullable
  private static DataType decimalOrNull(int precision, int scale) {
    return precision < 1 || precision > 38 || scale > precision ? null : decimal(precision, scale);
  }

  /** The type as Flink's DDL writes it, without nullability. */
  public String sql() {
    return switch (root) {
      case DECIMAL -> "DECIMAL(" + precision + ", " + scale + ")";
      case CHAR -> "CHAR(" + precision + ")";
      case VARCHAR -> precision == UNBOUNDED ? "VARCHAR" : "VARCHAR(" + precision + ")";
      case TIME, TIMESTAMP, TIMESTAMP_LTZ -> root.name() + "(" + precision + ")";
      default -> root.name();
    };
  }

  /** The type as Flink's DDL writes it, {@code NOT NULL} spelled out. */
  @Override
  public String toString() {
    return nullable ? sql() : sql() + " NOT NULL";
  }
}
