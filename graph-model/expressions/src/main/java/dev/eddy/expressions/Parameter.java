package dev.eddy.expressions;

import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.sql.type.SqlTypeName;

/** What an argument of a function may be, and the Java type that the function's helper takes. */
enum Parameter {
  TEXT("text", "String"),
  INT("int", "int"),
  INTEGER("integer", "long"),
  NUMBER("number", "double"),
  BOOLEAN("condition", "boolean"),
  DAY("date or timestamp", "int"),
  CLOCK("time or timestamp", "int"),
  TIMESTAMP("timestamp", "long"),
  ANY("value", "");

  private final String word;
  private final String javaType;

  Parameter(String word, String javaType) {
    this.word = word;
    this.javaType = javaType;
  }

  String word() {
    return word;
  }

  String javaType() {
    return javaType;
  }

  boolean takes(RelDataType type) {
    SqlTypeName t = type.getSqlTypeName();
    return switch (this) {
      case TEXT -> t == SqlTypeName.CHAR || t == SqlTypeName.VARCHAR;
      case INT -> t == SqlTypeName.TINYINT || t == SqlTypeName.SMALLINT || t == SqlTypeName.INTEGER;
      case INTEGER -> SqlTypeName.INT_TYPES.contains(t);
      case NUMBER -> SqlTypeName.NUMERIC_TYPES.contains(t);
      case BOOLEAN -> t == SqlTypeName.BOOLEAN;
      case DAY -> t == SqlTypeName.DATE || t == SqlTypeName.TIMESTAMP;
      case CLOCK -> t == SqlTypeName.TIME || t == SqlTypeName.TIMESTAMP;
      case TIMESTAMP -> t == SqlTypeName.TIMESTAMP;
      case ANY -> SqlTypes.isColumnType(type);
    };
  }
}
