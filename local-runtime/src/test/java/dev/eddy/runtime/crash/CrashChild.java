package dev.eddy.runtime.crash;

import dev.eddy.model.disk.Disk;
import dev.eddy.operator.torture.FaultyDisk;
import dev.eddy.operator.torture.FaultyDisk.Fate;
import dev.eddy.operator.torture.FaultyDisk.Operation;
import dev.eddy.runtime.LocalRun;
import dev.eddy.runtime.RunOptions;
import dev.eddy.runtime.Stop;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Runs the pipeline in a process of its own, which ends itself without any farewell at the n-th
 * passing of a named place, or is killed from outside.
 */
final class CrashChild {
  /** What the process ends with when it came to its place. */
  static final int KILLED = 99;

  private static final String NOWHERE = "nowhere";

  private CrashChild() {}

  /** Dies at a place, and counts the passings of all places. */
  private static final class Script implements FaultyDisk.Script {
    private final String place;
    private final Map<String, Integer> passings = new TreeMap<>();
    private int left;

    Script(String place, int n) {
      this.place = place;
      this.left = n;
    }

    private synchronized boolean passes(String name) {
      passings.merge(name, 1, Integer::sum);
      return name.equals(place) && --left == 0;
    }

    @Override
    public Fate fate(Operation operation, Path file) {
      Fate fatal = Fate.DONE;
      for (Fate fate : Fate.values()) {
        boolean named =
            switch (fate) {
              case DONE -> false;
              case STRUCK_BEFORE -> operation != Operation.SIZE && operation != Operation.LIST;
              case STRUCK_HALFWAY -> operation == Operation.WRITE;
              case STRUCK_AFTER -> operation.changes();
            };
        if (named && passes(Points.of(operation, file, fate))) {
          fatal = fate;
        }
      }
      return fatal;
    }

    @Override
    public IOException strike(Operation operation, Path file) {
      Runtime.getRuntime().halt(KILLED);
      throw new AssertionError();
    }

    void pass(String name) {
      if (passes(name)) {
        Runtime.getRuntime().halt(KILLED);
      }
    }
  }

  /** {@code ROWS OUT RECORDING PARALLELISM EPOCH CHECKPOINT PLACE N}. */
  public static void main(String[] args) throws Exception {
    int rows = Integer.parseInt(args[0]);
    Path recording = Path.of(args[2]);
    Script script = new Script(args[6], Integer.parseInt(args[7]));
    RunOptions options =
        RunOptions.defaults(recording)
            .withParallelism(Integer.parseInt(args[3]))
            .withEpochRows(Integer.parseInt(args[4]))
            .withCheckpointRows(Long.parseLong(args[5]))
            .withIncrementalFrom(20)
            .withDisk(new FaultyDisk(Disk.LOCAL, script));
    CrashPipeline.passings = script::pass;
    var plan = CrashPipeline.plan(Path.of(args[1]), rows);
    boolean begun = Files.exists(recording.resolve("recording.json"));
    System.out.println("running");
    try (LocalRun run =
        begun
            ? LocalRun.resume(recording, CrashPipeline.PROVIDERS, CrashPipeline.LOADER, options)
            : LocalRun.start(plan, CrashPipeline.PROVIDERS, CrashPipeline.LOADER, options)) {
      if (run.advance(() -> false).kind() != Stop.Kind.END || !run.notices().isEmpty()) {
        throw new IllegalStateException(run.status().reason() + run.notices());
      }
    }
    if (args[6].equals(NOWHERE)) {
      script.passings.forEach((name, n) -> System.out.println(name + " " + n));
    }
    System.out.println("done");
  }

  /**
   * A child to be started.
   *
   * @param place where it dies
   * @param n at which passing
   */
  record Life(
      int rows,
      Path out,
      Path recording,
      int parallelism,
      int epoch,
      int checkpoint,
      String place,
      int n) {
    Life peaceful() {
      return new Life(rows, out, recording, parallelism, epoch, checkpoint, NOWHERE, 1);
    }

    private Process start(WarmJava java) throws IOException {
      return java.start(
          CrashChild.class,
          List.of(
              Integer.toString(rows),
              out.toString(),
              recording.toString(),
              Integer.toString(parallelism),
              Integer.toString(epoch),
              Integer.toString(checkpoint),
              place,
              Integer.toString(n)));
    }

    /**
     * Lives until its place or its end.
     *
     * @return lines that it printed; null when it died at its place
     */
    @Nullable List<String> live(WarmJava java) throws IOException, InterruptedException {
      Process p = start(java);
      try (var out = p.inputReader()) {
        List<String> lines = out.lines().toList();
        int code = p.waitFor();
        if (code == KILLED) {
          return null;
        }
        if (code != 0 || !lines.contains("done")) {
          throw new IOException(this + " failed: " + String.join("\n", lines));
        }
        return lines;
      } finally {
        p.destroyForcibly();
      }
    }

    /** Lives for so long at most; gives whether it came to its end. */
    boolean live(WarmJava java, long millis) throws IOException, InterruptedException {
      Process p = start(java);
      try (var out = p.inputReader()) {
        if (!"running".equals(out.readLine())) {
          throw new IOException(this + " did not begin");
        }
        if (!p.waitFor(millis, TimeUnit.MILLISECONDS)) {
          return false;
        }
        List<String> lines = out.lines().toList();
        if (p.exitValue() != 0 || !lines.contains("done")) {
          throw new IOException(this + " failed: " + String.join("\n", lines));
        }
        return true;
      } finally {
        p.destroyForcibly().waitFor();
      }
    }
  }
}
