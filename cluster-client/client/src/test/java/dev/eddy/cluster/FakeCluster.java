package dev.eddy.cluster;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;

/** A REST server that answers what a test tells it to; the last answer of a call stays. */
final class FakeCluster implements AutoCloseable {
  private record Answer(int status, String body) {}

  private final HttpServer server;
  private final Map<String, Queue<Answer>> answers = new HashMap<>();
  final List<String> calls = new ArrayList<>();

  FakeCluster() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          String call = exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath();
          exchange.getRequestBody().readAllBytes();
          calls.add(call);
          Queue<Answer> queue = answers.get(call);
          Answer answer =
              queue == null
                  ? new Answer(404, "{\"errors\":[\"Not found: " + call + "\"]}")
                  : queue.size() > 1 ? queue.remove() : queue.element();
          byte[] bytes = answer.body().getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(answer.status(), bytes.length == 0 ? -1 : bytes.length);
          exchange.getResponseBody().write(bytes);
          exchange.close();
        });
    server.start();
  }

  FakeCluster on(String call, int status, String body) {
    answers.computeIfAbsent(call, c -> new ArrayDeque<>()).add(new Answer(status, body));
    return this;
  }

  URI url() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
