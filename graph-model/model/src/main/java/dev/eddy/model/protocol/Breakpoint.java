package dev.eddy.model.protocol;

import dev.eddy.model.expression.Expressions.GeneratedClass;
import org.jspecify.annotations.Nullable;

/**
 * Stops a run before a row on an edge is handled by the operator that the edge leads to.
 *
 * @param condition SQL text over the edge's columns; empty for every row
 * @param compiled the condition as a RowPredicate class, compiled by the designer; null without one
 */
public record Breakpoint(
    String id,
    String edgeId,
    String condition,
    @Nullable GeneratedClass compiled,
    boolean enabled) {}
