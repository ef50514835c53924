package dev.eddy.benchmarks.run;

import dev.eddy.benchmarks.nexmark.Engine;
import dev.eddy.benchmarks.nexmark.EngineServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** An engine's JVM, which runs one job at a time. Used by one thread. */
final class EngineProcess implements AutoCloseable {
  private final EngineKind kind;
  private final Process process;
  private final Writer in;
  private final BufferedReader out;
  private final Path log;

  /**
   * What a job took.
   *
   * @param cpu nanoseconds of the whole process
   * @param wall nanoseconds
   * @param peakKilobytes greatest resident memory of the process so far
   */
  record Sample(long cpu, long wall, long count, long checksum, long peakKilobytes) {}

  EngineProcess(EngineKind kind) throws IOException {
    this.kind = kind;
    this.log = Files.createTempFile("eddy-bench-" + kind.id(), ".log");
    this.process = new ProcessBuilder(kind.command()).redirectError(log.toFile()).start();
    this.in = new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8);
    this.out =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
  }

  EngineKind kind() {
    return kind;
  }

  /** Waits for the end of a job. */
  Sample run(Engine.Job job) throws IOException, BenchException {
    String answer;
    try {
      in.write(EngineServer.write(job) + "\n");
      in.flush();
      answer = out.readLine();
    } catch (IOException e) {
      answer = null;
    }
    if (answer == null || !answer.startsWith(EngineServer.DONE + " ")) {
      List<String> lines = Files.readAllLines(log);
      throw new BenchException(
          3,
          kind.id()
              + " failed on "
              + job.query().id()
              + ": "
              + (answer == null ? "the process ended" : answer)
              + "\n"
              + String.join("\n", lines.subList(Math.max(0, lines.size() - 25), lines.size())));
    }
    String[] words = answer.split(" ");
    return new Sample(
        Long.parseLong(words[1]),
        Long.parseLong(words[2]),
        Long.parseLong(words[3]),
        Long.parseLong(words[4]),
        Long.parseLong(words[5]));
  }

  @Override
  public void close() throws IOException {
    try (in;
        out) {
      in.flush();
    } catch (IOException e) {
      // It has ended already, which is what is wanted.
    }
    try {
      if (!process.waitFor(10, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
    Files.deleteIfExists(log);
  }
}
