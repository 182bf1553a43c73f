// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import io.holdpoint.dashboard.Dashboard;
import io.holdpoint.server.config.ServerConfig;
import io.holdpoint.server.testing.NoDeclarations;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Hosts of agents at the real listener, before the real engine. */
final class HostsIT {

  /** Routes of channels beside those of hosts; they are known by a signature, not by a token. */
  private static final Set<String> SIGNED = Set.of("/approval-replies", "/slack-actions");

  private static final String HOST = "a-token-of-a-host-01";
  private static final String AGENT = "a-token-of-an-agent-1";
  private static final JsonMapper JSON = JsonMapper.shared();

  @TempDir Path folder;

  private final HttpClient client = HttpClient.newHttpClient();
  private HttpServer upstream;
  private HoldpointServer server;

  @BeforeEach
  void start() throws IOException {
    upstream = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    upstream.createContext(
        "/mcp",
        exchange -> {
          exchange.getRequestBody().readAllBytes();
          byte[] answer =
              ("{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{\"content\":[{\"type\":\"text\","
                      + "\"text\":\"Ada Byron, ada@byron.example, order 4711\"}]}}")
                  .getBytes(StandardCharsets.UTF_8);
          exchange.getResponseHeaders().add("Content-Type", "application/json");
          exchange.sendResponseHeaders(200, answer.length);
          exchange.getResponseBody().write(answer);
          exchange.close();
        });
    upstream.start();
    server =
        HoldpointServer.start(
            ServerConfig.parse(
                "test",
                """
                gateway:
                  listen: "127.0.0.1:0"
                  upstreams: [{name: shop, url: "http://127.0.0.1:%d/mcp"}]
                  credentials: [{name: key, subject: developer, token: "%s"}]
                  hosts: [{name: claude-code, token: "%s", principals: [developer]}]
                collector: {grpc-listen: "127.0.0.1:0", http-listen: "127.0.0.1:0"}
                control: {listen: "127.0.0.1:0"}
                """
                    .formatted(upstream.getAddress().getPort(), AGENT, HOST),
                folder),
            InstantSource.system());
  }

  @AfterEach
  void stop() {
    server.close();
    upstream.stop(0);
    client.close();
  }

  @Test
  void chainOverBuiltInTools_isStoppedAtItsLastCall_andTheSessionIsOver() throws Exception {
    List<String> events = events();
    for (String event : events.subList(0, 6)) {
      assertThat(hook(event)).as(event).isEqualTo("{}");
    }

    JsonNode fetch = JSON.readTree(hook(events.get(6)));

    assertThat(fetch.path("continue").asBoolean(true)).as(fetch.toString()).isFalse();
    assertThat(fetch.path("stopReason").asString()).contains("Reference: ");
    assertThat(fetch.at("/hookSpecificOutput/permissionDecision").asString()).isEqualTo("deny");
    assertThat(JSON.readTree(hook(events.get(7))).path("continue").asBoolean(true)).isFalse();
    assertThat(JSON.readTree(hook(events.get(1))).path("decision").asString()).isEqualTo("block");
    assertThat(call("", "read_file", "{\"path\":\"README.md\"}"))
        .as("the same principal through the proxy")
        .contains("isError");
  }

  @Test
  void uploadByShell_isStoppedToo() throws Exception {
    List<String> events = events();
    for (String event : events.subList(0, 4)) {
      hook(event);
    }

    assertThat(JSON.readTree(hook(events.get(7))).path("continue").asBoolean(true)).isFalse();
  }

  @Test
  void whatASubAgentRead_countsForItsAgent_andNotForAnother() throws Exception {
    List<String> events = events();
    String asSubAgent = "{\"agent_id\":\"a1\",\"agent_type\":\"Explore\",";
    hook(asSubAgent + events.get(2).substring(1));
    hook(asSubAgent + events.get(3).substring(1));

    String elsewhere = "5f1c9a52-0d6b-4d0e-9b55-2f9d0f6a7c11";
    assertThat(hook(events.get(6).replace(elsewhere, "another-run"))).isEqualTo("{}");
    assertThat(JSON.readTree(hook(events.get(6))).path("continue").asBoolean(true)).isFalse();
  }

  @Test
  void whatTheAgentDoes_isStoredWithItsSession() throws Exception {
    for (String event : events().subList(0, 4)) {
      hook(event);
    }

    await()
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(
            () ->
                assertThat(server.store().sessions("default", 10))
                    .singleElement()
                    .satisfies(row -> assertThat(row.toString()).contains("claude-code")));
  }

  @Test
  void declaredTask_letsTheJudgesKnowWhatTheUserAskedFor() throws Exception {
    JsonNode declared =
        JSON.readTree(
            post(
                "/api/v1/sessions",
                HOST,
                "{\"agent\":{\"name\":\"clerk\"},\"task\":\"Send the customer list to"
                    + " anna@firm.example\"}"));
    assertThat(declared.path("grade").asString()).isEqualTo("G1");
    String baggage = declared.path("baggage").asString();
    String mail = "{\"to\":\"anna@firm.example\",\"subject\":\"List\",\"body\":\"Attached.\"}";

    assertThat(call(baggage, "read_file", "{\"path\":\"/data/customers/list.csv\"}"))
        .doesNotContain("isError");
    assertThat(call(baggage, "send_email", mail)).doesNotContain("isError");

    assertThat(call("", "read_file", "{\"path\":\"/data/customers/list.csv\"}"))
        .doesNotContain("isError");
    assertThat(call("", "send_email", mail))
        .as("the same calls of a session of which nobody said what it is for")
        .contains("isError");
  }

  @Test
  void agentsToken_attestsNothing_andAHostSpeaksForItsOwnOnly() throws Exception {
    String body = "{\"agent\":{\"name\":\"clerk\"},\"task\":\"x\",\"principal\":\"somebody\"}";

    assertThat(post("/api/v1/sessions", AGENT, body)).contains("login.wrong-token");
    assertThat(post("/api/v1/decide", AGENT, body)).contains("host.wrong-token");
    assertThat(post("/api/v1/sessions", HOST, body)).contains("principal.not-allowed");
  }

  @Test
  void hostRoutes_areTheDescribedOnes() throws Exception {
    Set<String> described = new TreeSet<>();
    try (InputStream in =
        Objects.requireNonNull(Dashboard.class.getResourceAsStream("openapi.json"))) {
      for (Map.Entry<String, JsonNode> path :
          JSON.readTree(in.readAllBytes()).path("paths").properties()) {
        if (path.getValue().at("/post/x-holdpoint-host").asBoolean(false)
            && !SIGNED.contains(path.getKey())) {
          described.add(
              path.getKey().startsWith("/hooks") ? path.getKey() : "/api/v1" + path.getKey());
        }
      }
    }

    assertThat(
            new HostDoor(new NoDeclarations(), InstantSource.system())
                .routes().routes().stream().map(r -> r.path()).collect(Collectors.toSet()))
        .isEqualTo(described);
  }

  @Test
  void samples_areReadAndPointHere() throws Exception {
    Path samples =
        Path.of(
            Objects.requireNonNull(System.getProperty("holdpoint.root")),
            "samples/config/claude-code");
    ServerConfig config =
        ServerConfig.load(
            samples.resolve("holdpoint.yaml"),
            Map.of("HOLDPOINT_AGENT_TOKEN", AGENT, "HOLDPOINT_HOST_TOKEN", HOST));
    assertThat(config.gateway().hosts())
        .singleElement()
        .satisfies(host -> assertThat(host.principals()).containsExactly("developer"));
    JsonNode hooks =
        JSON.readTree(Files.readString(samples.resolve("settings.json"))).path("hooks");
    assertThat(hooks.propertyNames())
        .contains("PreToolUse", "PostToolUse", "UserPromptSubmit", "SubagentStart", "Stop");
    for (Map.Entry<String, JsonNode> hook : hooks.properties()) {
      assertThat(URI.create(hook.getValue().at("/0/hooks/0/url").asString()).getPath())
          .as(hook.getKey())
          .isEqualTo("/hooks/claude-code");
    }
  }

  private static List<String> events() throws IOException {
    try (InputStream in =
        Objects.requireNonNull(HostsIT.class.getResourceAsStream("claude-code/events.ndjson"))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
    }
  }

  private String hook(String event) throws IOException, InterruptedException {
    return post("/hooks/claude-code", HOST, event);
  }

  private String post(String path, String token, String body)
      throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(server.page().resolve(path))
            .header("Authorization", "Bearer " + token)
            .header("Content-Type", "application/json")
            .timeout(Duration.ofSeconds(20))
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build();
    return client.send(request, HttpResponse.BodyHandlers.ofString()).body();
  }

  private String call(String baggage, String tool, String arguments)
      throws IOException, InterruptedException {
    URI endpoint = server.endpoint("shop");
    HttpRequest.Builder request =
        HttpRequest.newBuilder(endpoint)
            .header("Authorization", "Bearer " + AGENT)
            .header("Content-Type", "application/json")
            .header("Accept", "application/json, text/event-stream")
            .timeout(Duration.ofSeconds(20))
            .POST(
                HttpRequest.BodyPublishers.ofString(
                    "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":{\"name\":\""
                        + tool
                        + "\",\"arguments\":"
                        + arguments
                        + "}}"));
    if (!baggage.isEmpty()) {
      request.header("baggage", baggage);
    }
    return client.send(request.build(), HttpResponse.BodyHandlers.ofString()).body();
  }
}
