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
import dev.eddy.model.type.Field;
import dev.eddy.model.type.Schema;
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
 * Joins the rows of two streams that have equal keys and lie in the same tumbling window, when the
 * window is over: append-only, whatever the type. A row whose window is over when it comes is
 * dropped; a null in a key matches nothing, but the row counts as one without a partner (Flink's
 * window join).
 */
public final class WindowJoin implements ProcessProvider {
  private static final List<String> SIDES = List.of("left", "right");

  private static final OperatorDescriptor DESCRIPTOR =
      new OperatorDescriptor(
          "window-join",
          "Window join",
          "Joins rows of two streams that lie in the same window of event time.",
          "join",
          Family.JOIN,
          List.of(InputPort.appendOnly("left"), InputPort.appendOnly("right")),
          List.of(OutputPort.main()),
          JoinColumns.parameters(
              List.of(JoinType.values()),
              ParameterSpec.required(
                  "size",
                  "Size",
                  new ParameterType.Duration(),
                  "Length of a tumbling window, such as 1 h, 15 min or 30 s."),
              WindowParameters.offset()),
          List.of("tumble", "inner join", "left join", "outer join", "semi join", "anti join"));

  @Override
  public OperatorDescriptor descriptor() {
    return DESCRIPTOR;
  }

  @Override
  public void infer(Inference inference) {
    boolean timed =
        EventTimeColumn.isThere(inference, 0, "A window join's left side")
            & EventTimeColumn.isThere(inference, 1, "A window join's right side");
    Optional<Schema> joined = JoinColumns.check(inference);
    if (!timed || joined.isEmpty() || !WindowParameters.isLong(inference)) {
      return;
    }
    List<Field> fields = new ArrayList<>(joined.get().fields());
    for (Field f : WindowParameters.BOUNDS.fields()) {
      if (joined.get().indexOf(f.name()) >= 0) {
        inference.error(
            "duplicate-column",
            null,
            "The rows that arrive here have a column named " + f.name() + " already.",
            "Rename it with a Project node before the join.");
        return;
      }
      fields.add(f);
    }
    Contract left = inference.input(0);
    inference.output(
        0,
        Contract.append(new Schema(fields), null, left.bounded() && inference.input(1).bounded())
            .withWindow(WindowParameters.WINDOW)
            .partitionedBy(inference.parameters().columns("left_keys")));
  }

  @Override
  public String describe(Parameters parameters) {
    return Words.cut(
        JoinColumns.describe("JOIN", parameters) + " in TUMBLE " + parameters.text("size").strip());
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
    return new Windows(
        JoinColumns.of(setup),
        List.of(EventTimeColumn.of(setup.input(0)), EventTimeColumn.of(setup.input(1))),
        WindowAssigner.Aligned.tumbling(
            p.duration("size").orElseThrow(), p.duration("offset").orElse(0L)));
  }

  /** The rows wait as they came, since the window of a row follows from its time. */
  private static final class Windows implements Operator {
    private static final String TIMER = "window end";

    private final JoinColumns columns;
    private final JoinType type;
    private final List<EventTimeColumn> times;
    private final WindowAssigner.Aligned windows;
    private final List<RowBag> sides;

    Windows(JoinColumns columns, List<EventTimeColumn> times, WindowAssigner.Aligned windows) {
      this.columns = columns;
      this.type = columns.type();
      this.times = times;
      this.windows = windows;
      this.sides =
          List.of(
              new RowBag(SIDES.get(0), columns.width(0)),
              new RowBag(SIDES.get(1), columns.width(1)));
    }

    @Override
    public void open(OperatorContext context) {
      sides.forEach(s -> s.open(context));
    }

    @Override
    public void onRow(int side, Row row, OperatorContext context) {
      long start = windows.paneOf(times.get(side).of(row));
      long last = start + windows.size() - 1;
      if (last <= context.watermark()) {
        return;
      }
      sides.get(side).add(row, 0);
      context.registerTimer(TIMER, last);
    }

    @Override
    public void onTimer(String name, long time, OperatorContext context) {
      long end = time + 1;
      List<MapState.Entry> left = rowsOf(0, end);
      List<MapState.Entry> right = rowsOf(1, end);
      boolean[] matched = new boolean[right.size()];
      for (MapState.Entry l : left) {
        boolean any = false;
        for (int r = 0; r < matched.length; r++) {
          Row other = right.get(r).key();
          if (columns.hasNullKey(0, l.key()) || !columns.matches(0, l.key(), other)) {
            continue;
          }
          any = true;
          matched[r] = true;
          if (!type.isLeftOnly()) {
            pairs(l, right.get(r), end, context);
          }
        }
        if (type == JoinType.SEMI ? any : !any && (type == JoinType.ANTI || type.keeps(0))) {
          alone(0, l, end, context);
        }
      }
      for (int r = 0; r < matched.length; r++) {
        if (!matched[r] && type.keeps(1)) {
          alone(1, right.get(r), end, context);
        }
      }
      left.forEach(e -> sides.get(0).removeAll(e.key()));
      right.forEach(e -> sides.get(1).removeAll(e.key()));
    }

    private List<MapState.Entry> rowsOf(int side, long end) {
      List<MapState.Entry> all = sides.get(side).entries();
      List<MapState.Entry> out = new ArrayList<>(all.size());
      for (MapState.Entry e : all) {
        if (windows.paneOf(times.get(side).of(e.key())) + windows.size() == end) {
          out.add(e);
        }
      }
      return out;
    }

    private void pairs(
        MapState.Entry left, MapState.Entry right, long end, OperatorContext context) {
      long n = left.value().getLong(RowBag.COUNT) * right.value().getLong(RowBag.COUNT);
      for (long i = 0; i < n; i++) {
        Row out = context.output(0);
        columns.fill(0, left.key(), right.key(), out);
        emit(out, columns.width(), end, context);
      }
    }

    private void alone(int side, MapState.Entry entry, long end, OperatorContext context) {
      for (long i = entry.value().getLong(RowBag.COUNT); i > 0; i--) {
        Row out = context.output(0);
        columns.fillAlone(side, entry.key(), out);
        emit(out, type.isLeftOnly() ? columns.width(0) : columns.width(), end, context);
      }
    }

    private void emit(Row out, int column, long end, OperatorContext context) {
      out.setLong(column, end - windows.size());
      out.setLong(column + 1, end);
      context.emit(0, out);
    }
  }
}
