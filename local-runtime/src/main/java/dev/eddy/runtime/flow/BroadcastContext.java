package dev.eddy.runtime.flow;

import dev.eddy.model.row.Row;
import dev.eddy.operator.ListState;
import dev.eddy.operator.MapState;
import dev.eddy.operator.OperatorContext;
import dev.eddy.operator.ValueState;

/**
 * What an operator may do at a row of a broadcast input: change broadcast state. Whatever it
 * emitted would come once from each subtask, so that the parallelism would show.
 */
record BroadcastContext(OperatorContext inner) implements OperatorContext {
  private static IllegalStateException refused(String what) {
    return new IllegalStateException("a row of a broadcast input " + what);
  }

  @Override
  public Row output(int port) {
    throw refused("emits nothing");
  }

  @Override
  public void emit(int port, Row row) {
    throw refused("emits nothing");
  }

  @Override
  public long watermark() {
    return inner.watermark();
  }

  @Override
  public Row key() {
    throw refused("has no key");
  }

  @Override
  public void registerTimer(String name, long time) {
    throw refused("has no key");
  }

  @Override
  public void deleteTimer(String name, long time) {
    throw refused("has no key");
  }

  @Override
  public long processingTime() {
    return inner.processingTime();
  }

  @Override
  public void registerProcessingTimer(String name, long time) {
    throw refused("has no key");
  }

  @Override
  public void deleteProcessingTimer(String name, long time) {
    throw refused("has no key");
  }

  @Override
  public ValueState valueState(String name) {
    throw refused("has no key");
  }

  @Override
  public ListState listState(String name) {
    throw refused("has no key");
  }

  @Override
  public MapState mapState(String name) {
    return inner.mapState(name);
  }
}
