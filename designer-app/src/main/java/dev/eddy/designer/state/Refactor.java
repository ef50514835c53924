package dev.eddy.designer.state;

import dev.eddy.model.refactor.Refactoring;
import org.jspecify.annotations.Nullable;

/**
 * The refactoring whose preview is open.
 *
 * @param plan what it would do; of an older wish while the new one is worked out, null before
 * @param revision the state of the document that it was worked out for
 */
public record Refactor(RefactorWish wish, @Nullable Refactoring plan, long revision) {
  /** Whether the plan may be carried out on a document of this revision. */
  public boolean fits(long now) {
    Refactoring p = plan;
    return p != null && p.edit() != null && p.refusal() == null && revision == now;
  }
}
