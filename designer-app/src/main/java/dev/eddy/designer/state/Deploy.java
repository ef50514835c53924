package dev.eddy.designer.state;

import dev.eddy.model.problem.Problem;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The deploy sheet.
 *
 * @param target REST address of a cluster; empty where none was given yet
 * @param savepoint where to start from; empty for empty state
 * @param step the step that is in work, or done last
 * @param words what the step says
 * @param jobId the job, once it runs
 * @param jobState Flink's word for its state; empty before it runs
 */
public record Deploy(
    boolean open,
    String target,
    String savepoint,
    Step step,
    boolean busy,
    String words,
    @Nullable String jobId,
    String jobState,
    @Nullable Problem problem,
    List<String> log) {
  public static final Deploy CLOSED =
      new Deploy(false, "", "", Step.NONE, false, "", null, "", null, List.of());

  /** The steps of a deploy, in order. */
  public enum Step {
    NONE(""),
    CHECK("Checked"),
    BUNDLE("Bundled"),
    UPLOAD("Upload"),
    START("Start"),
    WATCH("Watch");

    private final String title;

    Step(String title) {
      this.title = title;
    }

    public String title() {
      return title;
    }
  }

  public Deploy {
    log = List.copyOf(log);
  }

  Deploy withOpen(boolean value) {
    return new Deploy(value, target, savepoint, step, busy, words, jobId, jobState, problem, log);
  }

  Deploy withTarget(String value) {
    return new Deploy(open, value, savepoint, step, busy, words, jobId, jobState, problem, log);
  }

  Deploy withSavepoint(String value) {
    return new Deploy(open, target, value, step, busy, words, jobId, jobState, problem, log);
  }

  Deploy at(Step value, boolean working, String text) {
    List<String> lines = new java.util.ArrayList<>(log);
    if (!text.isEmpty()) {
      lines.add(text);
    }
    return new Deploy(
        open, target, savepoint, value, working, text, jobId, jobState, problem, lines);
  }

  Deploy withJob(@Nullable String id, String state) {
    return new Deploy(open, target, savepoint, step, busy, words, id, state, problem, log);
  }

  Deploy failed(@Nullable Problem value) {
    return new Deploy(open, target, savepoint, step, false, words, jobId, jobState, value, log);
  }

  Deploy fresh() {
    return new Deploy(open, target, savepoint, Step.CHECK, true, "", null, "", null, List.of());
  }

  public boolean isJobRunning() {
    return jobId != null && (jobState.equals("RUNNING") || jobState.equals("CREATED"));
  }
}
