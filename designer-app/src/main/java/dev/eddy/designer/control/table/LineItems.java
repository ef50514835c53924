package dev.eddy.designer.control.table;

import dev.eddy.designer.control.table.TableContent.Line;
import java.util.List;
import javafx.collections.ObservableListBase;

/** The items of a table: a view of the lines that it shows, which says what changed of them. */
final class LineItems extends ObservableListBase<Line> {
  private List<Line> lines = List.of();

  @Override
  public Line get(int index) {
    return lines.get(index);
  }

  @Override
  public int size() {
    return lines.size();
  }

  /** Other lines altogether. */
  void replace(List<Line> next) {
    List<Line> old = lines;
    beginChange();
    lines = next;
    nextReplace(0, next.size(), old);
    endChange();
  }

  /**
   * The same lines with more or fewer at the end.
   *
   * @param from first line whose content may be another
   * @param to end of them
   */
  void grow(List<Line> next, int from, int to) {
    List<Line> old = lines;
    beginChange();
    lines = next;
    if (next.size() > old.size()) {
      nextAdd(old.size(), next.size());
    } else if (next.size() < old.size()) {
      nextRemove(next.size(), old.subList(next.size(), old.size()));
    }
    for (int i = Math.max(0, from); i < Math.min(to, Math.min(old.size(), next.size())); i++) {
      nextUpdate(i);
    }
    endChange();
  }
}
