package dev.eddy.designer.state;

import java.util.List;

/**
 * Something that the user should hear of without being interrupted: it takes no focus.
 *
 * @param id one of a kind is shown once; a newer one replaces it
 * @param lasting stays until it is answered, as a bar; otherwise it goes by itself
 */
public record Notice(String id, Tone tone, String text, List<Action> actions, boolean lasting) {
  /** How much it matters. */
  public enum Tone {
    INFO,
    WARNING
  }

  /** A button. */
  public record Action(String title, Message message) {}

  public Notice {
    actions = List.copyOf(actions);
  }

  /** A word in passing. */
  public static Notice passing(String id, String text) {
    return new Notice(id, Tone.INFO, text, List.of(), false);
  }

  public static Notice lasting(String id, Tone tone, String text, Action... actions) {
    return new Notice(id, tone, text, List.of(actions), true);
  }
}
