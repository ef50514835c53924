package dev.eddy.designer.effect;

import dev.eddy.designer.layout.LayeredLayout;
import dev.eddy.designer.state.CanvasMessage;
import dev.eddy.designer.state.Effect;
import dev.eddy.designer.state.Message;
import dev.eddy.model.graph.Layout;
import dev.eddy.model.operator.Catalog;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** Arranges graphs on a thread of its own. A newer wish, or a cancel, ends the one before it. */
final class LayoutEffects {
  private final Catalog catalog;
  private final Consumer<Message> answer;
  private final AtomicInteger newest = new AtomicInteger();
  private final ExecutorService thread =
      Executors.newSingleThreadExecutor(r -> Effects.daemon("eddy-layout", r));

  LayoutEffects(Catalog catalog, Consumer<Message> answer) {
    this.catalog = catalog;
    this.answer = answer;
  }

  void layOut(Effect.LayOut e) {
    int mine = newest.incrementAndGet();
    thread.execute(() -> work(e, mine));
  }

  // The library may fail on what nobody has drawn yet; that must not cost the thread.
  @SuppressWarnings("CatchingUnchecked")
  private void work(Effect.LayOut e, int mine) {
    try {
      Map<String, Layout.Position> places =
          LayeredLayout.arrange(e.document(), e.nodes(), catalog, () -> newest.get() != mine);
      if (places != null) {
        answer.accept(new CanvasMessage.LaidOut(e.pipeline(), e.revision(), places));
      }
    } catch (RuntimeException | LinkageError | StackOverflowError ex) {
      answer.accept(new CanvasMessage.LayOutFailed("Could not be arranged: " + ex + "."));
    }
  }

  void cancel() {
    newest.incrementAndGet();
  }

  void close() {
    cancel();
    thread.shutdownNow();
  }
}
