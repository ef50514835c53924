package dev.eddy.designer.state;

import java.util.ArrayList;
import java.util.List;

/** A new state, and what is to be done outside of it. */
public record Next(AppState state, List<Effect> effects) {
  public Next {
    effects = List.copyOf(effects);
  }

  /** The same state, and these effects after the others. */
  Next and(Effect... more) {
    return and(List.of(more));
  }

  Next and(List<Effect> more) {
    List<Effect> all = new ArrayList<>(effects);
    all.addAll(more);
    return new Next(state, all);
  }

  static Next of(AppState state, Effect... effects) {
    return new Next(state, List.of(effects));
  }
}
