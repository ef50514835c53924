package dev.eddy.model.operator;

import dev.eddy.model.contract.Contract;
import dev.eddy.model.expression.AggregateCall;
import dev.eddy.model.type.DataType;
import dev.eddy.model.type.Field;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What {@link OperatorType#infer} works with. All inputs are connected and inferred when it is
 * called, and each parameter was checked by its own type (columns exist, durations read, choices
 * are known, required ones are there).
 */
public interface Inference {
  Parameters parameters();

  /** The contract of what arrives at an input. */
  Contract input(int port);

  /** The contracts of all streams that arrive at an input which takes many, in edge order. */
  default List<Contract> inputs(int port) {
    return List.of(input(port));
  }

  /**
   * Type of an {@code Expression} or {@code Condition} parameter; empty where it is absent, or
   * where it is wrong, which has then been reported with its column range.
   */
  Optional<DataType> expression(String parameter);

  /** The columns that a {@code Projection} gives; null where it is wrong, which was reported. */
  @Nullable List<Field> projection(String parameter);

  /** The calls of an {@code Aggregates} parameter; null where it is wrong, which was reported. */
  @Nullable List<AggregateCall> aggregates(String parameter);

  /** Sets the contract of an output. */
  void output(int port, Contract contract);

  /** Reports an error at a parameter, or at the node where the parameter is null. */
  void error(String code, @Nullable String parameter, String message, String remedy);

  void warning(String code, @Nullable String parameter, String message, String remedy);
}
