package dev.eddy.designer.state;

import dev.eddy.model.problem.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The deploy sheet.
 *
 * @param target REST address of a cluster; empty where none was given yet
 * @param savepoint where to start from; empty for empty state
 * @param step the step that is in work, or done last
 * @param words what the step says
 * @param jobId the job, once it runs
 * @param jobState Flink's word for its state; empty before it runs, {@link #LOST} where it is not
 *     known any more
 * @param jobTarget where the job was deployed to, whatever is typed as a target since
 * @param jobPipeline what was deployed
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
    String jobTarget,
    String jobPipeline,
    @Nullable Problem problem,
    List<String> log) {
  public static final Deploy CLOSED =
      new Deploy(false, "", "", Step.NONE, false, "", null, "", "", "", null, List.of());

  /** The state of a job whose cluster does not answer. */
  public static final String LOST = "UNKNOWN";

  private static final Set<String> OVER = Set.of("FINISHED", "FAILED", "CANCELED", "SUSPENDED");

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
    return made(value, target, savepoint, step, busy, words, jobState, problem, log);
  }

  Deploy withTarget(String value) {
    return made(open, value, savepoint, step, busy, words, jobState, problem, log);
  }

  Deploy withSavepoint(String value) {
    return made(open, target, value, step, busy, words, jobState, problem, log);
  }

  Deploy at(Step value, boolean working, String text) {
    List<String> lines = new ArrayList<>(log);
    if (!text.isEmpty()) {
      lines.add(text);
    }
    return made(open, target, savepoint, value, working, text, jobState, problem, lines);
  }

  Deploy withJobState(String value) {
    return made(open, target, savepoint, step, busy, words, value, problem, log);
  }

  Deploy failed(@Nullable Problem value) {
    return made(open, target, savepoint, step, false, words, jobState, value, log);
  }

  Deploy withJob(String id, String state) {
    return new Deploy(
        open,
        target,
        savepoint,
        step,
        busy,
        words,
        id,
        state,
        jobTarget,
        jobPipeline,
        problem,
        log);
  }

  /** A deploy of a pipeline to the target begins: what was of the job before is put away. */
  Deploy fresh(String pipeline) {
    return new Deploy(
        open, target, savepoint, Step.CHECK, true, "", null, "", target, pipeline, null, List.of());
  }

  /** The same job. */
  private Deploy made(
      boolean isOpen,
      String to,
      String from,
      Step at,
      boolean working,
      String says,
      String state,
      @Nullable Problem why,
      List<String> lines) {
    return new Deploy(
        isOpen, to, from, at, working, says, jobId, state, jobTarget, jobPipeline, why, lines);
  }

  /** Whether the cluster has the job and works on it, be it that it restarts or is ending. */
  public boolean isJobRunning() {
    return mayStop() && !jobState.equals(LOST);
  }

  /** Whether stopping the job is worth a try: it may run on where nothing is known of it. */
  public boolean mayStop() {
    return jobId != null && !jobState.isEmpty() && !OVER.contains(jobState);
  }

  /** Whether Flink's word is that of a job that has ended. */
  public static boolean isOver(String state) {
    return OVER.contains(state);
  }
}
