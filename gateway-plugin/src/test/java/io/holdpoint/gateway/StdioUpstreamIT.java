// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.holdpoint.gateway.testing.RawClient;
import io.holdpoint.gateway.testing.Rig;
import io.holdpoint.gateway.testing.SdkStdioServer;
import io.holdpoint.gateway.testing.ShellServer;
import io.holdpoint.model.step.Outcome;
import io.modelcontextprotocol.client.McpClient;
import io.modelcontextprotocol.client.McpSyncClient;
import io.modelcontextprotocol.client.transport.HttpClientStreamableHttpTransport;
import io.modelcontextprotocol.spec.McpSchema;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Servers that are child processes of the gateway, called over streamable HTTP. */
@EnabledOnOs({OS.LINUX, OS.MAC})
final class StdioUpstreamIT {

  private static final Pattern NUMBER = Pattern.compile("\"text\":\"(\\d+)");

  @TempDir private Path temp;

  @Test
  void servesRealClient_fromRealStdioServer() throws Exception {
    GatewayConfig.Access server =
        new GatewayConfig.Access.Stdio(
            SdkStdioServer.command(),
            Map.of(),
            null,
            false,
            4,
            1 << 20,
            Duration.ofMinutes(1),
            Duration.ofSeconds(2));
    List<String> progress = new CopyOnWriteArrayList<>();
    try (Rig rig = Rig.with("files", server).start()) {
      long pid;
      try (McpSyncClient client = client(rig, progress)) {
        client.initialize();
        assertThat(client.listTools().tools())
            .extracting(McpSchema.Tool::name)
            .containsExactlyInAnyOrder("read", "think");
        String read = text(client.callTool(call("read").progressToken("p-1").build()));
        assertThat(read).endsWith("read /a");
        pid = Long.parseLong(read.split(" ")[0]);
        await().untilAsserted(() -> assertThat(progress).hasSize(3).allMatch("p-1"::equals));
        // What the server asks travels to the client and is judged on its way.
        assertThat(text(client.callTool(call("think").build()))).isEqualTo("thought tester");
        assertThat(rig.attempts())
            .extracting(a -> a.kind().name())
            .containsExactly("TOOL_CALL", "TOOL_CALL", "SAMPLING");
      }
      // The client's DELETE ends its process.
      await().until(() -> ProcessHandle.of(pid).isEmpty());
    }
  }

  @Test
  void givesEachSessionItsOwnProcess_andBindsItToItsPrincipal() throws Exception {
    long pid;
    try (Rig rig = Rig.with("files", ShellServer.perSession(Map.of())).start();
        RawClient one = rig.client();
        RawClient two = rig.client()) {
      String first = open(one, Rig.TOKEN);
      String second = open(two, Rig.SHARED_TOKEN);
      assertThat(first).hasSizeGreaterThanOrEqualTo(22).isNotEqualTo(second);
      pid = number(call(one, Rig.TOKEN, first, "pid"));
      assertThat(number(call(two, Rig.SHARED_TOKEN, second, "pid"))).isNotEqualTo(pid);
      assertThat(call(two, Rig.SHARED_TOKEN, first, "pid").status()).isEqualTo(404);
      assertThat(call(two, Rig.SHARED_TOKEN, "guessed", "pid").status()).isEqualTo(404);
      assertThat(call(one, Rig.TOKEN, first, "noise").body()).contains("quiet");
    }
    long ended = pid;
    await().until(() -> ProcessHandle.of(ended).isEmpty());
  }

  @Test
  void fails_thenStartsAgainAfterAWhile_whenProcessCrashes() throws Exception {
    try (Rig rig = Rig.with("files", ShellServer.perSession(Map.of())).start();
        RawClient client = rig.client()) {
      String session = open(client, Rig.TOKEN);
      RawClient.Answer crashed = call(client, Rig.TOKEN, session, "crash");
      assertThat(crashed.body()).contains("-31002", "the connection ended");
      assertThat(rig.completions().getFirst().outcome()).isInstanceOf(Outcome.Unknown.class);
      assertThat(call(client, Rig.TOKEN, session, "pid").status()).isEqualTo(404);

      RawClient.Answer early = initialize(client, Rig.TOKEN);
      assertThat(early.status()).isEqualTo(503);
      assertThat(early.head().field("retry-after")).isEqualTo("1");
      assertThat(early.body()).contains("-31002", "\"id\":0");
      await().until(() -> initialize(client, Rig.TOKEN).status() == 200);
    }
  }

  @Test
  void says_whenThereIsNoSuchProgram() throws Exception {
    GatewayConfig.Access nothing =
        new GatewayConfig.Access.Stdio(
            List.of("no-such-program-here"),
            Map.of(),
            null,
            false,
            1,
            1024,
            Duration.ofMinutes(1),
            Duration.ofMillis(100));
    try (Rig rig = Rig.with("files", nothing).start();
        RawClient client = rig.client()) {
      RawClient.Answer answer = initialize(client, Rig.TOKEN);
      assertThat(answer.status()).isEqualTo(502);
      assertThat(answer.body()).contains("-31002", "its process no-such-program-here");
    }
  }

  @Test
  void makesRoomForNewSession_bySendingAwayTheOldestSilentOne() throws Exception {
    try (Rig rig = Rig.with("files", ShellServer.atMost(2)).start();
        RawClient client = rig.client();
        RawClient busy = rig.client()) {
      String oldest = open(client, Rig.TOKEN);
      String working = open(busy, Rig.TOKEN);
      busy.sendPost(
          "files",
          FidelityIT.call("7", "hang", "{}"),
          auth(Rig.TOKEN),
          "Mcp-Session-Id: " + working);
      await().until(() -> rig.attempts().size() == 1);
      String third = open(client, Rig.TOKEN);
      assertThat(call(client, Rig.TOKEN, oldest, "pid").status()).isEqualTo(404);
      client.sendPost(
          "files", FidelityIT.call("8", "hang", "{}"), auth(Rig.TOKEN), "Mcp-Session-Id: " + third);
      try (RawClient late = rig.client()) {
        await().until(() -> rig.attempts().size() == 3);
        RawClient.Answer full = initialize(late, Rig.TOKEN);
        assertThat(full.status()).isEqualTo(503);
        assertThat(full.head().field("retry-after")).isEqualTo("1");
      }
    }
  }

  @Test
  void cancelsThenEndsProcess_whenSessionIsKilledInFlight() throws Exception {
    Path log = temp.resolve("log");
    Map<String, String> stubborn = Map.of("LOG", log.toString(), "STUBBORN", "yes");
    try (Rig rig = Rig.with("files", ShellServer.perSession(stubborn)).start();
        RawClient client = rig.client();
        RawClient again = rig.client()) {
      String session = open(client, Rig.TOKEN);
      client.sendPost(
          "files",
          FidelityIT.call("\"mine\"", "hang", "{}"),
          auth(Rig.TOKEN),
          "Mcp-Session-Id: " + session);
      await().until(() -> rig.journalWords().contains("Dispatched"));
      long pid =
          Long.parseLong(Files.readString(log).lines().findFirst().orElseThrow().split(" ")[1]);
      ContainmentIT.kill(rig);

      assertThat(client.read().body()).contains("\"id\":\"mine\"", "isError", "K-op");
      // The id is the bridge's own; the caller's never reached the server.
      await().untilAsserted(() -> assertThat(Files.readString(log)).contains("\"requestId\":2"));
      assertThat(initialize(again, Rig.TOKEN).body()).contains("-31001", "K-op");
      await().until(() -> ProcessHandle.of(pid).isEmpty());
    }
  }

  @Test
  void relaysNewerEra_asFarAsTheServerSpeaksIt() throws Exception {
    try (Rig rig =
            Rig.with("old", ShellServer.perSession(Map.of()))
                .upstream("new", ShellServer.perSession(Map.of("MODERN", "yes")))
                .start();
        RawClient client = rig.client()) {
      RawClient.Answer old = discover(client, "old");
      assertThat(old.status()).isEqualTo(404);
      assertThat(old.body()).contains("-32601", "\"id\":\"d\"");
      RawClient.Answer found = discover(client, "new");
      assertThat(found.status()).isEqualTo(200);
      assertThat(found.body()).contains("2026-07-28", "\"id\":\"d\"");
      RawClient.Answer called = ModernIT.post(client, "new", ModernIT.call(5, "pid", "{}"), "pid");
      assertThat(called.body()).startsWith("{\"jsonrpc\":\"2.0\",\"id\":5,");
      assertThat(called.head().field("mcp-session-id")).isEmpty();
    }
  }

  @Test
  void sharesOneProcess_whenToldTo_withoutMixingUpItsCallers() throws Exception {
    try (Rig rig = Rig.with("files", ShellServer.shared(Map.of())).start();
        RawClient one = rig.client();
        RawClient two = rig.client()) {
      String first = open(one, Rig.TOKEN);
      String second = open(two, Rig.SHARED_TOKEN);
      assertThat(first).isNotEqualTo(second);
      assertThat(number(call(two, Rig.SHARED_TOKEN, second, "pid")))
          .isEqualTo(number(call(one, Rig.TOKEN, first, "pid")));
      assertThat(call(two, Rig.SHARED_TOKEN, first, "pid").status()).isEqualTo(404);
      one.sendPost(
          "files", FidelityIT.call("9", "hang", "{}"), auth(Rig.TOKEN), "Mcp-Session-Id: " + first);
      assertThat(call(two, Rig.SHARED_TOKEN, second, "noise").body()).contains("\"id\":9", "quiet");
    }
  }

  @Test
  void makesServerWait_whileCallerDoesNotRead() throws Exception {
    Map<String, String> padding = Map.of("PADDING", "x".repeat(50_000));
    try (Rig rig = Rig.with("files", ShellServer.perSession(padding)).start();
        RawClient client = rig.client();
        RawClient other = rig.client()) {
      String session = open(client, Rig.TOKEN);
      String flood =
          FidelityIT.call("4", "flood", "{}")
              .replace("\"arguments\"", "\"_meta\":{\"progressToken\":\"p\"},\"arguments\"");
      client.sendPost("files", flood, auth(Rig.TOKEN), "Mcp-Session-Id: " + session);
      client.readHead();
      // 20 MB in all: far more than may wait. Others go on.
      assertThat(call(other, Rig.TOKEN, open(other, Rig.TOKEN), "pid").status()).isEqualTo(200);
      int events = 0;
      String chunk = client.readChunk();
      String last = chunk;
      while (!chunk.isEmpty()) {
        events += chunk.contains("\"progressToken\":\"p\"") ? 1 : 0;
        last = chunk;
        chunk = client.readChunk();
      }
      assertThat(events).isGreaterThan(300);
      assertThat(last).contains("\"id\":4", "done");
    }
  }

  @Test
  void refusesReconnect_afterKill_byRealClient() throws Exception {
    try (Rig rig = Rig.with("files", ShellServer.perSession(Map.of())).start();
        McpSyncClient client = client(rig, new CopyOnWriteArrayList<>());
        McpSyncClient again = client(rig, new CopyOnWriteArrayList<>())) {
      client.initialize();
      client.callTool(call("pid").build());
      ContainmentIT.kill(rig);
      assertThat(client.callTool(call("pid").build()).isError()).isTrue();
      assertThatThrownBy(again::initialize).hasStackTraceContaining("K-op");
    }
  }

  static RawClient.Answer initialize(RawClient client, String token) throws IOException {
    return client.post(
        "files",
        "{\"jsonrpc\":\"2.0\",\"id\":0,\"method\":\"initialize\",\"params\":{\"protocolVersion\":"
            + "\"2025-11-25\",\"capabilities\":{},\"clientInfo\":{\"name\":\"raw\",\"version\":\"1\"}}}",
        auth(token));
  }

  static String open(RawClient client, String token) throws IOException {
    RawClient.Answer opened = initialize(client, token);
    assertThat(opened.status()).isEqualTo(200);
    assertThat(opened.body()).contains("\"id\":0", "serverInfo");
    String session = opened.head().field("mcp-session-id");
    client.post(
        "files",
        "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/initialized\"}",
        auth(token),
        "Mcp-Session-Id: " + session);
    return session;
  }

  private static RawClient.Answer call(RawClient client, String token, String session, String tool)
      throws IOException {
    return client.post(
        "files", FidelityIT.call("9", tool, "{}"), auth(token), "Mcp-Session-Id: " + session);
  }

  private static RawClient.Answer discover(RawClient client, String upstream) throws IOException {
    return client.post(
        upstream,
        "{\"jsonrpc\":\"2.0\",\"id\":\"d\",\"method\":\"server/discover\",\"params\":{\"_meta\":{"
            + "\"io.modelcontextprotocol/protocolVersion\":\"2026-07-28\","
            + "\"io.modelcontextprotocol/clientCapabilities\":{}}}}",
        "MCP-Protocol-Version: 2026-07-28",
        "Mcp-Method: server/discover");
  }

  private static String auth(String token) {
    return "Authorization: Bearer " + token;
  }

  private static long number(RawClient.Answer answer) {
    Matcher number = NUMBER.matcher(answer.body());
    assertThat(number.find()).as(answer.body()).isTrue();
    return Long.parseLong(number.group(1));
  }

  private static McpSchema.CallToolRequest.Builder call(String tool) {
    return McpSchema.CallToolRequest.builder(tool).arguments(Map.of("path", "/a"));
  }

  private static McpSyncClient client(Rig rig, List<String> progress) {
    return McpClient.sync(
            HttpClientStreamableHttpTransport.builder("http://127.0.0.1:" + rig.port())
                .endpoint("/files/mcp")
                .requestBuilder(
                    HttpRequest.newBuilder().header("Authorization", "Bearer " + Rig.TOKEN))
                .build())
        .clientInfo(McpSchema.Implementation.builder("sdk-agent", "1.0").build())
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
