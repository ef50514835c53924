package dev.eddy.model.protocol;

import dev.eddy.model.expression.Expressions.GeneratedClass;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What holds at the moments at which a {@link Breakpoint} stops. Keys are given as the cells of the
 * key columns in their text form, as {@link Reply} shows them; an empty list means any key.
 */
public sealed interface Condition {
  /**
   * Just before a row that passed an edge is handled by the node that the edge leads to.
   *
   * @param condition SQL text over the edge's columns; empty for every row
   * @param compiled the condition as a RowPredicate class; null without one
   */
  record RowPasses(String edgeId, String condition, @Nullable GeneratedClass compiled)
      implements Condition {}

  /** Just before a keyed node handles a row or timer of a key. */
  record KeyIs(String nodeId, List<@Nullable String> key) implements Condition {}

  /** Just before a node does anything. */
  record NodeWorks(String nodeId) implements Condition {}

  /** Just after a node has sent a row to its output {@code late}. */
  record LateRow(String nodeId) implements Condition {}

  /**
   * Just after the watermark of a node has reached a time; its timers up to it are about to fire.
   *
   * @param time epoch ms
   */
  record WatermarkPasses(String nodeId, long time) implements Condition {}

  /**
   * Just before a timer fires at a node.
   *
   * @param name of the timer; empty for any
   */
  record TimerFires(String nodeId, String name, List<@Nullable String> key) implements Condition {}

  /**
   * Just after a node has written an entry of a state, or removed one.
   *
   * @param state name of the state; empty for any
   * @param condition SQL text over the columns of the key, of the sub key and of the value, which
   *     must hold for the entry as it was written; empty for every change
   * @param compiled the condition as a RowPredicate class; null without one
   */
  record StateChanges(
      String nodeId,
      String state,
      List<@Nullable String> key,
      String condition,
      @Nullable GeneratedClass compiled)
      implements Condition {}

  /** Where a checkpoint was taken. */
  record CheckpointTaken() implements Condition {}

  /** Just before a step that fails, where the failure comes again in a replay. */
  record StepFails() implements Condition {}
}
