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
import dev.eddy.model.value.Value;
import dev.eddy.operator.Operator;
import dev.eddy.operator.OperatorSetup;
import dev.eddy.operator.ProcessProvider;
import dev.eddy.operator.Shape;
import dev.eddy.operator.StateSpec;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Aggregates by key and window of event time, and emits a window's result when the watermark has
 * reached its last millisecond. A row all of whose windows are over by then is late and leaves by
 * the port {@code late} as it came; within the allowed lateness it makes its windows fire again,
 * which gives a second result.
 */
public final class WindowAggregate implements ProcessProvider {
  private static final OperatorDescriptor DESCRIPTOR =
      new OperatorDescriptor(
          "window-aggregate",
          "Window aggregate",
          "Aggregates rows by key in windows of event time.",
          "tumbling-window",
          Family.WINDOW,
          List.of(InputPort.appendOnly("in")),
          List.of(OutputPort.main(), OutputPort.side("late")),
          WindowParameters.with(
              WindowParameters.ALL,
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
                  "What is computed over each window: COUNT, SUM, AVG, MIN, MAX, FIRST_VALUE,"
                      + " LISTAGG, VAR_POP and others, with FILTER (WHERE …)."),
              ParameterSpec.optional(
                  "lateness",
                  "Allowed lateness",
                  new ParameterType.Duration(),
                  Value.of("0 s"),
                  "So long after its end a window fires again for each late row.")),
          List.of(
              "tumble",
              "hop",
              "slide",
              "cumulate",
              "session",
              "group by",
              "count",
              "sum",
              "avg",
              "min",
              "max",
              "hourly"));

  @Override
  public OperatorDescriptor descriptor() {
    return DESCRIPTOR;
  }

  @Override
  public void infer(Inference inference) {
    Contract in = inference.input(0);
    inference.output(1, in);
    List<AggregateCall> calls = inference.aggregates("aggregates");
    boolean timed = EventTimeColumn.isThere(inference, 0, "A window");
    Optional<WindowAssigner> windows = WindowParameters.check(inference);
    if (calls == null || !timed || windows.isEmpty() || refuses(inference, calls, windows.get())) {
      return;
    }
    List<String> keys = inference.parameters().columns("keys");
    Outputs.of(inference, keys, WindowParameters.BOUNDS.fields(), calls)
        .ifPresent(
            schema ->
                inference.output(
                    0,
                    Contract.append(schema, null, in.bounded())
                        .withWindow(WindowParameters.WINDOW)
                        .partitionedBy(keys)));
  }

  /** Windows add panes or sessions up, and of some aggregates nothing can be added up. */
  private static boolean refuses(
      Inference inference, List<AggregateCall> calls, WindowAssigner windows) {
    boolean alone = windows instanceof WindowAssigner.Aligned a && a.pane() == a.size();
    for (AggregateCall call : calls) {
      if (call.distinct() || call.function().isOrdered() && !alone) {
        inference.error(
            "not-supported",
            "aggregates",
            "not supported: "
                + (call.distinct() ? "DISTINCT" : call.function().name())
                + " in "
                + (alone ? "a window." : "windows that overlap or merge."),
            "Give rows their window by a Window node, and group by its bounds with a Group"
                + " aggregate node.");
        return true;
      }
    }
    return false;
  }

  @Override
  public String describe(Parameters parameters) {
    return Words.cut(WindowParameters.describe(parameters) + Words.by(parameters.columns("keys")));
  }

  @Override
  public Map<String, String> meanings(OperatorSetup setup) {
    return Accumulators.meanings(setup);
  }

  @Override
  public Shape shape(OperatorSetup setup) {
    int[] keys = setup.inputSchema(0).indexesOf(setup.parameters().columns("keys"));
    Accumulators accumulators = Accumulators.of(setup, false);
    List<StateSpec> states =
        WindowParameters.of(setup.parameters()) instanceof WindowAssigner.Aligned aligned
            ? Panes.states(aligned, lateness(setup), accumulators)
            : SessionWindows.states(accumulators);
    return new Shape(List.of(keys), states);
  }

  private static long lateness(OperatorSetup setup) {
    return setup.parameters().duration("lateness").orElse(0L);
  }

  @Override
  public Operator create(OperatorSetup setup) {
    EventTimeColumn time = EventTimeColumn.of(setup.input(0));
    long lateness = lateness(setup);
    Accumulators accumulators = Accumulators.of(setup, false);
    WindowResult result = new WindowResult(setup.parameters().columns("keys").size(), accumulators);
    WindowAssigner windows = WindowParameters.of(setup.parameters());
    if (windows instanceof WindowAssigner.Session session) {
      return new SessionWindows(time, session, lateness, result, accumulators);
    }
    return new PaneWindows(time, (WindowAssigner.Aligned) windows, lateness, result, accumulators);
  }
}
