package dev.eddy.model.operator;

import java.util.List;
import java.util.Optional;

/**
 * What the designer, the checks and the help need to know of an operator type.
 *
 * @param id stable key in project files, such as {@code window-aggregate}
 * @param title in the palette
 * @param summary one sentence
 * @param icon a Feather name or one of the designer's own glyphs
 * @param words further words that a search finds it by
 */
public record OperatorDescriptor(
    String id,
    String title,
    String summary,
    String icon,
    Family family,
    List<InputPort> inputs,
    List<OutputPort> outputs,
    List<ParameterSpec> parameters,
    List<String> words) {
  public OperatorDescriptor {
    inputs = List.copyOf(inputs);
    outputs = List.copyOf(outputs);
    parameters = List.copyOf(parameters);
    words = List.copyOf(words);
  }

  public Optional<ParameterSpec> parameter(String name) {
    return parameters.stream().filter(p -> p.name().equals(name)).findFirst();
  }

  /** Position of an input port, or -1. */
  public int inputIndex(String name) {
    for (int i = 0; i < inputs.size(); i++) {
      if (inputs.get(i).name().equals(name)) {
        return i;
      }
    }
    return -1;
  }

  /** Position of an output port, or -1. */
  public int outputIndex(String name) {
    for (int i = 0; i < outputs.size(); i++) {
      if (outputs.get(i).name().equals(name)) {
        return i;
      }
    }
    return -1;
  }
}
