package dev.eddy.designer.view;

import dev.eddy.designer.state.AppState;
import dev.eddy.designer.state.Effect;
import dev.eddy.designer.state.Message;
import dev.eddy.designer.state.Next;
import dev.eddy.designer.state.Update;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import javafx.application.Platform;

/**
 * Holds the state. Messages are handled on the FX thread in the order in which they come; views are
 * shown the newest state once however many messages came together.
 */
public final class Store {
  private final List<Consumer<AppState>> views = new ArrayList<>();
  private Consumer<Effect> effects = e -> {};
  private AppState state;
  private boolean showing;

  public Store(AppState state) {
    this.state = state;
  }

  public AppState state() {
    return state;
  }

  /** Who carries out effects. */
  public void onEffect(Consumer<Effect> runner) {
    effects = runner;
  }

  public void addView(Consumer<AppState> view) {
    views.add(view);
    view.accept(state);
  }

  /** From any thread. */
  public void send(Message message) {
    if (!Platform.isFxApplicationThread()) {
      Platform.runLater(() -> send(message));
      return;
    }
    Next next = Update.update(state, message);
    if (next.state() != state) {
      state = next.state();
      if (!showing) {
        showing = true;
        Platform.runLater(this::show);
      }
    }
    next.effects().forEach(effects);
  }

  private void show() {
    showing = false;
    AppState now = state;
    views.forEach(v -> v.accept(now));
  }
}
