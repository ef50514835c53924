package dev.eddy.model.protocol;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A change of what entered a run, for a branch. Cells are text, as {@link Reply.Rows} has them. */
public sealed interface JournalEdit {
  /** The event that is changed; for an insertion the one before which it stands. */
  long sequence();

  /** The row of a gate event never came. */
  record Drop(long sequence) implements JournalEdit {}

  /** The row of a gate event was another one, of the same split. */
  record Replace(long sequence, List<@Nullable String> cells) implements JournalEdit {}

  /**
   * A row came just before a gate event.
   *
   * @param sourceId the node it came from
   * @param split number of the split among those of the source
   */
  record Insert(long sequence, String sourceId, int split, List<@Nullable String> cells)
      implements JournalEdit {}
}
