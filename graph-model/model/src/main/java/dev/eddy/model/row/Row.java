package dev.eddy.model.row;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A place in a packed batch: one final class for all schemas, so that reading a column is one array
 * access and call sites stay monomorphic.
 *
 * <p>A row of {@code n} columns takes {@code stride(n)} words: its kind, the null bits of columns 0
 * to 63, a word per column, and further null bits where there are more columns. So what a column
 * known to the compiler writes stands at constant distances, and of many writes to the null bits
 * one is left. The references (strings, decimals) of the row stand in a second array, one place per
 * column; a standalone row has none until it gets its first. Layout by type: BOOLEAN 0 or 1;
 * TINYINT to BIGINT the number; FLOAT and DOUBLE the raw bits of a double; DATE days, TIME
 * milliseconds of the day, TIMESTAMP and TIMESTAMP_LTZ milliseconds since 1970; CHAR and VARCHAR a
 * String, DECIMAL a BigDecimal of exactly the declared scale, in the references.
 *
 * <p>A row that is handed to somebody belongs to the giver and is valid during the call; {@link
 * #copy()} keeps it. Only the one who made a row (or got it from {@code output}) writes to it. Not
 * thread-safe.
 */
public final class Row {
  /** Of a row that has no references; never written to, for it has no places. */
  private static final @Nullable Object[] NONE = new Object[0];

  long[] words;
  @Nullable Object[] refs;
  int at;
  int refAt;
  private final int columns;

  /** A standalone row of {@code columns} nulls, kind +I. */
  public Row(int columns) {
    this(new long[stride(columns)], NONE, 0, 0, columns);
    words[1] = -1L;
    Arrays.fill(words, 2 + columns, words.length, -1L);
  }

  Row(long[] words, @Nullable Object[] refs, int at, int refAt, int columns) {
    this.words = words;
    this.refs = refs;
    this.at = at;
    this.refAt = refAt;
    this.columns = columns;
  }

  static int nullWords(int columns) {
    return Math.max(1, (columns + 63) >>> 6);
  }

  static int stride(int columns) {
    return 1 + columns + nullWords(columns);
  }

  /** Where the bits of 64 columns stand. */
  private int nulls(int w) {
    return w == 0 ? at + 1 : at + 1 + columns + w;
  }

  public int columns() {
    return columns;
  }

  public RowKind kind() {
    return RowKind.ofCode((int) words[at]);
  }

  /** As {@link RowKind#code}, without the kind itself. */
  public int kindCode() {
    return (int) words[at];
  }

  public boolean isNull(int c) {
    return (words[nulls(c >>> 6)] & (1L << c)) != 0;
  }

  public long getLong(int c) {
    return words[at + 2 + c];
  }

  public int getInt(int c) {
    return (int) words[at + 2 + c];
  }

  public boolean getBoolean(int c) {
    return words[at + 2 + c] != 0;
  }

  public double getDouble(int c) {
    return Double.longBitsToDouble(words[at + 2 + c]);
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
    return refs.length == 0 ? null : refs[refAt + c];
  }

  public Row setKind(RowKind kind) {
    words[at] = kind.code();
    return this;
  }

  /** As {@link #kindCode} gives it: what is no code of a kind must not be set. */
  public void setKindCode(int code) {
    words[at] = code;
  }

  /** Takes the kind of another row over. */
  public Row setKindOf(Row other) {
    words[at] = other.words[other.at];
    return this;
  }

  public void setNull(int c) {
    words[nulls(c >>> 6)] |= 1L << c;
    words[at + 2 + c] = 0;
    if (refs.length != 0) {
      refs[refAt + c] = null;
    }
  }

  public void setLong(int c, long value) {
    words[nulls(c >>> 6)] &= ~(1L << c);
    words[at + 2 + c] = value;
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
    words[nulls(c >>> 6)] &= ~(1L << c);
    references()[refAt + c] = value;
  }

  public void setString(int c, @Nullable String value) {
    setObject(c, value);
  }

  /** The references, which a standalone row gets now where it has none. */
  private @Nullable Object[] references() {
    if (refs.length == 0) {
      refs = new Object[columns];
    }
    return refs;
  }

  /** Makes every column null and the kind +I. */
  public void clear() {
    long[] w = words;
    int from = at;
    int n = columns;
    w[from] = 0;
    w[from + 1] = -1L;
    int to = from + 2;
    // Not a loop over all: the compiler makes a call of one, which is more than a few stores.
    if (n > 7) {
      for (int left = n >>> 3; left > 0; left--) {
        four(w, to);
        four(w, to + 4);
        to += 8;
      }
      if (n > 64) {
        Arrays.fill(w, from + 2 + n, from + stride(n), -1L);
      }
    }
    if ((n & 4) != 0) {
      four(w, to);
      to += 4;
    }
    if ((n & 2) != 0) {
      w[to] = 0;
      w[to + 1] = 0;
      to += 2;
    }
    if ((n & 1) != 0) {
      w[to] = 0;
    }
    if (refs.length != 0) {
      Arrays.fill(refs, refAt, refAt + columns, null);
    }
  }

  private static void four(long[] w, int to) {
    w[to] = 0;
    w[to + 1] = 0;
    w[to + 2] = 0;
    w[to + 3] = 0;
  }

  /** Copies one column, value or null, from a row whose column has the same type. */
  public void setFrom(int c, Row from, int fromColumn) {
    if (from.isNull(fromColumn)) {
      setNull(c);
    } else {
      setLong(c, from.getLong(fromColumn));
      if (from.refs.length != 0) {
        references()[refAt + c] = from.refs[from.refAt + fromColumn];
      } else if (refs.length != 0) {
        refs[refAt + c] = null;
      }
    }
  }

  /** As {@link #setFrom(int, Row, int)}, of some columns that follow each other in both rows. */
  public void setFrom(int c, Row from, int fromColumn, int count) {
    if (columns > 64 || from.columns > 64) {
      for (int i = 0; i < count; i++) {
        setFrom(c + i, from, fromColumn + i);
      }
      return;
    }
    long some = count == 64 ? -1L : (1L << count) - 1;
    long bits = from.words[from.at + 1] >>> fromColumn & some;
    words[at + 1] = words[at + 1] & ~(some << c) | bits << c;
    long[] w = from.words;
    int to = at + 2 + c;
    int of = from.at + 2 + fromColumn;
    for (int i = 0; i < count; i++) {
      words[to + i] = w[of + i];
    }
    if (from.refs.length != 0) {
      System.arraycopy(from.refs, from.refAt + fromColumn, references(), refAt + c, count);
    } else if (refs.length != 0) {
      Arrays.fill(refs, refAt + c, refAt + c + count, null);
    }
  }

  /** Copies all columns and the kind from a row of the same width. */
  public void setAll(Row from) {
    if (from.columns != columns) {
      throw new IllegalArgumentException(from.columns + " columns into " + columns);
    }
    System.arraycopy(from.words, from.at, words, at, stride(columns));
    if (from.refs.length != 0) {
      System.arraycopy(from.refs, from.refAt, references(), refAt, columns);
    } else if (refs.length != 0) {
      Arrays.fill(refs, refAt, refAt + columns, null);
    }
  }

  /** Bits of the columns from 64 w on that are null; bits past the last column are set. */
  public long nullBits(int w) {
    return words[nulls(w)];
  }

  /** Sets what {@link #nullBits} gives; bits past the last column must be set. */
  public void setNullBits(int w, long bits) {
    words[nulls(w)] = bits;
  }

  /** Sets the word of a column, as {@link #getLong} gives it; the null bit and references stay. */
  public void setWord(int c, long value) {
    words[at + 2 + c] = value;
  }

  /** Copies the word of every column to a place in an array. */
  public void copyWords(long[] to, int position) {
    long[] w = words;
    int from = at + 2;
    for (int c = 0; c < columns; c++) {
      to[position + c] = w[from + c];
    }
  }

  /** Sets the word of every column, whatever its type; null bits and references stay. */
  public void setWords(long[] from, int position) {
    long[] w = words;
    int to = at + 2;
    for (int c = 0; c < columns; c++) {
      w[to + c] = from[position + c];
    }
  }

  /** Sets the reference of a column; the null bit and the word stay. */
  public void setReference(int c, @Nullable Object value) {
    if (value != null) {
      references()[refAt + c] = value;
    } else if (refs.length != 0) {
      refs[refAt + c] = null;
    }
  }

  /** Appends this row to arrays in which each row has its references. */
  void copyTo(long[] toWords, int position, @Nullable Object[] toRefs, int refPosition) {
    System.arraycopy(words, at, toWords, position, stride(columns));
    if (refs.length != 0) {
      System.arraycopy(refs, refAt, toRefs, refPosition, columns);
    }
  }

  /** A standalone row with these columns, that lives on when this one is gone. */
  public Row copy() {
    return new Row(
        Arrays.copyOfRange(words, at, at + stride(columns)),
        refs.length == 0 ? NONE : Arrays.copyOfRange(refs, refAt, refAt + columns),
        0,
        0,
        columns);
  }

  /** Kind, nulls and values are equal; two NaN of equal bits are equal, 0.0 and -0.0 are not. */
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Row that && words[at] == that.words[that.at] && equalsButKind(that);
  }

  /** As {@link #equals}, whatever the kinds are. */
  public boolean equalsButKind(Row that) {
    if (that.columns != columns) {
      return false;
    }
    for (int w = 0, n = nullWords(columns); w < n; w++) {
      if (nullBits(w) != that.nullBits(w)) {
        return false;
      }
    }
    for (int c = 0; c < columns; c++) {
      if (!isNull(c)
          && (getLong(c) != that.getLong(c) || !Objects.equals(getObject(c), that.getObject(c)))) {
        return false;
      }
    }
    return true;
  }

  @Override
  public int hashCode() {
    long h = words[at];
    for (int c = 0; c < columns; c++) {
      h = h * 31 + (isNull(c) ? 7 : getLong(c) * 31 + Objects.hashCode(getObject(c)));
    }
    return Long.hashCode(h);
  }

  /**
   * A hash of the kind, nulls and values that is the same on every machine and in every version.
   * The words of a row two by two, each pair multiplied to 128 bits that are folded (the step of
   * wyhash, Wang Yi 2019) and the products added, so that no pair waits for another.
   */
  public long hash64() {
    long[] w = words;
    int i = at;
    int end = i + 2 + columns;
    long key = FIRST_KEY;
    long h = fold(w[i] + key, w[i + 1] ^ SECOND_KEY);
    i += 2;
    if (refs.length == 0) {
      for (; i + 1 < end; i += 2) {
        key += GOLDEN;
        h += fold(w[i] + key, w[i + 1] ^ SECOND_KEY);
      }
      if (i < end) {
        h += fold(w[i] + key + GOLDEN, SECOND_KEY);
      }
    } else {
      int c = 0;
      for (; c + 1 < columns; c += 2) {
        key += GOLDEN;
        h += fold(value(c) + key, value(c + 1) ^ SECOND_KEY);
      }
      if (c < columns) {
        h += fold(value(c) + key + GOLDEN, SECOND_KEY);
      }
    }
    for (int n = 1; n < nullWords(columns); n++) {
      h = h * GOLDEN + nullBits(n);
    }
    return fold(h ^ h >>> 32, GOLDEN);
  }

  /** What a column counts for in the hash. */
  private long value(int c) {
    Object ref = refs[refAt + c];
    return ref == null ? words[at + 2 + c] : hash64(ref);
  }

  private static long fold(long a, long b) {
    return a * b ^ Math.multiplyHigh(a, b);
  }

  private static final long GOLDEN = 0x9E3779B97F4A7C15L;
  private static final long FIRST_KEY = 0xA0761D6478BD642FL;
  private static final long SECOND_KEY = 0xE7037ED1A0B428DBL;

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
      Object ref = getObject(c);
      b.append(isNull(c) ? "null" : ref != null ? ref.toString() : Long.toString(getLong(c)));
    }
    return b.append(']').toString();
  }
}
