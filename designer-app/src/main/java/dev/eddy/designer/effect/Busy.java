package dev.eddy.designer.effect;

import dev.eddy.designer.state.Message;
import dev.eddy.designer.state.ShellMessage;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
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

  /** What goes on or waits, by kind, oldest first; its lock guards each task, too. */
  private final Map<String, List<Task>> tasks = new HashMap<>();

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
    private final String words;
    private @Nullable Thread thread;
    private boolean told;
    private boolean over;

    private Task(String id, String words) {
      this.id = id;
      this.words = words;
    }

    private void work(Job job) {
      synchronized (tasks) {
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
      synchronized (tasks) {
        if (over) {
          return;
        }
      }
      answer.accept(m);
    }

    private void tell() {
      synchronized (tasks) {
        if (over) {
          return;
        }
        told = true;
        // Under the lock, so that its end is not told before it.
        answer.accept(new ShellMessage.Working(id, words));
      }
    }

    private void end() {
      synchronized (tasks) {
        thread = null;
        if (over) {
          return;
        }
        forget(this);
        if (!told) {
          return;
        }
        List<Task> others = tasks.getOrDefault(id, List.of());
        for (int i = others.size() - 1; i >= 0; i--) {
          if (others.get(i).told) {
            // Work of the kind goes on, and its words stand where those of this one stood.
            answer.accept(new ShellMessage.Working(id, others.get(i).words));
            return;
          }
        }
        answer.accept(new ShellMessage.Worked(id));
      }
    }

    private void stop() {
      over = true;
      if (thread != null) {
        thread.interrupt();
      }
    }
  }

  /**
   * @param id of a kind of work, by which it is cancelled
   * @param words what is done
   */
  void run(String id, String words, Executor executor, Job job) {
    Task task = new Task(id, words);
    synchronized (tasks) {
      tasks.computeIfAbsent(id, k -> new ArrayList<>()).add(task);
    }
    try {
      later.schedule(task::tell, toldAfter, TimeUnit.MILLISECONDS);
      executor.execute(() -> task.work(job));
    } catch (RejectedExecutionException e) {
      // The window is closing.
      synchronized (tasks) {
        forget(task);
      }
    }
  }

  /** Gives up all work of that kind that is still going on or waits for its turn. */
  void cancel(String id) {
    synchronized (tasks) {
      List<Task> all = tasks.remove(id);
      if (all != null) {
        all.forEach(Task::stop);
        answer.accept(new ShellMessage.Worked(id));
      }
    }
  }

  private void forget(Task task) {
    task.over = true;
    List<Task> all = tasks.get(task.id);
    if (all != null) {
      all.remove(task);
      if (all.isEmpty()) {
        tasks.remove(task.id);
      }
    }
  }
}
