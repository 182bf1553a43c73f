// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import io.holdpoint.engine.rules.RuleSet;
import io.holdpoint.model.view.DetectionRow;
import io.holdpoint.server.cli.CommandLineRunner;
import io.holdpoint.server.cli.Terminal;
import io.holdpoint.server.cli.rules.RulesVerb;
import io.holdpoint.server.config.ServerConfig;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A chain stopped by the whole server is explained on the command line, after a restart too. */
final class ExplainedServerIT {
  private static final Duration LAG = Duration.ofSeconds(20);
  private static final String AGENT_TOKEN = "token-of-the-agent-in-this-test";
  private static final String SECRET = "s3cr3t-0f-th1s-t3st";

  @TempDir Path folder;

  private final HttpClient client = HttpClient.newHttpClient();
  private HttpServer upstream;

  @BeforeEach
  void startUpstream() throws IOException {
    upstream = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    upstream.createContext(
        "/mcp",
        exchange -> {
          exchange.getRequestBody().readAllBytes();
          byte[] answer =
              ("{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{\"content\":[{\"type\":\"text\",\"text\":\""
                      + SECRET
                      + "\"}]}}")
                  .getBytes(StandardCharsets.UTF_8);
          exchange.getResponseHeaders().add("Content-Type", "application/json");
          exchange.sendResponseHeaders(200, answer.length);
          exchange.getResponseBody().write(answer);
          exchange.close();
        });
    upstream.start();
    Files.writeString(
        folder.resolve("tools.yaml"),
        """
        tools:
          - match: {upstream: [files], tool: [read_secret]}
            effects: [read]
            labels: [secret]
          - match: {upstream: [files], tool: [send_mail]}
            effects: [egress]
        """);
  }

  @AfterEach
  void stopUpstream() {
    client.close();
    upstream.stop(0);
  }

  @Test
  void chain_isExplained_withItsProof_alsoAfterARestart() throws Exception {
    String detection;
    String token;
    try (HoldpointServer server = HoldpointServer.start(config(), InstantSource.system())) {
      token = server.firstToken().orElseThrow();
      assertThat(call(server, "read_secret")).contains(SECRET);
      assertThat(call(server, "send_mail")).contains("isError");
      detection =
          await()
              .atMost(LAG)
              .until(() -> server.store().detections("default", 10), rows -> !rows.isEmpty())
              .stream()
              .map(DetectionRow::detection)
              .filter(d -> d.rule().id().equals("HP-CHAIN-001"))
              .findFirst()
              .orElseThrow()
              .id();
      assertThat(explain(server, token, detection)).contains("none can be missed");
    }
    assertThat(sealed()).isNotEmpty().noneMatch(text -> text.contains(SECRET));
    try (HoldpointServer again = HoldpointServer.start(config(), InstantSource.system())) {
      assertThat(explain(again, token, detection))
          .contains("files/read_secret  [label:secret]  without it: no match")
          .contains("files/send_mail  [event]")
          .contains("none can be missed")
          .doesNotContain(SECRET);
      assertThat(run(again, token, "backtest", "--shadow", "HP-CHAIN-001"))
          .contains("1 sessions, 2 calls")
          .contains("HP-CHAIN-001");
      assertThat(promoted(again, token, "HP-CHAIN-001")).contains("  false-positives: 1\n");
      assertThat(promoted(again, token, "HP-LOOP-002"))
          .contains("mode: enforce\n", "  sessions: 1\n", "  false-positives: 0\n", "  days: 0\n");
    }
  }

  /** A rule's file as it becomes by what was recorded here; nobody confirmed anything. */
  private String promoted(HoldpointServer server, String token, String id) throws IOException {
    String text = RuleSet.load(List.of(), true, null).text(id);
    String open = text.replaceAll("(?m)^promote-when:.*\\R(?:[ ].*\\R)*", "");
    Path file = Files.writeString(folder.resolve(id + ".yaml"), open);
    return run(server, token, "rules", "promote", file.toString(), "--by", "kim", "--dry-run");
  }

  private List<String> sealed() throws IOException {
    try (Stream<Path> files = Files.list(folder.resolve("data/engine-input"))) {
      List<String> texts = new ArrayList<>();
      for (Path file : files.toList()) {
        texts.add(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1));
      }
      return texts;
    }
  }

  private static String explain(HoldpointServer server, String token, String detection) {
    return run(server, token, "explain", detection);
  }

  private static String run(HoldpointServer server, String token, String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    Terminal terminal =
        new Terminal(
            new PrintWriter(out),
            new PrintWriter(err),
            Map.of(
                "HOLDPOINT_API",
                "http://127.0.0.1:" + server.ports().control(),
                "HOLDPOINT_TOKEN",
                token),
            false,
            InstantSource.system());
    int code = new CommandLineRunner(terminal, List.of(new RulesVerb(terminal))).run(arguments);
    assertThat(code).as(err.toString()).isZero();
    return out.toString();
  }

  private String call(HoldpointServer server, String tool)
      throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(server.endpoint("files"))
            .timeout(LAG)
            .header("Authorization", "Bearer " + AGENT_TOKEN)
            .header("Content-Type", "application/json")
            .header("Accept", "application/json, text/event-stream")
            .header("Mcp-Session-Id", "cccccccc-1111-4222-8333-444444444444")
            .header("MCP-Protocol-Version", "2025-11-25")
            .POST(
                HttpRequest.BodyPublishers.ofString(
                    "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":{\"name\":\""
                        + tool
                        + "\",\"arguments\":{\"to\":\"x@y.example\"}}}"))
            .build();
    return client.send(request, HttpResponse.BodyHandlers.ofString()).body();
  }

  private ServerConfig config() {
    return ServerConfig.parse(
        "test",
        """
        data-dir: data
        catalogue: [tools.yaml]
        gateway:
          listen: 127.0.0.1:0
          upstreams: [{name: files, url: "http://127.0.0.1:%d/mcp"}]
          credentials: [{name: key-1, subject: triage, token: %s}]
        collector: {grpc-listen: "127.0.0.1:0", http-listen: "127.0.0.1:0"}
        control: {listen: "127.0.0.1:0"}
        """
            .formatted(upstream.getAddress().getPort(), AGENT_TOKEN),
        folder);
  }
}
