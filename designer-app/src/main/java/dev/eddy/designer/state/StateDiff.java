package dev.eddy.designer.state;

import dev.eddy.model.problem.Problem;
import dev.eddy.model.protocol.Reply;
import dev.eddy.model.time.Moment;
import org.jspecify.annotations.Nullable;

/**
 * How the state of a node at the moment shown differs from that at another.
 *
 * @param at the moment shown when it was asked
 * @param answer null while it is on its way
 * @param refused why the answer did not come; null where it did, or is on its way
 */
public record StateDiff(
    String node,
    Moment at,
    Moment other,
    Reply.@Nullable DiffOf answer,
    @Nullable Problem refused) {
  static StateDiff asked(String node, Moment at, Moment other) {
    return new StateDiff(node, at, other, null, null);
  }

  /** Whether it is the same question, answered or not. */
  boolean asksAs(StateDiff o) {
    return node.equals(o.node) && at.equals(o.at) && other.equals(o.other);
  }
}
