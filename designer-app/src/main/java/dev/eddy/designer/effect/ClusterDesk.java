package dev.eddy.designer.effect;

import dev.eddy.designer.state.Deploy;
import dev.eddy.model.problem.Problem;
import java.util.Optional;
import java.util.function.Consumer;

/** A cluster as the designer uses it. All methods block and are called off the FX thread. */
public interface ClusterDesk {
  /** Something that went wrong, with what to do about it. */
  final class Refusal extends Exception {
    private static final long serialVersionUID = 1L;
    private final transient Problem problem;
    private final String jobState;

    public Refusal(Problem problem) {
      this(problem, Deploy.LOST);
    }

    /**
     * @param jobState what is known of the job all the same, in Flink's word
     */
    public Refusal(Problem problem, String jobState) {
      super(problem.message());
      this.problem = problem;
      this.jobState = jobState;
    }

    public String jobState() {
      return jobState;
    }

    public Problem problem() {
      return problem;
    }
  }

  /**
   * Bundles, uploads and starts a plan.
   *
   * @param progress what is being done, in words
   * @return the job's id
   */
  String deploy(byte[] plan, String target, Optional<String> savepoint, Consumer<String> progress)
      throws Refusal;

  /** Flink's word for the state of a job; one that failed is refused with the reason. */
  String state(String target, String jobId) throws Refusal;

  /** Starts a session cluster on this machine; gives its address. */
  String startCluster(String version, Consumer<String> progress) throws Refusal;

  /** Stops a job; gives the savepoint where one was wanted. */
  Optional<String> stop(String target, String jobId, boolean savepoint) throws Refusal;
}
