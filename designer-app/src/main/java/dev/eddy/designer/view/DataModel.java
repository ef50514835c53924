package dev.eddy.designer.view;

import dev.eddy.designer.control.Figures;
import dev.eddy.designer.control.table.Changelog;
import dev.eddy.designer.control.table.ColumnStats;
import dev.eddy.designer.control.table.PagedLines;
import dev.eddy.designer.control.table.RowFilter;
import dev.eddy.designer.control.table.TableContent;
import dev.eddy.designer.control.table.TableContent.Column;
import dev.eddy.designer.control.table.TableContent.Line;
import dev.eddy.designer.control.table.TableContent.Look;
import dev.eddy.designer.control.table.TableContent.Mark;
import dev.eddy.designer.state.AppState;
import dev.eddy.designer.state.DataView;
import dev.eddy.designer.state.EdgeData;
import dev.eddy.designer.state.Pin;
import dev.eddy.designer.state.Run;
import dev.eddy.designer.state.Sample;
import dev.eddy.model.contract.Contract;
import dev.eddy.model.graph.Edge;
import dev.eddy.model.graph.Node;
import dev.eddy.model.graph.PortRef;
import dev.eddy.model.protocol.Reply;
import dev.eddy.model.type.Schema;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What the data panel shows: rows of a run, or pinned ones where nothing has run. Pure.
 *
 * @param title whose rows, as of when
 * @param status how many of how many
 * @param updating whether the rows are changes of a table
 */
record DataModel(TableContent content, String title, String status, boolean updating) {
  private static final int SMALL = 300;

  /** What it is made of; equal inputs, by identity of the large ones, need not be worked anew. */
  record Input(
      String title,
      Schema schema,
      boolean updating,
      List<String> keys,
      @Nullable EdgeData data,
      @Nullable Sample sample,
      @Nullable Pin pin,
      DataView view) {
    /** Whether rows are to be listed that are on their way. */
    boolean isFetching() {
      return pin == null && data != null && view.isListed() && sample == null;
    }

    /** Whether it is about the same rows, at whatever moment. */
    boolean isAt(Input o) {
      return data != null && o.data != null && data.edge().equals(o.data.edge());
    }

    /** Whether so few rows are gone through that nobody would wait for it. */
    boolean isSmall() {
      long listed =
          pin != null
              ? pin.rows().size()
              : sample != null && data != null ? sample.rows().size() : 0;
      return listed <= SMALL;
    }

    boolean isSame(Input o) {
      return title.equals(o.title)
          && schema.equals(o.schema)
          && updating == o.updating
          && keys.equals(o.keys)
          && data == o.data
          && sample == o.sample
          && pin == o.pin
          && view.equals(o.view);
    }
  }

  static Input input(AppState s) {
    PortRef port = s.observedPort();
    String edge = s.observedEdge();
    Contract contract = port == null ? null : s.checks().outputs().get(port.toString());
    Run run = s.run();
    EdgeData data = run == null ? null : run.looks().data();
    Sample sample = run == null ? null : run.looks().sample();
    boolean mine = data != null && data.edge().equals(edge);
    Pin pin = port == null ? null : s.desk().pins().get(port.node());
    boolean pinned = pin != null && port != null && pin.port().equals(port.port());
    return new Input(
        title(s, port, edge, mine ? data : null),
        contract == null ? Schema.EMPTY : contract.schema(),
        contract == null ? mine && changes(sample, edge) : contract.isUpdating(),
        contract == null ? List.of() : contract.upsertKeys(),
        mine ? data : null,
        sample != null && fits(sample, edge, mine ? data : null, s.desk().view()) ? sample : null,
        pinned && !mine ? pin : null,
        s.desk().view());
  }

  /**
   * Whether rows that passed say so of a stream of which the check, in the middle of an edit, not.
   */
  private static boolean changes(@Nullable Sample sample, @Nullable String edge) {
    return sample != null
        && sample.edge().equals(edge)
        && sample.rows().stream().anyMatch(r -> !r.kind().equals("+I"));
  }

  /** Statistics may be a little old; rows that are listed are those of the moment that is shown. */
  private static boolean fits(
      Sample sample, @Nullable String edge, @Nullable EdgeData data, DataView view) {
    return sample.edge().equals(edge)
        && (!view.isListed() || data != null && sample.total() == data.total());
  }

  private static String title(
      AppState s, @Nullable PortRef port, @Nullable String edgeId, @Nullable EdgeData rows) {
    if (port == null || edgeId == null) {
      return s.run() == null ? "" : "select an edge or an operator";
    }
    Edge edge = s.graph().edges().get(edgeId);
    String what =
        s.mode() == dev.eddy.designer.state.Mode.DEBUG && edge != null
            ? "input of " + name(s, edge.to().node())
            : "output of "
                + name(s, port.node())
                + (port.port().equals("out") ? "" : " · " + port.port());
    Run run = s.run();
    if (run == null || run.status() == null) {
      return what;
    }
    if (rows == null) {
      return what + (run.isRunning() ? " · pause to see rows" : "");
    }
    return what
        + (run.looks().preview() != null
            ? " · preview, no sink was written"
            : " · as of " + Figures.moment(rows.at()));
  }

  private static String name(AppState s, String id) {
    Node n = s.graph().nodes().get(id);
    return n == null ? id : n.name();
  }

  static DataModel of(Input in) {
    if (in.pin() != null) {
      return pinned(in, in.pin());
    }
    EdgeData data = in.data();
    if (data == null) {
      return new DataModel(TableContent.EMPTY, in.title(), "", in.updating());
    }
    return in.view().isListed() ? listed(in) : paged(in, data);
  }

  private static DataModel pinned(Input in, Pin pin) {
    List<Column> columns = new ArrayList<>();
    for (String name : pin.columns()) {
      columns.add(
          in.schema().find(name).map(Column::of).orElseGet(() -> new Column(name, "", Look.TEXT)));
    }
    List<Line> lines = chosen(columns, pin.rows().stream().map(Line::of).toList(), in.view());
    String status =
        lines.size() == pin.rows().size()
            ? Figures.count(lines.size(), "pinned row", "pinned rows")
            : Figures.number(lines.size())
                + " of "
                + Figures.count(pin.rows().size(), "pinned row", "pinned rows");
    return new DataModel(new TableContent(columns, lines, ""), in.title(), status, false);
  }

  private static DataModel paged(Input in, EdgeData data) {
    boolean kinds = in.updating();
    Reply.EdgeRow next = data.next();
    long first = data.firstShown();
    int size = (int) (data.total() - first) + (next == null ? 0 : 1);
    PagedLines lines =
        new PagedLines(
            data,
            size,
            i -> {
              if (next != null && i == size - 1) {
                return TableContent.line(next, kinds, Mark.CURRENT);
              }
              Reply.EdgeRow row = data.row(first + i);
              return row == null ? null : TableContent.line(row, kinds, Mark.NORMAL);
            });
    return new DataModel(
        new TableContent(
            size == 0 ? List.of() : TableContent.columns(names(in, data), in.schema(), kinds),
            size == 0 ? List.of() : lines,
            ""),
        in.title(),
        Figures.count(data.total(), kinds ? "change" : "row", kinds ? "changes" : "rows"),
        in.updating());
  }

  private static List<String> names(Input in, EdgeData data) {
    return data.columns().isEmpty() ? in.schema().names() : data.columns();
  }

  private static DataModel listed(Input in) {
    Sample sample = in.sample();
    if (sample == null) {
      return new DataModel(TableContent.EMPTY, in.title(), "fetching rows…", in.updating());
    }
    boolean table = in.updating() && in.view().table();
    boolean kinds = in.updating() && !table;
    List<Reply.EdgeRow> rows = sample.rows();
    if (table) {
      List<Integer> keys = in.keys().stream().map(sample.columns()::indexOf).toList();
      rows = Changelog.table(rows, keys.contains(-1) ? List.of() : keys);
    }
    List<Column> columns = TableContent.columns(sample.columns(), in.schema(), kinds);
    List<Line> lines =
        chosen(
            columns,
            rows.stream().map(r -> TableContent.line(r, kinds, Mark.NORMAL)).toList(),
            in.view());
    return new DataModel(
        new TableContent(columns, lines, ""),
        in.title(),
        listedStatus(lines.size(), rows.size(), table, sample, in.updating()),
        in.updating());
  }

  private static String listedStatus(
      int shown, int rows, boolean table, Sample sample, boolean updating) {
    String one = updating ? "change" : "row";
    String many = updating ? "changes" : "rows";
    String of =
        sample.isWhole()
            ? Figures.count(sample.rows().size(), one, many)
            : "the last "
                + Figures.number(sample.rows().size())
                + " of "
                + Figures.count(sample.total(), one, many);
    if (table) {
      return (shown == rows
              ? Figures.count(rows, "row", "rows")
              : Figures.number(shown) + " of " + Figures.count(rows, "row", "rows"))
          + " after "
          + of;
    }
    return shown == sample.rows().size() ? of : Figures.number(shown) + " of " + of;
  }

  private static List<Line> chosen(List<Column> columns, List<Line> lines, DataView view) {
    RowFilter filter = RowFilter.of(view.filter(), columns);
    List<Line> out = new ArrayList<>(lines);
    if (!filter.isEmpty()) {
      out.removeIf(l -> !filter.test(l));
    }
    for (int i = 0; i < columns.size(); i++) {
      if (columns.get(i).name().equals(view.sort())) {
        int at = i;
        Look look = columns.get(i).look();
        Comparator<Line> order =
            (a, b) -> RowFilter.order(look, a.cells().get(at), b.cells().get(at));
        out.sort(view.descending() ? order.reversed() : order);
      }
    }
    return out;
  }

  /** How the values of each column are spread, over the sample or the pinned rows. */
  static Map<String, ColumnStats> stats(Input in) {
    List<String> names;
    List<List<@Nullable String>> rows;
    if (in.pin() != null) {
      names = in.pin().columns();
      rows = in.pin().rows();
    } else if (in.sample() != null && in.data() != null) {
      names = in.sample().columns();
      rows = in.sample().rows().stream().map(Reply.EdgeRow::cells).toList();
    } else {
      return Map.of();
    }
    Map<String, ColumnStats> out = new HashMap<>();
    for (int i = 0; i < names.size(); i++) {
      int at = i;
      String name = names.get(i);
      Column column =
          in.schema().find(name).map(Column::of).orElseGet(() -> new Column(name, "", Look.TEXT));
      List<@Nullable String> cells = new ArrayList<>(rows.size());
      rows.forEach(r -> cells.add(r.get(at)));
      if (!cells.isEmpty()) {
        out.put(name, ColumnStats.of(column, cells));
      }
    }
    return out;
  }

  /** The row of the run that a line shows; null for one that is of no run. */
  static Reply.@Nullable EdgeRow row(Line line, TableContent content) {
    if (line.moments().isEmpty()) {
      return null;
    }
    int op = content.indexOf("op");
    boolean kinds = op == 1 && content.columns().get(1).look() == Look.ROW_KIND;
    return new Reply.EdgeRow(
        Objects.requireNonNull(line.moments().get(0)),
        kinds ? Objects.requireNonNullElse(line.cells().get(1), "+I") : "+I",
        line.cells().subList(kinds ? 2 : 1, line.cells().size()));
  }
}
