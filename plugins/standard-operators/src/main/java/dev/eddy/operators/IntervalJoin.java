package dev.eddy.operators;

import dev.eddy.model.contract.Contract;
import dev.eddy.model.operator.Family;
import dev.eddy.model.operator.Inference;
import dev.eddy.model.operator.InputPort;
import dev.eddy.model.operator.OperatorDescriptor;
import dev.eddy.model.operator.OutputPort;
import dev.eddy.model.operator.ParameterSpec;
import dev.eddy.model.operator.ParameterType;
import dev.eddy.model.operator.Parameters;
import dev.eddy.model.row.Row;
import dev.eddy.model.type.DataType;
import dev.eddy.model.type.Schema;
import dev.eddy.model.value.Value;
import dev.eddy.operator.ListState;
import dev.eddy.operator.Operator;
import dev.eddy.operator.OperatorContext;
import dev.eddy.operator.OperatorSetup;
import dev.eddy.operator.ProcessProvider;
import dev.eddy.operator.Shape;
import dev.eddy.operator.StateSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Joins rows of equal keys whose event times lie near one another: {@code left - before <= right <=
 * left + after}, or up to a time that the left row says itself. A row waits until the watermark has
 * passed all times of its partners; without one it leaves then, where the type keeps its side
 * (Flink's TimeIntervalJoin; rows behind the watermark join with those that still wait).
 */
public final class IntervalJoin implements ProcessProvider {
  private static final OperatorDescriptor DESCRIPTOR =
      new OperatorDescriptor(
          "interval-join",
          "Interval join",
          "Joins rows of two streams whose times lie near one another.",
          "join",
          Family.JOIN,
          List.of(InputPort.appendOnly("left"), InputPort.appendOnly("right")),
          List.of(OutputPort.main()),
          JoinColumns.parameters(
              JoinType.PAIRS,
              ParameterSpec.optional(
                  "before",
                  "Before",
                  new ParameterType.Duration(),
                  Value.of("0 s"),
                  "How much earlier than the left row a right row may be."),
              ParameterSpec.optional(
                  "after",
                  "After",
                  new ParameterType.Duration(),
                  Value.of("0 s"),
                  "How much later than the left row a right row may be."),
              ParameterSpec.optional(
                  "until",
                  "Until",
                  new ParameterType.Column(0),
                  null,
                  "A time of the left row up to which right rows may come, in the place of"
                      + " After.")),
          List.of("time", "between", "inner join", "left join", "outer join"));

  @Override
  public OperatorDescriptor descriptor() {
    return DESCRIPTOR;
  }

  @Override
  public void infer(Inference inference) {
    boolean timed =
        EventTimeColumn.isThere(inference, 0, "An interval join's left side")
            & EventTimeColumn.isThere(inference, 1, "An interval join's right side");
    Optional<Schema> joined = JoinColumns.check(inference);
    Parameters p = inference.parameters();
    Contract left = inference.input(0);
    if (p.has("until")) {
      DataType type = left.schema().type(left.schema().indexOf(p.text("until")));
      if (!type.root().isTimestamp()) {
        inference.error(
            "not-a-time",
            "until",
            "Right rows may come until a TIMESTAMP, but '" + p.text("until") + "' is " + type + ".",
            "Choose a column that holds a time.");
        return;
      }
    }
    if (!timed || joined.isEmpty()) {
      return;
    }
    inference.output(
        0,
        Contract.append(joined.get(), null, left.bounded() && inference.input(1).bounded())
            .partitionedBy(p.columns("left_keys")));
  }

  @Override
  public String describe(Parameters parameters) {
    return JoinColumns.describe("INTERVAL JOIN", parameters);
  }

  @Override
  public Shape shape(OperatorSetup setup) {
    JoinColumns columns = JoinColumns.of(setup);
    List<StateSpec> waiting = new ArrayList<>();
    for (StateSpec s : JoinColumns.waiting(setup)) {
      waiting.add(
          columns.type().keeps(waiting.size())
              ? StateSpec.list(s.name(), withPartners(s.value()))
              : s);
    }
    return new Shape(List.of(columns.keys(0), columns.keys(1)), waiting);
  }

  /** A row that is kept without a partner waits with how many it has, in a last column. */
  private static Schema withPartners(Schema row) {
    Columns out = new Columns();
    row.fields().forEach(f -> out.add(f.name(), f.type()));
    out.add("partners", DataType.BIGINT.notNull());
    return out.schema();
  }

  @Override
  public Operator create(OperatorSetup setup) {
    Parameters p = setup.parameters();
    EventTimeColumn left = EventTimeColumn.of(setup.input(0));
    EventTimeColumn right = EventTimeColumn.of(setup.input(1));
    EventTimeColumn until =
        p.has("until")
            ? new EventTimeColumn(p.text("until"), setup.inputSchema(0).indexOf(p.text("until")))
            : left;
    return new Intervals(
        JoinColumns.of(setup),
        new Bounds(
            left,
            right,
            p.duration("before").orElse(0L),
            until,
            p.has("until") ? 0 : p.duration("after").orElse(0L)));
  }

  /** Which times of the right a left row meets. */
  private record Bounds(
      EventTimeColumn left, EventTimeColumn right, long before, EventTimeColumn until, long after) {
    /** Whether rows that come one after the other wait until about the same time. */
    boolean endInTurn(int side) {
      return side == 1 || until == left;
    }

    /** The last time at which a partner of the row may lie. */
    long last(int side, Row row) {
      return side == 0 ? until.of(row) + after : right.of(row) + before;
    }

    boolean meet(int side, Row row, Row other) {
      Row l = side == 0 ? row : other;
      Row r = side == 0 ? other : row;
      long time = right.of(r);
      return time >= left.of(l) - before && time <= until.of(l) + after;
    }
  }

  private static final class Intervals implements Operator {
    private static final List<String> TIMERS = List.of("left end", "right end");

    /** Of rows that leave without a trace so many milliseconds are forgotten together. */
    private static final long CLEANING = 1_000;

    private final JoinColumns columns;
    private final JoinType type;
    private final Bounds bounds;
    private final Row[] counted = new Row[2];
    private final @Nullable ListState[] waiting = new ListState[2];
    private final ListState.Editor[] ends = new ListState.Editor[2];
    private final boolean[] inTurn = new boolean[2];
    private final ListState.Editor[] meetings = new ListState.Editor[2];
    private @Nullable OperatorContext output;

    /** The row that is joined, its side being the place of the visitor. */
    private @Nullable Row joined;

    private long partners;

    /** When a timer fires: rows whose time is not later leave. */
    private long now;

    /** The first time at which one of the others leaves. */
    private long next;

    Intervals(JoinColumns columns, Bounds bounds) {
      this.columns = columns;
      this.type = columns.type();
      this.bounds = bounds;
      for (int side = 0; side < 2; side++) {
        int s = side;
        counted[side] = new Row(columns.width(side) + 1);
        inTurn[side] = !type.keeps(side) && bounds.endInTurn(side);
        ends[side] = row -> end(s, row);
        meetings[side] = row -> meet(s, row);
      }
    }

    @Override
    public void open(OperatorContext context) {
      waiting[0] = JoinColumns.waiting(0, context);
      waiting[1] = JoinColumns.waiting(1, context);
      output = context;
    }

    private ListState waiting(int side) {
      return Objects.requireNonNull(waiting[side], "not open");
    }

    @Override
    public void onRow(int side, Row row, OperatorContext context) {
      long last = bounds.last(side, row);
      boolean nullKey = columns.hasNullKey(side, row);
      partners = 0;
      if (!nullKey) {
        joined = row;
        waiting(1 - side).edit(meetings[side]);
      }
      boolean keeps = type.keeps(side);
      if (last > context.watermark() && (keeps || !nullKey)) {
        ListState rows = waiting(side);
        if (needsTimer(side, rows, last)) {
          context.registerTimer(TIMERS.get(side), timerOf(side, last));
        }
        rows.add(keeps ? counted(side, row) : row);
      } else if (partners == 0 && keeps) {
        alone(side, row, context);
      }
    }

    /**
     * Whether the timers that are set leave one out. Where rows leave without a trace and in about
     * the order in which they came, there is one for all that wait, which sets the next one.
     */
    private boolean needsTimer(int side, ListState rows, long last) {
      if (inTurn[side]) {
        return rows.isEmpty();
      }
      Row latest = rows.last();
      return latest == null || timerOf(side, bounds.last(side, latest)) != timerOf(side, last);
    }

    private Row counted(int side, Row row) {
      Row out = counted[side];
      int width = columns.width(side);
      for (int c = 0; c < width; c++) {
        out.setFrom(c, row, c);
      }
      out.setLong(width, partners);
      return out;
    }

    private long timerOf(int side, long last) {
      return type.keeps(side) ? last : cleaning(last);
    }

    private static long cleaning(long last) {
      return Math.floorDiv(last, CLEANING) * CLEANING + CLEANING - 1;
    }

    /** Joins the row that came at a side with one that waits at the other. */
    private ListState.Edit meet(int side, Row candidate) {
      OperatorContext context = Objects.requireNonNull(output, "not open");
      Row row = Objects.requireNonNull(joined);
      int other = 1 - side;
      if (bounds.last(other, candidate) <= context.watermark()
          || !bounds.meet(side, row, candidate)
          || !columns.matches(side, row, candidate)) {
        // Where its time is over, it only waits to be cleaned away.
        return ListState.Edit.KEEP;
      }
      partners++;
      Row out = context.output(0);
      columns.fill(side, row, candidate, out);
      context.emit(0, out);
      if (!type.keeps(other)) {
        return ListState.Edit.KEEP;
      }
      int column = columns.width(other);
      candidate.setLong(column, candidate.getLong(column) + 1);
      return ListState.Edit.WRITE;
    }

    @Override
    public void onTimer(String name, long time, OperatorContext context) {
      int side = TIMERS.indexOf(name);
      now = type.keeps(side) ? time : context.watermark();
      next = Long.MAX_VALUE;
      waiting(side).edit(ends[side]);
      if (!type.keeps(side) && next != Long.MAX_VALUE) {
        // There is one already, but where rows end in turn, or once waited for something else.
        context.registerTimer(name, timerOf(side, next));
      }
    }

    private ListState.Edit end(int side, Row row) {
      long last = bounds.last(side, row);
      if (last > now) {
        next = Math.min(next, last);
        return ListState.Edit.KEEP;
      }
      if (type.keeps(side) && row.getLong(columns.width(side)) == 0) {
        alone(side, row, Objects.requireNonNull(output, "not open"));
      }
      return ListState.Edit.REMOVE;
    }

    private void alone(int side, Row row, OperatorContext context) {
      Row out = context.output(0);
      columns.fillAlone(side, row, out);
      context.emit(0, out);
    }
  }
}
