package dev.eddy.model.expression;

import dev.eddy.model.type.DataType;
import org.jspecify.annotations.Nullable;

/**
 * One aggregate of a node.
 *
 * @param name column of the result
 * @param argument SQL text of the argument; null for {@code COUNT(*)}
 * @param argumentType type of the argument; null for {@code COUNT(*)}
 * @param argumentColumn column of the compiled arguments that holds it, or -1 for {@code COUNT(*)}
 */
public record AggregateCall(
    String name,
    AggregateFunction function,
    @Nullable String argument,
    @Nullable DataType argumentType,
    int argumentColumn,
    DataType resultType) {}
