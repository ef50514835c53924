package dev.eddy.operators;

import dev.eddy.model.contract.Contract;
import dev.eddy.model.expression.AggregateCall;
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
import dev.eddy.model.type.Field;
import dev.eddy.model.type.Schema;
import dev.eddy.model.type.TypeRoot;
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
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Aggregates by key and tumbling window of event time, and emits a window's result once, when the
 * watermark has reached its last millisecond. A row whose window is over by then is late and leaves
 * by the port {@code late} as it came.
 */
public final class WindowAggregate implements ProcessProvider {
  static final String START = "window_start";
  static final String END = "window_end";
  private static final String WINDOWS = "windows";
  private static final DataType TIME = DataType.TIMESTAMP.notNull();
  private static final Schema WINDOW = Schema.of(new Field(START, TIME), new Field(END, TIME));

  private static final OperatorDescriptor DESCRIPTOR =
      new OperatorDescriptor(
          "window-aggregate",
          "Window aggregate",
          "Aggregates rows by key in windows of event time.",
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
                  "Tumbling: windows of one length, one after the other, aligned to 1970-01-01."),
              ParameterSpec.required(
                  "size",
                  "Size",
                  new ParameterType.Duration(),
                  "Length of a window, such as 1 h, 15 min or 30 s."),
              ParameterSpec.optional(
                  "keys",
                  "Group by",
                  new ParameterType.Columns(0),
                  null,
                  "One result for each value of these columns; none: one for all rows."),
              ParameterSpec.required(
                  "aggregates",
                  "Aggregates",
                  new ParameterType.Aggregates(0),
                  "What is computed over each window: COUNT, SUM, AVG, MIN, MAX.")),
          List.of("tumble", "group by", "count", "sum", "avg", "min", "max", "hourly"));

  @Override
  public OperatorDescriptor descriptor() {
    return DESCRIPTOR;
  }

  @Override
  public void infer(Inference inference) {
    Contract in = inference.input(0);
    inference.output(1, in);
    List<AggregateCall> calls = inference.aggregates("aggregates");
    String time = in.timeColumn();
    if (time == null) {
      inference.error(
          "no-event-time",
          null,
          "A window needs event time, and the rows that arrive here carry none.",
          "Choose the event time column and a watermark at the source, and pass the column on.");
    } else if (in.schema().type(in.schema().indexOf(time)).root() != TypeRoot.TIMESTAMP) {
      inference.error(
          "event-time-type",
          null,
          "not supported: windows over " + in.schema().type(in.schema().indexOf(time)) + ".",
          "Let the source read " + time + " as TIMESTAMP(3).");
      return;
    }
    if (inference.parameters().duration("size").orElse(0L) <= 0) {
      inference.error(
          "window-size",
          "size",
          "A window must be longer than nothing.",
          "Set a size such as 1 h.");
      return;
    }
    List<String> keys = inference.parameters().columns("keys");
    if (calls == null || time == null) {
      return;
    }
    Outputs.of(inference, keys, WINDOW.fields(), calls)
        .ifPresent(
            schema ->
                inference.output(
                    0,
                    Contract.append(schema, null, in.bounded())
                        .withWindow(new Contract.Window(START, END))
                        .partitionedBy(keys)));
  }

  @Override
  public String describe(Parameters parameters) {
    return Words.cut(
        "TUMBLE " + parameters.text("size").strip() + Words.by(parameters.columns("keys")));
  }

  @Override
  public Shape shape(OperatorSetup setup) {
    int[] keys = setup.inputSchema(0).indexesOf(setup.parameters().columns("keys"));
    Accumulators accumulators = Accumulators.of(setup, false);
    List<StateSpec> states = new ArrayList<>();
    states.add(StateSpec.map(WINDOWS, WINDOW, accumulators.schema()));
    return new Shape(List.of(keys), states);
  }

  @Override
  public Operator create(OperatorSetup setup) {
    Contract in = setup.input(0);
    String time = Objects.requireNonNull(in.timeColumn());
    return new Windows(
        time,
        in.schema().indexOf(time),
        setup.parameters().duration("size").orElseThrow(),
        setup.parameters().columns("keys").size(),
        Accumulators.of(setup, false));
  }

  private static final class Windows implements Operator {
    private static final String TIMER = "window end";

    private final String timeName;
    private final int timeColumn;
    private final long size;
    private final int keys;
    private final Accumulators accumulators;
    private final Row window = new Row(WINDOW.size());
    private final Row current;
    private @Nullable MapState state;

    Windows(String timeName, int timeColumn, long size, int keys, Accumulators accumulators) {
      this.timeName = timeName;
      this.timeColumn = timeColumn;
      this.size = size;
      this.keys = keys;
      this.accumulators = accumulators;
      this.current = new Row(accumulators.schema().size());
    }

    @Override
    public void open(OperatorContext context) {
      state = context.mapState(WINDOWS);
      accumulators.open(context);
    }

    @Override
    public void onRow(int port, Row row, OperatorContext context) {
      if (row.isNull(timeColumn)) {
        throw new IllegalArgumentException(
            "the event time " + timeName + " is null; filter such rows out before the window");
      }
      long time = row.getLong(timeColumn);
      long start = time - Math.floorMod(time, size);
      long end = start + size;
      if (end - 1 <= context.watermark()) {
        context.emit(1, row);
        return;
      }
      MapState windows = Objects.requireNonNull(state);
      window.setLong(0, start);
      window.setLong(1, end);
      Row before = windows.get(window);
      if (before == null) {
        accumulators.reset(current);
        context.registerTimer(TIMER, end - 1);
      } else {
        current.setAll(before);
      }
      accumulators.add(current, row);
      windows.put(window, current);
    }

    @Override
    public void onTimer(String name, long time, OperatorContext context) {
      MapState windows = Objects.requireNonNull(state);
      long end = time + 1;
      window.setLong(0, end - size);
      window.setLong(1, end);
      Row result = windows.get(window);
      if (result == null) {
        return;
      }
      Row out = context.output(0);
      Row key = context.key();
      for (int k = 0; k < keys; k++) {
        out.setFrom(k, key, k);
      }
      out.setLong(keys, end - size);
      out.setLong(keys + 1, end);
      accumulators.results(result, out, keys + 2);
      windows.remove(window);
      context.emit(0, out);
    }
  }
}
