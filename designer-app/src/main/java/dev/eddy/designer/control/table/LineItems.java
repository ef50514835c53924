package dev.eddy.designer.control.table;

import dev.eddy.designer.control.table.TableContent.Line;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import javafx.collections.ObservableListBase;

/** The items of a table: a view of the lines that it shows, which says what changed of them. */
final class LineItems extends ObservableListBase<Line> {
  private static final int MOST_FOLLOWED = 100_000;

  private List<Line> lines = List.of();

  @Override
  public Line get(int index) {
    return lines.get(index);
  }

  @Override
  public int size() {
    return lines.size();
  }

  /**
   * Where lines that were selected stand among others: rows stay selected when they are sorted or
   * filtered, not the places where they stood. Where none of them is there any more and as many
   * lines are, those of the same first value in the same places are theirs with other values.
   *
   * @param selected positions before, of which only the first hundred thousand count
   * @return positions now, in the order of the selection
   */
  static List<Integer> places(List<Integer> selected, List<Line> before, List<Line> after) {
    Map<Object, List<Integer>> wanted = new HashMap<>();
    List<Integer> counted = selected.subList(0, Math.min(selected.size(), MOST_FOLLOWED));
    for (int i : counted) {
      if (i >= 0 && i < before.size() && before.get(i) != PagedLines.LOADING) {
        wanted.put(identity(before.get(i)), new ArrayList<>());
      }
    }
    if (wanted.isEmpty()) {
      return List.of();
    }
    for (int i = 0; i < after.size(); i++) {
      List<Integer> places = wanted.get(identity(after.get(i)));
      if (places != null) {
        places.add(i);
      }
    }
    // Of equal lines the first stays the first.
    Map<Integer, Integer> ranks = new HashMap<>();
    Map<Object, Integer> seen = new HashMap<>();
    for (int i = 0; i < before.size(); i++) {
      Object line = identity(before.get(i));
      if (wanted.containsKey(line)) {
        ranks.put(i, seen.merge(line, 1, Integer::sum) - 1);
      }
    }
    List<Integer> out = new ArrayList<>();
    for (int i : counted) {
      Integer rank = ranks.get(i);
      List<Integer> places = rank == null ? null : wanted.get(identity(before.get(i)));
      if (places != null && rank != null && rank < places.size()) {
        out.add(places.get(rank));
      }
    }
    if (out.isEmpty() && before.size() == after.size()) {
      return counted.stream()
          .filter(i -> i >= 0 && i < after.size() && isSuccessor(before.get(i), after.get(i)))
          .toList();
    }
    return out;
  }

  /** Whether the first value, which is a key where there are any, is the same. */
  private static boolean isSuccessor(Line was, Line is) {
    int first = 0;
    while (was.moments().containsKey(first)) {
      first++;
    }
    return first < was.cells().size()
        && first < is.cells().size()
        && Objects.equals(was.cells().get(first), is.cells().get(first));
  }

  /** What makes a line the same one: its values and moments, not how it is marked. */
  private static Object identity(Line line) {
    return List.of(line.cells(), line.moments());
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
