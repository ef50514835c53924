package dev.eddy.designer.view;

import dev.eddy.designer.control.table.ColumnStats;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import javafx.application.Platform;
import org.jspecify.annotations.Nullable;

/**
 * Sorts, filters and counts rows off the FX thread. The answer carries what it was worked out for;
 * only the newest question is answered. To be asked on the FX thread, where it answers too.
 */
final class RowsWork {
  /**
   * Rows to show.
   *
   * @param in what was asked
   */
  record Answer(DataModel.Input in, DataModel model, Map<String, ColumnStats> stats) {}

  private final Executor worker;
  private final Executor back;
  private volatile DataModel.@Nullable Input newest;

  RowsWork() {
    this(worker(), Platform::runLater);
  }

  /**
   * @param back gets the answers to the thread that asked
   */
  RowsWork(Executor worker, Executor back) {
    this.worker = worker;
    this.back = back;
  }

  private static Executor worker() {
    ThreadPoolExecutor pool =
        new ThreadPoolExecutor(
            1,
            1,
            5,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            r -> {
              Thread t = new Thread(r, "eddy-rows");
              t.setDaemon(true);
              return t;
            });
    pool.allowCoreThreadTimeOut(true);
    return pool;
  }

  /** At once where it takes no time, else later, unless something else is asked meanwhile. */
  void ask(DataModel.Input in, Consumer<Answer> then) {
    newest = in;
    if (in.isSmall()) {
      then.accept(answer(in));
      return;
    }
    worker.execute(
        () -> {
          if (newest != in) {
            return;
          }
          Answer a = answer(in);
          back.execute(
              () -> {
                if (newest == in) {
                  then.accept(a);
                }
              });
        });
  }

  private static Answer answer(DataModel.Input in) {
    return new Answer(in, DataModel.of(in), DataModel.stats(in));
  }
}
