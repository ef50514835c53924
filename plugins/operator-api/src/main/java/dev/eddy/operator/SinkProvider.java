package dev.eddy.operator;

/** Announces a sink. Its rows arrive at input port 0, all in one subtask, in gate order. */
public interface SinkProvider extends OperatorProvider {
  Sink create(OperatorSetup setup);
}
