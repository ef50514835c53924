package dev.eddy.model.type;

/**
 * The SQL type families that Eddy knows. How each is held in a row: {@link dev.eddy.model.row.Row}.
 */
public enum TypeRoot {
  BOOLEAN,
  TINYINT,
  SMALLINT,
  INT,
  BIGINT,
  FLOAT,
  DOUBLE,
  DECIMAL,
  CHAR,
  VARCHAR,
  DATE,
  TIME,
  TIMESTAMP,
  TIMESTAMP_LTZ;

  public boolean isInteger() {
    return this == TINYINT || this == SMALLINT || this == INT || this == BIGINT;
  }

  public boolean isNumeric() {
    return isInteger() || this == FLOAT || this == DOUBLE || this == DECIMAL;
  }

  public boolean isText() {
    return this == CHAR || this == VARCHAR;
  }

  public boolean isTimestamp() {
    return this == TIMESTAMP || this == TIMESTAMP_LTZ;
  }

  /** Whether a value of this type is held in the reference array of a row, not in its words. */
  public boolean isReference() {
    return isText() || this == DECIMAL;
  }
}
