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
import dev.eddy.model.row.Batch;
import dev.eddy.model.row.Row;
import dev.eddy.model.type.Field;
import dev.eddy.model.type.Schema;
import dev.eddy.operator.ListState;
import dev.eddy.operator.Operator;
import dev.eddy.operator.OperatorContext;
import dev.eddy.operator.OperatorSetup;
import dev.eddy.operator.ProcessProvider;
import dev.eddy.operator.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Joins the rows of two streams that have equal keys and lie in the same tumbling window, when the
 * window is over: append-only, whatever the type. A row whose window is over when it comes is
 * dropped; a null in a key matches nothing, but the row counts as one without a partner (Flink's
 * window join).
 */
public final class WindowJoin implements ProcessProvider {
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
    return new Shape(List.of(columns.keys(0), columns.keys(1)), JoinColumns.waiting(setup));
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
    private final PaneStarts starts;
    private final ListState.Editor joins = this::join;
    private final ListState.Editor gathers = this::gather;

    /** The right rows of the window that fires, and which of them have a partner. */
    private final Batch rights;

    private final Row rightRow;
    private boolean[] matched = new boolean[16];
    private @Nullable ListState left;
    private @Nullable ListState right;
    private @Nullable OperatorContext output;
    private long end;

    Windows(JoinColumns columns, List<EventTimeColumn> times, WindowAssigner.Aligned windows) {
      this.columns = columns;
      this.type = columns.type();
      this.times = times;
      this.windows = windows;
      this.starts = new PaneStarts(windows);
      this.rights = new Batch(columns.width(1), 16);
      this.rightRow = rights.cursor();
    }

    @Override
    public void open(OperatorContext context) {
      left = JoinColumns.waiting(0, context);
      right = JoinColumns.waiting(1, context);
      output = context;
    }

    private ListState rows(int side) {
      return Objects.requireNonNull(side == 0 ? left : right, "not open");
    }

    @Override
    public void onRow(int side, Row row, OperatorContext context) {
      long last = lastOf(side, row);
      if (last <= context.watermark()) {
        return;
      }
      ListState rows = rows(side);
      Row latest = rows.last();
      if (latest == null || lastOf(side, latest) != last) {
        context.registerTimer(TIMER, last);
      }
      rows.add(row);
    }

    /** The last moment of the window of a row. */
    private long lastOf(int side, Row row) {
      return starts.of(times.get(side).of(row)) + windows.size() - 1;
    }

    @Override
    public void onTimer(String name, long time, OperatorContext context) {
      end = time + 1;
      rights.reset();
      rows(1).edit(gathers);
      if (matched.length < rights.size()) {
        matched = new boolean[rights.size() * 2];
      }
      Arrays.fill(matched, 0, rights.size(), false);
      rows(0).edit(joins);
      for (int r = 0; r < rights.size(); r++) {
        if (!matched[r] && type.keeps(1)) {
          alone(1, rights.moveTo(rightRow, r), context);
        }
      }
    }

    private ListState.Edit gather(Row row) {
      if (lastOf(1, row) != end - 1) {
        return ListState.Edit.KEEP;
      }
      rights.append(row);
      return ListState.Edit.REMOVE;
    }

    private ListState.Edit join(Row row) {
      if (lastOf(0, row) != end - 1) {
        return ListState.Edit.KEEP;
      }
      OperatorContext context = Objects.requireNonNull(output, "not open");
      boolean any = false;
      boolean joinable = !columns.hasNullKey(0, row);
      for (int r = 0; joinable && r < rights.size(); r++) {
        Row other = rights.moveTo(rightRow, r);
        if (!columns.matches(0, row, other)) {
          continue;
        }
        any = true;
        matched[r] = true;
        if (!type.isLeftOnly()) {
          Row out = context.output(0);
          columns.fill(0, row, other, out);
          emit(out, columns.width(), context);
        }
      }
      if (type == JoinType.SEMI ? any : !any && (type == JoinType.ANTI || type.keeps(0))) {
        alone(0, row, context);
      }
      return ListState.Edit.REMOVE;
    }

    private void alone(int side, Row row, OperatorContext context) {
      Row out = context.output(0);
      columns.fillAlone(side, row, out);
      emit(out, type.isLeftOnly() ? columns.width(0) : columns.width(), context);
    }

    private void emit(Row out, int column, OperatorContext context) {
      out.setLong(column, end - windows.size());
      out.setLong(column + 1, end);
      context.emit(0, out);
    }
  }
}
