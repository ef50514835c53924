package dev.eddy.model.operator;

import dev.eddy.model.value.Value;
import org.jspecify.annotations.Nullable;

/**
 * A typed parameter of an operator.
 *
 * @param name key in the project file
 * @param title label in the form
 * @param help one sentence under the field
 * @param defaultValue taken where the file has none; null for no default
 * @param required whether a missing or empty value is an error
 */
public record ParameterSpec(
    String name,
    String title,
    String help,
    ParameterType type,
    @Nullable Value defaultValue,
    boolean required) {
  public static ParameterSpec required(String name, String title, ParameterType t, String help) {
    return new ParameterSpec(name, title, help, t, null, true);
  }

  public static ParameterSpec optional(
      String name, String title, ParameterType t, @Nullable Value value, String help) {
    return new ParameterSpec(name, title, help, t, value, false);
  }
}
