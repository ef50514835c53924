package dev.eddy.model.operator;

/**
 * An output of an operator.
 *
 * @param name unique among the outputs; {@code out} for the main one
 * @param side whether it is a side output (late rows, error rows), drawn as a diamond
 */
public record OutputPort(String name, String title, boolean side) {
  public static OutputPort main() {
    return new OutputPort("out", "out", false);
  }

  public static OutputPort side(String name) {
    return new OutputPort(name, name, true);
  }
}
