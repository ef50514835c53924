package dev.eddy.designer.control.table;

import dev.eddy.designer.control.table.TableContent.Line;
import dev.eddy.designer.control.table.TableContent.Mark;
import java.util.AbstractList;
import java.util.List;
import java.util.Map;
import java.util.RandomAccess;
import java.util.Set;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Lines of which only those that are looked at are made, from a source that holds only some of
 * them. Equal to another only where it is of the same source: no million lines are compared.
 */
public final class PagedLines extends AbstractList<Line> implements RandomAccess {
  /** Stands for a line that has not come yet. */
  static final Line LOADING = new Line(List.of(), Map.of(), Mark.LOADING, Set.of());

  private final Object source;
  private final int size;
  private final IntFunction<@Nullable Line> lines;

  /**
   * @param source what the lines are made of: the same object means the same lines
   * @param lines by position; null for one that is not at hand
   */
  public PagedLines(Object source, int size, IntFunction<@Nullable Line> lines) {
    this.source = source;
    this.size = size;
    this.lines = lines;
  }

  @Override
  public Line get(int index) {
    java.util.Objects.checkIndex(index, size);
    Line line = lines.apply(index);
    return line == null ? LOADING : line;
  }

  @Override
  public int size() {
    return size;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof PagedLines p && p.source == source && p.size == size;
  }

  @Override
  public int hashCode() {
    return 31 * System.identityHashCode(source) + size;
  }
}
