package dev.eddy.operators;

import dev.eddy.model.contract.ChangelogMode;
import dev.eddy.model.contract.Contract;
import dev.eddy.model.operator.Family;
import dev.eddy.model.operator.Inference;
import dev.eddy.model.operator.InputPort;
import dev.eddy.model.operator.OperatorDescriptor;
import dev.eddy.model.operator.OutputPort;
import dev.eddy.model.operator.Parameters;
import dev.eddy.model.type.DataType;
import dev.eddy.model.type.Field;
import dev.eddy.model.type.Schema;
import dev.eddy.operator.Operator;
import dev.eddy.operator.OperatorSetup;
import dev.eddy.operator.ProcessProvider;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/** Merges streams of equal columns, duplicates and all (SQL's UNION ALL), in gate order. */
public final class Union implements ProcessProvider {
  private static final OperatorDescriptor DESCRIPTOR =
      new OperatorDescriptor(
          "union",
          "Union",
          "Merges streams that have the same columns.",
          "union",
          Family.TRANSFORM,
          List.of(
              new InputPort("in", "in", Set.of(ChangelogMode.APPEND, ChangelogMode.RETRACT), true)),
          List.of(OutputPort.main()),
          List.of(),
          List.of("merge", "union all", "concat"));

  @Override
  public OperatorDescriptor descriptor() {
    return DESCRIPTOR;
  }

  @Override
  public void infer(Inference inference) {
    List<Contract> inputs = inference.inputs(0);
    Contract first = inputs.get(0);
    List<Field> fields = new ArrayList<>(first.schema().fields());
    boolean updating = false;
    boolean bounded = true;
    String time = first.timeColumn();
    Contract.Window window = first.window();
    for (Contract c : inputs) {
      if (!mergeInto(fields, c.schema())) {
        inference.error(
            "different-columns",
            null,
            "The streams have different columns: " + first.schema() + " and " + c.schema() + ".",
            "Bring them to the same names, types and order with a Project node before the union.");
        return;
      }
      updating |= c.isUpdating();
      bounded &= c.bounded();
      time = Objects.equals(time, c.timeColumn()) ? time : null;
      window = Objects.equals(window, c.window()) ? window : null;
    }
    inference.output(
        0,
        new Contract(
            new Schema(fields),
            updating ? ChangelogMode.RETRACT : ChangelogMode.APPEND,
            inputs.size() == 1 ? first.upsertKeys() : List.of(),
            time,
            window,
            List.of(),
            bounded));
  }

  /** Widens nullability; false where names or types differ otherwise. */
  private static boolean mergeInto(List<Field> fields, Schema other) {
    if (fields.size() != other.size()) {
      return false;
    }
    for (int i = 0; i < fields.size(); i++) {
      Field a = fields.get(i);
      Field b = other.field(i);
      DataType widened = a.type().withNullable(a.type().nullable() || b.type().nullable());
      if (!a.name().equals(b.name())
          || !widened.withNullable(true).equals(b.type().withNullable(true))) {
        return false;
      }
      fields.set(i, new Field(a.name(), widened));
    }
    return true;
  }

  @Override
  public String describe(Parameters parameters) {
    return "UNION ALL";
  }

  @Override
  public Operator create(OperatorSetup setup) {
    return (port, row, context) -> context.emit(0, row);
  }
}
