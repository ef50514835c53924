package dev.eddy.designer.effect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The cluster as the designer asks it, over REST answers that a test gives. */
class FlinkDeskTest {
  private static final String JOB = "0123456789abcdef0123456789abcdef";

  private final Map<String, String> answers = new ConcurrentHashMap<>();
  private final List<String> calls = Collections.synchronizedList(new ArrayList<>());
  private final FlinkDesk desk = new FlinkDesk();
  private HttpServer server;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          String call = exchange.getRequestMethod() + " " + exchange.getRequestURI();
          calls.add(call);
          exchange.getRequestBody().readAllBytes();
          String answer = answers.get(call.replaceFirst("\\?.*", ""));
          byte[] body =
              (answer == null ? "{\"errors\":[\"Job not found\"]}" : answer)
                  .getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(answer == null ? 404 : 200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private String url() {
    return "127.0.0.1:" + server.getAddress().getPort();
  }

  private void jobIs(String state) {
    answers.put(
        "GET /jobs/overview",
        "{\"jobs\":[{\"jid\":\"%s\",\"name\":\"main\",\"state\":\"%s\",\"start-time\":1}]}"
            .formatted(JOB, state));
    answers.put("GET /jobs/" + JOB + "/status", "{\"status\":\"%s\"}".formatted(state));
    answers.put(
        "GET /jobs/" + JOB,
        "{\"jid\":\"%s\",\"name\":\"main\",\"state\":\"%s\",\"vertices\":[]}"
            .formatted(JOB, state));
  }

  @Test
  void aJobIsInTheStateThatTheClusterSaysAndOneThatItDoesNotKnowIsUnknown() throws Exception {
    for (String state : List.of("RUNNING", "RESTARTING", "CANCELED", "FINISHED")) {
      jobIs(state);
      assertThat(desk.state(url(), JOB)).isEqualTo(state);
      assertThat(desk.state("http://" + url() + "/", JOB)).isEqualTo(state);
    }
    assertThat(desk.state(url(), "ffffffffffffffffffffffffffffffff")).isEqualTo("UNKNOWN");
  }

  @Test
  void aJobThatFailedIsRefusedWithItsReasonAndSaidToHaveFailed() {
    jobIs("FAILED");
    answers.put(
        "GET /jobs/" + JOB + "/exceptions",
        "{\"exceptionHistory\":{\"entries\":[{\"exceptionName\":"
            + "\"java.lang.ArithmeticException\",\"stacktrace\":"
            + "\"java.lang.ArithmeticException: division by zero\",\"timestamp\":1,"
            + "\"taskName\":\"late (f)\"}],\"truncated\":false}}");
    ClusterDesk.Refusal r =
        catchThrowableOfType(ClusterDesk.Refusal.class, () -> desk.state(url(), JOB));
    assertThat(r.jobState()).isEqualTo("FAILED");
    assertThat(r.problem().message()).contains("division by zero");
  }

  @Test
  void aClusterThatDoesNotAnswerLeavesTheJobsStateOpen() {
    server.stop(0);
    ClusterDesk.Refusal r =
        catchThrowableOfType(ClusterDesk.Refusal.class, () -> desk.state(url(), JOB));
    assertThat(r.jobState()).isEqualTo("UNKNOWN");
    assertThat(r.problem().message()).contains("127.0.0.1");
    assertThat(r.problem().remedy()).isNotBlank();
  }

  @Test
  void whatIsNoAddressIsRefusedBeforeAnythingIsAsked() {
    for (String odd : List.of("not an address", "http://[", "ht tp://x")) {
      assertThatThrownBy(() -> desk.state(odd, JOB))
          .as(odd)
          .isInstanceOf(ClusterDesk.Refusal.class)
          .hasMessageContaining(odd);
      assertThatThrownBy(() -> desk.stop(odd, JOB, true)).isInstanceOf(ClusterDesk.Refusal.class);
    }
    assertThat(calls).isEmpty();
  }

  @Test
  void aSavepointThatFailsIsRefusedWithItsReasonAndTheJobRunsOn() {
    jobIs("RUNNING");
    answers.put("POST /jobs/" + JOB + "/stop", "{\"request-id\":\"r1\"}");
    answers.put(
        "GET /jobs/" + JOB + "/savepoints/r1",
        "{\"status\":{\"id\":\"COMPLETED\"},\"operation\":{\"failure-cause\":{\"class\":\"x\","
            + "\"stack-trace\":\"java.io.IOException: no space left on device\"}}}");
    ClusterDesk.Refusal r =
        catchThrowableOfType(ClusterDesk.Refusal.class, () -> desk.stop(url(), JOB, true));
    assertThat(r.problem().message()).contains("no space left on device");
    assertThat(r.problem().remedy()).contains("runs on");
  }

  @Test
  void aJobIsCancelledWithoutASavepoint() throws Exception {
    jobIs("RUNNING");
    answers.put("PATCH /jobs/" + JOB, "{}");
    assertThat(desk.stop(url(), JOB, false)).isEqualTo(Optional.empty());
    assertThat(calls).contains("PATCH /jobs/" + JOB + "?mode=cancel");
  }

  @Test
  void whatIsNoPlanIsNotSentAnywhere() {
    assertThatThrownBy(() -> desk.deploy(new byte[] {1, 2}, url(), Optional.empty(), w -> {}))
        .isInstanceOf(ClusterDesk.Refusal.class)
        .hasMessageContaining("plan");
    assertThat(calls).isEmpty();
  }
}
