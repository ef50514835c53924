package dev.eddy.model.protocol;

import dev.eddy.model.time.Moment;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where a run stands.
 *
 * @param at the moment shown
 * @param liveEdge the furthest moment that the run has reached; {@code at} before it is the past
 * @param reason why it stopped, in words; empty while running
 * @param breakpointId the breakpoint that was hit, or null
 * @param nodeId the node that is about to work, or null at the boundary of an event
 * @param edgeId the edge whose row is about to be handled, or null
 * @param clock the greatest event time that a source has given, epoch ms, or Long.MIN_VALUE
 */
public record Status(
    Phase phase,
    Moment at,
    Moment liveEdge,
    String reason,
    @Nullable String breakpointId,
    @Nullable String nodeId,
    @Nullable String edgeId,
    long clock,
    List<NodeCounts> nodes,
    List<EdgeCounts> edges) {
  public Status {
    nodes = List.copyOf(nodes);
    edges = List.copyOf(edges);
  }

  /** What a run is doing. PAUSED before the live edge is the past. */
  public enum Phase {
    IDLE,
    RUNNING,
    PAUSED,
    FINISHED,
    FAILED
  }

  public boolean isPast() {
    return phase != Phase.RUNNING && at.compareTo(liveEdge) < 0;
  }

  /**
   * Counts of a node since the start of the run, at the moment shown.
   *
   * @param rowsOut over all outputs
   * @param watermark epoch ms; Long.MIN_VALUE before the first, Long.MAX_VALUE at the end
   * @param stateEntries entries over all its states; -1 for a node without state
   */
  public record NodeCounts(
      String nodeId, long rowsIn, long rowsOut, long watermark, long stateEntries) {}

  public record EdgeCounts(String edgeId, long rows) {}
}
