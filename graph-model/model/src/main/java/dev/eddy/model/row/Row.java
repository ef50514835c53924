package dev.eddy.model.row;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A place in a packed batch: one final class for all schemas, so that reading a column is one array
 * access and call sites stay monomorphic.
 *
 * <p>A row of {@code n} columns takes {@code stride(n)} words: its kind, one or more words of null
 * bits, a word per column. The references (strings, decimals) of the row stand in a second array,
 * one place per column. Layout by type: BOOLEAN 0 or 1; TINYINT to BIGINT the number; FLOAT and
 * DOUBLE the raw bits of a double; DATE days, TIME milliseconds of the day, TIMESTAMP and
 * TIMESTAMP_LTZ milliseconds since 1970; CHAR and VARCHAR a String, DECIMAL a BigDecimal of exactly
 * the declared scale, in the references.
 *
 * <p>A row that is handed to somebody belongs to the giver and is valid during the call; {@link
 * #copy()} keeps it. Only the one who made a row (or got it from {@code output}) writes to it. Not
 * thread-safe.
 */
public final class Row {
  private static final int META = 0;
  private static final int NULLS = 1;

  long[] words;
  @Nullable Object[] refs;
  int at;
  int refAt;
  private final int columns;
  private final int nullWords;

  /** A standalone row of {@code columns} nulls, kind +I. */
  public Row(int columns) {
    this(new long[stride(columns)], new Object[columns], 0, 0, columns);
    clear();
  }

  Row(long[] words, @Nullable Object[] refs, int at, int refAt, int columns) {
    this.words = words;
    this.refs = refs;
    this.at = at;
    this.refAt = refAt;
    this.columns = columns;
    this.nullWords = nullWords(columns);
  }

  static int nullWords(int columns) {
    return Math.max(1, (columns + 63) >>> 6);
  }

  static int stride(int columns) {
    return 1 + nullWords(columns) + columns;
  }

  public int columns() {
    return columns;
  }

  public RowKind kind() {
    return RowKind.ofCode((int) words[at + META]);
  }

  public boolean isNull(int c) {
    return (words[at + NULLS + (c >>> 6)] & (1L << c)) != 0;
  }

  public long getLong(int c) {
    return words[at + 1 + nullWords + c];
  }

  public int getInt(int c) {
    return (int) words[at + 1 + nullWords + c];
  }

  public boolean getBoolean(int c) {
    return words[at + 1 + nullWords + c] != 0;
  }

  public double getDouble(int c) {
    return Double.longBitsToDouble(words[at + 1 + nullWords + c]);
  }

  /** The text of a column that is not null. */
  public String getString(int c) {
    return (String) Objects.requireNonNull(refs[refAt + c]);
  }

  /** The number of a DECIMAL column that is not null. */
  public BigDecimal getDecimal(int c) {
    return (BigDecimal) Objects.requireNonNull(refs[refAt + c]);
  }

  /** The reference at a column; null where the column is null or held in a word. */
  public @Nullable Object getObject(int c) {
    return refs[refAt + c];
  }

  public Row setKind(RowKind kind) {
    words[at + META] = kind.code();
    return this;
  }

  public void setNull(int c) {
    words[at + NULLS + (c >>> 6)] |= 1L << c;
    words[at + 1 + nullWords + c] = 0;
    refs[refAt + c] = null;
  }

  public void setLong(int c, long value) {
    words[at + NULLS + (c >>> 6)] &= ~(1L << c);
    words[at + 1 + nullWords + c] = value;
  }

  public void setBoolean(int c, boolean value) {
    setLong(c, value ? 1 : 0);
  }

  public void setDouble(int c, double value) {
    setLong(c, Double.doubleToRawLongBits(value));
  }

  /** Sets a String or a BigDecimal; null makes the column null. */
  public void setObject(int c, @Nullable Object value) {
    if (value == null) {
      setNull(c);
      return;
    }
    words[at + NULLS + (c >>> 6)] &= ~(1L << c);
    refs[refAt + c] = value;
  }

  public void setString(int c, @Nullable String value) {
    setObject(c, value);
  }

  /** Makes every column null and the kind +I. */
  public void clear() {
    words[at + META] = 0;
    for (int w = 0; w < nullWords; w++) {
      words[at + NULLS + w] = -1L;
    }
    Arrays.fill(words, at + 1 + nullWords, at + 1 + nullWords + columns, 0L);
    Arrays.fill(refs, refAt, refAt + columns, null);
  }

  /** Copies one column, value or null, from a row whose column has the same type. */
  public void setFrom(int c, Row from, int fromColumn) {
    if (from.isNull(fromColumn)) {
      setNull(c);
    } else {
      words[at + NULLS + (c >>> 6)] &= ~(1L << c);
      words[at + 1 + nullWords + c] = from.getLong(fromColumn);
      refs[refAt + c] = from.refs[from.refAt + fromColumn];
    }
  }

  /** Copies all columns and the kind from a row of the same width. */
  public void setAll(Row from) {
    if (from.columns != columns) {
      throw new IllegalArgumentException(from.columns + " columns into " + columns);
    }
    System.arraycopy(from.words, from.at, words, at, 1 + nullWords + columns);
    System.arraycopy(from.refs, from.refAt, refs, refAt, columns);
  }

  /** Bits of the columns from 64 w on that are null; bits past the last column are set. */
  public long nullBits(int w) {
    return words[at + NULLS + w];
  }

  /** Sets what {@link #nullBits} gives; bits past the last column must be set. */
  public void setNullBits(int w, long bits) {
    words[at + NULLS + w] = bits;
  }

  /** Copies the word of every column to a place in an array. */
  public void copyWords(long[] to, int position) {
    long[] w = words;
    int from = at + 1 + nullWords;
    for (int c = 0; c < columns; c++) {
      to[position + c] = w[from + c];
    }
  }

  /** Sets the word of every column, whatever its type; null bits and references stay. */
  public void setWords(long[] from, int position) {
    long[] w = words;
    int to = at + 1 + nullWords;
    for (int c = 0; c < columns; c++) {
      w[to + c] = from[position + c];
    }
  }

  /** Sets the reference of a column; the null bit and the word stay. */
  public void setReference(int c, @Nullable Object value) {
    refs[refAt + c] = value;
  }

  /** A standalone row with these columns, that lives on when this one is gone. */
  public Row copy() {
    int stride = 1 + nullWords + columns;
    return new Row(
        Arrays.copyOfRange(words, at, at + stride),
        Arrays.copyOfRange(refs, refAt, refAt + columns),
        0,
        0,
        columns);
  }

  /** Kind, nulls and values are equal; two NaN of equal bits are equal, 0.0 and -0.0 are not. */
  @Override
  public boolean equals(@Nullable Object other) {
    if (!(other instanceof Row that) || that.columns != columns) {
      return false;
    }
    for (int w = 0; w < 1 + nullWords; w++) {
      if (words[at + w] != that.words[that.at + w]) {
        return false;
      }
    }
    for (int c = 0; c < columns; c++) {
      if (!isNull(c)
          && (getLong(c) != that.getLong(c)
              || !Objects.equals(refs[refAt + c], that.refs[that.refAt + c]))) {
        return false;
      }
    }
    return true;
  }

  @Override
  public int hashCode() {
    long h = words[at + META];
    for (int c = 0; c < columns; c++) {
      h = h * 31 + (isNull(c) ? 7 : getLong(c) * 31 + Objects.hashCode(refs[refAt + c]));
    }
    return Long.hashCode(h);
  }

  /**
   * A hash of the kind, nulls and values that is the same on every machine and in every version. A
   * sum of products (multilinear hashing; Lemire and Kaser, "Strongly universal string hashing is
   * fast"), in which no column waits for another, then the finisher of MurmurHash3.
   */
  public long hash64() {
    long h = words[at + META] * FACTORS[0];
    for (int w = 0; w < nullWords; w++) {
      h += (words[at + NULLS + w] + 1) * FACTORS[w + 1 & 63];
    }
    int first = at + 1 + nullWords;
    for (int c = 0; c < columns; c++) {
      Object ref = refs[refAt + c];
      long v = ref == null ? words[first + c] : hash64(ref);
      h += v * FACTORS[c + 2 & 63] + (v >>> 32) * FACTORS[c + 31 & 63];
    }
    h = (h ^ h >>> 33) * 0xFF51AFD7ED558CCDL;
    h = (h ^ h >>> 33) * 0xC4CEB9FE1A85EC53L;
    return h ^ h >>> 33;
  }

  private static final long[] FACTORS = new long[64];

  static {
    // SplitMix64 of the numbers from 1 on, made odd.
    for (int i = 0; i < FACTORS.length; i++) {
      long z = (i + 1) * 0x9E3779B97F4A7C15L;
      z = (z ^ z >>> 30) * 0xBF58476D1CE4E5B9L;
      z = (z ^ z >>> 27) * 0x94D049BB133111EBL;
      FACTORS[i] = z ^ z >>> 31 | 1;
    }
  }

  private static long hash64(Object ref) {
    if (ref instanceof String s) {
      return s.hashCode() + ((long) s.length() << 40) + 1;
    }
    BigDecimal d = (BigDecimal) ref;
    return d.precision() <= 18
        ? d.unscaledValue().longValue() * 31 + d.scale()
        : d.unscaledValue().toString().hashCode() * 31L + d.scale();
  }

  /** For logs and failures only: raw values, since a row does not know its schema. */
  @Override
  public String toString() {
    StringBuilder b = new StringBuilder(kind().shortName()).append('[');
    for (int c = 0; c < columns; c++) {
      b.append(c == 0 ? "" : ", ");
      Object ref = refs[refAt + c];
      b.append(isNull(c) ? "null" : ref != null ? ref.toString() : Long.toString(getLong(c)));
    }
    return b.append(']').toString();
  }
}
