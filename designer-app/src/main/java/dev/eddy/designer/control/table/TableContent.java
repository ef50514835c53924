package dev.eddy.designer.control.table;

import dev.eddy.designer.control.Figures;
import dev.eddy.designer.control.table.io.RowsAsText;
import dev.eddy.model.protocol.Reply;
import dev.eddy.model.time.Moment;
import dev.eddy.model.type.DataType;
import dev.eddy.model.type.Field;
import dev.eddy.model.type.Schema;
import dev.eddy.model.type.TypeRoot;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a {@link DataTable} shows. Immutable and pure.
 *
 * @param lines all of them, or {@link PagedLines} of which some are at hand
 * @param note one sentence under the table; empty for none
 */
public record TableContent(List<Column> columns, List<Line> lines, String note) {
  public static final TableContent EMPTY = new TableContent(List.of(), List.of(), "");

  /** A line that has not come yet. */
  public static final Line LOADING = PagedLines.LOADING;

  public TableContent {
    columns = List.copyOf(columns);
    lines = lines instanceof PagedLines ? lines : List.copyOf(lines);
  }

  /** How the cells of a column look. */
  public enum Look {
    TEXT,
    /** Text that is no value of a row: empty is nothing. */
    WORD,
    NUMBER,
    BOOLEAN,
    /** Date or time; zero fractions are left out. */
    TIME,
    /** A link to a moment. */
    MOMENT,
    ROW_KIND
  }

  /**
   * A column.
   *
   * @param caption under the name: a type with NOT NULL spelled out, or a word
   * @param typed whether the caption is a type
   */
  public record Column(String name, String caption, Look look, boolean typed) {
    /** A column of which no type is known. */
    public Column(String name, String caption, Look look) {
      this(name, caption, look, false);
    }

    public static Column of(Field f) {
      return new Column(f.name(), f.type().toString(), look(f.type()), true);
    }

    private static Look look(DataType type) {
      TypeRoot root = type.root();
      if (root.isNumeric()) {
        return Look.NUMBER;
      }
      if (root == TypeRoot.BOOLEAN) {
        return Look.BOOLEAN;
      }
      return root.isText() ? Look.TEXT : Look.TIME;
    }
  }

  /** Where a line stands in the run. */
  public enum Mark {
    NORMAL,
    /** On its way: it has no cells yet. */
    LOADING,
    /** About to be handled: amber arrow. */
    CURRENT,
    /** Not yet arrived: grey. */
    WAITING
  }

  /**
   * A row.
   *
   * @param cells one a column; null is SQL null
   * @param moments by column, for columns that are links; empty where there is none
   * @param changed positions of the cells that the last step changed
   */
  public record Line(
      List<@Nullable String> cells, Map<Integer, Moment> moments, Mark mark, Set<Integer> changed) {
    public Line {
      cells = Collections.unmodifiableList(new ArrayList<>(cells));
      moments = Map.copyOf(moments);
      changed = Set.copyOf(changed);
    }

    public static Line of(List<@Nullable String> cells) {
      return new Line(cells, Map.of(), Mark.NORMAL, Set.of());
    }

    Line withChanged(Set<Integer> columns) {
      return new Line(cells, moments, mark, columns);
    }
  }

  /** A cell's text, and whether it is a value or a word for one. */
  public record CellText(String text, boolean isNull, boolean isEmpty) {}

  /** Rows without moments, such as a preview's. */
  public static TableContent of(Schema schema, List<List<@Nullable String>> rows) {
    return new TableContent(
        schema.fields().stream().map(Column::of).toList(),
        rows.stream().map(Line::of).toList(),
        "");
  }

  /**
   * Rows that passed an edge, each with its moment; with a column of kinds where one is no +I; the
   * row about to be handled last, if execution stands on this edge.
   *
   * @param schema of the edge, by which types are shown; columns that it lacks show no type
   */
  public static TableContent of(Reply.Rows rows, Schema schema) {
    List<Reply.EdgeRow> all = new ArrayList<>(rows.rows());
    if (rows.next() != null) {
      all.add(rows.next());
    }
    boolean kinds = all.stream().anyMatch(r -> !r.kind().equals("+I"));
    List<Line> lines = new ArrayList<>(all.size());
    for (int i = 0; i < all.size(); i++) {
      lines.add(line(all.get(i), kinds, i == rows.rows().size() ? Mark.CURRENT : Mark.NORMAL));
    }
    String note =
        rows.more()
            ? "Only the last " + Figures.count(rows.rows().size(), "row", "rows") + " are shown."
            : "";
    return new TableContent(columns(rows.columns(), schema, kinds), lines, note);
  }

  /**
   * Columns of rows of an edge, after those of moment and kind.
   *
   * @param kinds whether rows can be other than +I
   */
  public static List<Column> columns(List<String> names, Schema schema, boolean kinds) {
    List<Column> columns = new ArrayList<>();
    columns.add(new Column("moment", "sequence·step", Look.MOMENT));
    if (kinds) {
      columns.add(new Column("op", "row kind", Look.ROW_KIND));
    }
    for (String name : names) {
      columns.add(
          schema.find(name).map(Column::of).orElseGet(() -> new Column(name, "", Look.TEXT)));
    }
    return columns;
  }

  /** A row of an edge, for {@link #columns}. */
  public static Line line(Reply.EdgeRow r, boolean kinds, Mark mark) {
    List<@Nullable String> cells = new ArrayList<>(r.cells().size() + 2);
    cells.add(r.moment().toString());
    if (kinds) {
      cells.add(r.kind());
    }
    cells.addAll(r.cells());
    return new Line(cells, Map.of(0, r.moment()), mark, Set.of());
  }

  /** Position of the row about to be handled, or -1. */
  public int current() {
    if (lines instanceof PagedLines) {
      int last = lines.size() - 1;
      return last >= 0 && lines.get(last).mark() == Mark.CURRENT ? last : -1;
    }
    for (int i = lines.size() - 1; i >= 0; i--) {
      if (lines.get(i).mark() == Mark.CURRENT) {
        return i;
      }
    }
    return -1;
  }

  /**
   * With the cells marked that differ from {@code before}, rows matched by their key columns; rows
   * whose key is new are marked whole. Nothing is marked where the columns differ or {@code before}
   * is empty.
   */
  public TableContent changedSince(TableContent before, List<String> keyColumns) {
    if (before.lines.isEmpty() || !before.columns.equals(columns)) {
      return this;
    }
    int[] keys = keyColumns.stream().mapToInt(this::indexOf).toArray();
    Map<List<@Nullable String>, Line> old = new HashMap<>();
    for (Line l : before.lines) {
      old.put(key(l, keys), l);
    }
    List<Line> marked = new ArrayList<>(lines.size());
    for (Line l : lines) {
      Line o = old.get(key(l, keys));
      Set<Integer> changed = new HashSet<>();
      for (int i = 0; i < columns.size(); i++) {
        if (o == null || !Objects.equals(o.cells().get(i), l.cells().get(i))) {
          changed.add(i);
        }
      }
      marked.add(l.withChanged(changed));
    }
    return new TableContent(columns, marked, note);
  }

  private static List<@Nullable String> key(Line line, int[] keys) {
    List<@Nullable String> out = new ArrayList<>(keys.length);
    for (int k : keys) {
      out.add(line.cells().get(k));
    }
    return out;
  }

  /** Position of a column, or -1. */
  public int indexOf(String column) {
    for (int i = 0; i < columns.size(); i++) {
      if (columns.get(i).name().equals(column)) {
        return i;
      }
    }
    return -1;
  }

  /** What stands in a cell: thousands, a real minus, the word null, {@code ''} for empty text. */
  public static CellText display(Column column, Line line, int index) {
    String raw = line.cells().get(index);
    if (raw == null) {
      return new CellText("null", true, false);
    }
    return switch (column.look()) {
      case NUMBER -> new CellText(Figures.number(raw), false, false);
      case TIME ->
          new CellText(
              raw.endsWith(".000") ? raw.substring(0, raw.length() - 4) : raw, false, false);
      case MOMENT -> {
        Moment m = line.moments().get(index);
        yield new CellText(m == null ? raw : Figures.moment(m), false, false);
      }
      case TEXT ->
          raw.isEmpty()
              ? new CellText("''", false, true)
              : new CellText(oneLine(raw), false, false);
      case BOOLEAN, ROW_KIND, WORD -> new CellText(raw, false, false);
    };
  }

  private static String oneLine(String text) {
    String cut = text.length() > 1_000 ? text.substring(0, 1_000) + "…" : text;
    return cut.replace('\n', '⏎').replace('\r', ' ').replace('\t', ' ');
  }

  /** The lines at these positions as CSV, cells as they are. */
  public String csv(List<Integer> positions) {
    return RowsAsText.csv(headings(true), cells(positions, true));
  }

  /** The lines at these positions as a SQL table expression: {@code VALUES (…), (…)}. */
  public String values(List<Integer> positions) {
    return RowsAsText.values(headings(false), cells(positions, false));
  }

  /** The lines at these positions as a JSON array. */
  public String json(List<Integer> positions) {
    return RowsAsText.json(headings(true), cells(positions, true));
  }

  /** Moments are of the run, not of the rows, and are not copied. */
  private static boolean isCopied(Column c, boolean kinds) {
    return c.look() != Look.MOMENT && (kinds || c.look() != Look.ROW_KIND);
  }

  private List<RowsAsText.Heading> headings(boolean kinds) {
    return columns.stream()
        .filter(c -> isCopied(c, kinds))
        .map(c -> new RowsAsText.Heading(c.name(), kind(c), type(c)))
        .toList();
  }

  /** The type that a column shows, without its nullability; empty where it shows none. */
  private static String type(Column c) {
    return c.typed() ? c.caption().replace(" NOT NULL", "") : "";
  }

  private static RowsAsText.CellKind kind(Column c) {
    if (c.look() == Look.BOOLEAN) {
      return RowsAsText.CellKind.BOOLEAN;
    }
    return c.look() == Look.NUMBER && !c.caption().startsWith("DECIMAL")
        ? RowsAsText.CellKind.NUMBER
        : RowsAsText.CellKind.TEXT;
  }

  private List<List<@Nullable String>> cells(List<Integer> positions, boolean kinds) {
    List<List<@Nullable String>> out = new ArrayList<>();
    for (int p : positions) {
      Line line = lines.get(p);
      if (line.mark() == Mark.LOADING) {
        continue;
      }
      List<@Nullable String> row = new ArrayList<>();
      for (int i = 0; i < columns.size(); i++) {
        if (isCopied(columns.get(i), kinds)) {
          row.add(line.cells().get(i));
        }
      }
      out.add(row);
    }
    return out;
  }
}
