package dev.eddy.runtime.state;

/** A page to which nobody writes any more, and from which one of the past is made. */
sealed interface LaterPage permits Page, PackedPage {
  int slots();

  /** Reads what {@link #give} of a key with this hash will read first. */
  long touch(long hash);

  /**
   * Adds the entry of a key to a page that has room and does not hold the key, if it is here and
   * was written before a sequence.
   *
   * @return whether it was
   */
  boolean give(StateKey key, long boundary, Page into);

  /**
   * The entries in slots.
   *
   * @return this, where it has slots, which then may not be written to; or a page of the owner
   */
  Page slotted(long owner, int depth, Spares spares);
}
