package dev.eddy.designer.effect;

import dev.eddy.designer.state.Message;
import dev.eddy.designer.state.ShellMessage;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Work that can be cancelled: what takes longer than a moment is told, and what was cancelled
 * answers nothing. Thread-safe.
 */
final class Busy {
  private static final long TOLD_AFTER_MS = 300;

  private final Consumer<Message> answer;
  private final ScheduledExecutorService later;
  private final long toldAfter;
  private final Map<String, Task> tasks = new HashMap<>();

  Busy(Consumer<Message> answer, ScheduledExecutorService later) {
    this(answer, later, TOLD_AFTER_MS);
  }

  /** For tests, which cannot wait for a moment to have passed. */
  Busy(Consumer<Message> answer, ScheduledExecutorService later, long toldAfter) {
    this.answer = answer;
    this.later = later;
    this.toldAfter = toldAfter;
  }

  /** Work with a place to answer to, which is deaf once it was cancelled. */
  interface Job {
    void run(Consumer<Message> answer);
  }

  private final class Task {
    private final String id;
    private @Nullable Thread thread;
    private boolean told;
    private boolean over;

    private Task(String id) {
      this.id = id;
    }

    private void work(Job job) {
      synchronized (this) {
        if (over) {
          return;
        }
        thread = Thread.currentThread();
      }
      try {
        job.run(this::say);
      } finally {
        end();
      }
    }

    private void say(Message m) {
      synchronized (this) {
        if (over) {
          return;
        }
      }
      answer.accept(m);
    }

    private void tell(String words) {
      synchronized (this) {
        if (over) {
          return;
        }
        told = true;
        // Under the lock, so that its end is not told before it.
        answer.accept(new ShellMessage.Working(id, words));
      }
    }

    private void end() {
      boolean wasTold;
      synchronized (this) {
        thread = null;
        wasTold = told && !over;
        over = true;
      }
      forget(this);
      if (wasTold) {
        answer.accept(new ShellMessage.Worked(id));
      }
    }

    private void cancel() {
      synchronized (this) {
        if (over) {
          return;
        }
        over = true;
        if (thread != null) {
          thread.interrupt();
        }
        answer.accept(new ShellMessage.Worked(id));
      }
    }
  }

  /**
   * @param id of a kind of work, by which it is cancelled
   * @param words what is done
   */
  void run(String id, String words, Executor executor, Job job) {
    Task task = new Task(id);
    synchronized (tasks) {
      tasks.put(id, task);
    }
    try {
      later.schedule(() -> task.tell(words), toldAfter, TimeUnit.MILLISECONDS);
      executor.execute(() -> task.work(job));
    } catch (RejectedExecutionException e) {
      // The window is closing.
      forget(task);
    }
  }

  /** Gives up the newest work of that kind, if it is still going on. */
  void cancel(String id) {
    Task task;
    synchronized (tasks) {
      task = tasks.remove(id);
    }
    if (task != null) {
      task.cancel();
    }
  }

  private void forget(Task task) {
    synchronized (tasks) {
      tasks.remove(task.id, task);
    }
  }
}
