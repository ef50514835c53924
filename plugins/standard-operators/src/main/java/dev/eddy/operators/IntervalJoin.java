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
import dev.eddy.operator.Operator;
import dev.eddy.operator.OperatorContext;
import dev.eddy.operator.OperatorSetup;
import dev.eddy.operator.ProcessProvider;
import dev.eddy.operator.Shape;
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
    return new Shape(List.of(columns.keys(0), columns.keys(1)), JoinColumns.waiting(setup));
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
    private final RowBlocks[] sides = new RowBlocks[2];
    private final RowBlocks.Visitor[] ends = new RowBlocks.Visitor[2];
    private final RowBlocks.Visitor[] meetings = new RowBlocks.Visitor[2];

    /** The row that is joined, its side being the place of the visitor. */
    private @Nullable Row joined;

    private long partners;

    /** The time of the timer that fires. */
    private long now;

    Intervals(JoinColumns columns, Bounds bounds) {
      this.columns = columns;
      this.type = columns.type();
      this.bounds = bounds;
      for (int side = 0; side < 2; side++) {
        int s = side;
        sides[side] = columns.waiting(side);
        ends[side] = (row, n, context) -> end(s, row, n, context);
        meetings[side] = (row, n, context) -> meet(s, row, n, context);
      }
    }

    @Override
    public void open(OperatorContext context) {
      sides[0].open(context);
      sides[1].open(context);
    }

    @Override
    public void onRow(int side, Row row, OperatorContext context) {
      long last = bounds.last(side, row);
      boolean nullKey = columns.hasNullKey(side, row);
      partners = 0;
      if (!nullKey) {
        joined = row;
        sides[1 - side].forEach(meetings[side], context);
      }
      if (last > context.watermark() && !(nullKey && !type.keeps(side))) {
        long timer = type.keeps(side) ? last : cleaning(last);
        if (sides[side].add(row, partners, timer)) {
          context.registerTimer(TIMERS.get(side), timer);
        }
      } else if (partners == 0 && type.keeps(side)) {
        alone(side, row, context);
      }
    }

    private static long cleaning(long last) {
      return Math.floorDiv(last, CLEANING) * CLEANING + CLEANING - 1;
    }

    /** Joins the row that came at a side with one that waits at the other. */
    private long meet(int side, Row candidate, long its, OperatorContext context) {
      Row row = Objects.requireNonNull(joined);
      int other = 1 - side;
      if (bounds.last(other, candidate) <= context.watermark()
          || !bounds.meet(side, row, candidate)
          || !columns.matches(side, row, candidate)) {
        // Where its time is over, it only waits to be cleaned away.
        return its;
      }
      partners++;
      Row out = context.output(0);
      columns.fill(side, row, candidate, out);
      context.emit(0, out);
      return type.keeps(other) ? its + 1 : its;
    }

    @Override
    public void onTimer(String name, long time, OperatorContext context) {
      int side = TIMERS.indexOf(name);
      now = time;
      sides[side].forEach(ends[side], context);
    }

    private long end(int side, Row row, long its, OperatorContext context) {
      if (bounds.last(side, row) > now) {
        return its;
      }
      if (type.keeps(side) && its == 0) {
        alone(side, row, context);
      }
      return RowBlocks.Visitor.FORGET;
    }

    private void alone(int side, Row row, OperatorContext context) {
      Row out = context.output(0);
      columns.fillAlone(side, row, out);
      context.emit(0, out);
    }
  }
}
