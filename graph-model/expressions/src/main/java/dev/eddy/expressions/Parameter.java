package dev.eddy.expressions;

import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.sql.type.SqlTypeName;

/** What an argument of a function may be. */
enum Parameter {
  TEXT("text"),
  INT("int"),
  NUMBER("number"),
  BOOLEAN("condition"),
  DAY("date or timestamp"),
  CLOCK("time or timestamp"),
  TIMESTAMP("timestamp"),
  ANY("value");

  private final String word;

  Parameter(String word) {
    this.word = word;
  }

  String word() {
    return word;
  }

  boolean takes(RelDataType type) {
    SqlTypeName t = type.getSqlTypeName();
    return switch (this) {
      case TEXT -> t == SqlTypeName.CHAR || t == SqlTypeName.VARCHAR;
      case INT -> t == SqlTypeName.TINYINT || t == SqlTypeName.SMALLINT || t == SqlTypeName.INTEGER;
      case NUMBER -> SqlTypeName.NUMERIC_TYPES.contains(t);
      case BOOLEAN -> t == SqlTypeName.BOOLEAN;
      case DAY -> t == SqlTypeName.DATE || t == SqlTypeName.TIMESTAMP;
      case CLOCK -> t == SqlTypeName.TIME || t == SqlTypeName.TIMESTAMP;
      case TIMESTAMP -> t == SqlTypeName.TIMESTAMP;
      case ANY -> SqlTypes.isColumnType(type);
    };
  }
}
