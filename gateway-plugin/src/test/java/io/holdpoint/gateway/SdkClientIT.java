// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdpoint.gateway.testing.Rig;
import io.holdpoint.gateway.testing.StubUpstream;
import io.holdpoint.model.identity.AgentClaim;
import io.modelcontextprotocol.client.McpClient;
import io.modelcontextprotocol.client.McpSyncClient;
import io.modelcontextprotocol.client.transport.HttpClientStreamableHttpTransport;
import io.modelcontextprotocol.spec.McpSchema;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The real MCP Java SDK client, through the gateway, against a small server. */
final class SdkClientIT {

  private static final Pattern ID = Pattern.compile("\"id\":(\"[^\"]*\"|\\d+)");

  @Test
  void initializesListsAndCalls_asIfThereWereNoGateway() throws IOException {
    try (StubUpstream upstream = new StubUpstream(SdkClientIT::serve);
        Rig rig = Rig.with("files", upstream).start();
        McpSyncClient client = client(rig)) {
      McpSchema.InitializeResult server = client.initialize();
      McpSchema.ListToolsResult tools = client.listTools();
      McpSchema.CallToolResult result =
          client.callTool(
              McpSchema.CallToolRequest.builder("read").arguments(Map.of("path", "/a")).build());

      assertThat(server.serverInfo().name()).isEqualTo("stub");
      assertThat(tools.tools()).extracting(McpSchema.Tool::name).containsExactly("read");
      assertThat(text(result)).isEqualTo("hello");
      var attempt = rig.attempts().getFirst();
      assertThat(attempt.arguments().masked()).isEqualTo("{\"path\":\"/a\"}");
      assertThat(attempt.session().agent()).isEqualTo(new AgentClaim("sdk-agent", "1.0"));
      assertThat(attempt.tool().digest()).hasSize(64);
      assertThat(rig.spans().reports().getFirst().wire().mcpSessionId()).isEqualTo("sdk-1");
    }
  }

  @Test
  void readsRefusalAsOrdinaryResult_andStaysOut_whenKilled() throws IOException {
    try (StubUpstream upstream = new StubUpstream(SdkClientIT::serve);
        Rig rig = Rig.with("files", upstream).start();
        McpSyncClient client = client(rig);
        McpSyncClient again = client(rig)) {
      client.initialize();
      client.callTool(McpSchema.CallToolRequest.builder("read").arguments(Map.of()).build());
      ContainmentIT.kill(rig);
      McpSchema.CallToolResult refused =
          client.callTool(McpSchema.CallToolRequest.builder("read").arguments(Map.of()).build());

      assertThat(refused.isError()).isTrue();
      assertThat(text(refused)).contains("Reference: K-op");
      assertThatThrownBy(again::initialize).hasStackTraceContaining("K-op");
      assertThat(upstream.count("tools/call")).isEqualTo(1);
      assertThat(upstream.count("initialize")).isEqualTo(1);
    }
  }

  private static McpSyncClient client(Rig rig) {
    return McpClient.sync(
            HttpClientStreamableHttpTransport.builder("http://127.0.0.1:" + rig.port())
                .endpoint("/files/mcp")
                .requestBuilder(
                    HttpRequest.newBuilder().header("Authorization", "Bearer " + Rig.TOKEN))
                .build())
        .clientInfo(McpSchema.Implementation.builder("sdk-agent", "1.0").build())
        .requestTimeout(Duration.ofSeconds(10))
        .initializationTimeout(Duration.ofSeconds(10))
        .build();
  }

  private static String text(McpSchema.CallToolResult result) {
    return ((McpSchema.TextContent) result.content().getFirst()).text();
  }

  static void serve(StubUpstream.Received request, StubUpstream.Reply reply) throws IOException {
    if (!request.head().start().startsWith("POST")) {
      reply.answer(405, "", "");
    } else if (request.asks("initialize")) {
      reply.json(
          answer(
              request,
              "{\"protocolVersion\":\"2025-11-25\",\"capabilities\":{\"tools\":{}},"
                  + "\"serverInfo\":{\"name\":\"stub\",\"version\":\"1\"}}"),
          "Mcp-Session-Id: sdk-1");
    } else if (request.asks("tools/list")) {
      reply.json(
          answer(
              request, "{\"tools\":[{\"name\":\"read\",\"inputSchema\":{\"type\":\"object\"}}]}"));
    } else if (request.asks("tools/call")) {
      reply.beginEvents();
      reply.events(
          "data: "
              + answer(request, "{\"content\":[{\"type\":\"text\",\"text\":\"hello\"}]}")
              + "\n\n");
      reply.endEvents();
    } else {
      reply.answer(202, "", "");
    }
  }

  private static String answer(StubUpstream.Received request, String result) {
    Matcher id = ID.matcher(request.body());
    assertThat(id.find()).isTrue();
    return "{\"jsonrpc\":\"2.0\",\"id\":" + id.group(1) + ",\"result\":" + result + "}";
  }
}
