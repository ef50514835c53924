package dev.eddy.designer.state;

import java.util.List;

/** A new state, and what is to be done outside of it. */
public record Next(AppState state, List<Effect> effects) {
  public Next {
    effects = List.copyOf(effects);
  }

  static Next of(AppState state, Effect... effects) {
    return new Next(state, List.of(effects));
  }
}
