package dev.eddy.operators;

import dev.eddy.model.operator.ParameterSpec;
import dev.eddy.model.operator.ParameterType;
import dev.eddy.model.operator.Parameters;
import dev.eddy.model.value.Value;
import java.util.List;
import java.util.Locale;

/** Which rows leave a join, beside or in the place of the pairs. */
enum JoinType {
  INNER(false, false),
  LEFT(true, false),
  RIGHT(false, true),
  FULL(true, true),
  /** Rows of the left that have a partner, without it. */
  SEMI(false, false),
  /** Rows of the left that have no partner. */
  ANTI(false, false);

  /** The types that give pairs. */
  static final List<JoinType> PAIRS = List.of(INNER, LEFT, RIGHT, FULL);

  private final boolean left;
  private final boolean right;

  JoinType(boolean left, boolean right) {
    this.left = left;
    this.right = right;
  }

  /** Whether a row of a side (0 left, 1 right) leaves with nulls where it has no partner. */
  boolean keeps(int side) {
    return side == 0 ? left : right;
  }

  /** Whether only rows of the left leave. */
  boolean isLeftOnly() {
    return this == SEMI || this == ANTI;
  }

  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  static JoinType of(Parameters p) {
    return valueOf(p.text("type").toUpperCase(Locale.ROOT));
  }

  static ParameterSpec parameter(List<JoinType> types) {
    return ParameterSpec.optional(
        "type",
        "Type",
        new ParameterType.Choice(types.stream().map(JoinType::word).toList()),
        Value.of(INNER.word()),
        "Inner: only rows that find a partner leave. Left, right, full: rows of that side without"
            + " one leave too, with nulls."
            + (types.contains(SEMI)
                ? " Semi, anti: rows of the left that have a partner, or none."
                : ""));
  }
}
