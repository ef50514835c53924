package dev.eddy.cluster.io;

import dev.eddy.model.io.Json;
import dev.eddy.model.value.Value;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The calls of Flink's REST interface that Eddy uses, each alike in Flink 1.20 and 2.x. Blocking;
 * thread-safe. Throws {@link RestException} where the cluster refuses, other IOExceptions where it
 * cannot be reached.
 */
public final class FlinkRest {
  private static final Duration CALL = Duration.ofSeconds(30);

  /** A program's {@code main} runs in the JobManager during the call. */
  private static final Duration RUN = Duration.ofSeconds(120);

  private final HttpClient client;
  private final String base;

  public FlinkRest(URI target) {
    this(target, HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build());
  }

  /** With a client of the caller's, such as one that has a TLS client certificate. */
  public FlinkRest(URI target, HttpClient client) {
    String text = target.toString();
    this.base = text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
    this.client = client;
  }

  /** What a cluster has. */
  public record Overview(String flinkVersion, int taskManagers, int slots, int freeSlots) {}

  /** A job in the cluster's list; times are milliseconds since 1970, {@code ended} -1 before. */
  public record JobLine(String id, String name, String state, long started, long ended) {}

  /**
   * A chain of operators.
   *
   * @param name names of the nodes in it, joined by arrows
   * @param tasks number of subtasks by state, such as {@code RUNNING}
   */
  public record Vertex(
      String id, String name, int parallelism, String state, Map<String, Integer> tasks) {}

  public record Job(String id, String name, String state, List<Vertex> vertices) {}

  /** A failure of a job: the stack trace as text, and the task where it was, or empty. */
  public record Failure(long at, String task, String stackTrace) {}

  /** Where a savepoint that was asked for stands. */
  public record SavepointState(boolean completed, Optional<String> location, String failure) {}

  public Overview overview() throws IOException {
    Fields f = get("/overview");
    return new Overview(
        f.text("flink-version"),
        (int) f.number("taskmanagers"),
        (int) f.number("slots-total"),
        (int) f.number("slots-available"));
  }

  /** Uploads a job jar; answers its id. */
  public String upload(Path jar) throws IOException {
    String boundary = "eddy-" + Long.toHexString(System.nanoTime());
    String head =
        "--"
            + boundary
            + "\r\nContent-Disposition: form-data; name=\"jarfile\"; filename=\""
            + jar.getFileName()
            + "\"\r\nContent-Type: application/x-java-archive\r\n\r\n";
    HttpRequest request =
        request("/jars/upload", RUN)
            .header("Content-Type", "multipart/form-data; boundary=" + boundary)
            .POST(
                BodyPublishers.concat(
                    BodyPublishers.ofString(head),
                    BodyPublishers.ofFile(jar),
                    BodyPublishers.ofString("\r\n--" + boundary + "--\r\n")))
            .build();
    String file = send(request).text("filename");
    return file.substring(file.lastIndexOf('/') + 1);
  }

  /** Runs an uploaded jar; answers the job's id. */
  public String run(String jarId, String entryClass, List<String> args, Optional<String> savepoint)
      throws IOException {
    Map<String, Value> body = new LinkedHashMap<>();
    body.put("entryClass", Value.of(entryClass));
    body.put("programArgsList", Value.ofTexts(args));
    savepoint.ifPresent(s -> body.put("savepointPath", Value.of(s)));
    return post("/jars/" + jarId + "/run", new Value.Struct(body), RUN).text("jobid");
  }

  public void deleteJar(String jarId) throws IOException {
    send(request("/jars/" + jarId, CALL).DELETE().build());
  }

  public List<JobLine> jobs() throws IOException {
    List<JobLine> out = new ArrayList<>();
    for (Fields f : get("/jobs/overview").list("jobs")) {
      out.add(
          new JobLine(
              f.text("jid"),
              f.text("name"),
              f.text("state"),
              f.number("start-time"),
              f.number("end-time")));
    }
    return out;
  }

  /** The state of a job, which, other than {@link #job}, comes out of no cache. */
  public String state(String jobId) throws IOException {
    return get("/jobs/" + jobId + "/status").text("status");
  }

  public Job job(String jobId) throws IOException {
    Fields f = get("/jobs/" + jobId);
    List<Vertex> vertices = new ArrayList<>();
    for (Fields v : f.list("vertices")) {
      Map<String, Integer> tasks = new LinkedHashMap<>();
      Fields counts = v.fields("tasks");
      counts.struct().fields().keySet().forEach(k -> tasks.put(k, (int) counts.number(k)));
      vertices.add(
          new Vertex(
              v.text("id"),
              v.text("name"),
              (int) v.number("parallelism"),
              v.text("status"),
              tasks));
    }
    return new Job(jobId, f.text("name"), f.text("state"), vertices);
  }

  /** The failures of a job, newest first. */
  public List<Failure> failures(String jobId) throws IOException {
    Fields f = get("/jobs/" + jobId + "/exceptions?maxExceptions=5");
    List<Failure> out = new ArrayList<>();
    for (Fields e : f.fields("exceptionHistory").list("entries")) {
      out.add(new Failure(e.number("timestamp"), e.text("taskName"), e.text("stacktrace")));
    }
    if (out.isEmpty() && !f.text("root-exception").isEmpty()) {
      out.add(new Failure(f.number("timestamp"), "", f.text("root-exception")));
    }
    return out;
  }

  /** Asks for a savepoint after which the job ends; answers the request's id. */
  public String stop(String jobId, Optional<String> folder) throws IOException {
    Map<String, Value> body = new LinkedHashMap<>();
    folder.ifPresent(d -> body.put("targetDirectory", Value.of(d)));
    body.put("drain", Value.of(false));
    return post("/jobs/" + jobId + "/stop", new Value.Struct(body), CALL).text("request-id");
  }

  public SavepointState savepoint(String jobId, String requestId) throws IOException {
    Fields f = get("/jobs/" + jobId + "/savepoints/" + requestId);
    boolean completed = f.fields("status").text("id").equals("COMPLETED");
    String location = f.fields("operation").text("location");
    return new SavepointState(
        completed,
        location.isEmpty() ? Optional.empty() : Optional.of(location),
        f.fields("operation").fields("failure-cause").text("stack-trace"));
  }

  public void cancel(String jobId) throws IOException {
    send(
        request("/jobs/" + jobId + "?mode=cancel", CALL)
            .method("PATCH", BodyPublishers.noBody())
            .build());
  }

  private Fields get(String path) throws IOException {
    return send(request(path, CALL).GET().build());
  }

  private Fields post(String path, Value body, Duration timeout) throws IOException {
    return send(
        request(path, timeout)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(Json.writeLine(body)))
            .build());
  }

  private HttpRequest.Builder request(String path, Duration timeout) {
    return HttpRequest.newBuilder(URI.create(base + path)).timeout(timeout);
  }

  private Fields send(HttpRequest request) throws IOException {
    HttpResponse<byte[]> reply;
    try {
      reply = client.send(request, HttpResponse.BodyHandlers.ofByteArray());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while waiting for " + request.uri(), e);
    }
    if (reply.statusCode() / 100 != 2) {
      throw new RestException(reply.statusCode(), refusal(reply.body()));
    }
    return reply.body().length == 0
        ? new Fields(Value.Struct.EMPTY)
        : Fields.of(Json.read(reply.body(), Json.Limits.WIRE));
  }

  /** The cluster's own words: {@code {"errors": ["Internal server error.", "<stack trace>"]}}. */
  private static String refusal(byte[] body) {
    try {
      List<String> errors = Fields.of(Json.read(body, Json.Limits.WIRE)).texts("errors");
      if (!errors.isEmpty()) {
        return String.join("\n", errors);
      }
    } catch (IOException e) {
      // No JSON: a proxy or another kind of server; its text is all there is.
    }
    String text = new String(body, StandardCharsets.UTF_8).strip();
    return text.length() > 500 ? text.substring(0, 500) + "…" : text;
  }
}
