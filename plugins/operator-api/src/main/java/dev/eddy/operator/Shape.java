package dev.eddy.operator;

import java.util.List;

/**
 * How an operator is partitioned and what it remembers.
 *
 * @param keys for each input port the key columns, all of the same types in the same order; empty
 *     list: not keyed. With keys, every row is handled by the subtask that owns its key, and state
 *     and timers are the key's.
 * @param states declared once; names are unique. Only keyed operators have state.
 */
public record Shape(List<int[]> keys, List<StateSpec> states) {
  public static final Shape STATELESS = new Shape(List.of(), List.of());

  public Shape {
    keys = List.copyOf(keys);
    states = List.copyOf(states);
    if (keys.isEmpty() && !states.isEmpty()) {
      throw new IllegalArgumentException("state needs a key");
    }
  }

  public boolean isKeyed() {
    return !keys.isEmpty();
  }
}
