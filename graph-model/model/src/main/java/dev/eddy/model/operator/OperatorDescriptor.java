package dev.eddy.model.operator;

import dev.eddy.model.value.Value;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What the designer, the checks and the help need to know of an operator type.
 *
 * @param id stable key in project files, such as {@code window-aggregate}
 * @param title in the palette
 * @param summary one sentence
 * @param icon a Feather name or one of the designer's own glyphs
 * @param words further words that a search finds it by
 * @param dependences what keeps its rows from being the same in two runs
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
    List<String> words,
    List<Dependence> dependences) {
  /** Of an operator whose rows depend on nothing but the rows that it takes. */
  public OperatorDescriptor(
      String id,
      String title,
      String summary,
      String icon,
      Family family,
      List<InputPort> inputs,
      List<OutputPort> outputs,
      List<ParameterSpec> parameters,
      List<String> words) {
    this(id, title, summary, icon, family, inputs, outputs, parameters, words, List.of());
  }

  /** Of an operator that turns rows without updates into others, and has no parameters. */
  public static OperatorDescriptor transform(String id, String title, String summary, String icon) {
    return new OperatorDescriptor(
        id,
        title,
        summary,
        icon,
        Family.TRANSFORM,
        List.of(InputPort.appendOnly("in")),
        List.of(OutputPort.main()),
        List.of(),
        List.of());
  }

  public OperatorDescriptor {
    dependences = List.copyOf(dependences);
    inputs = List.copyOf(inputs);
    outputs = List.copyOf(outputs);
    parameters = List.copyOf(parameters);
    words = List.copyOf(words);
  }

  /** The same with a dependence. */
  public OperatorDescriptor depending(Dependence on) {
    return new OperatorDescriptor(
        id,
        title,
        summary,
        icon,
        family,
        inputs,
        outputs,
        parameters,
        words,
        Stream.concat(dependences.stream(), Stream.of(on)).toList());
  }

  /** Whether its rows depend on something where it has these parameters. */
  public boolean depends(Dependence.On on, Value.Struct given) {
    return dependences.stream().anyMatch(d -> d.on() == on && d.holds(given));
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
