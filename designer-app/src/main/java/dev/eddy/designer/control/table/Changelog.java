package dev.eddy.designer.control.table;

import dev.eddy.model.protocol.Reply;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The table that a list of changes leads to. Pure. */
public final class Changelog {
  private Changelog() {}

  /**
   * The rows that are there after the changes, in the order in which their keys came, each with the
   * moment of its last change.
   *
   * @param keys positions of the columns that identify a row; empty where only equal rows cancel
   *     each other
   */
  public static List<Reply.EdgeRow> table(List<Reply.EdgeRow> changes, List<Integer> keys) {
    return keys.isEmpty() ? bag(changes) : keyed(changes, keys);
  }

  private static List<Reply.EdgeRow> keyed(List<Reply.EdgeRow> changes, List<Integer> keys) {
    Map<List<@Nullable String>, Reply.EdgeRow> rows = new LinkedHashMap<>();
    for (Reply.EdgeRow r : changes) {
      List<@Nullable String> key = new ArrayList<>(keys.size());
      keys.forEach(k -> key.add(r.cells().get(k)));
      switch (r.kind()) {
        case "-D" -> rows.remove(key);
        case "-U" -> {
          // The row after it takes its place; where only -U came the old row still stands.
        }
        default -> rows.put(key, r);
      }
    }
    return List.copyOf(rows.values());
  }

  private static List<Reply.EdgeRow> bag(List<Reply.EdgeRow> changes) {
    Map<List<@Nullable String>, List<Reply.EdgeRow>> rows = new LinkedHashMap<>();
    for (Reply.EdgeRow r : changes) {
      if (r.kind().startsWith("-")) {
        List<Reply.EdgeRow> same = rows.get(r.cells());
        if (same != null) {
          same.remove(same.size() - 1);
          if (same.isEmpty()) {
            rows.remove(r.cells());
          }
        }
      } else {
        rows.computeIfAbsent(r.cells(), k -> new ArrayList<>()).add(r);
      }
    }
    List<Reply.EdgeRow> out = new ArrayList<>();
    rows.values().forEach(out::addAll);
    return out;
  }
}
