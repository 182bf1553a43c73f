// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.samples.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.holdpoint.model.signal.Author;
import io.holdpoint.model.signal.Signal;
import io.holdpoint.model.signal.Target;
import io.holdpoint.model.view.SessionRow;
import io.holdpoint.server.HoldpointGateway;
import io.holdpoint.server.HoldpointServer;
import io.holdpoint.server.config.ServerConfig;
import io.holdpoint.server.remote.trust.Authority;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;

/**
 * How long after an operator's kill the last byte of an upstream's answer still reaches the agent:
 * an answer that never ends and speaks 2,000 times a second, killed while it streams, once for each
 * of many sessions; at a gateway in the engine's process and at one that is connected to it.
 */
final class KillLatency {

  private static final int WARM = 50;
  private static final int MOST_ROWS = 1000;
  private static final String TOKEN = "token-of-the-benchmark-agent";
  private static final String SUBJECT = "agent-";
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final long PULSE_NANOS = 500_000;
  private static final int STREAM_MILLIS = 15;

  private final Path folder;
  private final PrintStream out;
  private int agents;
  private String credentials = "";

  private KillLatency(Path folder, PrintStream out) {
    this.folder = folder;
    this.out = out;
  }

  /** One argument: how many kills at each gateway. */
  static void main(String[] arguments) throws IOException {
    int kills = arguments.length == 0 ? 300 : Integer.parseInt(arguments[0]);
    new KillLatency(Files.createTempDirectory("kill-latency"), System.out).run(kills);
  }

  private void run(int kills) throws IOException {
    credentials = credentials(2 * (kills + WARM));
    HttpServer upstream = upstream();
    int port = upstream.getAddress().getPort();
    try (HoldpointServer server =
            HoldpointServer.start(config("main", port), InstantSource.system());
        HoldpointGateway remote = remote(server, port)) {
      measure("in one process", server, server.ports().gateway(), kills);
      measure("remote gateway", server, remote.port(), kills);
    } finally {
      upstream.stop(0);
    }
  }

  private void measure(String what, HoldpointServer server, int gateway, int kills)
      throws IOException {
    long[] ordered = new long[kills];
    long[] durable = new long[kills];
    List<Run> runs = runs(server, gateway, kills + WARM);
    for (int i = -WARM; i < kills; i++) {
      long[] nanos = kill(server, gateway, runs.get(i + WARM));
      if (i >= 0) {
        ordered[i] = nanos[0];
        durable[i] = nanos[1];
      }
    }
    report(what + ", from the order", ordered);
    report(what + ", from the moment it is durable", durable);
  }

  /**
   * One run of one agent.
   *
   * @param token its own: a kill stays with its credential
   * @param session what it calls itself
   * @param target what is killed
   */
  private record Run(String token, String session, Target target) {}

  /** All sessions are begun before the first is killed, so that they are waited for once. */
  private List<Run> runs(HoldpointServer server, int gateway, int count) throws IOException {
    Map<String, String> sessions = new LinkedHashMap<>();
    for (int i = 0; i < count; i++) {
      int agent = agents++;
      String session = UUID.randomUUID().toString();
      try (Agent first = new Agent(gateway, token(agent), session, "ping")) {
        first.readAll();
      }
      sessions.put(subject(agent), session);
    }
    Map<String, Target> targets = new HashMap<>();
    Awaitility.await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(100))
        .until(
            () -> {
              server.store().sessions("default", MOST_ROWS).forEach(row -> note(row, targets));
              return targets.keySet().containsAll(sessions.keySet());
            });
    return sessions.entrySet().stream()
        .map(
            entry ->
                new Run(
                    token(Integer.parseInt(entry.getKey().substring(SUBJECT.length()))),
                    entry.getValue(),
                    Objects.requireNonNull(targets.get(entry.getKey()))))
        .toList();
  }

  private static void note(SessionRow row, Map<String, Target> targets) {
    targets.put(
        row.facts().principal(),
        new Target(
            row.facts().id(),
            row.facts().root(),
            Objects.requireNonNull(row.facts().floor()),
            Objects.requireNonNull(row.facts().kind())));
  }

  private static long[] kill(HoldpointServer server, int gateway, Run run) throws IOException {
    try (Agent agent = new Agent(gateway, run.token(), run.session(), "watch")) {
      CompletableFuture<Void> reading = CompletableFuture.runAsync(agent::readAll);
      Awaitility.await()
          .atMost(PATIENCE)
          .pollDelay(Duration.ZERO)
          .pollInterval(Duration.ofMillis(2))
          .until(agent::isStreaming);
      LockSupport.parkNanos(Duration.ofMillis(STREAM_MILLIS).toNanos());
      long orderedAt = System.nanoTime();
      server
          .signals()
          .publish(
              new Signal.Kill(
                  new Signal.Header(
                      "K-" + run.session().substring(0, 8),
                      run.target(),
                      new Author.Operator("benchmark"),
                      "measured",
                      InstantSource.system().instant())))
          .toCompletableFuture()
          .join();
      long durableAt = System.nanoTime();
      reading.join();
      return new long[] {agent.lastEventAt - orderedAt, agent.lastEventAt - durableAt};
    }
  }

  private void report(String what, long[] nanos) {
    long[] sorted = nanos.clone();
    Arrays.sort(sorted);
    out.printf(
        "%-48s p50 %7.2f ms  p99 %7.2f ms  max %7.2f ms  (%d kills)%n",
        what, at(sorted, 0.5), at(sorted, 0.99), at(sorted, 1.0), sorted.length);
  }

  private static double at(long[] sorted, double share) {
    return sorted[(int) Math.min(sorted.length - 1L, Math.round(share * sorted.length))] / 1e6;
  }

  private HoldpointGateway remote(HoldpointServer server, int upstream) {
    return HoldpointGateway.start(
        config("other", upstream),
        Authority.open(folder.resolve("main/enforcement"))
            .enrol(
                "gw-other",
                "127.0.0.1:" + server.ports().enforcement(),
                URI.create("http://127.0.0.1:" + server.ports().otlpGrpc())),
        InstantSource.system());
  }

  private ServerConfig config(String name, int upstream) {
    return ServerConfig.parse(
        "benchmark",
        """
        data-dir: %s
        gateway:
          listen: 127.0.0.1:0
          source: gw-%s
          upstreams: [{name: pulse, url: "http://127.0.0.1:%d/mcp"}]
          credentials: [%s]
        collector: {grpc-listen: "127.0.0.1:0", http-listen: "127.0.0.1:0"}
        control: {listen: "127.0.0.1:0"}
        enforcement: {listen: "127.0.0.1:0"}
        """
            .formatted(name, name, upstream, credentials),
        folder);
  }

  private static String credentials(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> "{name: key-%d, subject: %s, token: %s}".formatted(i, subject(i), token(i)))
        .collect(Collectors.joining(", "));
  }

  private static String subject(int agent) {
    return SUBJECT + agent;
  }

  private static String token(int agent) {
    return TOKEN + "-" + agent;
  }

  private static HttpServer upstream() throws IOException {
    HttpServer upstream =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 64);
    upstream.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    upstream.createContext("/mcp", KillLatency::serve);
    upstream.start();
    return upstream;
  }

  private static void serve(HttpExchange exchange) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
    if (!body.contains("\"watch\"")) {
      byte[] answer = "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{\"content\":[]}}".getBytes(UTF_8);
      exchange.getResponseHeaders().set("Content-Type", "application/json");
      exchange.sendResponseHeaders(200, answer.length);
      exchange.getResponseBody().write(answer);
      exchange.close();
      return;
    }
    exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
    exchange.sendResponseHeaders(200, 0);
    byte[] pulse =
        """
        data: {"jsonrpc":"2.0","method":"notifications/message","params":{"level":"info","data":"pulse"}}

        """
            .getBytes(UTF_8);
    try (OutputStream stream = exchange.getResponseBody()) {
      while (true) {
        stream.write(pulse);
        stream.flush();
        LockSupport.parkNanos(PULSE_NANOS);
      }
    } catch (IOException cut) {
      exchange.close();
    }
  }

  /** One call on a connection of its own, read as it comes. */
  private static final class Agent implements AutoCloseable {

    private final Socket socket;
    private final AtomicBoolean streaming = new AtomicBoolean();
    private volatile long lastEventAt;

    Agent(int gateway, String token, String session, String tool) throws IOException {
      String body =
          """
          {"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"%s","arguments":{}}}\
          """
              .formatted(tool);
      String head =
          """
          POST /pulse/mcp HTTP/1.1
          Host: 127.0.0.1
          Authorization: Bearer %s
          Content-Type: application/json
          Accept: application/json, text/event-stream
          MCP-Protocol-Version: 2025-11-25
          Mcp-Session-Id: %s
          Connection: close
          Content-Length: %d

          """
              .formatted(token, session, body.length());
      this.socket = new Socket(InetAddress.getLoopbackAddress(), gateway);
      socket.setTcpNoDelay(true);
      socket.getOutputStream().write((head.replace("\n", "\r\n") + body).getBytes(UTF_8));
    }

    boolean isStreaming() {
      return streaming.get();
    }

    /** Until the answer ends; the time of the last bytes that the upstream wrote is kept. */
    void readAll() {
      byte[] buffer = new byte[65_536];
      try {
        InputStream in = socket.getInputStream();
        for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
          String text = new String(buffer, 0, n, UTF_8);
          if (text.contains("pulse")) {
            lastEventAt = System.nanoTime();
            streaming.set(true);
          }
          if (text.contains("Reference:")) {
            return;
          }
        }
      } catch (IOException cut) {
        // The end, as far as this measures.
      }
    }

    @Override
    public void close() throws IOException {
      socket.close();
    }
  }
}
