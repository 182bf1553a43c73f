// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.testing;

import io.modelcontextprotocol.json.McpJsonDefaults;
import io.modelcontextprotocol.server.McpServer;
import io.modelcontextprotocol.server.McpServerFeatures.SyncToolSpecification;
import io.modelcontextprotocol.server.McpSyncServerExchange;
import io.modelcontextprotocol.server.transport.StdioServerTransportProvider;
import io.modelcontextprotocol.spec.McpSchema;
import java.util.List;
import java.util.Map;

/**
 * A server of the real MCP Java SDK as a process of its own, spoken to over its standard streams.
 */
public final class SdkStdioServer {

  private SdkStdioServer() {}

  /** Serves until its input ends. */
  public static void main(String[] args) {
    McpServer.sync(new StdioServerTransportProvider(McpJsonDefaults.getMapper()))
        .serverInfo("sdk-stdio", "1")
        .capabilities(McpSchema.ServerCapabilities.builder().tools(true).logging().build())
        .tools(tools())
        .build();
  }

  static List<SyncToolSpecification> tools() {
    return List.of(tool("read", SdkStdioServer::read), tool("think", SdkStdioServer::think));
  }

  /** The command that runs it. */
  public static List<String> command() {
    return List.of(
        System.getProperty("java.home") + "/bin/java",
        "-XX:+UseSerialGC",
        "-XX:TieredStopAtLevel=1",
        "-Xshare:auto",
        "-cp",
        System.getProperty("java.class.path"),
        SdkStdioServer.class.getName());
  }

  private interface Body {
    String run(McpSyncServerExchange exchange, McpSchema.CallToolRequest request);
  }

  private static SyncToolSpecification tool(String name, Body body) {
    McpSchema.Tool definition =
        McpSchema.Tool.builder(name, Map.of("type", "object")).description(name).build();
    return new SyncToolSpecification(
        definition,
        (exchange, request) ->
            McpSchema.CallToolResult.builder()
                .addTextContent(body.run(exchange, request))
                .isError(false)
                .build());
  }

  private static String read(McpSyncServerExchange exchange, McpSchema.CallToolRequest request) {
    Object token = request.progressToken();
    if (token != null) {
      for (int i = 1; i <= 3; i++) {
        exchange.progressNotification(
            McpSchema.ProgressNotification.builder(token, (double) i).total(3.0).build());
      }
    }
    return ProcessHandle.current().pid() + " read " + request.arguments().get("path");
  }

  /** Asks the client's model. */
  private static String think(McpSyncServerExchange exchange, McpSchema.CallToolRequest request) {
    McpSchema.SamplingMessage question =
        new McpSchema.SamplingMessage(
            McpSchema.Role.USER, McpSchema.TextContent.builder("why?").build());
    McpSchema.CreateMessageResult answer =
        exchange.createMessage(
            McpSchema.CreateMessageRequest.builder(List.of(question), 10).build());
    return "thought " + answer.model();
  }
}
