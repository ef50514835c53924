package dev.eddy.operator;

import dev.eddy.model.type.DataType;
import dev.eddy.model.type.Field;
import dev.eddy.model.type.Schema;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A piece of state, declared up front: that is what makes time travel, the state panel, Flink's
 * state and the upgrade check possible.
 *
 * @param name unique in the operator; stored
 * @param subKey schema of the second key of MAP state (a window, the key of a map), or of the key
 *     of BROADCAST state; else null
 * @param value schema of the values
 * @param ttl null for entries that live until they are removed
 * @param unfolding how a value reads where several entries are packed into it; else null
 */
public record StateSpec(
    String name,
    Kind kind,
    @Nullable Schema subKey,
    Schema value,
    @Nullable Ttl ttl,
    @Nullable Unfolding unfolding) {
  /**
   * One value per key, a list per key, a sorted map per key; or one sorted map, the same on all
   * subtasks, which only rows of broadcast inputs change; or a list under no key that a subtask has
   * for itself.
   */
  public enum Kind {
    VALUE,
    LIST,
    MAP,
    BROADCAST,
    OPERATOR_LIST
  }

  public StateSpec {
    Objects.requireNonNull(name);
    Objects.requireNonNull(value);
    if ((kind == Kind.MAP || kind == Kind.BROADCAST) != (subKey != null)) {
      throw new IllegalArgumentException("maps, and only maps, have a sub key");
    }
    if (ttl != null && (kind == Kind.BROADCAST || kind == Kind.OPERATOR_LIST)) {
      throw new IllegalArgumentException(
          "not supported: a time to live of state without a key, which lives on as in Flink");
    }
  }

  public StateSpec(
      String name, Kind kind, @Nullable Schema subKey, Schema value, @Nullable Ttl ttl) {
    this(name, kind, subKey, value, ttl, null);
  }

  public StateSpec(String name, Kind kind, @Nullable Schema subKey, Schema value) {
    this(name, kind, subKey, value, null);
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

  /** A map under no key, which all subtasks have alike. */
  public static StateSpec broadcast(String name, Schema key, Schema value) {
    return new StateSpec(name, Kind.BROADCAST, key, value);
  }

  /**
   * A list under no key, for operators without keys and broadcast inputs. Where such an operator
   * has several subtasks each has a list of its own, and the lists are dealt out anew when it goes
   * on with another number of them. So it must not matter which subtask has which entry: an
   * operator of which that is not true depends on {@link
   * dev.eddy.model.operator.Dependence.On#ARRIVAL}. The local engine gives it one subtask at any
   * parallelism, so that its result is the same there.
   */
  public static StateSpec operatorList(String name, Schema value) {
    return new StateSpec(name, Kind.OPERATOR_LIST, null, value);
  }

  /** The same with a time to live; null for none. */
  public StateSpec withTtl(@Nullable Ttl value) {
    return new StateSpec(name, kind, subKey, this.value, value, unfolding);
  }

  /** The same, whose values read as several entries. */
  public StateSpec withUnfolding(Unfolding value) {
    return new StateSpec(name, kind, subKey, this.value, ttl, value);
  }

  /**
   * What is stored for an entry: the value and, where entries have a time to live, in a last column
   * when the entry was last used, by the gate's clock.
   */
  public Schema stored() {
    if (ttl == null) {
      return value;
    }
    String column = "last_use";
    while (value.indexOf(column) >= 0) {
      column += "_";
    }
    List<Field> fields = new ArrayList<>(value.fields());
    fields.add(new Field(column, DataType.BIGINT.notNull()));
    return new Schema(fields);
  }
}
