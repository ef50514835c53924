package dev.eddy.benchmarks.nexmark;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The inner side of an engine's JVM: reads jobs from standard input, one a line, and answers each
 * on standard output. What the engine prints itself goes to standard error. Ends with the input,
 * and so with its parent.
 */
public final class EngineServer {
  /** What an answer begins with. */
  public static final String DONE = "done";

  /** What the answer to a job that failed begins with. */
  public static final String FAILED = "failed";

  private EngineServer() {}

  /** Serves until the input ends. */
  public static void serve(Engine engine) throws IOException {
    PrintStream out = System.out;
    System.setOut(System.err);
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      out.println(answer(engine, line));
      out.flush();
    }
    System.exit(0);
  }

  /** A job as a line. */
  public static String write(Engine.Job job) {
    return job.query().id()
        + " "
        + job.events()
        + " "
        + job.seed()
        + " "
        + job.parallelism()
        + " "
        + (job.option().isEmpty() ? "-" : job.option());
  }

  static Engine.Job read(String line) {
    String[] words = line.split(" ");
    return new Engine.Job(
        Query.of(words[0]),
        Long.parseLong(words[1]),
        Long.parseLong(words[2]),
        Integer.parseInt(words[3]),
        words[4].equals("-") ? "" : words[4]);
  }

  private static String answer(Engine engine, String line) {
    try {
      Meter meter = new Meter();
      Fold fold = engine.run(read(line), meter);
      return DONE
          + " "
          + meter.cpu()
          + " "
          + meter.wall()
          + " "
          + fold.count()
          + " "
          + fold.checksum()
          + " "
          + peakMemory();
    } catch (Exception | LinkageError | OutOfMemoryError e) {
      e.printStackTrace();
      return FAILED + " " + String.valueOf(e).replace('\n', ' ');
    }
  }

  /** Greatest resident memory of this process so far, kB; 0 where the system does not say. */
  private static long peakMemory() throws IOException {
    Path status = Path.of("/proc/self/status");
    if (Files.exists(status)) {
      for (String s : Files.readAllLines(status)) {
        if (s.startsWith("VmHWM:")) {
          return Long.parseLong(s.replaceAll("\\D", ""));
        }
      }
    }
    return 0;
  }
}
