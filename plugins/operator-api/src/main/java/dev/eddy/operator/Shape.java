package dev.eddy.operator;

import dev.eddy.operator.StateSpec.Kind;
import java.util.List;
import java.util.Set;

/**
 * How an operator is partitioned and what it remembers.
 *
 * @param keys for each input port the key columns, all of the same types in the same order, and
 *     none at broadcast ports; empty list: not keyed. With keys, every row is handled by the
 *     subtask that owns its key, and state and timers are the key's.
 * @param states declared once; names are unique. Only keyed operators have keyed state, only others
 *     operator-list state.
 * @param broadcast input ports whose rows go to every subtask, outside of any key: such a row
 *     changes broadcast state, and nothing else; it emits nothing. Port 0 is none.
 * @param processingTime whether the clock of the run is asked, or timers are set by it; only in
 *     keyed operators. The result then depends on the clock (see {@link
 *     dev.eddy.model.operator.Dependence}).
 */
public record Shape(
    List<int[]> keys, List<StateSpec> states, Set<Integer> broadcast, boolean processingTime) {
  public static final Shape STATELESS = new Shape(List.of(), List.of());

  public Shape {
    keys = List.copyOf(keys);
    states = List.copyOf(states);
    broadcast = Set.copyOf(broadcast);
    for (StateSpec s : states) {
      if (s.kind() == Kind.OPERATOR_LIST) {
        if (!keys.isEmpty() || !broadcast.isEmpty()) {
          throw new IllegalArgumentException(
              "not supported: operator-list state with keys or broadcast inputs");
        }
      } else if (s.kind() == Kind.BROADCAST ? broadcast.isEmpty() : keys.isEmpty()) {
        throw new IllegalArgumentException(
            s.kind() == Kind.BROADCAST
                ? "broadcast state needs a broadcast input"
                : "state needs a key");
      }
    }
    if (processingTime && keys.isEmpty()) {
      throw new IllegalArgumentException("processing time needs a key");
    }
    if (broadcast.contains(0)) {
      throw new IllegalArgumentException("the first input is never broadcast");
    }
    for (int port : broadcast) {
      if (port < keys.size() && keys.get(port).length > 0) {
        throw new IllegalArgumentException("a broadcast input has no key");
      }
    }
  }

  public Shape(List<int[]> keys, List<StateSpec> states) {
    this(keys, states, Set.of());
  }

  public Shape(List<int[]> keys, List<StateSpec> states, Set<Integer> broadcast) {
    this(keys, states, broadcast, false);
  }

  /** The same, that asks the clock or sets timers by it. */
  public Shape withProcessingTime() {
    return new Shape(keys, states, broadcast, true);
  }

  public boolean isKeyed() {
    return !keys.isEmpty();
  }

  /** Whether there is operator-list state. */
  public boolean hasOperatorList() {
    return states.stream().anyMatch(s -> s.kind() == Kind.OPERATOR_LIST);
  }

  /** Whether rows of a port go to every subtask. */
  public boolean isBroadcast(int port) {
    return broadcast.contains(port);
  }

  /** Whether rows of a port have a key. */
  public boolean isKeyed(int port) {
    return isKeyed() && !isBroadcast(port);
  }

  /** Whether a clock is needed: it is asked, or a state's entries have a time to live. */
  public boolean needsClock() {
    return processingTime || states.stream().anyMatch(s -> s.ttl() != null);
  }
}
