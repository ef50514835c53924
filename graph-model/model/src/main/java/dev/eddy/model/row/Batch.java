package dev.eddy.model.row;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Rows of one width packed row-major into one {@code long[]} and one reference array. Grows as
 * needed; {@link #reset()} keeps the arrays. Not thread-safe; hand over whole batches.
 */
public final class Batch {
  private final int columns;
  private final int stride;
  private long[] words;
  private @Nullable Object[] refs;
  private int size;

  public Batch(int columns, int capacity) {
    this.columns = columns;
    this.stride = Row.stride(columns);
    this.words = new long[Math.max(1, capacity) * stride];
    this.refs = new Object[Math.max(1, capacity) * columns];
  }

  public int columns() {
    return columns;
  }

  public int size() {
    return size;
  }

  /** A cursor for {@link #moveTo}, at no row yet. */
  public Row cursor() {
    return new Row(words, refs, 0, 0, columns);
  }

  /** Points a cursor of this batch's width at a row; valid until the next append. */
  public Row moveTo(Row cursor, int index) {
    if (index < 0 || index >= size) {
      throw new IndexOutOfBoundsException(index + " of " + size);
    }
    cursor.words = words;
    cursor.refs = refs;
    cursor.at = index * stride;
    cursor.refAt = index * columns;
    return cursor;
  }

  /** Appends a copy of a row. */
  public void append(Row row) {
    if (row.columns() != columns) {
      throw new IllegalArgumentException(row.columns() + " columns into " + columns);
    }
    if ((size + 1) * stride > words.length) {
      words = Arrays.copyOf(words, words.length * 2);
      refs = Arrays.copyOf(refs, Math.max(1, refs.length * 2));
    }
    row.copyTo(words, size * stride, refs, size * columns);
    size++;
  }

  /** Forgets the rows; the arrays stay. */
  public void reset() {
    Arrays.fill(refs, 0, size * columns, null);
    size = 0;
  }
}
