package dev.eddy.runtime.worker;

import dev.eddy.model.problem.Problem;
import dev.eddy.operator.Providers;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;

/**
 * Main class of a worker process. Takes its token from the environment, prints its port as the only
 * line on standard output, and ends when its client hangs up or its standard input ends, which it
 * does when the parent dies however it dies.
 */
public final class WorkerMain {
  /** Environment variable with the token: arguments of a process can be read by others. */
  static final String TOKEN = "EDDY_WORKER_TOKEN";

  /** System property: how long a step may take, in seconds. */
  static final String STEP_SECONDS = "eddy.worker.step.seconds";

  /** Exit code of a worker that was caught in user code. */
  static final int CAUGHT = 4;

  /** Exit code of a worker that has no memory left. */
  static final int EXHAUSTED = 3;

  /** Exit code of a worker that user code ended. */
  static final int EXITED = 5;

  private static final long FLUSH_MILLIS = 300;

  private WorkerMain() {}

  public static void main(String[] args) throws Exception {
    String token = System.getenv(TOKEN);
    if (token == null || token.isBlank()) {
      System.err.println("a worker is started by Eddy itself: " + TOKEN + " is not set");
      System.exit(2);
      return;
    }
    PrintStream out = System.out;
    // What user code prints must not be taken for the port.
    System.setOut(System.err);
    ClassLoader plugins = WorkerMain.class.getClassLoader();
    WorkerServer server =
        WorkerServer.start(new LocalRuns(Providers.load(plugins), plugins), token);
    long seconds = Long.getLong(STEP_SECONDS, 0);
    if (seconds > 0) {
      server.watch(seconds, problem -> end(problem, CAUGHT));
    }
    server.exhausted(problem -> end(problem, EXHAUSTED));
    Runtime.getRuntime().addShutdownHook(new Thread(() -> exiting(server), "eddy-exiting"));
    Thread.setDefaultUncaughtExceptionHandler(WorkerMain::uncaught);
    Thread parent = new Thread(() -> awaitEnd(server), "eddy-parent");
    parent.setDaemon(true);
    parent.start();
    out.println(server.port());
    out.flush();
    server.left().join();
    server.close();
    // User code may hold threads, or the run's own: a worker that nobody hears must not live on.
    Runtime.getRuntime().halt(0);
  }

  /** User code that ends the process must not look like a worker that was told to. */
  private static void exiting(WorkerServer server) {
    String caller = Exits.caller();
    Problem problem = caller.isEmpty() ? null : server.exiting(caller);
    if (problem != null) {
      end(problem, EXITED);
    }
  }

  private static void end(Problem problem, int code) {
    // The last words: who started this process reads them where the notice does not get through.
    System.err.println(problem);
    try {
      Thread.sleep(FLUSH_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    Runtime.getRuntime().halt(code);
  }

  /** Who started this process hears of it by standard error. */
  private static void uncaught(Thread thread, Throwable e) {
    try {
      System.err.println("Exception in thread \"" + thread.getName() + "\"");
      e.printStackTrace();
    } finally {
      // Even words may take more memory than is left.
      if (e instanceof OutOfMemoryError) {
        Runtime.getRuntime().halt(EXHAUSTED);
      }
    }
  }

  private static void awaitEnd(WorkerServer server) {
    try (InputStream in = System.in) {
      while (in.read() >= 0) {
        // Nothing is said there; only its end counts.
      }
    } catch (IOException e) {
      // As good as its end.
    }
    server.left().complete(null);
  }
}
