package dev.eddy.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DeploymentTest {
  private static final String NODE_FAILURE =
      "org.apache.flink.runtime.JobException: Recovery is suppressed\\n"
          + "\\tat org.apache.flink.Foo.bar(Foo.java:1)\\n"
          + "Caused by: dev.eddy.flink.plan.NodeFailure: valid rows [n3]: ArithmeticException: / by"
          + " zero, at the row +I (a = 1)\\n\\t... 1 more\\n";

  @TempDir Path folder;
  private FakeCluster cluster;

  @BeforeEach
  void start() throws IOException {
    cluster = new FakeCluster();
    cluster
        .on(
            "GET /overview",
            200,
            "{\"flink-version\":\"1.20.3\",\"taskmanagers\":1,\"slots-total\":4,"
                + "\"slots-available\":2}")
        .on("POST /jars/upload", 200, "{\"filename\":\"/tmp/x/abc_job.jar\"}")
        .on("POST /jars/abc_job.jar/run", 200, "{\"jobid\":\"j1\"}")
        .on("DELETE /jars/abc_job.jar", 200, "{}");
  }

  @AfterEach
  void stop() {
    cluster.close();
  }

  @Test
  void aJobIsDeployedWhenAllItsTasksRunAndNotBefore() throws Exception {
    cluster
        .on("GET /jobs/j1/status", 200, "{\"status\":\"RUNNING\"}")
        .on("GET /jobs/j1", 200, job("RUNNING", "SCHEDULED"))
        .on("GET /jobs/j1", 200, job("RUNNING", "RUNNING"));
    List<String> progress = new ArrayList<>();

    DeployedJob deployed = Deployment.deploy(request(cluster.url(), 2), progress::add);

    assertThat(deployed).isEqualTo(new DeployedJob("j1", "tests · copy"));
    assertThat(cluster.calls.stream().filter("GET /jobs/j1"::equals)).hasSize(2);
    assertThat(cluster.calls).as("the upload is cleared away").contains("DELETE /jars/abc_job.jar");
    assertThat(progress).startsWith("checking", "bundling").endsWith("starting", "running");
  }

  @Test
  void aJobThatFailsAtOnceIsExplainedInNodeNamesAsSoonAsTheClustersCopyKnowsIt() throws Exception {
    cluster
        .on("GET /jobs/j1/status", 200, "{\"status\":\"FAILED\"}")
        .on("GET /jobs/j1", 200, job("RUNNING", "RUNNING"))
        .on("GET /jobs/j1", 200, failedJob())
        .on(
            "GET /jobs/j1/exceptions",
            200,
            "{\"exceptionHistory\":{\"entries\":[{\"timestamp\":1,\"taskName\":\"Source: flights ->"
                + " valid rows (1/1)\",\"stacktrace\":\""
                + NODE_FAILURE
                + "\"}]}}");

    ClusterException e = failure(request(cluster.url(), 1));

    assertThat(e.problem().place().nodeId()).isEqualTo("n3");
    assertThat(e.problem())
        .hasToString("error: valid rows: ArithmeticException: / by zero, at the row +I (a = 1)");
    assertThat(cluster.calls)
        .containsSubsequence("GET /jobs/j1", "GET /jobs/j1", "GET /jobs/j1/exceptions");
  }

  @Test
  void aFailureOfFlinkItselfIsToldWithTheNodesOfItsTask() throws Exception {
    cluster
        .on("GET /jobs/j1/status", 200, "{\"status\":\"FAILED\"}")
        .on("GET /jobs/j1", 200, failedJob())
        .on(
            "GET /jobs/j1/exceptions",
            200,
            "{\"exceptionHistory\":{\"entries\":[{\"timestamp\":1,\"taskName\":\"Source: flights ->"
                + " flights -> valid rows (1/2) - execution #0\",\"stacktrace\":\"a.B: outer\\n"
                + "Caused by: java.lang.OutOfMemoryError: Java heap space\\n\"}]}}");

    assertThat(failure(request(cluster.url(), 1)).problem().message())
        .isEqualTo(
            "The job failed in flights, valid rows: java.lang.OutOfMemoryError: Java heap space");
  }

  @Test
  void aNodeThatKeepsFailingEndsTheDeploymentAndTheJob() throws Exception {
    String entry = "{\"timestamp\":1,\"taskName\":\"x\",\"stacktrace\":\"" + NODE_FAILURE + "\"}";
    cluster
        .on("GET /jobs/j1/status", 200, "{\"status\":\"RESTARTING\"}")
        .on("GET /jobs/j1", 200, job("CREATED", "CREATED"))
        .on("GET /jobs/j1/exceptions", 200, "{\"exceptionHistory\":{\"entries\":[" + entry + "]}}")
        .on(
            "GET /jobs/j1/exceptions",
            200,
            "{\"exceptionHistory\":{\"entries\":[" + entry + "," + entry + "]}}")
        .on("PATCH /jobs/j1", 202, "{}");

    assertThat(failure(request(cluster.url(), 1)).problem().place().nodeName())
        .isEqualTo("valid rows");
    assertThat(cluster.calls).contains("PATCH /jobs/j1");
  }

  @Test
  void aSavepointThatDoesNotFitIsToldInTheUsersWords() throws Exception {
    FakeCluster refusing = new FakeCluster();
    refusing
        .on(
            "GET /overview",
            200,
            "{\"flink-version\":\"2.3.0\",\"slots-total\":1,\"slots-available\":1}")
        .on("POST /jars/upload", 200, "{\"filename\":\"/tmp/x/abc_job.jar\"}")
        .on(
            "POST /jars/abc_job.jar/run",
            400,
            "{\"errors\":[\"Caused by: java.lang.IllegalStateException: Failed to rollback to"
                + " checkpoint/savepoint file:/s. Cannot map checkpoint/savepoint state for"
                + " operator 15ca69e37b94b705afc376dafe719972 to the new program, because\"]}");
    try (refusing) {
      assertThat(failure(request(refusing.url(), 1)).problem().code())
          .isEqualTo("savepoint-mismatch");
    }
  }

  @Test
  void aJarThatIsRefusedIsToldWithTheCauseAndLeavesNoJob() throws Exception {
    FakeCluster refusing = new FakeCluster();
    refusing
        .on(
            "GET /overview",
            200,
            "{\"flink-version\":\"2.3.0\",\"slots-total\":1,\"slots-available\":1}")
        .on("POST /jars/upload", 400, "{\"errors\":[\"Only Jar files are allowed.\"]}");
    try (refusing) {
      assertThat(failure(request(refusing.url(), 1)).problem().message())
          .endsWith("refused: Only Jar files are allowed.");
      assertThat(refusing.calls).noneMatch(c -> c.endsWith("/run"));
    }
  }

  @Test
  void aClusterThatIsDownIsToldWithARemedy() throws Exception {
    int port;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = socket.getLocalPort();
    }

    ClusterException e = failure(request(URI.create("http://127.0.0.1:" + port), 1));

    assertThat(e.problem().code()).isEqualTo("cluster-down");
    assertThat(e.problem().remedy()).contains("./eddy cluster start");
  }

  @Test
  void aClusterWithTooFewFreeSlotsIsRefusedBeforeTheUpload() throws Exception {
    ClusterException e = failure(request(cluster.url(), 3));

    assertThat(e.problem().message())
        .isEqualTo("The job needs 3 free task slots; the cluster has 2 of 4.");
    assertThat(cluster.calls).doesNotContain("POST /jars/upload");
  }

  @Test
  void aServerThatIsNoFlinkIsNotTakenForOne() throws Exception {
    FakeCluster other = new FakeCluster();
    try (other) {
      other.on("GET /overview", 200, "{}");
      assertThat(failure(request(other.url(), 1)).problem().code()).isEqualTo("no-flink");
    }
  }

  @Test
  void stoppingAnswersWhereTheSavepointLies() throws Exception {
    cluster
        .on("POST /jobs/j1/stop", 202, "{\"request-id\":\"r1\"}")
        .on("GET /jobs/j1/savepoints/r1", 200, "{\"status\":{\"id\":\"IN_PROGRESS\"}}")
        .on(
            "GET /jobs/j1/savepoints/r1",
            200,
            "{\"status\":{\"id\":\"COMPLETED\"},\"operation\":{\"location\":\"file:/s/1\"}}")
        .on("GET /jobs/j1/status", 200, "{\"status\":\"RUNNING\"}")
        .on("GET /jobs/j1/status", 200, "{\"status\":\"RUNNING\"}")
        .on("GET /jobs/j1/status", 200, "{\"status\":\"FINISHED\"}");

    assertThat(Jobs.stop(cluster.url(), "j1", Optional.empty())).isEqualTo("file:/s/1");
  }

  @Test
  void aJobThatHasEndedIsNotStopped() {
    cluster.on("GET /jobs/j1/status", 200, "{\"status\":\"FINISHED\"}");

    ClusterException e =
        catchThrowableOfType(
            ClusterException.class, () -> Jobs.stop(cluster.url(), "j1", Optional.empty()));

    assertThat(e.problem().code()).isEqualTo("job-ended");
  }

  @Test
  void aSavepointThatFailsLeavesTheJobRunningAndSaysSo() throws Exception {
    cluster
        .on("GET /jobs/j1/status", 200, "{\"status\":\"RUNNING\"}")
        .on("POST /jobs/j1/stop", 202, "{\"request-id\":\"r1\"}")
        .on(
            "GET /jobs/j1/savepoints/r1",
            200,
            "{\"status\":{\"id\":\"COMPLETED\"},\"operation\":{\"failure-cause\":{\"stack-trace\":"
                + "\"java.io.IOException: disk full\\n\\tat x\"}}}");

    ClusterException e =
        catchThrowableOfType(
            ClusterException.class, () -> Jobs.stop(cluster.url(), "j1", Optional.empty()));

    assertThat(e.problem().message()).contains("java.io.IOException: disk full");
    assertThat(e.problem().remedy()).startsWith("The job runs on.");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Task local checkpoint failure.",
        "Trigger checkpoint failure.",
        "Checkpoint triggering task s was not. Not all required tasks are currently running."
      })
  void aSavepointThatMeetsATaskThatHasJustFinishedIsAskedForAgain(String failure) throws Exception {
    cluster
        .on("GET /jobs/j1/status", 200, "{\"status\":\"RUNNING\"}")
        .on("GET /jobs/j1/status", 200, "{\"status\":\"RUNNING\"}")
        .on("GET /jobs/j1/status", 200, "{\"status\":\"FINISHED\"}")
        .on("POST /jobs/j1/stop", 202, "{\"request-id\":\"r1\"}")
        .on("POST /jobs/j1/stop", 202, "{\"request-id\":\"r2\"}")
        .on(
            "GET /jobs/j1/savepoints/r1",
            200,
            "{\"status\":{\"id\":\"COMPLETED\"},\"operation\":{\"failure-cause\":{\"stack-trace\":"
                + "\"CheckpointException: "
                + failure
                + "\\n\\tat x\"}}}")
        .on(
            "GET /jobs/j1/savepoints/r2",
            200,
            "{\"status\":{\"id\":\"COMPLETED\"},\"operation\":{\"location\":\"file:/s/2\"}}");

    assertThat(Jobs.stop(cluster.url(), "j1", Optional.empty())).isEqualTo("file:/s/2");
  }

  @Test
  void jobsAreListedRunningOnesFirst() throws Exception {
    cluster.on(
        "GET /jobs/overview",
        200,
        "{\"jobs\":[{\"jid\":\"a\",\"name\":\"x\",\"state\":\"FINISHED\",\"start-time\":9},"
            + "{\"jid\":\"b\",\"name\":\"y\",\"state\":\"RUNNING\",\"start-time\":5},"
            + "{\"jid\":\"c\",\"name\":\"z\",\"state\":\"FAILED\",\"start-time\":10}]}");

    assertThat(Jobs.list(cluster.url())).extracting(j -> j.id()).containsExactly("b", "c", "a");
  }

  private ClusterException failure(DeployRequest request) {
    return catchThrowableOfType(
        ClusterException.class, () -> Deployment.deploy(request, step -> {}));
  }

  private DeployRequest request(URI target, int parallelism) throws IOException {
    Path file = folder.resolve("airports.csv");
    Files.writeString(file, "iata,name\n");
    return new DeployRequest(
        ClusterPlans.copy(file.toString(), folder.resolve("out").toString()),
        target,
        Optional.empty(),
        parallelism);
  }

  private static String failedJob() {
    return job("FAILED", "CANCELED").replace("\"state\":\"RUNNING\"", "\"state\":\"FAILED\"");
  }

  private static String job(String first, String second) {
    return "{\"name\":\"tests · copy\",\"state\":\"RUNNING\",\"vertices\":["
        + "{\"id\":\"v1\",\"name\":\"a\",\"parallelism\":1,\"status\":\""
        + first
        + "\",\"tasks\":{\"RUNNING\":1}},{\"id\":\"v2\",\"name\":\"b\",\"parallelism\":1,"
        + "\"status\":\""
        + second
        + "\",\"tasks\":{}}]}";
  }
}
