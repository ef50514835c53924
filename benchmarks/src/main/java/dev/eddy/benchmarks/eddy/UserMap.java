package dev.eddy.benchmarks.eddy;

import dev.eddy.model.operator.Family;
import dev.eddy.model.operator.Inference;
import dev.eddy.model.operator.InputPort;
import dev.eddy.model.operator.OperatorDescriptor;
import dev.eddy.model.operator.OutputPort;
import dev.eddy.model.operator.ParameterSpec;
import dev.eddy.model.operator.ParameterType;
import dev.eddy.model.row.Row;
import dev.eddy.model.value.Value;
import dev.eddy.operator.Operator;
import dev.eddy.operator.OperatorContext;
import dev.eddy.operator.OperatorSetup;
import dev.eddy.operator.ProcessProvider;
import java.util.List;

/** A map as a user writes one: four numbers in, four numbers out, no state. */
public final class UserMap implements ProcessProvider {
  static final String ID = "benchmark-map";

  private static final OperatorDescriptor DESCRIPTOR =
      new OperatorDescriptor(
          ID,
          "User map",
          "Adds a number to the first column, and the sum into the second.",
          "code",
          Family.TRANSFORM,
          List.of(InputPort.appendOnly("in")),
          List.of(OutputPort.main()),
          List.of(
              ParameterSpec.optional(
                  "by",
                  "By",
                  new ParameterType.Int(0, 1000),
                  Value.of(1),
                  "What is added to the first column.")),
          List.of());

  @Override
  public OperatorDescriptor descriptor() {
    return DESCRIPTOR;
  }

  @Override
  public void infer(Inference inference) {
    inference.output(0, inference.input(0));
  }

  @Override
  public Operator create(OperatorSetup setup) {
    return new Map(setup.parameters().integer("by", 1));
  }

  private static final class Map implements Operator {
    private final long by;

    Map(long by) {
      this.by = by;
    }

    @Override
    public void onRow(int port, Row row, OperatorContext context) {
      Row out = context.output(0);
      long first = row.getLong(0) + by;
      out.setLong(0, first);
      out.setLong(1, row.getLong(1) ^ first);
      out.setLong(2, row.getLong(2));
      out.setLong(3, row.getLong(3));
      context.emit(0, out);
    }
  }
}
