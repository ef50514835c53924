package dev.eddy.designer.effect;

import dev.eddy.designer.state.Looks;
import dev.eddy.model.protocol.Notice;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Gathers lines of log points, which may come a hundred thousand a second, and hands them on a few
 * times a second, never more than are kept. Thread-safe.
 */
final class LogLines {
  private static final long PAUSE_MS = 100;

  private final Consumer<List<Notice.Logged>> answer;
  private final Executor later;
  private final Deque<Notice.Logged> gathered = new ArrayDeque<>();

  LogLines(Consumer<List<Notice.Logged>> answer) {
    this(answer, CompletableFuture.delayedExecutor(PAUSE_MS, TimeUnit.MILLISECONDS));
  }

  /**
   * @param later carries out what it gets after a while
   */
  LogLines(Consumer<List<Notice.Logged>> answer, Executor later) {
    this.answer = answer;
    this.later = later;
  }

  void add(Notice.Logged line) {
    boolean first;
    synchronized (this) {
      first = gathered.isEmpty();
      if (gathered.size() == Looks.LOG_LINES) {
        gathered.removeFirst();
      }
      gathered.addLast(line);
    }
    if (first) {
      later.execute(this::hand);
    }
  }

  private void hand() {
    List<Notice.Logged> lines;
    synchronized (this) {
      lines = List.copyOf(gathered);
      gathered.clear();
    }
    answer.accept(lines);
  }
}
