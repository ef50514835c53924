package dev.eddy.model.operator;

import dev.eddy.model.value.Value;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A typed parameter of an operator.
 *
 * @param name key in the project file
 * @param title label in the form
 * @param help one sentence under the field
 * @param defaultValue taken where the file has none; null for no default
 * @param required whether a missing or empty value is an error
 * @param only when the parameter means anything; null for always
 */
public record ParameterSpec(
    String name,
    String title,
    String help,
    ParameterType type,
    @Nullable Value defaultValue,
    boolean required,
    @Nullable Only only) {
  /** The parameter means something only where another one has one of these values. */
  public record Only(String parameter, List<String> values) {
    public Only {
      values = List.copyOf(values);
    }
  }

  public ParameterSpec(
      String name,
      String title,
      String help,
      ParameterType type,
      @Nullable Value defaultValue,
      boolean required) {
    this(name, title, help, type, defaultValue, required, null);
  }

  /** The same, of use only where another parameter has one of these values. */
  public ParameterSpec onlyFor(String parameter, String... values) {
    return new ParameterSpec(
        name, title, help, type, defaultValue, required, new Only(parameter, List.of(values)));
  }

  /** Whether the parameter means anything beside these. */
  public boolean isUsed(Parameters parameters) {
    return only == null || only.values().contains(parameters.text(only.parameter()));
  }

  public static ParameterSpec required(String name, String title, ParameterType t, String help) {
    return new ParameterSpec(name, title, help, t, null, true);
  }

  public static ParameterSpec optional(
      String name, String title, ParameterType t, @Nullable Value value, String help) {
    return new ParameterSpec(name, title, help, t, value, false);
  }
}
