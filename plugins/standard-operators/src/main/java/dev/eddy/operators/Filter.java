package dev.eddy.operators;

import dev.eddy.model.contract.ChangelogMode;
import dev.eddy.model.expression.RowPredicate;
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
import dev.eddy.operator.Operator;
import dev.eddy.operator.OperatorContext;
import dev.eddy.operator.OperatorSetup;
import dev.eddy.operator.ProcessProvider;
import dev.eddy.operator.Selection;
import java.util.List;
import java.util.Set;

/**
 * Keeps the rows for which a condition is TRUE.
 *
 * <p>Of an updating stream both halves of an update are tested one by one, so that one half may
 * pass alone. It passes as a deletion or an insertion then, and so does the other half when both
 * pass: the operator cannot look ahead, and a -U that is not followed by its +U would be lost by
 * whoever waits for it.
 */
public final class Filter implements ProcessProvider {
  private static final OperatorDescriptor DESCRIPTOR =
      new OperatorDescriptor(
          "filter",
          "Filter",
          "Keeps the rows for which a condition is true.",
          "filter",
          Family.TRANSFORM,
          List.of(
              new InputPort(
                  "in", "in", Set.of(ChangelogMode.APPEND, ChangelogMode.RETRACT), false)),
          List.of(OutputPort.main()),
          List.of(
              ParameterSpec.required(
                  "condition",
                  "Condition",
                  new ParameterType.Condition(0),
                  "Rows pass where this is TRUE; FALSE and UNKNOWN (from nulls) are dropped.")),
          List.of("where", "select", "drop", "having"));

  @Override
  public OperatorDescriptor descriptor() {
    return DESCRIPTOR;
  }

  @Override
  public void infer(Inference inference) {
    inference.output(0, inference.input(0));
  }

  @Override
  public String describe(Parameters parameters) {
    return Words.condition(parameters.text("condition"));
  }

  @Override
  public Operator create(OperatorSetup setup) {
    RowPredicate condition = Setups.predicate(setup, "condition");
    return setup.input(0).isUpdating() ? new Changes(condition) : new Rows(condition);
  }

  private record Rows(RowPredicate condition) implements Selection {}

  private record Changes(RowPredicate condition) implements Operator {
    @Override
    public void onRow(int port, Row row, OperatorContext context) {
      if (condition.test(row)) {
        Row out = context.output(0);
        out.setAll(row);
        context.emit(0, out.setKind(row.kind().isAdding() ? RowKind.INSERT : RowKind.DELETE));
      }
    }
  }
}
