package dev.eddy.operators;

import dev.eddy.model.expression.AggregateCall;
import dev.eddy.model.operator.Inference;
import dev.eddy.model.type.Field;
import dev.eddy.model.type.Schema;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The columns that an aggregate gives. */
final class Outputs {
  private Outputs() {}

  /**
   * Keys, further columns, a column for each call; a name that comes twice is reported at the
   * aggregates, and then there is no schema.
   */
  static Optional<Schema> of(
      Inference inference, List<String> keys, List<Field> further, List<AggregateCall> calls) {
    Schema in = inference.input(0).schema();
    List<Field> fields = new ArrayList<>();
    for (int k : in.indexesOf(keys)) {
      fields.add(in.field(k));
    }
    fields.addAll(further);
    for (AggregateCall call : calls) {
      fields.add(new Field(call.name(), call.resultType()));
    }
    Set<String> names = new HashSet<>();
    for (Field f : fields) {
      if (!names.add(f.name())) {
        boolean ofKeys = !calls.stream().anyMatch(c -> c.name().equals(f.name()));
        inference.error(
            "duplicate-column",
            ofKeys ? "keys" : "aggregates",
            "The result would have two columns named " + f.name() + ".",
            ofKeys
                ? "Take the column once, or rename it with a Project node before this one."
                : "Give the aggregate another name.");
        return Optional.empty();
      }
    }
    return Optional.of(new Schema(fields));
  }
}
