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
import dev.eddy.operator.MapState;
import dev.eddy.operator.Operator;
import dev.eddy.operator.OperatorContext;
import dev.eddy.operator.OperatorSetup;
import dev.eddy.operator.ProcessProvider;
import dev.eddy.operator.Shape;
import dev.eddy.operator.StateSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Joins rows of equal keys whose event times lie near one another: {@code left - before <= right <=
 * left + after}, or up to a time that the left row says itself. A row waits until the watermark has
 * passed all times of its partners; without one it leaves then, where the type keeps its side
 * (Flink's TimeIntervalJoin; rows behind the watermark join with those that still wait).
 */
public final class IntervalJoin implements ProcessProvider {
  private static final List<String> SIDES = List.of("left", "right");

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
                  "A time of the left row up to which right rows may come, in the place of After.")),
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
    return new Shape(List.of(columns.keys(0), columns.keys(1)), states(setup));
  }

  private static List<StateSpec> states(OperatorSetup setup) {
    List<StateSpec> out = new ArrayList<>();
    for (int side = 0; side < 2; side++) {
      out.addAll(RowBag.states(SIDES.get(side), setup.inputSchema(side)));
    }
    return out;
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
    private final RowBag[] sides;

    Intervals(JoinColumns columns, Bounds bounds) {
      this.columns = columns;
      this.type = columns.type();
      this.bounds = bounds;
      this.sides =
          new RowBag[] {
            new RowBag(SIDES.get(0), columns.width(0)), new RowBag(SIDES.get(1), columns.width(1))
          };
    }

    @Override
    public void open(OperatorContext context) {
      sides[0].open(context);
      sides[1].open(context);
    }

    @Override
    public void onRow(int side, Row row, OperatorContext context) {
      long last = bounds.last(side, row);
      long partners = 0;
      boolean nullKey = columns.hasNullKey(side, row);
      if (!nullKey) {
        partners = join(side, row, context);
      }
      if (last > context.watermark() && !(nullKey && !type.keeps(side))) {
        sides[side].add(row, partners);
        context.registerTimer(TIMERS.get(side), type.keeps(side) ? last : cleaning(last));
      } else if (partners == 0 && type.keeps(side)) {
        alone(side, row, 1, context);
      }
    }

    private static long cleaning(long last) {
      return Math.floorDiv(last, CLEANING) * CLEANING + CLEANING - 1;
    }

    private long join(int side, Row row, OperatorContext context) {
      int other = 1 - side;
      long partners = 0;
      for (MapState.Entry e : sides[other].entries()) {
        Row candidate = e.key();
        if (bounds.last(other, candidate) <= context.watermark()) {
          // Its time is over; it only waits to be cleaned away.
          continue;
        }
        if (!bounds.meet(side, row, candidate) || !columns.matches(side, row, candidate)) {
          continue;
        }
        long count = e.value().getLong(RowBag.COUNT);
        partners += count;
        for (long i = 0; i < count; i++) {
          Row out = context.output(0);
          columns.fill(side, row, candidate, out);
          context.emit(0, out);
        }
        if (type.keeps(other)) {
          sides[other].set(candidate, count, e.value().getLong(RowBag.PARTNERS) + 1);
        }
      }
      return partners;
    }

    @Override
    public void onTimer(String name, long time, OperatorContext context) {
      int side = TIMERS.indexOf(name);
      for (MapState.Entry e : sides[side].entries()) {
        if (bounds.last(side, e.key()) > time) {
          continue;
        }
        if (type.keeps(side) && e.value().getLong(RowBag.PARTNERS) == 0) {
          alone(side, e.key(), e.value().getLong(RowBag.COUNT), context);
        }
        sides[side].removeAll(e.key());
      }
    }

    private void alone(int side, Row row, long count, OperatorContext context) {
      for (long i = 0; i < count; i++) {
        Row out = context.output(0);
        columns.fillAlone(side, row, out);
        context.emit(0, out);
      }
    }
  }
}
