// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.kill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import io.holdpoint.gateway.journal.FileJournal;
import io.holdpoint.gateway.journal.JournalSettings;
import io.holdpoint.gateway.testing.Rig;
import io.holdpoint.model.port.JournalRecord;
import io.holdpoint.model.step.StepId;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kill -9 at any moment: every call that reached its server is in the journal, and the journal is
 * whole. The server counts what it saw. {@code -Dholdpoint.kills} says how many kills, {@code
 * -Dholdpoint.seed} when they come.
 */
@Tag("slow")
final class KilledGatewayIT {

  private static final int KILLS = Integer.getInteger("holdpoint.kills", 40);
  private static final long SEED = Long.getLong("holdpoint.seed", 20_261_122L);
  private static final int CLIENTS = 8;
  private static final int LATEST_MILLIS = 400;
  private static final int ONE_FOLDER = 40;
  private static final int SOCKET_LIMIT_MILLIS = 60_000;

  @TempDir Path temp;

  /** Trace and span id of each call that reached the server. */
  private final Set<String> reached = ConcurrentHashMap.newKeySet();

  private HttpServer upstream;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  @BeforeEach
  void startUpstream() throws IOException {
    upstream = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    upstream.setExecutor(threads);
    upstream.createContext(
        "/mcp",
        exchange -> {
          String[] trace = exchange.getRequestHeaders().getFirst("traceparent").split("-", -1);
          reached.add(trace[1] + "/" + trace[2]);
          exchange.getRequestBody().readAllBytes();
          byte[] answer =
              "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{\"content\":[]}}"
                  .getBytes(StandardCharsets.UTF_8);
          exchange.getResponseHeaders().add("Content-Type", "application/json");
          exchange.sendResponseHeaders(200, answer.length);
          exchange.getResponseBody().write(answer);
          exchange.close();
        });
    upstream.start();
  }

  @AfterEach
  void stopUpstream() {
    upstream.stop(0);
    threads.close();
  }

  @Test
  void every_call_that_reached_its_server_is_in_the_journal() throws Exception {
    Random random = new Random(SEED);
    long all = 0;
    for (int kill = 0; kill < KILLS; kill++) {
      if (kill % ONE_FOLDER == 0) {
        all += reached.size();
        reached.clear();
      }
      Path folder = temp.resolve("journal-" + kill / ONE_FOLDER);
      runAndKill(folder, random.nextInt(LATEST_MILLIS));
      check(folder, "kill " + kill + " of seed " + SEED);
    }
    assertThat(all + reached.size()).as("calls that reached the server").isGreaterThan(KILLS);
  }

  private void runAndKill(Path folder, int millis) throws Exception {
    int before = reached.size();
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      server.setSoTimeout(SOCKET_LIMIT_MILLIS);
      Process process = start(folder, server.getLocalPort());
      try (Socket socket = server.accept();
          HttpClient client = HttpClient.newHttpClient()) {
        int port = new DataInputStream(socket.getInputStream()).readInt();
        List<Future<?>> callers = new ArrayList<>();
        for (int i = 0; i < CLIENTS; i++) {
          HttpRequest request = request(port, i);
          callers.add(threads.submit(() -> callUntilItIsGone(client, request)));
        }
        await().atMost(Duration.ofMinutes(1)).until(() -> reached.size() > before);
        assertThat(process.waitFor(millis, TimeUnit.MILLISECONDS)).as("ended by itself").isFalse();
        process.destroyForcibly();
        for (Future<?> caller : callers) {
          caller.get(1, TimeUnit.MINUTES);
        }
      } finally {
        process.destroyForcibly();
        assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
      }
    }
  }

  private static void callUntilItIsGone(HttpClient client, HttpRequest request) {
    try {
      while (true) {
        HttpResponse<Void> answer = client.send(request, HttpResponse.BodyHandlers.discarding());
        assertThat(answer.statusCode()).isEqualTo(200);
      }
    } catch (IOException gone) {
      // It was killed.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static HttpRequest request(int port, int caller) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/files/mcp"))
        .timeout(Duration.ofSeconds(30))
        .header("Authorization", "Bearer " + Rig.TOKEN)
        .header("Content-Type", "application/json")
        .header("Accept", "application/json, text/event-stream")
        .header("Mcp-Session-Id", "run-" + caller)
        .header("MCP-Protocol-Version", "2025-11-25")
        .POST(
            HttpRequest.BodyPublishers.ofString(
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":"
                    + "{\"name\":\"read_file\",\"arguments\":{\"path\":\"a\"}}}"))
        .build();
  }

  /** Opening recovers it: a torn end is cut off, and what is cut must have reached nobody. */
  private void check(Path folder, String when) {
    Set<String> attempted = new HashSet<>();
    Set<String> dispatched = new HashSet<>();
    try (FileJournal journal = FileJournal.open(folder, JournalSettings.DEFAULTS)) {
      FileJournal.Vouched vouched = journal.verify();
      assertThat(vouched.whole()).as(when + ": " + vouched.broken()).isTrue();
      journal.replay(
          entry -> {
            if (entry instanceof JournalRecord.Attempted r) {
              attempted.add(name(r.step().id()));
            } else if (entry instanceof JournalRecord.Dispatched r) {
              dispatched.add(name(r.step()));
            }
          });
    }
    assertThat(attempted).as(when).containsAll(reached);
    assertThat(dispatched).as(when).containsAll(reached);
  }

  private static String name(StepId step) {
    return step.traceId() + "/" + step.spanId();
  }

  private Process start(Path folder, int port) throws IOException {
    String url = "http://127.0.0.1:" + upstream.getAddress().getPort() + "/mcp";
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-Xshare:auto",
            "-cp",
            System.getProperty("java.class.path"),
            GatewayProcess.class.getName(),
            folder.toString(),
            url,
            Integer.toString(port))
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .start();
  }
}
