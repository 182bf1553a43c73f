// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.holdpoint.gateway.testing.RawClient;
import io.holdpoint.gateway.testing.Rig;
import io.holdpoint.gateway.testing.SdkSseServer;
import io.holdpoint.gateway.testing.ShellServer;
import io.holdpoint.gateway.testing.StubUpstream;
import io.holdpoint.model.testing.ScriptedMonitor;
import io.modelcontextprotocol.client.McpClient;
import io.modelcontextprotocol.client.McpSyncClient;
import io.modelcontextprotocol.client.transport.HttpClientSseClientTransport;
import io.modelcontextprotocol.spec.McpSchema;
import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** Servers and clients of HTTP+SSE (2024-11-05) are judged like all others. */
// The line ends are what is tested; the transport is deprecated by its protocol.
@SuppressWarnings({"StringConcatToTextBlock", "deprecation"})
final class HttpSseIT {

  @Test
  void bridgesBothSides_forRealClientAndServer() throws Exception {
    List<String> progress = new CopyOnWriteArrayList<>();
    try (SdkSseServer server = new SdkSseServer();
        Rig rig =
            Rig.with("files", new GatewayConfig.Access.HttpSse(URI.create(server.url()))).start();
        McpSyncClient client = client(rig, progress)) {
      assertThat(client.initialize().serverInfo().name()).isEqualTo("sdk-sse");
      assertThat(client.listTools().tools()).hasSize(2);
      assertThat(text(client.callTool(call("read").progressToken("p").build())))
          .endsWith("read /a");
      await().untilAsserted(() -> assertThat(progress).hasSize(3).allMatch("p"::equals));
      assertThat(text(client.callTool(call("think").build()))).isEqualTo("thought tester");
      assertThat(rig.attempts())
          .extracting(a -> a.kind().name())
          .containsExactly("TOOL_CALL", "TOOL_CALL", "SAMPLING");
      assertThat(rig.attempts().getFirst().session().agent().name()).isEqualTo("sse-agent");
    }
  }

  @Test
  @EnabledOnOs({OS.LINUX, OS.MAC})
  void stopsChainBeforeItsLastCall() throws Exception {
    ScriptedMonitor monitor =
        new ScriptedMonitor(
            attempt ->
                attempt.tool().name().equals("send_mail")
                    ? StreamIT.deny()
                    : ScriptedMonitor.permit(attempt.at()));
    try (Rig rig = Rig.with("files", ShellServer.perSession(Map.of())).monitor(monitor).start();
        McpSyncClient client = client(rig, new CopyOnWriteArrayList<>())) {
      client.initialize();
      assertThat(client.callTool(call("pid").build()).isError()).isNotEqualTo(true);
      McpSchema.CallToolResult refused = client.callTool(call("send_mail").build());
      assertThat(refused.isError()).isTrue();
      assertThat(text(refused)).contains("Reference:").doesNotContain("HP-CHAIN");
      assertThat(rig.journalWords()).containsOnlyOnce("Dispatched");
    }
  }

  @Test
  @EnabledOnOs({OS.LINUX, OS.MAC})
  void endsCallAndStream_andRefusesReconnect_whenKilledInFlight() throws Exception {
    try (Rig rig = Rig.with("files", ShellServer.perSession(Map.of())).start();
        McpSyncClient client = client(rig, new CopyOnWriteArrayList<>());
        McpSyncClient again = client(rig, new CopyOnWriteArrayList<>())) {
      client.initialize();
      CompletableFuture<McpSchema.CallToolResult> hanging =
          CompletableFuture.supplyAsync(() -> client.callTool(call("hang").build()));
      await().until(() -> rig.journalWords().contains("Dispatched"));
      ContainmentIT.kill(rig);

      McpSchema.CallToolResult stopped = hanging.get(10, TimeUnit.SECONDS);
      assertThat(stopped.isError()).isTrue();
      assertThat(text(stopped)).contains("K-op");
      assertThatThrownBy(again::initialize).hasStackTraceContaining("K-op");
    }
  }

  @Test
  void bindsStreamToItsPrincipal_andEndsItWithTheKill() throws Exception {
    try (StubUpstream upstream =
            new StubUpstream((request, reply) -> reply.json(FidelityIT.result("1")));
        Rig rig = Rig.with("files", upstream).start();
        RawClient stream = rig.client();
        RawClient poster = rig.client()) {
      stream.send(get("/files/sse"));
      assertThat(stream.readHead().field("content-type")).isEqualTo("text/event-stream");
      String endpoint = stream.readChunk();
      assertThat(endpoint)
          .matches("event: endpoint\ndata: /files/messages\\?sessionId=[\\w-]{32}\n\n");
      String path = endpoint.substring(endpoint.indexOf('/')).strip();

      assertThat(post(poster, path, Rig.SHARED_TOKEN, "{}").status()).isEqualTo(404);
      assertThat(post(poster, path + "x", Rig.TOKEN, "{}").status()).isEqualTo(404);
      assertThat(post(poster, path.replace("files", "mail"), Rig.TOKEN, "{}").status())
          .isEqualTo(404);
      assertThat(post(poster, path, "wrong-token-00000000", "{}").status()).isEqualTo(401);
      assertThat(upstream.received()).isEmpty();

      String initialize = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"initialize\",\"params\":{}}";
      assertThat(post(poster, path, Rig.TOKEN, initialize).status()).isEqualTo(202);
      assertThat(stream.readChunk())
          .isEqualTo("event: message\ndata: " + FidelityIT.result("1") + "\n\n");
      // What is no message is told on the stream, like every answer.
      assertThat(post(poster, path, Rig.TOKEN, "[]").status()).isEqualTo(202);
      assertThat(stream.readChunk()).contains("-32600");
      assertThat(post(poster, path, Rig.TOKEN, FidelityIT.call("1", "read", "{}")).status())
          .isEqualTo(202);
      assertThat(stream.readChunk()).contains("\"text\":\"ok\"");
      ContainmentIT.kill(rig);
      assertThat(stream.readChunk()).isEmpty();
    }
  }

  @Test
  void believesOnlyItsOwnOrigin_whenServerSaysWhereToPost() throws Exception {
    try (StubUpstream upstream =
            new StubUpstream(
                (request, reply) -> {
                  reply.beginEvents();
                  reply.events("event: endpoint\ndata: http://127.0.0.1:1/other\n\n");
                });
        Rig rig =
            Rig.with("files", new GatewayConfig.Access.HttpSse(URI.create(upstream.url())))
                .start();
        RawClient client = rig.client()) {
      RawClient.Answer answer = StdioUpstreamIT.initialize(client, Rig.TOKEN);
      assertThat(answer.status()).isEqualTo(502);
      assertThat(upstream.received()).hasSize(1);
    }
  }

  @Test
  void failsWhatIsUnderWay_whenServersStreamEnds() throws Exception {
    CountDownLatch posted = new CountDownLatch(1);
    try (StubUpstream upstream =
            new StubUpstream(
                (request, reply) -> {
                  if (request.head().start().startsWith("GET")) {
                    reply.beginEvents();
                    reply.events("event: endpoint\ndata: /post\n\n");
                    StreamIT.awaitLatch(posted);
                    reply.endEvents();
                  } else {
                    posted.countDown();
                    reply.answer(202, "", "");
                  }
                });
        Rig rig =
            Rig.with("files", new GatewayConfig.Access.HttpSse(URI.create(upstream.url())))
                .start();
        RawClient client = rig.client()) {
      RawClient.Answer answer = StdioUpstreamIT.initialize(client, Rig.TOKEN);
      assertThat(answer.status()).isEqualTo(502);
      assertThat(answer.body()).contains("-31002", "the connection ended", "\"id\":0");
    }
  }

  private static RawClient.Answer post(RawClient client, String path, String token, String body)
      throws Exception {
    client.send(
        "POST "
            + path
            + " HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer "
            + token
            + "\r\nContent-Type: application/json\r\nContent-Length: "
            + body.length()
            + "\r\n\r\n"
            + body);
    return client.read();
  }

  private static String get(String path) {
    return "GET "
        + path
        + " HTTP/1.1\r\nHost: localhost\r\nAccept: text/event-stream\r\nAuthorization: Bearer "
        + Rig.TOKEN
        + "\r\n\r\n";
  }

  private static McpSchema.CallToolRequest.Builder call(String tool) {
    return McpSchema.CallToolRequest.builder(tool).arguments(Map.of("path", "/a"));
  }

  private static McpSyncClient client(Rig rig, List<String> progress) {
    return McpClient.sync(
            HttpClientSseClientTransport.builder("http://127.0.0.1:" + rig.port())
                .sseEndpoint("/files/sse")
                .requestBuilder(
                    HttpRequest.newBuilder().header("Authorization", "Bearer " + Rig.TOKEN))
                .build())
        .clientInfo(McpSchema.Implementation.builder("sse-agent", "1.0").build())
        .capabilities(McpSchema.ClientCapabilities.builder().sampling().build())
        .sampling(
            request ->
                McpSchema.CreateMessageResult.builder(McpSchema.Role.ASSISTANT, "because", "tester")
                    .build())
        .progressConsumer(p -> progress.add(String.valueOf(p.progressToken())))
        .requestTimeout(Duration.ofSeconds(15))
        .initializationTimeout(Duration.ofSeconds(15))
        .build();
  }

  private static String text(McpSchema.CallToolResult result) {
    return ((McpSchema.TextContent) result.content().getFirst()).text();
  }
}
