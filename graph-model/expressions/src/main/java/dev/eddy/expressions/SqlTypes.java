package dev.eddy.expressions;

import dev.eddy.model.type.DataType;
import dev.eddy.model.type.TypeRoot;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.rel.type.RelDataTypeSystemImpl;
import org.apache.calcite.sql.type.SqlTypeFactoryImpl;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.sql.type.SqlTypeUtil;
import org.jspecify.annotations.Nullable;

/**
 * Calcite's types with Flink's rules, and both ways between them and {@link DataType}. The decimal
 * rules are those of Flink 1.20's {@code LogicalTypeMerging}.
 */
final class SqlTypes {
  static final int MAX_DECIMAL = 38;
  private static final int MIN_ADJUSTED_SCALE = 6;

  static final RelDataTypeFactory FACTORY = new Factory();

  private SqlTypes() {}

  /** UTF-8, for a literal in any script is a literal. */
  private static final class Factory extends SqlTypeFactoryImpl {
    Factory() {
      super(new FlinkTypeSystem());
    }

    @Override
    public Charset getDefaultCharset() {
      return StandardCharsets.UTF_8;
    }
  }

  private static final class FlinkTypeSystem extends RelDataTypeSystemImpl {
    @Override
    public int getMaxPrecision(SqlTypeName type) {
      return switch (type) {
        case DECIMAL -> MAX_DECIMAL;
        case CHAR, VARCHAR -> Integer.MAX_VALUE;
        case TIME -> 3;
        case TIMESTAMP, TIMESTAMP_WITH_LOCAL_TIME_ZONE -> 3;
        default -> super.getMaxPrecision(type);
      };
    }

    @Override
    public int getDefaultPrecision(SqlTypeName type) {
      return switch (type) {
        case VARCHAR -> Integer.MAX_VALUE;
        case DECIMAL -> 10;
        case TIMESTAMP, TIMESTAMP_WITH_LOCAL_TIME_ZONE -> 3;
        default -> super.getDefaultPrecision(type);
      };
    }

    @Override
    public int getMaxScale(SqlTypeName type) {
      return type == SqlTypeName.DECIMAL ? MAX_DECIMAL : super.getMaxScale(type);
    }

    @Override
    public boolean shouldConvertRaggedUnionTypesToVarying() {
      return true;
    }

    @Override
    public @Nullable RelDataType deriveDecimalPlusType(
        RelDataTypeFactory f, RelDataType left, RelDataType right) {
      return decimals(
          f,
          left,
          right,
          (p1, s1, p2, s2) -> {
            int scale = Math.max(s1, s2);
            return adjusted(Math.max(p1 - s1, p2 - s2) + scale + 1, scale);
          });
    }

    @Override
    public @Nullable RelDataType deriveDecimalMultiplyType(
        RelDataTypeFactory f, RelDataType left, RelDataType right) {
      return decimals(f, left, right, (p1, s1, p2, s2) -> adjusted(p1 + p2 + 1, s1 + s2));
    }

    @Override
    public @Nullable RelDataType deriveDecimalDivideType(
        RelDataTypeFactory f, RelDataType left, RelDataType right) {
      return decimals(
          f,
          left,
          right,
          (p1, s1, p2, s2) -> {
            int scale = Math.max(MIN_ADJUSTED_SCALE, s1 + p2 + 1);
            return adjusted(p1 - s1 + s2 + scale, scale);
          });
    }

    @Override
    public @Nullable RelDataType deriveDecimalModType(
        RelDataTypeFactory f, RelDataType left, RelDataType right) {
      return decimals(
          f,
          left,
          right,
          (p1, s1, p2, s2) -> {
            int scale = Math.max(s1, s2);
            return adjusted(Math.min(p1 - s1, p2 - s2) + scale, scale);
          });
    }

    private static @Nullable RelDataType decimals(
        RelDataTypeFactory f, RelDataType left, RelDataType right, DecimalRule rule) {
      boolean apply =
          SqlTypeUtil.isExactNumeric(left)
              && SqlTypeUtil.isExactNumeric(right)
              && (SqlTypeUtil.isDecimal(left) || SqlTypeUtil.isDecimal(right));
      if (!apply) {
        return null;
      }
      DataType l = asDecimal(of(left));
      DataType r = asDecimal(of(right));
      DataType result = rule.apply(l.precision(), l.scale(), r.precision(), r.scale());
      return f.createSqlType(SqlTypeName.DECIMAL, result.precision(), result.scale());
    }
  }

  private interface DecimalRule {
    DataType apply(int p1, int s1, int p2, int s2);
  }

  private static DataType adjusted(int precision, int scale) {
    if (precision <= MAX_DECIMAL) {
      return DataType.decimal(precision, scale);
    }
    int digits = precision - scale;
    int least = Math.min(scale, MIN_ADJUSTED_SCALE);
    return DataType.decimal(MAX_DECIMAL, Math.max(MAX_DECIMAL - digits, least));
  }

  /** The type of {@code ROUND(decimal, digits)} and {@code TRUNCATE}. */
  static DataType rounded(DataType decimal, int digits) {
    int p = decimal.precision();
    int s = decimal.scale();
    if (digits >= s) {
      return DataType.decimal(p, s);
    }
    if (digits < 0) {
      return DataType.decimal(Math.min(MAX_DECIMAL, 1 + p - s), 0);
    }
    return DataType.decimal(1 + p - s + digits, digits);
  }

  /** The decimal type that holds all values of an exact number type. */
  static DataType asDecimal(DataType t) {
    DataType d =
        switch (t.root()) {
          case TINYINT -> DataType.decimal(3, 0);
          case SMALLINT -> DataType.decimal(5, 0);
          case INT -> DataType.decimal(10, 0);
          case BIGINT -> DataType.decimal(19, 0);
          case DECIMAL -> t;
          default -> throw new IllegalArgumentException(t.toString());
        };
    return d.withNullable(t.nullable());
  }

  static RelDataType rel(DataType t) {
    RelDataType plain =
        switch (t.root()) {
          case BOOLEAN -> FACTORY.createSqlType(SqlTypeName.BOOLEAN);
          case TINYINT -> FACTORY.createSqlType(SqlTypeName.TINYINT);
          case SMALLINT -> FACTORY.createSqlType(SqlTypeName.SMALLINT);
          case INT -> FACTORY.createSqlType(SqlTypeName.INTEGER);
          case BIGINT -> FACTORY.createSqlType(SqlTypeName.BIGINT);
          case FLOAT -> FACTORY.createSqlType(SqlTypeName.FLOAT);
          case DOUBLE -> FACTORY.createSqlType(SqlTypeName.DOUBLE);
          case DECIMAL -> FACTORY.createSqlType(SqlTypeName.DECIMAL, t.precision(), t.scale());
          case CHAR -> FACTORY.createSqlType(SqlTypeName.CHAR, t.precision());
          case VARCHAR -> FACTORY.createSqlType(SqlTypeName.VARCHAR, t.precision());
          case DATE -> FACTORY.createSqlType(SqlTypeName.DATE);
          case TIME -> FACTORY.createSqlType(SqlTypeName.TIME, t.precision());
          case TIMESTAMP -> FACTORY.createSqlType(SqlTypeName.TIMESTAMP, t.precision());
          case TIMESTAMP_LTZ ->
              FACTORY.createSqlType(SqlTypeName.TIMESTAMP_WITH_LOCAL_TIME_ZONE, t.precision());
        };
    return FACTORY.createTypeWithNullability(plain, t.nullable());
  }

  /** Whether the type is one that a column can have. */
  static boolean isColumnType(RelDataType t) {
    return switch (t.getSqlTypeName()) {
      case BOOLEAN,
          TINYINT,
          SMALLINT,
          INTEGER,
          BIGINT,
          FLOAT,
          REAL,
          DOUBLE,
          DECIMAL,
          CHAR,
          VARCHAR,
          DATE,
          TIME,
          TIMESTAMP,
          TIMESTAMP_WITH_LOCAL_TIME_ZONE ->
          true;
      default -> false;
    };
  }

  static DataType of(RelDataType t) {
    boolean n = t.isNullable();
    int p = t.getPrecision();
    return switch (t.getSqlTypeName()) {
      case BOOLEAN -> DataType.BOOLEAN.withNullable(n);
      case TINYINT -> DataType.TINYINT.withNullable(n);
      case SMALLINT -> DataType.SMALLINT.withNullable(n);
      case INTEGER -> DataType.INT.withNullable(n);
      case BIGINT -> DataType.BIGINT.withNullable(n);
      case FLOAT, REAL -> DataType.FLOAT.withNullable(n);
      case DOUBLE -> DataType.DOUBLE.withNullable(n);
      case DECIMAL -> DataType.decimal(p, t.getScale()).withNullable(n);
      // '' is a CHAR(0) to Calcite, which no column can be
      case CHAR -> new DataType(p == 0 ? TypeRoot.VARCHAR : TypeRoot.CHAR, Math.max(1, p), 0, n);
      case VARCHAR ->
          new DataType(TypeRoot.VARCHAR, p < 0 ? DataType.UNBOUNDED : Math.max(1, p), 0, n);
      case DATE -> DataType.DATE.withNullable(n);
      case TIME -> new DataType(TypeRoot.TIME, p, 0, n);
      case TIMESTAMP -> new DataType(TypeRoot.TIMESTAMP, p, 0, n);
      case TIMESTAMP_WITH_LOCAL_TIME_ZONE -> new DataType(TypeRoot.TIMESTAMP_LTZ, p, 0, n);
      default -> throw new IllegalArgumentException(t.getFullTypeString());
    };
  }

  /** As the user reads it, also for types that no column has. */
  static String text(RelDataType t) {
    if (isColumnType(t)) {
      return of(t).sql();
    }
    return t.getSqlTypeName().getFamily() != null && SqlTypeUtil.isInterval(t)
        ? "INTERVAL " + t.getIntervalQualifier()
        : t.getSqlTypeName().getName();
  }
}
