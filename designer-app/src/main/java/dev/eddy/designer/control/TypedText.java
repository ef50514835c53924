package dev.eddy.designer.control;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Keeps a text editor and the state behind it apart while the user types. What was typed goes out
 * and comes back later, perhaps skipping some; only a text that is no such echo is a change from
 * elsewhere (undo, a fix) that the editor must take. For one thread.
 */
public final class TypedText {
  private final Deque<String> underWay = new ArrayDeque<>();
  private String confirmed;

  public TypedText(String text) {
    confirmed = text;
  }

  /** The user made the text this. */
  public void typed(String text) {
    underWay.addLast(text);
  }

  /**
   * The state says that the text is this.
   *
   * @return whether the editor must take it over
   */
  public boolean shown(String text) {
    if (underWay.contains(text)) {
      while (!underWay.removeFirst().equals(text)) {
        // Older texts were skipped on the way and will not come any more.
      }
      confirmed = text;
      return false;
    }
    if (text.equals(confirmed)) {
      return false;
    }
    underWay.clear();
    confirmed = text;
    return true;
  }

  /** Starts again with another text, as for another node. */
  public void reset(String text) {
    underWay.clear();
    confirmed = text;
  }
}
