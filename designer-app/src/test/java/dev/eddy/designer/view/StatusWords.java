package dev.eddy.designer.view;

import dev.eddy.designer.state.AppState;
import java.util.List;

/** What the left of the status bar says, for tests of other packages. */
public final class StatusWords {
  private StatusWords() {}

  public static List<String> of(AppState s) {
    return StatusBar.left(s).stream().map(StatusBar.Item::text).toList();
  }
}
