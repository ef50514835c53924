package dev.eddy.designer.state;

/**
 * A breakpoint as the user set it.
 *
 * @param condition SQL over the edge's columns; empty for every row
 */
public record Stop(String edgeId, String condition, boolean enabled) {
  public Stop withCondition(String value) {
    return new Stop(edgeId, value, enabled);
  }

  public Stop withEnabled(boolean value) {
    return new Stop(edgeId, condition, value);
  }
}
