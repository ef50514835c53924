package dev.eddy.designer.control.state;

import dev.eddy.designer.control.Figures;
import dev.eddy.designer.control.table.TableContent;
import dev.eddy.designer.control.table.TableContent.Column;
import dev.eddy.designer.control.table.TableContent.Line;
import dev.eddy.designer.control.table.TableContent.Look;
import dev.eddy.designer.control.table.TableContent.Mark;
import dev.eddy.model.protocol.Reply;
import dev.eddy.model.time.Moment;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How state differs between two moments, from the earlier to the later whichever is shown. Pure.
 *
 * @param tables those in which something differs
 */
public record StateDiffModel(String title, List<Table> tables) {
  public StateDiffModel {
    tables = List.copyOf(tables);
  }

  /** One declared state; {@code size} says how many entries differ. */
  public record Table(String name, String size, TableContent content) {}

  /**
   * @param at the moment shown, of which {@link Reply.DiffEntry#was} is
   */
  public static StateDiffModel of(Reply.DiffOf diff, Moment at, Moment other) {
    boolean back = other.compareTo(at) < 0;
    List<Table> tables = new ArrayList<>();
    for (Reply.DiffTable t : diff.tables()) {
      if (t.total() > 0) {
        tables.add(table(t, back));
      }
    }
    Moment first = back ? other : at;
    Moment last = back ? at : other;
    return new StateDiffModel(
        "From " + Figures.moment(first) + " to " + Figures.moment(last), tables);
  }

  private static Table table(Reply.DiffTable t, boolean back) {
    List<Column> columns = new ArrayList<>();
    columns.add(new Column("change", "", Look.WORD));
    t.keyColumns().forEach(k -> columns.add(new Column(k, "key", Look.TEXT)));
    t.valueColumns().forEach(v -> columns.add(new Column(v, "value", Look.WORD)));
    columns.add(new Column("last writer", "moment", Look.MOMENT));
    List<Line> lines = new ArrayList<>();
    for (Reply.DiffEntry e : t.entries()) {
      lines.add(line(t, e.key(), back ? e.is() : e.was(), back ? e.was() : e.is()));
    }
    String size =
        Figures.count(t.total(), "entry differs", "entries differ")
            + (t.total() > t.entries().size()
                ? ", the first " + Figures.number(t.entries().size()) + " shown"
                : "");
    return new Table(t.name(), size, new TableContent(columns, lines, ""));
  }

  private static Line line(
      Reply.DiffTable t,
      List<@Nullable String> key,
      Reply.@Nullable StateEntry before,
      Reply.@Nullable StateEntry after) {
    List<@Nullable String> cells = new ArrayList<>();
    cells.add(before == null ? "new" : after == null ? "gone" : "changed");
    for (int i = 0; i < t.keyColumns().size(); i++) {
      cells.add(i < key.size() ? key.get(i) : null);
    }
    int first = cells.size();
    Set<Integer> changed = new HashSet<>();
    for (int i = 0; i < t.valueColumns().size(); i++) {
      String old = value(before, i);
      String now = value(after, i);
      boolean both = before != null && after != null;
      if (both && !Objects.equals(old, now)) {
        changed.add(first + i);
        cells.add(word(old) + " → " + word(now));
      } else {
        cells.add(word(after == null ? old : now));
      }
    }
    int writer = cells.size();
    Reply.StateEntry last = after == null ? before : after;
    cells.add(last == null ? "" : last.lastWriter().toString());
    return new Line(
        cells,
        last == null ? Map.of() : Map.of(writer, last.lastWriter()),
        after == null ? Mark.WAITING : Mark.NORMAL,
        changed);
  }

  private static @Nullable String value(Reply.@Nullable StateEntry e, int i) {
    return e == null || i >= e.value().size() ? null : e.value().get(i);
  }

  private static String word(@Nullable String value) {
    return value == null ? "null" : value.isEmpty() ? "''" : value;
  }
}
