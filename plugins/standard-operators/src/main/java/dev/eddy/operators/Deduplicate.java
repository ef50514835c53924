package dev.eddy.operators;

import dev.eddy.model.contract.ChangelogMode;
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
import dev.eddy.model.row.RowKind;
import dev.eddy.model.value.Value;
import dev.eddy.operator.Operator;
import dev.eddy.operator.OperatorContext;
import dev.eddy.operator.OperatorSetup;
import dev.eddy.operator.ProcessProvider;
import dev.eddy.operator.Shape;
import dev.eddy.operator.StateSpec;
import dev.eddy.operator.ValueState;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the first or the last row of each key, by arrival or by event time. Of equal times the
 * first to arrive is the first, the last to arrive the last; nothing is late. Of rows in windows
 * one is given for each window and key, when the window is over; a row that comes later is dropped
 * (Flink's deduplication, and its window deduplication).
 */
public final class Deduplicate implements ProcessProvider {
  private static final String KEPT = "kept";

  private static final OperatorDescriptor DESCRIPTOR =
      new OperatorDescriptor(
              "deduplicate",
              "Deduplicate",
              "Keeps one row of each key, the first or the last.",
              "filter",
              Family.WINDOW,
              List.of(InputPort.appendOnly("in")),
              List.of(OutputPort.main()),
              List.of(
                  ParameterSpec.required(
                      "keys",
                      "Key",
                      new ParameterType.Columns(0),
                      "Rows that are equal in these columns are one and the same."),
                  ParameterSpec.optional(
                      "keep",
                      "Keep",
                      new ParameterType.Choice(List.of("first", "last")),
                      Value.of("first"),
                      "Which of them is kept."),
                  ParameterSpec.optional(
                      "order",
                      "By",
                      new ParameterType.Choice(List.of("arrival", "time")),
                      Value.of("arrival"),
                      "Whether the order is that of arrival or of event time."),
                  StateLifetime.parameter()),
              List.of("distinct", "unique", "first", "last", "row_number"))
          .depending(StateLifetime.dependence());

  @Override
  public OperatorDescriptor descriptor() {
    return DESCRIPTOR;
  }

  @Override
  public void infer(Inference inference) {
    Contract in = inference.input(0);
    Parameters p = inference.parameters();
    if (byTime(p) && !EventTimeColumn.isThere(inference, 0, "An order by time")) {
      return;
    }
    List<String> keys = p.columns("keys");
    Contract out = in.partitionedBy(keyColumns(in, p));
    boolean appends = in.window() != null || keepsFirst(p) && !byTime(p);
    inference.output(0, appends ? out : out.updating(ChangelogMode.RETRACT, keys));
  }

  private static boolean byTime(Parameters p) {
    return p.text("order").equals("time");
  }

  private static boolean keepsFirst(Parameters p) {
    return p.text("keep").equals("first");
  }

  private static List<String> keyColumns(Contract in, Parameters p) {
    List<String> out = new ArrayList<>();
    Contract.Window window = in.window();
    if (window != null) {
      out.add(window.startColumn());
      out.add(window.endColumn());
    }
    p.columns("keys").stream().filter(k -> !out.contains(k)).forEach(out::add);
    return out;
  }

  @Override
  public String describe(Parameters parameters) {
    return Words.cut(
        parameters.text("keep").toUpperCase(java.util.Locale.ROOT)
            + Words.each(parameters.columns("keys"))
            + (byTime(parameters) ? " by time" : ""));
  }

  @Override
  public Shape shape(OperatorSetup setup) {
    return new Shape(
        List.of(setup.inputSchema(0).indexesOf(keyColumns(setup.input(0), setup.parameters()))),
        StateLifetime.with(
            setup.parameters(), List.of(StateSpec.value(KEPT, setup.inputSchema(0)))));
  }

  @Override
  public Operator create(OperatorSetup setup) {
    Contract in = setup.input(0);
    Parameters p = setup.parameters();
    EventTimeColumn time = byTime(p) ? EventTimeColumn.of(in) : null;
    Contract.Window window = in.window();
    return new Keep(
        keepsFirst(p), time, window == null ? -1 : in.schema().indexOf(window.endColumn()));
  }

  private static final class Keep implements Operator {
    private static final String TIMER = "window end";

    private final boolean first;
    private final @Nullable EventTimeColumn time;
    private final int windowEnd;
    private @Nullable ValueState kept;

    /**
     * @param time null for the order of arrival
     * @param windowEnd column of the end of the row's window, -1 without windows
     */
    Keep(boolean first, @Nullable EventTimeColumn time, int windowEnd) {
      this.first = first;
      this.time = time;
      this.windowEnd = windowEnd;
    }

    @Override
    public void open(OperatorContext context) {
      kept = context.valueState(KEPT);
    }

    @Override
    public void onRow(int port, Row row, OperatorContext context) {
      if (windowEnd >= 0 && row.getLong(windowEnd) - 1 <= context.watermark()) {
        return;
      }
      ValueState state = Objects.requireNonNull(kept);
      Row old = state.get();
      if (old != null && !replaces(row, old)) {
        return;
      }
      if (windowEnd >= 0) {
        if (old == null) {
          context.registerTimer(TIMER, row.getLong(windowEnd) - 1);
        }
      } else if (old == null) {
        emit(row, RowKind.INSERT, context);
      } else {
        emit(old, RowKind.UPDATE_BEFORE, context);
        emit(row, RowKind.UPDATE_AFTER, context);
      }
      state.set(row);
    }

    private boolean replaces(Row row, Row old) {
      EventTimeColumn t = time;
      if (t == null) {
        return !first;
      }
      return first ? t.of(row) < t.of(old) : t.of(row) >= t.of(old);
    }

    @Override
    public void onTimer(String name, long at, OperatorContext context) {
      ValueState state = Objects.requireNonNull(kept);
      Row row = state.get();
      if (row != null) {
        emit(row, RowKind.INSERT, context);
        state.clear();
      }
    }

    private static void emit(Row row, RowKind kind, OperatorContext context) {
      Row out = context.output(0);
      out.setAll(row);
      context.emit(0, out.setKind(kind));
    }
  }
}
