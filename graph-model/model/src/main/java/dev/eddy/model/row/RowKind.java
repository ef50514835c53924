package dev.eddy.model.row;

/** What a row of a changelog does; the codes are a stored format and never change. */
public enum RowKind {
  INSERT((byte) 0, "+I"),
  UPDATE_BEFORE((byte) 1, "-U"),
  UPDATE_AFTER((byte) 2, "+U"),
  DELETE((byte) 3, "-D");

  private static final RowKind[] BY_CODE = values();

  private final byte code;
  private final String shortName;

  RowKind(byte code, String shortName) {
    this.code = code;
    this.shortName = shortName;
  }

  public byte code() {
    return code;
  }

  /** {@code +I}, {@code -U}, {@code +U} or {@code -D}. */
  public String shortName() {
    return shortName;
  }

  /** Whether the row adds to the table (+I, +U) and does not take away from it. */
  public boolean isAdding() {
    return this == INSERT || this == UPDATE_AFTER;
  }

  public static RowKind ofCode(int code) {
    if (code < 0 || code >= BY_CODE.length) {
      throw new IllegalArgumentException("no row kind has the code " + code);
    }
    return BY_CODE[code];
  }
}
