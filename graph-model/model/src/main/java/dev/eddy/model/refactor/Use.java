package dev.eddy.model.refactor;

/**
 * A text that names a column, and what it becomes.
 *
 * @param node name of the node as the user sees it
 * @param before the whole text
 * @param after the whole text afterwards; the same where nothing is changed
 */
public record Use(Site site, String node, Kind kind, String before, String after) {
  /** What the text does with the column. */
  public enum Kind {
    /** Gives the column its name. */
    DEFINITION,
    /** Reads the column. */
    REFERENCE,
    /** Names a column that only passes it on, and is renamed with it. */
    FOLLOWER
  }
}
