package dev.eddy.designer.state;

import dev.eddy.model.refactor.Refactoring;
import dev.eddy.model.refactor.Site;

/** What concerns types: refactorings with their preview, quick fixes. */
public sealed interface FormsMessage extends Message {
  /** Opens the preview of a refactoring, or changes what it is about. */
  record Preview(RefactorWish wish) implements FormsMessage {}

  /**
   * The answer.
   *
   * @param revision the state of the document that it was worked out for
   */
  record Planned(RefactorWish wish, Refactoring plan, long revision) implements FormsMessage {}

  /** Leaves a text out of the refactoring that is shown, or takes it in again. */
  record Toggle(Site site) implements FormsMessage {}

  /** Does what the preview shows, as one step. */
  record Carry() implements FormsMessage {}

  record ClosePreview() implements FormsMessage {}

  /** Offers the ready-made remedies of what is wrong where the user is. */
  record OfferFixes() implements FormsMessage {}

  /** Rows of an edge of the run are wanted, to try expressions on. */
  record WantSamples(String edge) implements FormsMessage {}

  record SamplesCame(Samples samples) implements FormsMessage {}
}
