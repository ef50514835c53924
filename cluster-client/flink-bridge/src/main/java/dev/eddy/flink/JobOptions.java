package dev.eddy.flink;

/**
 * How a job runs.
 *
 * @param parallelism of all operators but sinks, which run in one subtask
 * @param checkpointMillis between the starts of two Flink checkpoints
 */
public record JobOptions(int parallelism, long checkpointMillis) {
  public static final JobOptions DEFAULT = new JobOptions(1, 1000);

  /** Reads {@code --parallelism N --checkpoint-interval MILLISECONDS}, each optional. */
  public static JobOptions parse(String[] args) {
    int parallelism = DEFAULT.parallelism;
    long checkpointMillis = DEFAULT.checkpointMillis;
    for (int i = 0; i < args.length; i += 2) {
      if (i + 1 == args.length) {
        throw new IllegalArgumentException("no value for " + args[i]);
      }
      switch (args[i]) {
        case "--parallelism" -> parallelism = Integer.parseInt(args[i + 1]);
        case "--checkpoint-interval" -> checkpointMillis = Long.parseLong(args[i + 1]);
        default -> throw new IllegalArgumentException("unknown argument " + args[i]);
      }
    }
    return new JobOptions(parallelism, checkpointMillis);
  }
}
