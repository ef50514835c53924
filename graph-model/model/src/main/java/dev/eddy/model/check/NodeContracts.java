package dev.eddy.model.check;

import dev.eddy.model.contract.Contract;
import dev.eddy.model.expression.AggregateCall;
import dev.eddy.model.type.DataType;
import dev.eddy.model.type.Field;
import dev.eddy.model.value.Value;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What the checks found out about a node.
 *
 * @param parameters references resolved and defaults filled in
 * @param inputs contract of each input port; null where it is not known
 * @param outputs contract of each output port; null where it is not known
 * @param expressions types of {@code Expression} and {@code Condition} parameters that are right
 * @param projections columns of {@code Projection} parameters that are right
 * @param aggregates calls of {@code Aggregates} parameters that are right
 */
public record NodeContracts(
    Value.Struct parameters,
    List<@Nullable Contract> inputs,
    List<@Nullable Contract> outputs,
    Map<String, DataType> expressions,
    Map<String, List<Field>> projections,
    Map<String, List<AggregateCall>> aggregates) {
  public NodeContracts {
    inputs = Collections.unmodifiableList(new ArrayList<>(inputs));
    outputs = Collections.unmodifiableList(new ArrayList<>(outputs));
    expressions = Collections.unmodifiableMap(new LinkedHashMap<>(expressions));
    projections = Collections.unmodifiableMap(new LinkedHashMap<>(projections));
    aggregates = Collections.unmodifiableMap(new LinkedHashMap<>(aggregates));
  }

  /** Whether the contracts of all ports are known. */
  public boolean isComplete() {
    return inputs.stream().allMatch(Objects::nonNull)
        && outputs.stream().allMatch(Objects::nonNull);
  }
}
