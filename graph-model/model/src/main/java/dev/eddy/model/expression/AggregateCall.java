package dev.eddy.model.expression;

import dev.eddy.model.type.DataType;
import org.jspecify.annotations.Nullable;

/**
 * One aggregate of a node.
 *
 * @param name column of the result
 * @param argument SQL text of the argument, with a filter folded in; null for {@code COUNT(*)}
 * @param argumentType type of the argument; null for {@code COUNT(*)}
 * @param argumentColumn column of the compiled arguments that holds it, or -1 for {@code COUNT(*)}
 * @param distinct whether equal values count once
 * @param separator of {@code LISTAGG}; empty elsewhere
 */
public record AggregateCall(
    String name,
    AggregateFunction function,
    @Nullable String argument,
    @Nullable DataType argumentType,
    int argumentColumn,
    DataType resultType,
    boolean distinct,
    String separator) {
  /** Of all values. */
  public AggregateCall(
      String name,
      AggregateFunction function,
      @Nullable String argument,
      @Nullable DataType argumentType,
      int argumentColumn,
      DataType resultType) {
    this(name, function, argument, argumentType, argumentColumn, resultType, false, "");
  }
}
