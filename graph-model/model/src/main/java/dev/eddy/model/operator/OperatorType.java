package dev.eddy.model.operator;

/** An operator type as checks and designer see it: without the code that handles rows. */
public interface OperatorType {
  OperatorDescriptor descriptor();

  /**
   * Infers the contracts of all outputs from the inputs and parameters, and reports what does not
   * fit. Must be pure and quick: it runs while the user types. Outputs that cannot be inferred stay
   * unset; then a problem must have been reported (by this method or by the inference itself).
   */
  void infer(Inference inference);

  /**
   * What the node does, in the words of line 2 on the canvas, such as {@code TUMBLE 1 h by origin}.
   */
  default String describe(Parameters parameters) {
    return descriptor().title();
  }
}
