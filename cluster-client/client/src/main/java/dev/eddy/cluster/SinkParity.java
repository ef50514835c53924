package dev.eddy.cluster;

import java.util.List;

/**
 * What a comparison found at one sink.
 *
 * @param onlyLocal first rows that only the local engine gave, as their JSON lines; likewise {@code
 *     onlyTarget}
 */
public record SinkParity(
    String nodeId,
    String nodeName,
    Fidelity fidelity,
    boolean equal,
    long localRows,
    long targetRows,
    List<String> onlyLocal,
    List<String> onlyTarget) {
  public SinkParity {
    onlyLocal = List.copyOf(onlyLocal);
    onlyTarget = List.copyOf(onlyTarget);
  }

  /** Whether the difference, if there is one, is more than the sink's class allows. */
  public boolean isBreach() {
    return !equal
        && fidelity.kind() != Fidelity.Kind.DEPENDS_ON_ARRIVAL
        && fidelity.kind() != Fidelity.Kind.DEPENDS_ON_CLOCK;
  }
}
