package dev.eddy.model.graph;

import dev.eddy.model.value.Value;
import java.util.Objects;

/**
 * An operator in a pipeline.
 *
 * @param id stable, also Flink's uid: letters, digits, {@code -} and {@code _}
 * @param operator id of the operator type, such as {@code filter}
 * @param name what the user calls it; unique in a pipeline
 * @param bypassed whether rows pass it by: a run leaves it out and joins its neighbours
 * @param parameters by name; those that are absent have their default
 * @param unknown keys of the file that this version does not know
 */
public record Node(
    String id,
    String operator,
    String name,
    boolean bypassed,
    Value.Struct parameters,
    Value.Struct unknown) {
  public Node {
    Objects.requireNonNull(id);
    Objects.requireNonNull(operator);
    Objects.requireNonNull(name);
  }

  public Node(
      String id, String operator, String name, Value.Struct parameters, Value.Struct unknown) {
    this(id, operator, name, false, parameters, unknown);
  }

  public Node(String id, String operator, String name, Value.Struct parameters) {
    this(id, operator, name, parameters, Value.Struct.EMPTY);
  }

  public Node withName(String value) {
    return new Node(id, operator, value, bypassed, parameters, unknown);
  }

  public Node withBypassed(boolean value) {
    return new Node(id, operator, name, value, parameters, unknown);
  }

  public Node withParameters(Value.Struct value) {
    return new Node(id, operator, name, bypassed, value, unknown);
  }
}
