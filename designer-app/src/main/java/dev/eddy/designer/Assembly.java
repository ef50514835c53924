package dev.eddy.designer;

import dev.eddy.designer.control.expression.ExpressionAssistant;
import dev.eddy.designer.effect.Checker;
import dev.eddy.designer.effect.ClusterDesk;
import dev.eddy.designer.effect.FlinkDesk;
import dev.eddy.designer.effect.Folders;
import dev.eddy.designer.effect.GraphChecks;
import dev.eddy.designer.effect.LocalWorkbench;
import dev.eddy.designer.effect.Workbench;
import dev.eddy.expressions.CachedExpressions;
import dev.eddy.expressions.SqlExpressions;
import dev.eddy.model.expression.Expressions;
import dev.eddy.operator.Providers;
import dev.eddy.runtime.worker.SpareWorker;
import dev.eddy.runtime.worker.WorkerProcess;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/** The real parts that the designer works with. */
final class Assembly implements AutoCloseable {
  private final Providers catalog = Providers.load(Assembly.class.getClassLoader());
  private final Expressions expressions = new CachedExpressions(new SqlExpressions(), 20_000);
  private final Checker checker = new GraphChecks(catalog, expressions);
  private @Nullable SpareWorker workers;
  private final ExecutorService assistants =
      Executors.newSingleThreadExecutor(
          r -> {
            Thread t = new Thread(r, "eddy-assistant");
            t.setDaemon(true);
            return t;
          });

  /**
   * Makes ready what the first expression and the first run would wait for. To be called once the
   * window is there, which it must not slow down.
   */
  void warmUp() {
    assistants.execute(
        () -> {
          SqlExpressions.warmUp();
          workers();
        });
  }

  private synchronized SpareWorker workers() {
    SpareWorker w = workers;
    if (w == null) {
      w = new SpareWorker(WorkerProcess.Settings.defaults());
      workers = w;
    }
    return w;
  }

  Providers catalog() {
    return catalog;
  }

  Checker checker() {
    return checker;
  }

  ExpressionAssistant assistant() {
    return ExpressionAssistant.of(expressions, assistants);
  }

  Workbench workbench(Folders folders) {
    return new LocalWorkbench(
        catalog, expressions, checker, this::workers, folders.state().resolve("recordings"));
  }

  ClusterDesk cluster() {
    return new FlinkDesk();
  }

  @Override
  public synchronized void close() {
    assistants.shutdownNow();
    if (workers != null) {
      workers.close();
    }
  }
}
