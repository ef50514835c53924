package dev.eddy.designer.control;

import dev.eddy.designer.control.state.StateModel;
import dev.eddy.designer.control.timeline.TimelineModel;
import dev.eddy.model.operator.Family;
import dev.eddy.model.operator.InputPort;
import dev.eddy.model.operator.OperatorDescriptor;
import dev.eddy.model.operator.OutputPort;
import dev.eddy.model.operator.ParameterSpec;
import dev.eddy.model.operator.ParameterType;
import dev.eddy.model.problem.Place;
import dev.eddy.model.problem.Problem;
import dev.eddy.model.problem.Severity;
import dev.eddy.model.protocol.Reply;
import dev.eddy.model.protocol.Status;
import dev.eddy.model.time.Moment;
import dev.eddy.model.type.DataType;
import dev.eddy.model.type.Field;
import dev.eddy.model.type.Schema;
import dev.eddy.model.value.Value;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Data of the size and shape of the flights example, for tests and the demo window. */
public final class DemoData {
  public static final Schema FLIGHTS =
      Schema.of(
          new Field("scheduled_departure", DataType.TIMESTAMP),
          new Field("delay_minutes", DataType.INT),
          new Field("distance_miles", DataType.INT),
          new Field("origin", DataType.VARCHAR),
          new Field("destination", DataType.VARCHAR));

  public static final OperatorDescriptor WINDOW =
      new OperatorDescriptor(
          "window-aggregate",
          "Tumbling window",
          "Aggregates rows per key and window.",
          "tumbling-window",
          Family.WINDOW,
          List.of(InputPort.appendOnly("in")),
          List.of(OutputPort.main(), OutputPort.side("late")),
          List.of(
              ParameterSpec.optional(
                  "window",
                  "Window",
                  new ParameterType.Choice(List.of("tumbling")),
                  Value.of("tumbling"),
                  ""),
              ParameterSpec.required(
                  "size", "Size", new ParameterType.Duration(), "Length of a window."),
              ParameterSpec.optional(
                  "keys", "Key by", new ParameterType.Columns(0), null, "One result per key."),
              ParameterSpec.required(
                  "aggregates",
                  "Aggregates",
                  new ParameterType.Aggregates(0),
                  "Columns of the result.")),
          List.of("tumble", "hop", "hourly"));

  public static final OperatorDescriptor TOP_N =
      new OperatorDescriptor(
          "top-n",
          "Top n",
          "Keeps the first rows of each window.",
          "top-n",
          Family.WINDOW,
          List.of(InputPort.appendOnly("in")),
          List.of(OutputPort.main()),
          List.of(
              ParameterSpec.required("n", "Rows to keep", new ParameterType.Int(1, 10_000), ""),
              ParameterSpec.optional(
                  "where",
                  "Only rows where",
                  new ParameterType.Condition(0),
                  null,
                  "Rows that fail it are not ranked."),
              ParameterSpec.required(
                  "order",
                  "Order by",
                  new ParameterType.Ordering(0),
                  "Ties go to the next column.")),
          List.of("rank", "limit", "best"));

  public static final OperatorDescriptor CSV =
      new OperatorDescriptor(
          "csv-source",
          "CSV file",
          "Reads the rows of a CSV file.",
          "file-text",
          Family.SOURCE,
          List.of(),
          List.of(OutputPort.main(), OutputPort.side("errors")),
          List.of(
              ParameterSpec.required(
                  "path",
                  "File",
                  new ParameterType.Path("read", "*.csv *.csv.gz"),
                  "In the project."),
              ParameterSpec.optional(
                  "compression",
                  "Compression",
                  new ParameterType.Choice(List.of("auto", "none", "gzip")),
                  Value.of("auto"),
                  ""),
              ParameterSpec.optional(
                  "delimiter", "Delimiter", new ParameterType.Text(), Value.of(","), ""),
              ParameterSpec.optional(
                  "header",
                  "First line names the columns",
                  new ParameterType.Bool(),
                  Value.of(true),
                  ""),
              ParameterSpec.required(
                  "columns",
                  "Columns",
                  new ParameterType.ColumnTypes(),
                  "In the order of the file."),
              ParameterSpec.optional(
                  "event_time", "Event time", new ParameterType.Column(-1), null, ""),
              ParameterSpec.optional(
                  "watermark",
                  "Watermark",
                  new ParameterType.Expression(-1),
                  null,
                  "No row before this time is expected any more.")),
          List.of("file", "read"));

  public static final OperatorDescriptor PROJECT =
      new OperatorDescriptor(
          "project",
          "Map columns",
          "Computes new columns.",
          "sliders",
          Family.TRANSFORM,
          List.of(InputPort.any("in")),
          List.of(OutputPort.main()),
          List.of(
              ParameterSpec.required(
                  "columns",
                  "Columns",
                  new ParameterType.Projection(0),
                  "The columns of the result.")),
          List.of("select", "compute"));

  public static final List<OperatorDescriptor> ALL =
      List.of(
          CSV,
          plain("kafka-source", "Kafka topic", "Reads a topic.", "radio", Family.SOURCE),
          plain("jdbc-source", "JDBC query", "Reads a table.", "database", Family.SOURCE),
          plain(
              "filter", "Filter", "Keeps rows that meet a condition.", "filter", Family.TRANSFORM),
          PROJECT,
          plain("union", "Union", "Merges streams.", "union", Family.TRANSFORM),
          WINDOW,
          TOP_N,
          plain(
              "group-aggregate",
              "Group aggregate",
              "Running totals.",
              "bar-chart-2",
              Family.WINDOW),
          plain("lookup", "Lookup join", "add columns from a table", "lookup", Family.JOIN),
          plain("join", "Interval join", "two streams", "join", Family.JOIN),
          plain("temporal-join", "Temporal join", "a version at a time", "clock", Family.JOIN),
          plain("match", "Match pattern", "Finds sequences.", "pattern", Family.PATTERN),
          plain("file-sink", "File", "Writes rows to a file.", "file", Family.SINK),
          plain("console", "Console", "Shows the first rows.", "terminal", Family.SINK));

  public static final Value.Struct WINDOW_VALUES =
      struct(
          "size", Value.of("1 h"),
          "keys", Value.ofTexts(List.of("origin")),
          "aggregates",
              new Value.Items(
                  List.of(
                      named("avg_delay", "AVG(CAST(delay_minutes AS DOUBLE))"),
                      named("flights", "COUNT(*)"),
                      named("late_share", "AVG(CASE WHEN dela > 15\nTHEN 1.0 ELSE 0.0 END)"))),
          "emit_early", Value.of("5 min"));

  public static final Value.Struct CSV_VALUES =
      struct(
          "path", Value.of("data/flights-2001h1.csv.gz"),
          "columns",
              new Value.Items(
                  List.of(
                      column("scheduled_departure", "TIMESTAMP(3)"),
                      column("delay_minutes", "INT"),
                      column("origin", "VARCHR"))),
          "event_time", Value.of("scheduled_departure"),
          "watermark", Value.of("scheduled_departure - INTERVAL '30' MINUTE"));

  public static final Value.Struct TOP_VALUES =
      struct(
          "n", Value.of(3),
          "where", Value.of("distance_miles >= 10"),
          "order",
              new Value.Items(
                  List.of(
                      struct("column", Value.of("delay_minutes"), "order", Value.of("desc")),
                      struct("column", Value.of("origin"), "order", Value.of("asc")))));

  public static final List<Problem> PROBLEMS =
      List.of(
          new Problem(
              Severity.INFO,
              "unused",
              Place.node("airports", "airports"),
              "Columns city, country are read but never used.",
              "",
              List.of()),
          new Problem(
              Severity.WARNING,
              "late",
              Place.node("flights", "flights").withParameter("watermark"),
              "18 % of the rows were late in the last run (7 231 of 39 480).",
              "Watermark 30 min is too short: nine of ten rows need 50 min.",
              List.of("scheduled_departure - INTERVAL '90' MINUTE")),
          new Problem(
              Severity.ERROR,
              "unknown-column",
              Place.node("hourly", "hourly delay by origin")
                  .withParameter("aggregates[2]")
                  .withRange(new Place.Range(1, 15, 1, 19)),
              "There is no column dela.",
              "Did you mean delay_minutes?",
              List.of("delay_minutes", "destination")));

  private static final String[] ORIGINS = {"STL", "IAD", "ORD", "PHX", "PHL", "OAK", "BOS", "LAS"};

  private DemoData() {}

  public static Reply.Rows rows(int n) {
    List<Reply.EdgeRow> rows = new ArrayList<>(n);
    for (int i = 0; i < n; i++) {
      rows.add(row(40_000 + i));
    }
    return new Reply.Rows(FLIGHTS.names(), rows, n >= 1000, row(40_000 + n));
  }

  public static Reply.EdgeRow row(long sequence) {
    int h = (int) (sequence * 2654435761L >>> 8 & 0xffff);
    List<@Nullable String> cells =
        Arrays.asList(
            String.format("2001-01-03 %02d:%02d:00.000", 13 + h % 2, h % 60),
            h % 13 == 0 ? null : Integer.toString(h % 90 - 30),
            Integer.toString(200 + h % 2400),
            ORIGINS[h % 8],
            h % 17 == 0 ? "" : ORIGINS[(h / 8) % 8]);
    return new Reply.EdgeRow(new Moment(sequence, 2), "+I", cells);
  }

  private static final long START_CLOCK = 978_510_600_000L;

  public static TimelineModel timeline(boolean past) {
    return timelineAt(past ? new Moment(30_217, 2) : new Moment(40_169, 2));
  }

  public static TimelineModel timelineAt(Moment at) {
    int n = 80;
    long[] bounds = new long[n + 1];
    long[] flights = new long[n];
    long[] hourly = new long[n];
    long[] late = new long[n];
    long[] watermarks = new long[n];
    long[] clocks = new long[n];
    List<Long> checkpoints = new ArrayList<>();
    for (int i = 0; i <= n; i++) {
      bounds[i] = i * 40_169L / n;
    }
    for (int i = 0; i < n; i++) {
      flights[i] = 480 + (i * 37) % 60;
      hourly[i] = flights[i] - 20;
      late[i] = i % 16 < 10 ? 90 - (i % 16) * 8 : 4;
      clocks[i] = START_CLOCK + i * 200_000L;
      watermarks[i] = i == 0 ? Long.MIN_VALUE : clocks[i] - 400_000L - (i * 7919L % 11) * 60_000L;
      if (i % 8 == 7) {
        checkpoints.add(bounds[i]);
      }
    }
    Reply.TimelineOf t =
        new Reply.TimelineOf(
            bounds,
            Map.of("flights", flights, "hourly", hourly, "late", late),
            watermarks,
            checkpoints,
            List.of(
                new Moment(36_100, 2),
                new Moment(36_400, 2),
                new Moment(37_000, 2),
                new Moment(40_169, 2)),
            clocks);
    Status status =
        new Status(
            Status.Phase.PAUSED,
            at,
            new Moment(40_169, 2),
            "breakpoint",
            null,
            "hourly",
            null,
            START_CLOCK + 80 * 200_000L,
            at.sequence() == 40_169
                ? List.of(new Status.NodeCounts("hourly", 39_479, 5_244, 0, 179))
                : List.of(),
            List.of());
    return new TimelineModel(
        List.of(
            new TimelineModel.NodeTrack(
                "flights", "flights", Family.SOURCE, TimelineModel.Rows.NORMAL),
            new TimelineModel.NodeTrack(
                "hourly", "hourly delay by origin", Family.WINDOW, TimelineModel.Rows.NORMAL),
            new TimelineModel.NodeTrack("late", "late rows", Family.SINK, TimelineModel.Rows.LATE)),
        t,
        status);
  }

  public static StateModel.Input state() {
    Reply.StateOf before = stateOf(81);
    return new StateModel.Input(
        "hourly delay by origin",
        stateOf(95),
        row(40_169),
        FLIGHTS,
        START_CLOCK + 800_000L,
        before);
  }

  private static Reply.StateOf stateOf(int ordSum) {
    List<Reply.StateEntry> entries = new ArrayList<>();
    for (int i = 0; i < ORIGINS.length; i++) {
      entries.add(
          new Reply.StateEntry(
              Arrays.asList(ORIGINS[i], "2001-01-03 13:00:00.000"),
              Arrays.asList(
                  Integer.toString(28 + i),
                  Integer.toString(ORIGINS[i].equals("ORD") ? ordSum : 1_498 - 40 * i),
                  i == 5 ? null : Integer.toString(44 + i)),
              new Moment(39_000 + 37L * i, 3)));
    }
    return new Reply.StateOf(
        List.of(
            new Reply.StateTable(
                "accumulator",
                List.of("origin", "window_end"),
                List.of("flights", "sum", "max"),
                entries,
                179)),
        List.of(
            new Reply.TimerGroup("end", START_CLOCK + 3_599_999L, 139),
            new Reply.TimerGroup("end", START_CLOCK + 899_999L, 40)),
        179);
  }

  public static Map<String, Value> map(Object... pairs) {
    Map<String, Value> out = new LinkedHashMap<>();
    for (int i = 0; i < pairs.length; i += 2) {
      out.put((String) pairs[i], (Value) pairs[i + 1]);
    }
    return out;
  }

  public static Value.Struct struct(Object... pairs) {
    return new Value.Struct(map(pairs));
  }

  public static Value named(String name, String expression) {
    return struct("name", Value.of(name), "expression", Value.of(expression));
  }

  public static Value column(String name, String type) {
    return struct("name", Value.of(name), "type", Value.of(type));
  }

  private static OperatorDescriptor plain(
      String id, String title, String summary, String icon, Family family) {
    return new OperatorDescriptor(
        id,
        title,
        summary,
        icon,
        family,
        family == Family.SOURCE ? List.of() : List.of(InputPort.any("in")),
        family == Family.SINK ? List.of() : List.of(OutputPort.main()),
        List.of(),
        List.of());
  }
}
