package dev.eddy.model.protocol;

import dev.eddy.model.time.Moment;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where something comes from, or what came of it. A <em>step</em> (the letting in of a gate event,
 * or the handling of one row or timer by one node) has these causes: the step that emitted the row
 * that it handles; the steps that last wrote the entries of state that it read; the step that set
 * the timer; for a timer, the event whose watermark made it fire. The lineage of a row is all that
 * can be reached by causes from the step that emitted it. So the contributors of an aggregate are
 * all rows that wrote its entry since the entry was cleared. What a step looked for and did not
 * find has no cause, nor have rows that were too late to count.
 */
public sealed interface Lineage {
  /** Where the row comes from that is handled at a moment. */
  record OfRow(Moment at) implements Lineage {}

  /**
   * Where an entry of state comes from.
   *
   * @param lastWriter as {@link Reply.StateEntry} tells it
   */
  record OfEntry(String nodeId, Moment lastWriter) implements Lineage {}

  /**
   * What a gate event caused: the steps whose lineage it is in.
   *
   * @param upTo how far to look
   */
  record OfEvent(long sequence, Moment upTo) implements Lineage {}

  /** What a step handled. */
  enum Kind {
    GATE,
    ROW,
    TIMER
  }

  /**
   * A step.
   *
   * @param edgeId the edge of the row; null for other kinds
   * @param rowKind of the row, empty for a timer and for the end of a split
   * @param cells of the row in text form; of a gate event as its source gave it
   * @param timer its name, empty for other kinds
   * @param time of the timer, epoch ms
   */
  record Step(
      Moment moment,
      String nodeId,
      Kind kind,
      @Nullable String edgeId,
      String rowKind,
      List<@Nullable String> cells,
      String timer,
      long time) {}

  /** Why a step is a cause of another. */
  enum Why {
    /** It emitted the row that the other handled. */
    ROW,
    /** It was the last to write an entry that the other read. */
    STATE,
    /** It set the timer that the other is. */
    TIMER,
    /** Its row, or the end of its split, raised the watermark that made the timer fire. */
    TIME
  }

  /** Two steps, by their position in the answer's list. */
  record Link(int cause, int effect, Why why) {}
}
