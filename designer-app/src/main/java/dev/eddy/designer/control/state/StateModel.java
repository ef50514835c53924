package dev.eddy.designer.control.state;

import dev.eddy.designer.control.Figures;
import dev.eddy.designer.control.table.TableContent;
import dev.eddy.designer.control.table.TableContent.Column;
import dev.eddy.designer.control.table.TableContent.Line;
import dev.eddy.designer.control.table.TableContent.Look;
import dev.eddy.designer.control.table.TableContent.Mark;
import dev.eddy.model.protocol.Reply;
import dev.eddy.model.time.Moment;
import dev.eddy.model.type.Field;
import dev.eddy.model.type.Schema;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What an operator holds at a moment, ready to be shown. Pure.
 *
 * @param next the row about to be handled, a line a column; empty where there is none
 * @param nextMoment its moment
 * @param windows times by which the entries can be narrowed down, such as ends of windows
 */
public record StateModel(
    List<NextColumn> next,
    @Nullable Moment nextMoment,
    List<String> windows,
    List<Table> tables,
    Timers timers) {
  public StateModel {
    next = List.copyOf(next);
    windows = List.copyOf(windows);
    tables = List.copyOf(tables);
  }

  /**
   * What it is computed from.
   *
   * @param state null while it was not answered yet, or for an operator without state
   * @param nextRow the row about to be handled by this operator, or null
   * @param nextSchema schema of the edge that the row is on
   * @param watermark of the operator, epoch ms, for the time left of timers
   * @param before the state shown before, whose differences are marked; null for none
   */
  public record Input(
      String nodeName,
      Reply.@Nullable StateOf state,
      Reply.@Nullable EdgeRow nextRow,
      Schema nextSchema,
      long watermark,
      Reply.@Nullable StateOf before) {
    /** Whether it is the same; what is large by identity. */
    boolean isSame(Input o) {
      return nodeName.equals(o.nodeName)
          && state == o.state
          && nextRow == o.nextRow
          && nextSchema.equals(o.nextSchema)
          && watermark == o.watermark
          && before == o.before;
    }
  }

  private static final int MAX_WINDOWS = 6;
  private static final int MAX_CHANGED = 6;
  private static final long DAY = 86_400_000L;

  /** A column of the row about to be handled. */
  public record NextColumn(String name, @Nullable String value, String shown, boolean isKey) {}

  /** One declared state; {@code size} says how many entries there are. */
  public record Table(String name, String size, TableContent content) {}

  /** Pending timers, soonest first; {@code size} says how many in all. */
  public record Timers(String size, List<Timer> timers) {
    public Timers {
      timers = List.copyOf(timers);
    }
  }

  /**
   * Timers of one time.
   *
   * @param left how far the watermark is from it; empty where there is no watermark yet
   */
  public record Timer(String at, String who, String left) {}

  public boolean isEmpty() {
    return next.isEmpty() && tables.isEmpty() && timers.timers().isEmpty();
  }

  /**
   * The model of a state.
   *
   * @param window one of {@link #windows()}, to see the entries of that one alone; empty for all
   */
  public static StateModel of(Input input, String window) {
    Reply.StateOf state = input.state();
    Set<String> keys = new HashSet<>();
    List<Table> tables = new ArrayList<>();
    TreeSet<String> windows = new TreeSet<>();
    if (state != null) {
      for (Reply.StateTable t : state.tables()) {
        keys.addAll(t.keyColumns());
        int column = windowColumn(t);
        for (Reply.StateEntry e : t.entries()) {
          if (column >= 0 && e.key().get(column) != null) {
            windows.add(e.key().get(column));
          }
        }
        tables.add(table(t, before(input.before(), t.name()), input, column, window));
      }
    }
    Reply.EdgeRow row = input.nextRow();
    return new StateModel(
        row == null ? List.of() : next(row, input.nextSchema(), keys),
        row == null ? null : row.moment(),
        windows.size() > MAX_WINDOWS ? List.of() : new ArrayList<>(windows),
        tables,
        state == null ? new Timers("", List.of()) : timers(state, input.watermark()));
  }

  private static List<NextColumn> next(Reply.EdgeRow row, Schema schema, Set<String> keys) {
    List<NextColumn> out = new ArrayList<>();
    for (int i = 0; i < row.cells().size() && i < schema.size(); i++) {
      Field f = schema.field(i);
      String value = row.cells().get(i);
      Line line = Line.of(row.cells());
      Column column = TableContent.of(schema, List.of()).columns().get(i);
      out.add(
          new NextColumn(
              f.name(),
              value,
              TableContent.display(column, line, i).text(),
              keys.contains(f.name())));
    }
    return out;
  }

  private static Reply.@Nullable StateTable before(Reply.@Nullable StateOf before, String name) {
    if (before != null) {
      for (Reply.StateTable t : before.tables()) {
        if (t.name().equals(name)) {
          return t;
        }
      }
    }
    return null;
  }

  private static Table table(
      Reply.StateTable t,
      Reply.@Nullable StateTable before,
      Input input,
      int windowColumn,
      String window) {
    List<Column> columns = new ArrayList<>();
    boolean narrowed = windowColumn >= 0 && !window.isEmpty();
    List<Reply.StateEntry> entries =
        narrowed
            ? t.entries().stream().filter(e -> window.equals(e.key().get(windowColumn))).toList()
            : t.entries();
    List<Integer> keys = new ArrayList<>();
    for (int i = 0; i < t.keyColumns().size(); i++) {
      // The chip says it; other times of the same window say no more.
      if (narrowed && (i == windowColumn || isSameTime(t, i, entries))) {
        continue;
      }
      keys.add(i);
      columns.add(new Column(t.keyColumns().get(i), "key", look(t, i, true)));
    }
    for (int i = 0; i < t.valueColumns().size(); i++) {
      columns.add(new Column(t.valueColumns().get(i), "value", look(t, i, false)));
    }
    int keyCount = keys.size();
    int writer = columns.size();
    columns.add(new Column("last writer", "moment", Look.MOMENT));
    Map<List<@Nullable String>, Reply.StateEntry> old = new HashMap<>();
    if (before != null) {
      for (Reply.StateEntry e : before.entries()) {
        old.put(e.key(), e);
      }
    }
    List<Line> lines = new ArrayList<>();
    for (Reply.StateEntry e : entries) {
      List<@Nullable String> cells = new ArrayList<>();
      for (int k : keys) {
        cells.add(e.key().get(k));
      }
      cells.addAll(e.value());
      while (cells.size() < writer) {
        cells.add(null);
      }
      cells.add(e.lastWriter().toString());
      lines.add(
          new Line(
              cells,
              Map.of(writer, e.lastWriter()),
              isOfRow(t, e, input) ? Mark.CURRENT : Mark.NORMAL,
              before == null ? Set.of() : changed(e, old.get(e.key()), keyCount)));
    }
    if (lines.stream().filter(l -> !l.changed().isEmpty()).count() > MAX_CHANGED) {
      // No step changes so many: another moment is shown, and marks would say nothing.
      lines.replaceAll(l -> new Line(l.cells(), l.moments(), l.mark(), Set.of()));
    }
    if (!t.next().isEmpty() && !narrowed) {
      // Stands for the entries behind these; they are asked for when it comes into view.
      lines.add(TableContent.LOADING);
    }
    String size =
        Figures.count(t.total(), "entry", "entries")
            + (t.total() > t.entries().size()
                ? ", the first " + Figures.number(t.entries().size()) + " shown"
                : "");
    return new Table(t.name(), size, new TableContent(columns, lines, ""));
  }

  private static boolean isSameTime(
      Reply.StateTable t, int column, List<Reply.StateEntry> entries) {
    return column > 0
        && look(t, column, true) == Look.TIME
        && entries.stream().map(e -> e.key().get(column)).distinct().count() <= 1;
  }

  /** The key column that holds times, beside others that do not; -1 where there is none. */
  private static int windowColumn(Reply.StateTable t) {
    for (int i = t.keyColumns().size() - 1; i > 0; i--) {
      if (look(t, i, true) == Look.TIME) {
        return i;
      }
    }
    return -1;
  }

  private static Set<Integer> changed(
      Reply.StateEntry now, Reply.@Nullable StateEntry old, int keyCount) {
    Set<Integer> out = new HashSet<>();
    for (int i = 0; i < now.value().size(); i++) {
      if (old == null
          || i >= old.value().size()
          || !Objects.equals(now.value().get(i), old.value().get(i))) {
        out.add(keyCount + i);
      }
    }
    return out;
  }

  /** Whether an entry is of the key of the row about to be handled, as far as columns tell. */
  private static boolean isOfRow(Reply.StateTable t, Reply.StateEntry e, Input input) {
    Reply.EdgeRow row = input.nextRow();
    if (row == null) {
      return false;
    }
    boolean compared = false;
    for (int i = 0; i < t.keyColumns().size() && i < e.key().size(); i++) {
      int c = input.nextSchema().indexOf(t.keyColumns().get(i));
      if (c >= 0 && c < row.cells().size()) {
        compared = true;
        if (!Objects.equals(row.cells().get(c), e.key().get(i))) {
          return false;
        }
      }
    }
    return compared;
  }

  /** The protocol carries no types: a column of numbers is one in which all values are. */
  private static Look look(Reply.StateTable t, int index, boolean key) {
    boolean any = false;
    boolean times = true;
    boolean numbers = true;
    for (Reply.StateEntry e : t.entries()) {
      List<@Nullable String> cells = key ? e.key() : e.value();
      String v = index < cells.size() ? cells.get(index) : null;
      if (v != null) {
        any = true;
        numbers &= Figures.isNumber(v);
        times &= v.length() >= 19 && v.charAt(4) == '-' && v.charAt(10) == ' ';
      }
    }
    return !any ? Look.TEXT : numbers ? Look.NUMBER : times ? Look.TIME : Look.TEXT;
  }

  private static Timers timers(Reply.StateOf state, long watermark) {
    List<Timer> out = new ArrayList<>();
    List<Reply.TimerGroup> sorted = new ArrayList<>(state.timers());
    sorted.sort(java.util.Comparator.comparingLong(Reply.TimerGroup::time));
    for (Reply.TimerGroup g : sorted) {
      String who =
          Figures.count(g.keys(), "key", "keys") + (g.name().isEmpty() ? "" : ", " + g.name());
      out.add(new Timer(at(g.time(), watermark), who, left(g.time(), watermark)));
    }
    return new Timers(
        state.timerCount() == 0 ? "none pending" : Figures.number(state.timerCount()) + " pending",
        out);
  }

  /**
   * A window's timer is a millisecond before its end: shown as it is, to the millisecond. The day
   * is left out where it is the watermark's.
   */
  private static String at(long time, long watermark) {
    String dateTime = Figures.dateTime(time);
    String day =
        dateTime.length() == 16
                && watermark != Long.MIN_VALUE
                && Math.floorDiv(time, DAY) == Math.floorDiv(watermark, DAY)
            ? dateTime.substring(11)
            : dateTime;
    long rest = Math.floorMod(time, 60_000L);
    return rest == 0 || time == Long.MAX_VALUE || time == Long.MIN_VALUE
        ? day
        : day + String.format(java.util.Locale.ROOT, ":%02d.%03d", rest / 1000, rest % 1000);
  }

  private static String left(long time, long watermark) {
    if (watermark == Long.MIN_VALUE || time == Long.MAX_VALUE) {
      return "";
    }
    return time <= watermark ? "due now" : "due in " + Figures.duration(roundUp(time - watermark));
  }

  /** One millisecond short of a second is a second to a reader. */
  private static long roundUp(long millis) {
    return millis >= 1_000 ? (millis + 999) / 1_000 * 1_000 : millis;
  }
}
