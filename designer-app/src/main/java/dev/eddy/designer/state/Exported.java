package dev.eddy.designer.state;

/** What is written to a file for others. */
public sealed interface Exported {
  /** A text, in UTF-8. */
  record Words(String text) implements Exported {}

  /**
   * A picture. Its pixels are not to be changed any more.
   *
   * @param argb row by row
   */
  record Pixels(int[] argb, int width, int height) implements Exported {}
}
