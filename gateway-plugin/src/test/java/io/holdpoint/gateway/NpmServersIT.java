// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.holdpoint.gateway.testing.NodeTools;
import io.holdpoint.gateway.testing.Rig;
import io.modelcontextprotocol.client.McpClient;
import io.modelcontextprotocol.client.McpSyncClient;
import io.modelcontextprotocol.client.transport.HttpClientStreamableHttpTransport;
import io.modelcontextprotocol.spec.McpSchema;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Well-known servers from npm as processes of the gateway, called by the real Java SDK client. */
@Tag("slow")
final class NpmServersIT {

  @TempDir private Path temp;

  @Test
  void servesThreeServers_asIfTheySpokeHttp() throws Exception {
    NodeTools tools = NodeTools.install("npm");
    Path docs = Files.createDirectories(temp.resolve("docs")).toRealPath();
    Files.writeString(docs.resolve("a.txt"), "hello from a file");
    Map<String, String> memory = Map.of("MEMORY_FILE_PATH", temp.resolve("memory").toString());
    List<String> progress = new CopyOnWriteArrayList<>();
    try (Rig rig =
        Rig.with("files", server(tools, "server-filesystem", Map.of(), docs.toString()))
            .upstream("memory", server(tools, "server-memory", memory))
            .upstream("everything", server(tools, "server-everything", Map.of(), "stdio"))
            .start()) {
      try (McpSyncClient files = client(rig, "files", progress)) {
        assertThat(files.initialize().protocolVersion()).isEqualTo("2025-11-25");
        assertThat(files.listTools().tools()).hasSize(14);
        McpSchema.CallToolResult read =
            files.callTool(
                call("read_text_file", Map.of("path", docs.resolve("a.txt").toString())).build());
        assertThat(text(read)).isEqualTo("hello from a file");
      }
      try (McpSyncClient graph = client(rig, "memory", progress)) {
        graph.initialize();
        assertThat(graph.listTools().tools()).hasSize(9);
        assertThat(graph.callTool(call("read_graph", Map.of()).build()).isError())
            .isNotEqualTo(true);
      }
      try (McpSyncClient everything = client(rig, "everything", progress)) {
        everything.initialize();
        assertThat(everything.listTools().tools().size()).isGreaterThanOrEqualTo(10);
        McpSchema.CallToolResult echo =
            everything.callTool(call("echo", Map.of("message", "hi")).build());
        assertThat(text(echo)).contains("hi");
        everything.callTool(
            call("trigger-long-running-operation", Map.of("duration", 1, "steps", 3))
                .progressToken("long")
                .build());
        await().untilAsserted(() -> assertThat(progress).hasSize(3).allMatch("long"::equals));
      }
      assertThat(rig.attempts())
          .extracting(a -> a.tool().name())
          .containsExactly(
              "read_text_file", "read_graph", "echo", "trigger-long-running-operation");
    }
  }

  private static GatewayConfig.Access server(
      NodeTools tools, String name, Map<String, String> environment, String... arguments) {
    List<String> words = new ArrayList<>();
    words.add(tools.node());
    words.add(tools.main("@modelcontextprotocol/" + name));
    words.addAll(List.of(arguments));
    return new GatewayConfig.Access.Stdio(
        words, environment, null, false, 4, 16 << 20, Duration.ofMinutes(5), Duration.ofSeconds(2));
  }

  private static McpSchema.CallToolRequest.Builder call(
      String tool, Map<String, Object> arguments) {
    return McpSchema.CallToolRequest.builder(tool).arguments(arguments);
  }

  private static McpSyncClient client(Rig rig, String upstream, List<String> progress) {
    return McpClient.sync(
            HttpClientStreamableHttpTransport.builder("http://127.0.0.1:" + rig.port())
                .endpoint("/" + upstream + "/mcp")
                .build())
        .clientInfo(McpSchema.Implementation.builder("npm-agent", "1.0").build())
        .progressConsumer(p -> progress.add(String.valueOf(p.progressToken())))
        .requestTimeout(Duration.ofSeconds(20))
        .initializationTimeout(Duration.ofSeconds(20))
        .build();
  }

  private static String text(McpSchema.CallToolResult result) {
    return ((McpSchema.TextContent) result.content().getFirst()).text();
  }
}
