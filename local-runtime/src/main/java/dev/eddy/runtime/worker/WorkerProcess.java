package dev.eddy.runtime.worker;

import dev.eddy.model.protocol.DebugSession;
import dev.eddy.model.protocol.Notice;
import dev.eddy.model.protocol.Reply;
import dev.eddy.model.protocol.Request;
import dev.eddy.model.protocol.Status;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A worker JVM and the session with it. Thread-safe. It dies with this process, however that ends;
 * its death costs the run alone: {@link DebugSession#gone} of {@link #session} completes with what
 * is known of the cause, and the recording lies on disk.
 */
public final class WorkerProcess implements AutoCloseable {
  /** Lines of the worker's standard error that are kept for its last words. */
  private static final int LAST_LINES = 20;

  private static final int STEP_SECONDS = 30;

  private static final Duration START_TIMEOUT = Duration.ofSeconds(30);

  /** What a worker may see of the environment: no secrets of the designer's. */
  private static final List<String> INHERITED =
      List.of(
          "PATH",
          "HOME",
          "LANG",
          "LC_ALL",
          "TMPDIR",
          "TEMP",
          "TMP",
          "SystemRoot",
          "XDG_CACHE_HOME",
          "XDG_STATE_HOME");

  /**
   * How a worker is started.
   *
   * @param heapMegabytes its largest heap
   * @param classPath as for {@code java -cp}
   * @param stepSeconds how long the run may stay in one step before the worker is ended; 0 for ever
   */
  public record Settings(
      int heapMegabytes, String classPath, List<String> jvmOptions, int stepSeconds) {
    public Settings {
      jvmOptions = List.copyOf(jvmOptions);
    }

    /** With a step of {@value #STEP_SECONDS} seconds at most. */
    public Settings(int heapMegabytes, String classPath, List<String> jvmOptions) {
      this(heapMegabytes, classPath, jvmOptions, STEP_SECONDS);
    }

    /** The class path of this process, 1 GB. */
    public static Settings defaults() {
      return new Settings(1024, System.getProperty("java.class.path", ""), List.of());
    }
  }

  private final Process process;
  private final Settings settings;
  private final Deque<String> lastLines = new ArrayDeque<>();
  private final Session session;

  private WorkerProcess(Process process, Settings settings, String token) throws IOException {
    this.process = process;
    this.settings = settings;
    daemon("eddy-worker-err", this::keepLastLines);
    WorkerClient client = WorkerClient.connect(awaitPort(), token);
    this.session = new Session(client, this::lastWords);
  }

  /** Starts a worker and greets it; blocks until it is ready, for about half a second. */
  public static WorkerProcess start(Settings settings) throws IOException {
    byte[] secret = new byte[32];
    new SecureRandom().nextBytes(secret);
    String token = HexFormat.of().formatHex(secret);
    ProcessBuilder builder = new ProcessBuilder(command(settings));
    Map<String, String> environment = builder.environment();
    environment.keySet().retainAll(INHERITED);
    environment.put(WorkerMain.TOKEN, token);
    Process process = builder.start();
    try {
      return new WorkerProcess(process, settings, token);
    } catch (IOException | RuntimeException e) {
      process.destroyForcibly();
      throw e;
    }
  }

  private static List<String> command(Settings settings) {
    boolean windows = File.separatorChar == '\\';
    Path java = Path.of(System.getProperty("java.home"), "bin", windows ? "java.exe" : "java");
    List<String> command = new ArrayList<>();
    command.add(java.toString());
    command.add("-Xmx" + settings.heapMegabytes() + "m");
    command.addAll(JitFlags.get());
    command.add("-Djava.awt.headless=true");
    command.add("-D" + WorkerMain.STEP_SECONDS + "=" + settings.stepSeconds());
    command.addAll(settings.jvmOptions());
    command.add("-cp");
    command.add(settings.classPath());
    command.add(WorkerMain.class.getName());
    return command;
  }

  public DebugSession session() {
    return session;
  }

  public long pid() {
    return process.pid();
  }

  /** Ends the worker at once, even one that is caught in user code. */
  @Override
  public void close() {
    session.close();
    process.destroyForcibly();
  }

  private int awaitPort() throws IOException {
    CompletableFuture<Integer> port = new CompletableFuture<>();
    daemon("eddy-worker-out", () -> readPort(port));
    try {
      return port.get(START_TIMEOUT.toSeconds(), TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw new IOException("The worker did not start. " + lastLines(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while the worker was starting", e);
    }
  }

  private void readPort(CompletableFuture<Integer> port) {
    try (BufferedReader in = process.inputReader(StandardCharsets.UTF_8)) {
      String line = in.readLine();
      if (line == null) {
        port.completeExceptionally(new IOException("it ended at once"));
        return;
      }
      port.complete(Integer.parseInt(line.strip()));
      while (in.readLine() != null) {
        // Whatever else is written there must not fill the pipe.
      }
    } catch (IOException | NumberFormatException e) {
      port.completeExceptionally(e);
    }
  }

  private void keepLastLines() {
    try (BufferedReader in =
        new BufferedReader(
            new InputStreamReader(process.getErrorStream(), StandardCharsets.UTF_8))) {
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        synchronized (lastLines) {
          lastLines.addLast(line);
          if (lastLines.size() > LAST_LINES) {
            lastLines.removeFirst();
          }
        }
      }
    } catch (IOException e) {
      // The process is gone, and with it what it would have said.
    }
  }

  private String lastLines() {
    synchronized (lastLines) {
      return String.join("\n", lastLines);
    }
  }

  /** The cause of the end: known once the process has ended, which follows the hanging up. */
  private CompletableFuture<String> lastWords(String saidByClient) {
    if (saidByClient.isEmpty()) {
      return CompletableFuture.completedFuture("");
    }
    return process
        .onExit()
        .orTimeout(2, TimeUnit.SECONDS)
        .handle((ended, late) -> late != null ? saidByClient : explain(ended.exitValue()));
  }

  private String explain(int exit) {
    String lines = lastLines();
    if (lines.contains("OutOfMemoryError") || exit == WorkerMain.EXHAUSTED) {
      return "The worker ran out of memory (its limit is "
          + settings.heapMegabytes()
          + " MB)."
          + (lines.isBlank() || lines.contains("OutOfMemoryError") ? "" : " " + lines)
          + session.most();
    }
    if (exit == WorkerMain.CAUGHT) {
      return "The worker was ended, for user code did not come back. " + lines;
    }
    if (exit == WorkerMain.EXITED) {
      return "The worker was ended by user code. " + lines;
    }
    if (exit > 128) {
      return "The worker was killed (signal " + (exit - 128) + ").";
    }
    return "The worker ended with exit code " + exit + "." + (lines.isEmpty() ? "" : "\n" + lines);
  }

  private static void daemon(String name, Runnable work) {
    Thread t = new Thread(work, name);
    t.setDaemon(true);
    t.start();
  }

  /** The client's session, whose end is explained by the process's. */
  private static final class Session implements DebugSession {
    private final WorkerClient client;
    private final CompletableFuture<String> gone;
    private volatile @Nullable Status last;

    Session(WorkerClient client, Function<String, CompletableFuture<String>> lastWords) {
      this.client = client;
      onNotice(notice -> {});
      this.gone = client.gone().thenCompose(lastWords);
    }

    @Override
    public CompletableFuture<String> gone() {
      return gone;
    }

    @Override
    public CompletableFuture<Reply> send(Request request) {
      return client.send(request);
    }

    @Override
    public void onNotice(Consumer<Notice> listener) {
      client.onNotice(
          notice -> {
            if (notice instanceof Notice.StatusChanged s) {
              last = s.status();
            }
            listener.accept(notice);
          });
    }

    /** The node with the most state when it was last heard of; empty where none has any. */
    String most() {
      Status status = last;
      Status.NodeCounts most = null;
      for (Status.NodeCounts n : status == null ? List.<Status.NodeCounts>of() : status.nodes()) {
        if (n.stateEntries() > 0 && (most == null || n.stateEntries() > most.stateEntries())) {
          most = n;
        }
      }
      return most == null
          ? ""
          : " Most state was kept by " + most.nodeId() + ": " + most.stateEntries() + " entries.";
    }

    @Override
    public void close() {
      client.close();
    }
  }
}
