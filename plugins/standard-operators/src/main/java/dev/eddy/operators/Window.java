package dev.eddy.operators;

import dev.eddy.model.contract.Contract;
import dev.eddy.model.operator.Family;
import dev.eddy.model.operator.Inference;
import dev.eddy.model.operator.InputPort;
import dev.eddy.model.operator.OperatorDescriptor;
import dev.eddy.model.operator.OutputPort;
import dev.eddy.model.operator.Parameters;
import dev.eddy.model.row.Row;
import dev.eddy.model.type.Field;
import dev.eddy.model.type.Schema;
import dev.eddy.operator.Operator;
import dev.eddy.operator.OperatorContext;
import dev.eddy.operator.OperatorSetup;
import dev.eddy.operator.ProcessProvider;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Gives each row the bounds of its window as two columns, once for each window that it is in, the
 * earliest first (Flink's TUMBLE, HOP and CUMULATE alone). Nothing is late here; what follows, a
 * rank or a deduplication by window, decides that.
 */
public final class Window implements ProcessProvider {
  private static final OperatorDescriptor DESCRIPTOR =
      new OperatorDescriptor(
          "window",
          "Window",
          "Puts each row into its windows of event time, for a rank or deduplication after it.",
          "tumbling-window",
          Family.WINDOW,
          List.of(InputPort.appendOnly("in")),
          List.of(OutputPort.main()),
          WindowParameters.with(WindowParameters.ALIGNED),
          List.of("tumble", "hop", "slide", "cumulate", "assign"));

  @Override
  public OperatorDescriptor descriptor() {
    return DESCRIPTOR;
  }

  @Override
  public void infer(Inference inference) {
    Contract in = inference.input(0);
    boolean timed = EventTimeColumn.isThere(inference, 0, "A window");
    Optional<WindowAssigner> windows = WindowParameters.check(inference);
    if (!timed || windows.isEmpty()) {
      return;
    }
    List<Field> fields = new ArrayList<>(in.schema().fields());
    for (Field f : WindowParameters.BOUNDS.fields()) {
      if (in.schema().indexOf(f.name()) >= 0) {
        inference.error(
            "duplicate-column",
            null,
            "The rows that arrive here have a column named " + f.name() + " already.",
            "Rename it with a Project node before this one.");
        return;
      }
      fields.add(f);
    }
    inference.output(0, in.withSchema(new Schema(fields)).withWindow(WindowParameters.WINDOW));
  }

  @Override
  public String describe(Parameters parameters) {
    return Words.cut(WindowParameters.describe(parameters));
  }

  @Override
  public Operator create(OperatorSetup setup) {
    EventTimeColumn time = EventTimeColumn.of(setup.input(0));
    WindowAssigner.Aligned windows =
        (WindowAssigner.Aligned) WindowParameters.of(setup.parameters());
    return new Assign(time, windows, new PaneStarts(windows));
  }

  private record Assign(EventTimeColumn time, WindowAssigner.Aligned windows, PaneStarts starts)
      implements Operator {
    @Override
    public void onRow(int port, Row row, OperatorContext context) {
      long pane = starts.of(time.of(row));
      long last = windows.lastEnd(pane);
      int columns = row.columns();
      for (long end = pane + windows.pane(); end <= last; end += windows.pane()) {
        Row out = context.output(0);
        for (int c = 0; c < columns; c++) {
          out.setFrom(c, row, c);
        }
        out.setLong(columns, windows.startOf(end));
        out.setLong(columns + 1, end);
        context.emit(0, out);
      }
    }
  }
}
