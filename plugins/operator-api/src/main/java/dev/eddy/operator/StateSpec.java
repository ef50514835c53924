package dev.eddy.operator;

import dev.eddy.model.type.Schema;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A piece of keyed state, declared up front: that is what makes time travel, the state panel,
 * Flink's state and the upgrade check possible.
 *
 * @param name unique in the operator; stored
 * @param subKey schema of the second key of MAP state (a window, the key of a map); else null
 * @param value schema of the values
 */
public record StateSpec(String name, Kind kind, @Nullable Schema subKey, Schema value) {
  /** One value per key, a list per key, or a sorted map per key. */
  public enum Kind {
    VALUE,
    LIST,
    MAP
  }

  public StateSpec {
    Objects.requireNonNull(name);
    Objects.requireNonNull(value);
    if ((kind == Kind.MAP) != (subKey != null)) {
      throw new IllegalArgumentException("map state, and only map state, has a sub key");
    }
  }

  public static StateSpec value(String name, Schema value) {
    return new StateSpec(name, Kind.VALUE, null, value);
  }

  public static StateSpec list(String name, Schema value) {
    return new StateSpec(name, Kind.LIST, null, value);
  }

  public static StateSpec map(String name, Schema subKey, Schema value) {
    return new StateSpec(name, Kind.MAP, subKey, value);
  }
}
